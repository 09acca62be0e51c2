"""Which columns has a class in the graph, and how does a query become its table?"""

from __future__ import annotations

import pyarrow as pa

from lake.relations import Relation
from schema.conclusions import Conclusion
from schema.vocabulary import Declared, Node, Relationship

SOURCED = pa.schema(
    [
        ("source", pa.string()),
        ("record", pa.string()),
        ("known_from", pa.timestamp("us", tz="UTC")),
    ]
)
DUCKDB = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
    pa.list_(pa.string()): "VARCHAR[]",
    pa.list_(pa.float64()): "DOUBLE[]",
    pa.list_(pa.int64()): "BIGINT[]",
}


def graph_columns(declared: type[Declared]) -> pa.Schema:
    """A drawn table's columns: `start, end` of a relationship, fields, `source, record,
    known_from`. Decimal amounts become doubles: the database has no decimals, and sums are taken in
    cents."""
    own = [_in_graph(column) for column in declared.columns()]
    return pa.schema([*own, *SOURCED])


def identifying(declared: type[Declared]) -> list[str]:
    """The columns that tell two rows of a class apart."""
    if issubclass(declared, Relationship):
        return ["start", "end", *declared.apart]
    assert issubclass(declared, Node)
    return [declared.key]


def named(declared: type[Declared]) -> str:
    """The name of a class's table, to stand after FROM."""
    return f'drawn."{declared.__name__}"'


def conclusion_columns(conclusion: type[Conclusion]) -> pa.Schema:
    """A conclusion's columns: `person_id` and its fields."""
    return pa.schema([("person_id", pa.string()), *conclusion.columns()])


def drawn(declared: type[Declared], text: str) -> Relation:
    """The relation `drawn."Class"` of a class of the graph; fields that the text leaves out are
    NULL, and so is empty text: the bulk importer cannot tell the two apart."""
    kinds = _kinds(graph_columns(declared))
    nothing = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in kinds.items())
    stated = ", ".join(
        f'nullif("{name}", \'\') AS "{name}"' if kind == "VARCHAR" else f'"{name}"'
        for name, kind in kinds.items()
    )
    text = f"SELECT {stated} FROM (SELECT {nothing} WHERE false UNION ALL BY NAME ({text}))"
    ends: tuple[type[Node], ...] = ()
    if issubclass(declared, Node):
        text += f" WHERE {declared.key} IS NOT NULL"
    if issubclass(declared, Relationship):
        ends = (declared.start, declared.end)
    return Relation(named(declared), _listed(kinds), text, tuple(named(end) for end in ends))


def concluded(conclusion: type[Conclusion], text: str) -> Relation:
    """The relation `concluded."Conclusion"` of what an algorithm concludes of persons."""
    columns = _listed(_kinds(conclusion_columns(conclusion)))
    return Relation(f'concluded."{conclusion.__name__}"', columns, text)


def _kinds(columns: pa.Schema) -> dict[str, str]:
    return {column.name: DUCKDB[column.type] for column in columns}


def _listed(kinds: dict[str, str]) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())


def _in_graph(column: pa.Field) -> pa.Field:
    return column.with_type(pa.float64()) if pa.types.is_decimal(column.type) else column
