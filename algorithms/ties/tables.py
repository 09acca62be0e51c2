"""From which tables are ties derived, on which day, and with what was known by when?

From `drawn."Class"`: a drawing's tables, or those last published. Nothing that happened after the
day `as_of`, and nothing that became known after the instant `known_by`, is looked at: ties on a day
equal ties of files that end on it. Both are variables of the connection.

Every table of entries says who took part in which record: `person_id` and `number` of the person,
`id` of the record, how many `persons` took part, `dated_on`, `time` in years since 1970, `lead` (1
the first of its persons, 2 the last, 0 another or unknown), `position` on it, `score`, the identity
of the person, and `known_from`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from algorithms.ties.joint import Joint
from lake.relations import Relation, let, make

UNDATED_YEARS = 10.0
AS_OF = "getvariable('as_of')"
# Ages are counted to the first of the month; what has happened since counts as of that day.
AT = f"date_diff('day', DATE '1970-01-01', date_trunc('month', {AS_OF})) / 365.25"
TIME = (
    f"least(coalesce(date_diff('day', DATE '1970-01-01', dated_on) / 365.25, "
    f"{AT} - {UNDATED_YEARS}), {AT})"
)
ENTRY = (
    "person_id VARCHAR, number BIGINT, id VARCHAR, persons BIGINT, dated_on DATE, time DOUBLE, "
    "lead INTEGER, position BIGINT, score DOUBLE, known_from TIMESTAMPTZ"
)

# Persons, then liaisons, in the order of their ids; a liaison stands after all persons.
PERSON_NUMBERS = Relation(
    "ties.person_numbers",
    "person_id VARCHAR, number BIGINT",
    """
SELECT person_id, row_number() OVER (ORDER BY person_id) - 1 AS number FROM drawn."Person" """,
)
LIAISON_NUMBERS = Relation(
    "ties.liaison_numbers",
    "liaison_id VARCHAR, number BIGINT",
    """
SELECT liaison_id, row_number() OVER (ORDER BY liaison_id) - 1
  + (SELECT count(*) FROM ties.person_numbers) AS number FROM drawn."Liaison" """,
)


def look(
    connection: duckdb.DuckDBPyConnection, as_of: date, known_by: datetime | None = None
) -> None:
    """Look at what stands in `drawn` as on the day `as_of`, by who knew what was loaded until
    `known_by` (none: everything), with persons and liaisons numbered."""
    instant = None if known_by is None else known_by.astimezone(UTC)
    let(connection, {"as_of": as_of, "known_by": instant})
    make(connection, PERSON_NUMBERS, LIAISON_NUMBERS)


def known(table: str) -> str:
    """The condition that a table's row was known by the instant asked."""
    instant = "getvariable('known_by')::TIMESTAMPTZ"
    return f"({instant} IS NULL OR {table}.known_from <= {instant})"


def columns(connection: duckdb.DuckDBPyConnection, text: str) -> dict[str, NDArray[Any]]:
    """A query's answer, an array a column."""
    arrays: dict[str, Any] = connection.execute(text).fetchnumpy()
    return arrays


def total(connection: duckdb.DuckDBPyConnection) -> int:
    """How many persons and liaisons are numbered."""
    text = (
        "SELECT (SELECT count(*) FROM ties.person_numbers) "
        "+ (SELECT count(*) FROM ties.liaison_numbers)"
    )
    return int(connection.execute(text).fetchall()[0][0])


def time(connection: duckdb.DuckDBPyConnection) -> float:
    """The day asked, in years since 1970."""
    return float(connection.execute(f"SELECT {AT}").fetchall()[0][0])


def records_of(connection: duckdb.DuckDBPyConnection, entries: str) -> Joint:
    """Entries (a table, or `table WHERE ...`) as joint records."""
    arrays = columns(
        connection,
        "SELECT number AS person, dense_rank() OVER (ORDER BY id) - 1 AS record, time, persons, "
        f"lead FROM {entries} ORDER BY id, lead = 2, lead <> 1, position, number",
    )
    record = np.asarray(arrays["record"], np.int64)
    first = np.flatnonzero(np.r_[True, np.diff(record) != 0][: len(record)])
    return Joint(
        np.asarray(arrays["time"], np.float64)[first],
        np.asarray(arrays["persons"], np.int64)[first],
        record,
        np.asarray(arrays["person"], np.int64),
        np.asarray(arrays["lead"], np.int8),
        total(connection),
    )
