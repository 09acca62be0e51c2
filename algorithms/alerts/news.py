"""Which events were not known at the refresh before, or stood otherwise?

What was known stands in `alerts/known.parquet` of the home: the last state of every subject, and
the sources that were loaded. It is replaced once the news has been told, so that a refresh that was
killed tells the same again, and whoever keeps the news keeps each event once.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from algorithms.alerts.events import (
    COLUMNS,
    JUMPING,
    OF_LINES,
    OF_RECORDS,
    of_lines,
)
from graph.drawn_tables import open_drawn, table_of
from lake.relations import Relation, let, make, put, rows_of
from schema.nodes import Person

# The last state of each subject that was known before.
BEFORE = Relation("alerts.known", "subject VARCHAR, state VARCHAR", computed_from=("alerts.news",))
# How events differ from those known before; where a subject is held to be of two persons, one of
# them is told of. Of a source that was not loaded then, only what is
# grave enough to be told whenever it is found is news.
NEWS = Relation(
    "alerts.news",
    f"event VARCHAR, {COLUMNS}",
    """
SELECT DISTINCT ON (e.subject) e.*, e.subject || ' ' || e.state
  || if(k.state IS NULL, '', ' since ' || getvariable('until')) AS event
FROM (FROM alerts.recorded UNION ALL FROM alerts.lines) e
LEFT JOIN alerts.known k USING (subject)
WHERE e.is_news AND coalesce(k.state <> e.state, true) AND (k.state IS NOT NULL OR (e.at_once
  AND (e.kind = 'SANCTION'
    OR list_has_any(string_split(e.source, ', '), getvariable('sources_before')))))
ORDER BY e.subject, e.person""",
)
KNOWN = """
WITH now AS (
  SELECT subject, any_value(state) AS state
  FROM (FROM alerts.recorded UNION ALL FROM alerts.lines) GROUP BY subject
)
FROM now UNION ALL SELECT subject, state FROM alerts.known ANTI JOIN now USING (subject)"""
LOADED = 'SELECT name FROM drawn."Source" WHERE files > 0 ORDER BY name'


@dataclass(frozen=True)
class News:
    """What is new: the columns of `NEWS`, `event` naming each for good; how many subjects are now
    known, and whether none was before, so that nothing can be new. `keep` makes it what is known
    from now on."""

    events: pa.Table
    looked_at: int
    is_first: bool
    folder: Path
    known: pa.Table
    sources: tuple[str, ...]

    def keep(self) -> None:
        """Make this what is known, in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        said = json.dumps(self.sources)
        schema = self.known.schema.with_metadata({"sources": said})
        fresh = self.folder / "known.parquet.new"
        pq.write_table(self.known.cast(schema), fresh, compression="zstd")
        fresh.replace(self.folder / "known.parquet")


def news(home: Path, drawn: Path, until: date) -> News:
    """What is new in a drawing, as of a day, beside what is known in the home."""
    place = home / "alerts" / "known.parquet"
    before = pq.read_table(place) if place.exists() else None
    jumping = _jumping(before) if before is not None else set[str]()
    with duckdb.connect() as tables:
        tables.execute("SET TimeZone = 'UTC'")
        open_drawn(tables, drawn)
        sources = tuple(name for (name,) in tables.execute(LOADED).fetchall())
        let(tables, {"sources_before": _sources(before), "until": until})
        put(tables, OF_LINES, of_lines(drawn, jumping))
        put(tables, BEFORE, before if before is not None else _nothing())
        make(tables, OF_RECORDS)
        found = rows_of(tables, NEWS)
        after = tables.sql(KNOWN).to_arrow_table()
    if before is None:
        found = found.slice(0, 0)
    return News(found, after.num_rows, before is None, place.parent, after, sources)


def names_and_states(drawn: Path, ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """The name and the state of those of some persons who are in a drawing, by id."""
    asked = pa.array(sorted(ids), pa.string())
    columns = ["person_id", "name", "state"]
    rows = pq.read_table(table_of(drawn, Person), columns=columns)
    some = rows.filter(pc.is_in(rows["person_id"], asked))
    return {row["person_id"]: (row["name"], row["state"]) for row in some.to_pylist()}


def _nothing() -> pa.Table:
    return pa.schema([("subject", pa.string()), ("state", pa.string())]).empty_table()


def _sources(before: pa.Table | None) -> list[str]:
    """The sources that were loaded before."""
    said = (before.schema.metadata or {}).get(b"sources") if before is not None else None
    return list(json.loads(said)) if said else []


def _jumping(known: pa.Table) -> set[str]:
    is_jumping = pc.equal(known["state"], JUMPING)
    return set(known.filter(is_jumping)["subject"].to_pylist())
