"""How do classes of the schema become GraphQL types?

`scalars` gives a Strawberry type with one described field per declared field; types of the API
inherit from it and add their edges by hand. `reads` declares such an edge; its resolver takes the
row that the compiled statement brought.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

import strawberry

from api.reads import READ, Read
from schema.vocabulary import Declared, Field, camel

T = TypeVar("T")

PROVENANCE = (
    ("source", str | None, "Where it comes from."),
    ("record", str | None, "The record's id at the source."),
    ("known_from", datetime | None, "When it was loaded."),
)


def scalars(*declared: type[Declared]) -> Any:
    """A base type whose fields are those of the classes, all read from the row's own variable, and
    its provenance."""
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__annotations__": annotations}
    for cls in declared:
        for field in cls.fields():
            annotations[field.name] = _type(field)
            namespace[field.name] = _leaf(field.name, field.about)
    for name, type_, about in PROVENANCE:
        annotations[name] = type_
        namespace[name] = _leaf(name, about)
    return strawberry.type(type("".join(d.__name__ for d in declared) + "Fields", (), namespace))


def reads(about: str, **how: Any) -> Callable[[Callable[..., T]], Any]:
    """Declare a field that the compiled statement reads as `Read(**how)`; the decorated stub gives
    arguments and type."""

    def declare(stub: Callable[..., T]) -> Any:
        return strawberry.field(
            resolver=_taking_its_row(stub), description=about, metadata={READ: Read(**how)}
        )

    return declare


def leaf(about: str, value: str) -> Any:
    """Declare a field that is one expression over the row."""
    return strawberry.field(description=about, metadata={READ: Read(value=value)})


def taken(about: str, **how: Any) -> Any:
    """Declare a field that takes what the statement brought for it; its type is the class's
    annotation."""

    def take(self: Any, info: strawberry.Info):  # type: ignore[no-untyped-def]
        return self[info.path.key]

    return strawberry.field(resolver=take, description=about, metadata={READ: Read(**how)})


def from_row(row: Any, name: str) -> Any:
    """What a plain field takes from its row."""
    return row[name] if isinstance(row, dict) else getattr(row, name)


def _leaf(name: str, about: str) -> Any:
    return leaf(about, f"{{this}}.{camel(name)}")


def _type(field: Field) -> Any:
    # The API has no decimals either: amounts are numbers.
    python: Any = float if field.type is Decimal else field.type
    python = list[python] if field.many else python
    return python if field.required else python | None


def _taking_its_row(stub: Callable[..., T]) -> Callable[..., T]:
    """The stub with a body: the value under the field's response key, whatever alias the caller
    chose."""

    def resolve(self: Any, info: strawberry.Info, **_: Any) -> Any:
        return self[info.path.key]

    resolve.__signature__ = _with_info(stub)  # type: ignore[attr-defined]
    resolve.__annotations__ = {**stub.__annotations__, "info": strawberry.Info}
    resolve.__name__ = stub.__name__
    resolve.__module__ = stub.__module__
    return resolve


def _with_info(stub: Callable[..., Any]) -> Any:
    signature = inspect.signature(stub)
    info = inspect.Parameter("info", inspect.Parameter.KEYWORD_ONLY, annotation=strawberry.Info)
    return signature.replace(parameters=[*signature.parameters.values(), info])
