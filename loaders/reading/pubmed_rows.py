"""How do the articles of a PubMed file become tables, some thousand articles at a time?

The reader appends tuples; what is the same for all of them (ids of mentions, trimmed texts,
provenance) is made here for whole columns at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lake.delivery import Delivery, Unit, columns
from loaders.reading.authors import named
from loaders.reading.printed import without_contacts
from schema.funding import FUNDED_BY
from schema.mentions import Affiliation, Byline, Collaborator
from schema.nodes import Paper
from schema.relationships import ABOUT, ACCOMPANIES, CITES
from schema.vocabulary import Declared

Row = tuple[Any, ...]


class Rows:
    """Rows of one kind end to end in one list: no object per row, and a column is a slice."""

    def __init__(self, *names: str) -> None:
        self.names, self.width = names, len(names)
        self.cells: list[Any] = []

    def __len__(self) -> int:
        return len(self.cells) // self.width

    def table(self, schema: pa.Schema) -> pa.Table:
        """The rows as columns of the types in `schema`; `at` and `owner` are integers. Texts are
        trimmed, and nothing where nothing is left; but not what sorts, where empty is a value."""
        made = {}
        for place, name in enumerate(self.names):
            type = schema.field(name).type if name in schema.names else pa.int64()
            column = pa.array(self.cells[place :: self.width], type)
            made[name] = column if name in ("edition", "batch") else _trimmed(column)
        return pa.table(made)


def _of(declared: type[Declared], *without: str) -> Rows:
    named = declared.columns().names
    return Rows("at", *(name for name in named if name not in without))


class Batch:
    """Rows of some articles. Each begins with `at`, the article's place in `units`; affiliations
    begin with their owner's place in `bylines` or `collaborators`."""

    def __init__(self) -> None:
        self.units = Rows("unit", "entry")
        self.editions = Rows(*columns(Unit).names)
        self.papers = _of(Paper, "pmid")
        self.bylines = _of(Byline, "mention", "pmid")
        self.collaborators = Rows(*self.bylines.names)
        self.byline_affiliations = Rows("owner", "ordinal", "text", "identifiers")
        self.collaborator_affiliations = Rows("owner", "ordinal", "text", "identifiers")
        self.about = _of(ABOUT, "start")
        self.accompanies = _of(ACCOMPANIES)
        self.cites = _of(CITES, "start")
        self.funded_by = _of(FUNDED_BY, "start")

    def state(self, delivery: Delivery) -> None:
        """Hand the rows to the delivery."""
        delivery.state(Unit, self.editions.table(columns(Unit)))
        units = self.units.table(columns(Unit))
        people = named(self.bylines.table(columns(Byline)))
        papers = self.papers.table(columns(Paper))
        place = papers.column_names.index("authors")
        papers = papers.set_column(place, "authors", _persons(people, len(self.units)))
        delivery.state(Paper, _placed(Paper, papers, units, "pmid"))
        for kind, rows in ((ABOUT, self.about), (FUNDED_BY, self.funded_by)):
            delivery.state(kind, _placed(kind, rows.table(columns(kind)), units, "start"))
        linked = self.accompanies.table(columns(ACCOMPANIES))
        delivery.state(ACCOMPANIES, _placed(ACCOMPANIES, linked, units, "record"))
        cites = _placed(CITES, self.cites.table(columns(CITES)), units, "start")
        delivery.state(CITES, _with_pmid(delivery, cites))
        members = named(self.collaborators.table(columns(Byline)))
        for mention, table, middle, affiliations in (
            (Byline, people, "", self.byline_affiliations),
            (Collaborator, members, "investigator:", self.collaborator_affiliations),
        ):
            owners = _placed(mention, table, units, "pmid", middle)
            kept = pc.is_valid(table["last_name"])
            if mention is Byline:
                kept = pc.or_(kept, pc.is_valid(table["collective_name"]))
            _reject_nameless(delivery, owners.filter(pc.invert(kept)))
            delivery.state(mention, owners.filter(kept))
            delivery.state(Affiliation, _affiliations(owners, kept, affiliations))


def _persons(people: pa.Table, articles: int) -> pa.Array:
    """For each article the persons in its byline, without spellings that were withdrawn."""
    counted = pc.and_(pc.is_valid(people["last_name"]), people["is_valid"])
    at = people["at"].filter(counted).to_numpy()
    return pa.array(np.bincount(at, minlength=articles), pa.int64())


def _with_pmid(delivery: Delivery, cites: pa.Table) -> pa.Table:
    """The citations that name a PMID; the others are rejected."""
    good = pc.fill_null(pc.match_substring_regex(cites["end"], "^[1-9][0-9]{0,7}$"), False)
    for row in cites.filter(pc.invert(good)).select(["record", "end"]).to_pylist():
        reason = "no PMID; the citation was left out"
        delivery.reject(row["record"], reason, "ReferenceList", row["end"])
    return cites.filter(good)


def _reject_nameless(delivery: Delivery, people: pa.Table) -> None:
    for row in people.select(["record", "position"]).to_pylist():
        place = f"person {row['position']}"
        delivery.reject(row["record"], "a person without a name; left out", "AuthorList", place)


def _placed(
    declared: type[Declared], table: pa.Table, units: pa.Table, key: str, middle: str = ""
) -> pa.Table:
    """The rows with the article's PMID as provenance and `key`, and with the mention's id."""
    schema = columns(declared)
    pmid = units["unit"].take(table["at"])
    made = {"unit": pmid, "record": pmid, key: pmid, "entry": units["entry"].take(table["at"])}
    if "mention" in schema.names:
        position = pc.cast(table["position"], pa.string())
        made["mention"] = pc.binary_join_element_wise("pubmed:", pmid, f":{middle}", position, "")
    return pa.table({n: made[n] if n in made else table[n] for n in schema.names}, schema)


def things(delivery: Delivery, declared: type[Declared], batch: str, found: Iterable[Row]) -> None:
    """State what is no part of one article (a journal, a topic, a grant) as a unit of its own, so
    that it stands once, whichever article named it. Rows: key, then the fields after the key, then
    what sorts the edition."""
    kind, schema = declared.__name__.lower(), columns(declared)
    rows, units = Rows(*(f.name for f in declared.fields())), Rows(*columns(Unit).names)
    for *fields, edition in found:
        rows.cells += fields
        units.cells += (f"{kind}:{fields[0]}", 0, edition, batch, False)
    table, stated = rows.table(schema), units.table(columns(Unit))
    made = {"unit": stated["unit"], "entry": stated["entry"], "record": table[rows.names[0]]}
    delivery.state(declared, pa.table({**made, **{n: table[n] for n in rows.names}}))
    delivery.state(Unit, stated)


def _trimmed(column: pa.Array) -> pa.Array:
    if column.type != pa.string():
        return column
    text = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(text, ""), None, text)


def _affiliations(owners: pa.Table, kept: pa.ChunkedArray, rows: Rows) -> pa.Table:
    """Affiliations of the owners who have a name, with their provenance and the mention's id."""
    schema = columns(Affiliation)
    table = rows.table(schema)
    table = table.filter(kept.take(table["owner"]))
    owner = owners.select(["unit", "entry", "record", "mention"]).take(table["owner"])
    text = table["text"].combine_chunks()
    with_breaks = pc.match_substring_regex(text, r"[\n\r\t]|\s\s|\x{a0}")
    lines = [" ".join(printed.split()) for printed in text.filter(with_breaks).to_pylist()]
    text = pc.replace_with_mask(text, with_breaks, pa.array(lines, pa.string()))
    text = without_contacts(text)
    made = pa.table([*owner.columns, table["ordinal"], text, table["identifiers"]], schema=schema)
    return made.filter(pc.and_(pc.is_valid(text), pc.not_equal(text, "")))
