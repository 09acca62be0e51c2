"""How are the types of the API made that follow from the schema?

Filters, orders, groups, connections and edges exist once for each type of the graph. They name one
another before they exist, so all are kept here by name, and annotations are text that is read once
all are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from keyword import iskeyword
from typing import Any, TypeVar

import strawberry

from api import made
from schema.vocabulary import Node, Relationship, camel

# Where the annotations of what is made are read.
MODULE = made.__name__
MADE: dict[str, Any] = vars(made)
T = TypeVar("T")
# The label, and the edge to it, whose properties a type speaks of.
Follows = tuple[type[Node], type[Relationship] | None]
FOLLOWS: dict[str, Follows] = {}
Fields = Mapping[str, tuple[str, str]]


def made_input(name: str, about: str, fields: Fields, follows: Follows | None = None) -> str:
    """Make an input of optional fields, each by name an annotation and a description; its name."""
    if name not in MADE:
        _note(name, follows)
        body: dict[str, Any] = {"__annotations__": {}}
        for field, (type_, described) in fields.items():
            attribute = f"{field}_" if iskeyword(field) else field
            body["__annotations__"][attribute] = f"{type_} | None"
            body[attribute] = strawberry.field(
                name=camel(field), default=strawberry.UNSET, description=described
            )
        body["__module__"] = MODULE
        MADE[name] = strawberry.input(type(name, (), body), description=about)
    return name


def made_type(
    name: str,
    about: str,
    fields: Mapping[str, tuple[Any, Any]],
    follows: Follows | None = None,
) -> str:
    """Make an object type of fields, each by name an annotation and a Strawberry field; its
    name."""
    if name not in MADE:
        _note(name, follows)
        body: dict[str, Any] = {field: value for field, (_, value) in fields.items()}
        body["__annotations__"] = {field: type_ for field, (type_, _) in fields.items() if type_}
        body["__module__"] = MODULE
        MADE[name] = strawberry.type(type(name, (), body), description=about)
    return name


def made_enum(
    name: str,
    about: str,
    values: Mapping[str, tuple[object, str]],
    follows: Follows | None = None,
) -> str:
    """Make an enum, each value by name what it stands for and a description; its name."""
    if name not in MADE:
        _note(name, follows)
        members = {
            value: strawberry.enum_value(value, description=described)
            for value, (_, described) in values.items()
        }
        members_of = Enum(name, members, module=MODULE)  # type: ignore[misc]
        MADE[name] = strawberry.enum(members_of, description=about)
    return name


def _note(name: str, follows: Follows | None) -> None:
    if follows:
        FOLLOWS[name] = follows


def named(type_: type[T]) -> type[T]:
    """Let what is made name a type that is written by hand."""
    MADE[type_.__name__] = type_
    return type_


def argument(type_: str, about: str) -> str:
    """The annotation of an argument that is described."""
    return f"Annotated[{type_}, strawberry.argument(description={about!r})]"
