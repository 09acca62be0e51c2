"""What is a node, a relationship, a mention, and what does each of their fields hold?

A class of the schema is a declaration and is never instantiated: rows travel as Arrow tables whose
columns are the class's fields. Three kinds exist. A `Node` becomes a label of the graph, a
`Relationship` a relationship type, and a `Mention` stays in the lake: a name as one record printed
it, before anyone decided which person it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

ARROW: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Decimal: pa.decimal128(18, 2),
}


# What full text makes of a field: its words, its words without accents, or plain keys as they are.
TEXT, NAMES, KEYS = "standard-no-stop-words", "standard-folding", "whitespace"


def camel(name: str) -> str:
    """The graph's and GraphQL's spelling (`publishedOn`) of a Python name (`published_on`)."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True)
class Field:
    """One declared property: its Python name, element type, whether it is a list, a list with gaps
    or required, and its meaning."""

    name: str
    type: type
    many: bool
    required: bool
    about: str
    gaps: bool = False

    @property
    def arrow(self) -> pa.DataType:
        """The column's Arrow type. The graph keeps no NULL in a list: a gap is NaN there, so that
        whole numbers with gaps are doubles."""
        if self.gaps:
            return pa.list_(pa.float64())
        return pa.list_(ARROW[self.type]) if self.many else ARROW[self.type]


class Declared:
    """What all three kinds share: fields in the order of declaration, and a docstring that is
    printed in the docs."""

    _told: ClassVar[tuple[Field, ...]]

    @classmethod
    def about(cls) -> str:
        """The class's meaning in one paragraph."""
        return re.sub(r"\s+", " ", cls.__doc__ or "").strip()

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The declared fields, in order."""
        if "_told" not in cls.__dict__:  # the hints of a class are worked out once
            cls._told = tuple(_fields(cls))
        return cls._told

    @classmethod
    def columns(cls) -> pa.Schema:
        """The Arrow schema of a table of these; a relationship's begins with `start` and `end`."""
        ends = ["start", "end"] if issubclass(cls, Relationship) else []
        return pa.schema(
            [(e, pa.string()) for e in ends] + [(f.name, f.arrow) for f in cls.fields()]
        )


class Node(Declared):
    """A label. `key` names the identifying field; `search` what full text finds, with the words
    that the `analyzer` makes of it; `indexed` what filters use."""

    key: ClassVar[str]
    search: ClassVar[tuple[str, ...]]
    analyzer: ClassVar[str]
    indexed: ClassVar[tuple[str, ...]]

    def __init_subclass__(
        cls,
        *,
        key: str,
        search: tuple[str, ...] = (),
        analyzer: str = TEXT,
        indexed: tuple[str, ...] = (),
        **rest: Any,
    ) -> None:
        super().__init_subclass__(**rest)
        cls.key, cls.search, cls.analyzer, cls.indexed = key, search, analyzer, indexed


class Relationship(Declared):
    """A relationship type from `start` to `end`; `apart` names the fields that keep two of one pair
    apart."""

    type_name: ClassVar[str]
    start: ClassVar[type[Node]]
    end: ClassVar[type[Node]]
    apart: ClassVar[tuple[str, ...]]

    def __init_subclass__(
        cls,
        *,
        start: type[Node],
        end: type[Node],
        type_name: str = "",
        apart: tuple[str, ...] = (),
        **rest: Any,
    ) -> None:
        super().__init_subclass__(**rest)
        cls.type_name, cls.start, cls.end, cls.apart = type_name or cls.__name__, start, end, apart


class Mention(Declared):
    """A row that only the lake holds: someone or something named by a record, not yet resolved."""


def _fields(cls: type[Declared]) -> Iterator[Field]:
    hints = get_type_hints(cls, include_extras=True)
    for name, hint in hints.items():
        if get_origin(hint) is not Annotated:
            continue
        kind, about = get_args(hint)[:2]
        kind, optional = _bare(kind)
        many = get_origin(kind) is list
        kind, gaps = _bare(get_args(kind)[0]) if many else (kind, False)
        yield Field(name, kind, many, not optional, about, gaps)


def _bare(kind: Any) -> tuple[Any, bool]:
    """A type without `None`, and whether it had it."""
    if get_origin(kind) not in (Union, UnionType):
        return kind, False
    return next(part for part in get_args(kind) if part is not type(None)), True
