"""What are the parts of a rule, and how is a rule written down and read again?

A rule is a `PersonFilter`. Each of its fields is a clause, and so is each filter of its `and`: a
person is of the segment where all of them hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableValues,
    get_argument_values,
)

from api.errors import bad_input
from api.limits import invalid
from api.operation import parsed

Filter = Mapping[str, Any]
# The field by whose argument a rule is read.
ASKED = "segmentDryRun"


@dataclass(frozen=True)
class Clause:
    """A part of a rule: its text, and the filter that it is."""

    text: str
    filter: Filter


def clauses(rule: Filter) -> list[Clause]:
    """The parts of a rule, in its order, those of its `and` one by one."""
    found: list[Filter] = []
    for name, value in rule.items():
        if value is None:
            continue
        found += value if name == "and" else [{name: value}]
    return [Clause(text_of(each)[1:-1], each) for each in found]


def read(schema: GraphQLSchema, text: str) -> Filter:
    """The rule that a text writes. Raises BAD_USER_INPUT where it is none, or none any longer."""
    try:
        document = parsed(f"{{ {ASKED}(rule: {text}) {{ persons }} }}")
        if errors := invalid(schema, document):
            raise errors[0]
        field = _only_field(document)
        if field is None or schema.query_type is None:
            raise bad_input("the text is more than a rule")
        declared = schema.query_type.fields[ASKED]
        given = get_argument_values(declared, field, VariableValues({}, {}))
    except GraphQLError as error:
        raise bad_input(f"the rule cannot be read: {error.message}") from None
    except RecursionError:
        raise bad_input("the rule nests too deep") from None
    return given.get("rule") or {}


def _only_field(document: DocumentNode) -> FieldNode | None:
    found = [
        each
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode)
        for each in one.selection_set.selections
    ]
    return found[0] if len(found) == 1 and isinstance(found[0], FieldNode) else None


def text_of(value: object) -> str:
    """A value, such as a whole rule, as a rule writes it."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Mapping):
        given = (f"{name}: {text_of(each)}" for name, each in value.items() if each is not None)
        return f"{{{', '.join(given)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(text_of, value))}]"
    if value is None or isinstance(value, bool | int | float | str):
        return orjson.dumps(value).decode()
    return orjson.dumps(str(value)).decode()
