"""How do classes of the schema become GraphQL types?

`of` gives a type one described field per declared field; its edges are added by hand. `reads`
declares an edge: its stub gives arguments and type, and the value is what the compiled statement
brought.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar, dataclass_transform

import strawberry

from api.reads import READ, Read, Row
from schema.vocabulary import Declared, Field, camel

T = TypeVar("T")

PROVENANCE: tuple[tuple[str, object, str], ...] = (
    ("source", str | None, "Where it comes from."),
    ("record", str | None, "The record's id at the source."),
    ("known_from", datetime | None, "When it was loaded."),
)


@dataclass_transform()
def of(
    *declared: type[Declared], about: str = "", ahead: bool = False
) -> Callable[[type[T]], type[T]]:
    """Make a GraphQL type of a class: the fields of the declared classes, all read from the row's
    own variable, and their provenance stand between those of its bases (before them with `ahead`)
    and its own. `about` describes it, else the first of the declared does."""

    def make(cls: type[T]) -> type[T]:
        body = {n: v for n, v in vars(cls).items() if n not in ("__dict__", "__weakref__")}
        bases = body.pop("__orig_bases__", None) or [b for b in cls.__bases__ if b is not object]
        fields = _fields_of(declared)
        ordered = (fields, *bases) if ahead else (*bases, fields)
        made = types.new_class(cls.__name__, ordered, {}, lambda names: names.update(body))
        return strawberry.type(made, description=about or declared[0].about())

    return make


def reads(about: str, **how: Any) -> Callable[[Callable[..., T]], T]:
    """Declare a field that the compiled statement reads as `Read(**how)`."""

    def declare(stub: Callable[..., T]) -> T:
        resolver = standing_for(stub, lambda self, info, **_: self[info.path.key])
        field: T = strawberry.field(
            resolver=resolver, description=about, metadata={READ: Read(**how)}
        )
        return field

    return declare


def leaf(about: str, value: str) -> Any:
    """Declare a field that is one expression over the row."""
    return strawberry.field(description=about, metadata={READ: Read(value=value)})


def taken(about: str, **how: Any) -> Any:
    """Declare a field that takes what the statement brought for it; its type is the class's
    annotation."""

    def take(self: Row, info: strawberry.Info) -> Any:
        return self[str(info.path.key)]

    del take.__annotations__["return"]
    return strawberry.field(resolver=take, description=about, metadata={READ: Read(**how)})


def from_row(row: object, name: str) -> object:
    """What a plain field takes from its row."""
    return row[name] if isinstance(row, dict) else getattr(row, name)


def _fields_of(declared: tuple[type[Declared], ...]) -> type:
    annotations: dict[str, object] = {}
    namespace: dict[str, object] = {"__annotations__": annotations}
    for cls in declared:
        for field in cls.fields():
            annotations[field.name] = _type(field)
            namespace[field.name] = leaf(field.about, _value(field))
    for name, type_, about in PROVENANCE:
        annotations[name] = type_
        namespace[name] = _leaf(name, about)
    name = "".join(cls.__name__ for cls in declared)
    return strawberry.type(type(f"{name}Fields", (), namespace))


def _leaf(name: str, about: str) -> object:
    return leaf(about, f"{{this}}.{camel(name)}")


def _value(field: Field) -> str:
    held = f"{{this}}.{camel(field.name)}"
    if not field.gaps:
        return held
    each = "toInteger(each)" if field.type is int else "each"
    return f"[each IN {held} | CASE WHEN NOT isNaN(each) THEN {each} END]"


def _type(field: Field) -> object:
    # The API has no decimals either: amounts are numbers.
    python: Any = float if field.type is Decimal else field.type
    python = python | None if field.gaps else python
    python = list[python] if field.many else python
    return python if field.required else python | None


def standing_for(stub: Callable[..., object], resolve: Callable[..., object]) -> Callable[..., Any]:
    """The resolver with the signature of the stub, and `info` beside it."""
    signature = inspect.signature(stub)
    info = inspect.Parameter("info", inspect.Parameter.KEYWORD_ONLY, annotation=strawberry.Info)

    def resolver(self: object, info: strawberry.Info, **arguments: object) -> object:
        return resolve(self, info, **arguments)

    resolver.__dict__["__signature__"] = signature.replace(
        parameters=[*signature.parameters.values(), info]
    )
    resolver.__annotations__ = {**stub.__annotations__, "info": strawberry.Info}
    resolver.__name__ = stub.__name__
    resolver.__module__ = stub.__module__
    return resolver
