"""From which tables are ties derived, on which day, and with what was known by when?

A drawing's tables, or those last published, over one DuckDB connection. Nothing that happened after
the day, and nothing that became known after the instant, is looked at: ties on a day equal ties of
files that end on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.ties.joint import Joint
from graph.drawing import table_of
from schema.nodes import Liaison, Person
from schema.vocabulary import Declared

EPOCH = date(1970, 1, 1)

# Persons, then liaisons, in the order of their ids; a liaison stands after all persons.
NUMBERED = """
SELECT person_id, row_number() OVER (ORDER BY person_id) - 1 AS number FROM '{persons}'"""
LIAISONS = """
SELECT liaison_id, row_number() OVER (ORDER BY liaison_id) - 1
  + (SELECT count(*) FROM numbered) AS number FROM '{liaisons}'"""


@dataclass(frozen=True)
class Tables:
    """Tables of a folder as seen on the day `as_of` by who knew what was loaded until `known_by`
    (none: everything)."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    as_of: date
    known_by: datetime | None = None

    def of(self, declared: type[Declared]) -> str:
        """The class's table, to stand after FROM."""
        return f"'{table_of(self.folder, declared)}'"

    @property
    def at(self) -> float:
        """The day asked, in years since 1970."""
        return (self.as_of - EPOCH).days / 365.25

    def known(self, of: str) -> str:
        """The condition that a row was known by the instant asked."""
        if self.known_by is None:
            return "TRUE"
        return f"{of}.known_from <= TIMESTAMPTZ '{self.known_by.astimezone(UTC).isoformat()}'"

    def keep(self, name: str, rows: str | pa.Table) -> None:
        """Keep a query's answer, or rows, as the temporary table `name`."""
        if isinstance(rows, pa.Table):
            self.connection.register("incoming", rows)
            rows = "FROM incoming"
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {rows}")

    def columns(self, text: str) -> dict[str, NDArray[Any]]:
        """A query's answer, an array a column."""
        found: dict[str, Any] = self.connection.execute(text).fetchnumpy()
        return found

    def number(self) -> int:
        """Number persons and liaisons in `numbered` and `liaisons`; how many there are."""
        self.keep("numbered", NUMBERED.format(persons=table_of(self.folder, Person)))
        self.keep("liaisons", LIAISONS.format(liaisons=table_of(self.folder, Liaison)))
        text = "SELECT (SELECT count(*) FROM numbered) + (SELECT count(*) FROM liaisons)"
        (total,) = self.connection.execute(text).fetchall()[0]
        return int(total)


def joint(found: dict[str, NDArray[Any]], persons: int) -> Joint:
    """Entries `record, person, time, persons, lead`, sorted by record, as joint records."""
    record = np.asarray(found["record"], np.int64)
    first = np.flatnonzero(np.r_[True, np.diff(record) != 0][: len(record)])
    return Joint(
        np.asarray(found["time"], np.float64)[first],
        np.asarray(found["persons"], np.int64)[first],
        record,
        np.asarray(found["person"], np.int64),
        np.asarray(found["lead"], np.int8),
        persons,
    )
