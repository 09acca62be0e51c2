"""How does a field of the API get its value?

From what the compiled statement brought for it, always: `leaf` declares an expression over a row,
`reading` a field with arguments, `taken` one that a page gives. Scalar fields follow from the
classes of the schema.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.declaring import MODULE
from api.properties import HIDDEN
from api.reads import READ, Read, Row, Shaper, place_of
from schema.vocabulary import Declared, Field, camel

PROVENANCE: tuple[tuple[str, object, str], ...] = (
    ("source", str | None, "Where it comes from."),
    ("record", str | None, "The record's id at the source."),
    ("known_from", datetime | None, "When it was loaded."),
)
Fields = dict[str, tuple[Any, Any]]


def leaf(about: str, value: str, then: Shaper | None = None) -> Any:
    """Declare a field that is one expression over the row, and what becomes of it in Python."""
    return taken(about, value=value, then=then)


def taken(about: str, **how: Any) -> Any:
    """Declare a field that takes what the statement brought for it; its type is the class's
    annotation."""

    def take(self: Row, info: strawberry.Info) -> Any:
        return _brought(self, info)

    del take.__annotations__["return"]
    return strawberry.field(resolver=take, description=about, metadata={READ: Read(**how)})


def reading(
    about: str, arguments: Mapping[str, tuple[str, Any]], type_: str, how: object = None
) -> Any:
    """Declare a field with arguments that takes what the statement brought for it; `how` says what
    that is."""
    stub = stub_of(arguments, type_)
    resolver = standing_for(stub, lambda self, info, **_: _brought(self, info))
    return strawberry.field(resolver=resolver, description=about, metadata={READ: how})


def stub_of(arguments: Mapping[str, tuple[str, Any]], type_: str) -> Callable[..., Any]:
    """A function of these arguments, each by name an annotation and a default (`...`: needed)."""

    def stub(self: object) -> Any: ...

    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=annotation,
            default=inspect.Parameter.empty if default is ... else default,
        )
        for name, (annotation, default) in arguments.items()
    ]
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    stub.__dict__["__signature__"] = inspect.Signature([own, *parameters], return_annotation=type_)
    stub.__annotations__ = {n: a for n, (a, _) in arguments.items()} | {"return": type_}
    stub.__module__ = MODULE
    return stub


def _brought(row: Row, info: strawberry.Info) -> Any:
    """What the statement brought for the field that is being resolved."""
    if isinstance(row, dict):
        return row[place_of(info._raw_info.field_nodes)]
    return getattr(row, info.python_name)


def fields_of(declared: tuple[type[Declared], ...]) -> Fields:
    """The scalar fields of declared classes, all read from the row's own variable, and where the
    row comes from; by name an annotation and a Strawberry field."""
    fields: Fields = {
        field.name: (_type(field), leaf(field.about, _value(field)))
        for cls in declared
        for field in cls.fields()
        if field.name not in HIDDEN
    }
    for name, type_, about in PROVENANCE:
        fields[name] = (type_, leaf(about, f"{{this}}.{camel(name)}"))
    read = Read(
        match="UNWIND split({this}.source, ', ') AS sourceName "
        "MATCH ({node}:Source {{name: sourceName}})",
        order=(("{node}.name", "ASC"),),
    )
    about = "The sources that it comes from, with their terms and how fresh they are."
    fields["sources"] = (None, reading(about, {}, "list[Provenance]", read))
    return fields


def _value(field: Field) -> str:
    held = f"{{this}}.{camel(field.name)}"
    if not field.gaps:
        return held
    each = "toInteger(each)" if field.type is int else "each"
    return f"[each IN {held} | CASE WHEN NOT isNaN(each) THEN {each} END]"


def _type(field: Field) -> object:
    python: Any = field.type | None if field.gaps else field.type
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
