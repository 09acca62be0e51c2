"""What may one operation ask for, by the role of whoever asks?

Everything is told from the document and its variables, before graphql-core validates it, before
anything is compiled and before the database is asked: its own rules compare fields pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    recommended_rules,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.callers import Role
from api.errors import MOST_ERRORS
from api.measuring import Definition, Measure
from api.parsed import once_a_document

RULES = (
    *specified_rules,
    *recommended_rules,
    MaybeNullValidationRule,
    OneOfInputValidationRule,
)


@dataclass(frozen=True)
class Limits:
    """The most that one operation may ask for, whether it may ask for the schema itself, and how
    many points an hour may cost."""

    depth: int
    aliases: int
    fields: int
    nodes: int
    cost: int
    introspection: bool
    points_an_hour: int


LIMITS: Mapping[Role, Limits] = {
    Role.VIEWER: Limits(12, 30, 300, 5_000, 600, False, 5_000),
    Role.LIAISON: Limits(15, 30, 500, 10_000, 600, False, 20_000),
    Role.AUDITOR: Limits(20, 30, 500, 50_000, 600, True, 20_000),
    Role.ANALYST: Limits(20, 50, 500, 50_000, 1_500, True, 100_000),
    Role.STEWARD: Limits(20, 50, 500, 50_000, 1_500, True, 100_000),
    Role.ADMIN: Limits(20, 100, 500, 100_000, 2_000, True, 10_000_000),
}
# What bounds the work on the text itself counts in every definition, also one that is not run.
_OF_TEXT = ("depth", "aliases", "fields")


def refusals(
    document: DocumentNode, measures: tuple[Measure, ...], asked: Measure, limits: Limits
) -> list[GraphQLError]:
    """An error for every limit that is passed: `asked` is what the operation to be run asks for,
    `measures` what each definition of the document does."""
    if not limits.introspection and any(map(_asks_for_schema, document.definitions)):
        message = "the schema may not be asked for in this role; its text is in docs/api.graphql"
        return [GraphQLError(message, extensions={"code": "FORBIDDEN"})]
    errors: list[GraphQLError] = []
    for name in (field.name for field in fields(Measure)):
        if name == "points":
            continue
        most = max(getattr(one, name) for one in (measures if name in _OF_TEXT else (asked,)))
        errors += _refusal(name, most, getattr(limits, name))
    return [*errors, *_refusal("cost", asked.cost, limits.cost)]


def _refusal(name: str, asked: int, limit: int) -> Iterator[GraphQLError]:
    if asked > limit:
        words = {
            "depth": "nests fields {asked} deep; nest {limit} at most",
            "aliases": "has {asked} aliases; give {limit} at most",
            "fields": "selects {asked} fields; select {limit} at most",
            "nodes": "may give {asked} rows; ask for {limit} at most, by a smaller `first`",
            "cost": "costs {asked} points; ask for {limit} at most, in several operations",
        }[name]
        # Of a number with thousands of digits its size says enough.
        asked = min(asked, 2**53)
        yield GraphQLError(
            f"the operation {words.format(asked=asked, limit=limit)}",
            extensions={
                "code": "COST_EXCEEDED" if name in ("nodes", "cost") else "BAD_USER_INPUT",
                "limit": limit,
                "asked": asked,
            },
        )


def _asks_for_schema(definition: object) -> bool:
    """Whether a definition names `__schema` or `__type` in any selection."""
    stack = [definition.selection_set] if isinstance(definition, Definition) else []
    while stack:
        for node in stack.pop().selections:
            name = getattr(node, "name", None)
            if name and name.value in ("__schema", "__type"):
                return True
            below = getattr(node, "selection_set", None)
            stack += [below] if below else []
    return False


@once_a_document
def invalid(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What is wrong with a document by the schema, a few errors of it at most."""
    # The error that validation was broken off comes on top of the most.
    return validate(schema, document, RULES, MOST_ERRORS - 1)
