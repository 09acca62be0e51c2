"""How is the tie index made of the tables of a drawing?

Ties go batch by batch from the tables to ranges of persons (`algorithms/paths/ranges.py`) and range
by range into the files of the index. Beside a range, what takes memory is 24 bytes for each person
and company that paid them, 16 MB per million persons for where their payers begin, and in the
engine that reads the tables the numbers of persons and liaisons by id, some 60 MB per million.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from algorithms.introductions.tie_files import growing, keep, lay, placed
from algorithms.introductions.tie_index import ORIGIN, Paid, as_bytes, companies_of
from algorithms.paths.ranges import BATCH, MOST, sorted_rows
from algorithms.paths.uniting import Records, pieces
from algorithms.ties.tables import AS_OF, LIAISON_NUMBERS, PERSON_NUMBERS, columns, known
from lake.relations import Relation, make
from schema.relationships import MET
from schema.tie_kinds import PARTS, TIES
from schema.vocabulary import Relationship

# Which families of companies had paid whom by the day asked.
PAID_PERSONS = Relation(
    "introductions.paid_persons",
    "person BIGINT, company VARCHAR",
    f"""
SELECT DISTINCT n.number AS person, coalesce(f.family_id, c."end") AS company
FROM drawn."RECEIVED" r JOIN drawn."Payment" p ON p.payment_id = r."end"
JOIN drawn."PAID_BY" c ON c.start = r."end"
LEFT JOIN drawn."Company" f ON f.company_id = c."end"
JOIN ties.person_numbers n ON n.person_id = r.start
WHERE (p.paid_on IS NULL OR p.paid_on <= {AS_OF}) AND {known("r")}""",
)


def write(home: Path, name: str, tables: duckdb.DuckDBPyConnection, most: int = MOST) -> Path:
    """Make the index of the drawn ties between the persons and liaisons that
    `ties.tables.look` numbered, holding so many arcs at once at most, and put it in place;
    returns its folder."""
    with placed(home, name) as new:
        persons = _ids(new / "ids.npy", tables, PERSON_NUMBERS, "person_id")
        liaisons = _ids(new / "liaisons.npy", tables, LIAISON_NUMBERS, "liaison_id")
        given = (batch for tie in TIES for batch in _read(tables, tie))
        with TemporaryDirectory(dir=new) as beside:
            lay(new, sorted_rows(given, persons + liaisons, Path(beside), most), persons)
        keep(new, _paid(tables, persons))
    return home / "ties" / name


def _ids(file: Path, tables: duckdb.DuckDBPyConnection, numbers: Relation, key: str) -> int:
    """Write the ids in the order of their numbers; returns how many there are."""
    counted = f"SELECT count(*), coalesce(max(strlen({key})), 1) FROM {numbers.name}"
    ((size, width),) = tables.execute(counted).fetchall()
    with growing(file, f"S{max(width, 1)}") as add:
        for (ids,) in _batches(tables, f"SELECT {key} FROM {numbers.name} ORDER BY number"):
            add(as_bytes(ids))
    return int(size)


def _batches(tables: duckdb.DuckDBPyConnection, text: str) -> Iterator[list[NDArray[Any]]]:
    """A query's answer, an array a column, so many rows at a time; none may be null."""
    for batch in tables.sql(text).to_arrow_reader(BATCH):
        yield [column.to_numpy(zero_copy_only=False) for column in batch.columns]


def _read(tables: duckdb.DuckDBPyConnection, tie: type[Relationship]) -> Iterator[Records]:
    bits = {bit: part for bit, part in PARTS.items() if part.tie is tie}
    fields = ", ".join(
        f"coalesce({part.strength}, 0)::DOUBLE, "
        f"coalesce(date_diff('day', DATE '{ORIGIN}', {part.last_on}), 0)"
        for part in bits.values()
    )
    # A liaison's place comes first in MET, a person's in all others.
    start, key = (LIAISON_NUMBERS, "liaison_id") if tie is MET else (PERSON_NUMBERS, "person_id")
    text = (
        f'SELECT a.number, b.number, {fields} FROM drawn."{tie.__name__}" t '
        f"JOIN {start.name} a ON a.{key} = t.start "
        f'JOIN {PERSON_NUMBERS.name} b ON b.person_id = t."end"'
    )
    for a, b, *values in _batches(tables, text):
        for bit, strength, day in zip(bits, values[::2], values[1::2], strict=True):
            yield pieces(a, b, bit, strength, day)


def _paid(tables: duckdb.DuckDBPyConnection, persons: int) -> Paid:
    make(tables, PAID_PERSONS)
    named = f"SELECT DISTINCT company FROM {PAID_PERSONS.name} ORDER BY company"
    ids = [company for (company,) in tables.execute(named).fetchall()]
    paid = columns(
        tables,
        "SELECT person, dense_rank() OVER (ORDER BY company) - 1 AS place "
        f"FROM {PAID_PERSONS.name} ORDER BY person, place",
    )
    person, place = (np.asarray(paid[name], np.int64) for name in ("person", "place"))
    return companies_of(person, place, ids, persons)
