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
    OperationDefinitionNode,
    recommended_rules,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.callers import Role
from api.errors import MOST_ERRORS, bad_input
from api.measuring import Definition, Measure, measured, sizes_of
from api.parsed import once_a_document
from api.tally import now

MOST_TOKENS = 2000
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
# Who reads in every answer what it cost.
TUNING = frozenset({Role.ANALYST, Role.STEWARD, Role.ADMIN})
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


_measured = once_a_document(measured)


@once_a_document
def invalid(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What is wrong with a document by the schema, a few errors of it at most."""
    # The error that validation was broken off comes on top of the most.
    return validate(schema, document, RULES, MOST_ERRORS - 1)


class Bounding(SchemaExtension):
    """Refuses what asks for too much, then what is not valid, then what the caller's points no
    longer pay for; the points of what passes are spent, and the balance is left in the context."""

    def on_validate(self) -> Iterator[None]:
        """Leave the errors in the execution's context; where there are none, it goes on."""
        asking = self.execution_context
        document, schema = asking.graphql_document, asking.schema._schema
        assert document
        limits = LIMITS[asking.context.caller.role]
        place = _chosen(document, asking._provided_operation_name)
        measures = _measured(schema, document, sizes_of(asking.variables))
        asked = measures[place]
        _noted(document, place, asking.context.caller.role, asked.cost)
        errors = refusals(document, measures, asked, limits)
        errors = errors or invalid(schema, document)
        asking.pre_execution_errors = [*errors]
        if not errors:
            asking.context.balance = asking.context.points.spend(asking.context.caller, asked.cost)
        yield

    def get_results(self) -> dict[str, object]:
        """What the operation cost, for those who tune their questions."""
        context = self.execution_context.context
        if context.balance is None or context.caller.role not in TUNING:
            return {}
        return {"cost": {"points": context.balance.cost, "remaining": context.balance.remaining}}


def _noted(document: DocumentNode, place: int, role: Role, cost: int) -> None:
    """Leave in the request's tally what is asked, and by which role."""
    tally = now()
    tally.role, tally.cost = role.value, cost
    definition = [one for one in document.definitions if isinstance(one, Definition)][place]
    names = (getattr(node, "name", None) for node in definition.selection_set.selections)
    tally.fields = tuple(dict.fromkeys(name.value for name in names if name))[:10]


def _chosen(document: DocumentNode, name: str | None) -> int:
    """Which of the definitions is to be run; raises BAD_USER_INPUT where that cannot be told."""
    definitions = [one for one in document.definitions if isinstance(one, Definition)]
    operations = [
        place
        for place, one in enumerate(definitions)
        if isinstance(one, OperationDefinitionNode) and name in (None, one.name and one.name.value)
    ]
    if len(operations) != 1:
        raise bad_input(f"there are {len(operations)} operations to run; name one of them")
    return operations[0]
