"""How do the articles of a PubMed file become tables, some thousand articles at a time?

The reader appends tuples; what is the same for all of them (ids of mentions, trimmed texts,
provenance) is made here for whole columns at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lake.delivery import Delivery, Unit, columns
from loaders.printed import CONTACT, without_contacts
from schema.mentions import Affiliation, Byline, Collaborator
from schema.nodes import Paper
from schema.relationships import ABOUT, CITES, FUNDED_BY
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
        """The rows as columns of the types in `schema`; `at` and `owner` are integers."""
        made = {}
        for place, name in enumerate(self.names):
            type = schema.field(name).type if name in schema.names else pa.int64()
            made[name] = _trimmed(pa.array(self.cells[place :: self.width], type))
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
        self.collaborators = _of(Collaborator, "mention", "pmid")
        self.byline_affiliations = Rows("owner", "ordinal", "text", "identifiers")
        self.collaborator_affiliations = Rows("owner", "ordinal", "text", "identifiers")
        self.about = _of(ABOUT, "start")
        self.cites = _of(CITES, "start")
        self.funded_by = _of(FUNDED_BY, "start")

    def state(self, delivery: Delivery) -> None:
        """Hand the rows to the delivery."""
        delivery.state(Unit, self.editions.table(columns(Unit)))
        units = self.units.table(columns(Unit))
        for declared, rows, key in (
            (Paper, self.papers, "pmid"),
            (ABOUT, self.about, "start"),
            (CITES, self.cites, "start"),
            (FUNDED_BY, self.funded_by, "start"),
        ):
            delivery.state(declared, _placed(declared, rows, units, key))
        for mention, rows, middle, affiliations in (
            (Byline, self.bylines, "", self.byline_affiliations),
            (Collaborator, self.collaborators, "investigator:", self.collaborator_affiliations),
        ):
            owners = _placed(mention, rows, units, "pmid", middle)
            delivery.state(mention, owners)
            delivery.state(Affiliation, _affiliations(owners, affiliations))


def _placed(
    declared: type[Declared], rows: Rows, units: pa.Table, key: str, middle: str = ""
) -> pa.Table:
    """The rows with the article's PMID as provenance and `key`, and with the mention's id."""
    schema = columns(declared)
    table = rows.table(schema)
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
    """Text without blanks around it; nothing where nothing is left."""
    if column.type != pa.string():
        return column
    text = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(text, ""), None, text)


def _affiliations(owners: pa.Table, rows: Rows) -> pa.Table:
    """Affiliations with the provenance and the id of the mention they belong to."""
    schema = columns(Affiliation)
    table = rows.table(schema)
    owner = owners.select(["unit", "entry", "record", "mention"]).take(table["owner"])
    text = pc.replace_substring_regex(table["text"], r"\s*[\n\r\t]\s*|\s\s+", " ").combine_chunks()
    with_contacts = pc.match_substring_regex(text, CONTACT)
    clean = [without_contacts(t) for t in text.filter(with_contacts).to_pylist()]
    text = pc.replace_with_mask(text, with_contacts, pa.array(clean, pa.string()))
    made = pa.table([*owner.columns, table["ordinal"], text, table["identifiers"]], schema=schema)
    return made.filter(pc.and_(pc.is_valid(text), pc.not_equal(text, "")))
