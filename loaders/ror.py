"""Which research institutions are there, what are they called, and which belongs to which?

The Research Organization Registry (ROR) gives out its whole registry as one JSON list. Schema v2 is
read. A dump named by its day (`…-2026-01-01-ror-data…`) withdraws what earlier ones held and it no
longer holds. A parent names its children and a child its parents, a successor its predecessors and
a predecessor its successors; each is stated. Related organisations are not. What names a withdrawn
or inactive institution is placed at its successor. Where a record has several locations, its first
is taken.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import ibis

from lake.compiled import Compiled, connect
from lake.delivery import NEW_KEY, Delivery, Refused, Unit
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.opening import pieces
from loaders.reading.rows import Check, Table
from loaders.reading.source import Source
from schema.nodes import Institution
from schema.relationships import PART_OF, SUCCEEDED_BY

_COLUMNS = {
    "id": "VARCHAR",
    "status": "VARCHAR",
    "types": "VARCHAR[]",
    "names": "STRUCT(value VARCHAR, types VARCHAR[])[]",
    "locations": "STRUCT(geonames_details STRUCT(name VARCHAR, country_code VARCHAR,"
    " country_subdivision_code VARCHAR, country_subdivision_name VARCHAR))[]",
    "external_ids": 'STRUCT("type" VARCHAR, "all" VARCHAR[])[]',
    "relationships": "STRUCT(type VARCHAR, id VARCHAR)[]",
    "admin": "STRUCT(last_modified STRUCT(date VARCHAR))",
}
_LEFT_OUT = ("domains", "established", "links")
_KINDS = "archive company education facility funder government healthcare nonprofit other"
_RELATIONS = "child parent related successor predecessor"
_CATEGORIES = [
    Category("status", "status", ("active", "inactive", "withdrawn")),
    Category("types", "types", _KINDS.split()),
    Category("name_types", "names.types", ("acronym", "alias", "label", "ror_display")),
    Category("identifier_types", "external_ids.type", ("fundref", "grid", "isni", "wikidata")),
    Category("relation_types", "relationships.type", _RELATIONS.split()),
]
_PUBLISHED_IN_NAME = r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)-ror-data"
_DUMPS = 95_000, 200_000
_MEMORY = "2GB"
_GET = "get the dump v… -ror-data_schema_v2.json from the registry's page on Zenodo"


def read(path: Path, delivery: Delivery) -> None:
    """State a dump's institutions, which belong to which, and what became of those that ended."""
    with TemporaryDirectory(dir=delivery.staged.parent) as folder:
        file = _unpacked(path, Path(folder))
        connection = connect(memory_limit=_MEMORY, temp_directory=folder)
        try:
            _read(connection, path, file)
            _look(connection, file, delivery)
            _state(connection, path, delivery)
        finally:
            connection.disconnect()


def _unpacked(path: Path, folder: Path) -> Path:
    """A plain copy of the file, where its first record is one of schema v2."""
    copy, stream = folder / "ror.json", pieces(path)
    first = next(stream)
    if not re.match(rb"\s*\[\s*[{\]]", first):
        raise Refused(f"{path.name} is no JSON list of organisations; {_GET}")
    if b'"name":' in first and b'"names":' not in first:
        raise Refused(f"{path.name} is in the registry's schema v1, retired in 2025; {_GET}")
    with copy.open("wb") as file:
        file.write(first)
        file.writelines(stream)
    return copy


def _read(connection: Compiled, path: Path, file: Path) -> None:
    records = connection.read_json(
        str(file), table_name="printed", columns=_COLUMNS, format="array"
    )
    try:
        connection.keep("taken", _typed(records))
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        reason = str(error).splitlines()[0].replace(str(file), path.name)
        raise Refused(f"{path.name} is damaged or in another schema ({reason}); {_GET}") from None


def _look(connection: Compiled, file: Path, delivery: Delivery) -> None:
    """Signal the keys of records that nobody knows."""
    text = (
        "SELECT key, count(*) FROM (SELECT unnest(json_keys(json)) AS key "
        f"FROM read_json_objects('{file}', format = 'array')) GROUP BY key ORDER BY key"
    )
    for key, count in connection.raw_sql(text).fetchall():
        if key not in _COLUMNS and key not in _LEFT_OUT:
            delivery.signal(NEW_KEY, key, records=count)


def _typed(records: ibis.Table) -> ibis.Table:
    shown = records.names.filter(lambda name: name["types"].contains("ror_display"))
    place = records.locations[0]["geonames_details"]
    domestic = place["country_code"] == "US"
    return records.mutate(
        printed_id=records.id,
        institution_id=_bare(records.id),
        name=shown[0]["value"].strip().nullif(""),
        city=place["name"],
        country=place["country_code"],
        state=ibis.ifelse(
            domestic, place["country_subdivision_code"], place["country_subdivision_name"]
        ),
        name_types=records.names.map(lambda name: name["types"]).flatten(),
        identifier_types=records.external_ids.map(lambda id: id["type"]),
        relation_types=records.relationships.map(lambda relation: relation["type"]),
        edition=ibis.coalesce(records.admin["last_modified"]["date"], ibis.literal("")),
    )


def _bare(id: ibis.Value) -> ibis.Value:
    """`ror:0xxxxxxxx` of the id, printed as an address or bare."""
    return "ror:" + id.re_extract("^(?:https?://ror.org/)?(0[a-z0-9]{8})$", 1).nullif("")


def _state(connection: Compiled, path: Path, delivery: Delivery) -> None:
    taken = connection.table("taken")
    taken = taken.mutate(row=taken.rowid())
    [(delivery.records,)] = connection.raw_sql("SELECT count(*) FROM taken").fetchall()
    table = Table(taken, delivery, lambda rows: [f"entry {n}" for n in (rows + 1).tolist()])
    signal_unknown(table, "printed_id", _CATEGORIES)
    rows = table.check("printed_id", _checks())
    rows = rows.mutate(unit="institution_id", entry=rows.row + 1, record="institution_id")
    day = checks.day_in_name(path, _PUBLISHED_IN_NAME)
    # A part of the register is at least as new as its newest record.
    latest = day or str(rows.edition.max().to_pyarrow().as_py() or "")
    batch, stands = ibis.literal(latest), ibis.literal(False)
    delivery.state(Unit, rows.select("unit", "entry", "edition", batch=batch, withdrawn=stands))
    delivery.state(Institution, _institutions(rows))
    delivery.state(PART_OF, _related(rows, "parent", "child"))
    delivery.state(SUCCEEDED_BY, _related(rows, "successor", "predecessor"))
    if day:
        delivery.hold_whole(day)
        delivery.expect("records of a dump", delivery.records, *_DUMPS)


def _checks() -> list[Check]:
    return [
        Check("printed_id", "institution_id", "id", "is no ROR id; record left out", whole=True),
        Check("printed_id", "name", "names", "has no ror_display name; record left out", True),
    ]


def _institutions(rows: ibis.Table) -> ibis.Table:
    others = rows.names.filter(lambda name: ~name["types"].contains("ror_display"))
    values = others.map(lambda name: name["value"])
    identifiers = rows.external_ids.map(
        lambda of: of["all"].map(lambda value: of["type"].lower() + ":" + value)
    ).flatten()
    return rows.mutate(
        other_names=ibis.ifelse(values.length() > 0, values, None),
        types=ibis.ifelse(rows["types"].length() > 0, rows["types"], None),
        identifiers=ibis.ifelse(identifiers.length() > 0, identifiers, None),
        ownership=ibis.null("string"),
        has_emergency=ibis.null("boolean"),
        rating=ibis.null("int64"),
    )


def _related(rows: ibis.Table, above: str, below: str) -> ibis.Table:
    """Which record is followed by which, of two kinds that are one relation read from its ends."""
    related = rows.select("unit", "entry", "record", one=rows.relationships.unnest())
    other, kind = _bare(related.one["id"]), related.one["type"].lower()
    own = related.unit
    stated = related.select(
        "unit",
        "entry",
        "record",
        kind=kind,
        start=ibis.ifelse(kind == above, own, other),
        end=ibis.ifelse(kind == above, other, own),
    )
    belongs = stated.kind.isin([above, below])
    stated = stated.filter(belongs, stated.start.notnull(), stated.end.notnull())
    return stated.drop("kind").distinct().order_by("entry", "start", "end")


SOURCE = Source(
    name="ror",
    title="Research Organization Registry",
    publisher="Research Organization Registry",
    address="https://doi.org/10.5281/zenodo.6347574",
    terms="CC0 1.0",
    suffixes=(".json", ".json.gz"),
    states=(Institution, PART_OF, SUCCEEDED_BY),
    read=read,
)
