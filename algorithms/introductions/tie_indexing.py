"""How is the tie index made of the tables of a drawing?

In a folder beside the one it replaces, then put in place in one step. Of the indexes of other days
the latest few stay; those of versions that are neither written nor served go.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from algorithms.introductions.tie_index import (
    COLUMNS,
    DATED_KEPT,
    ORIGIN,
    Columns,
    Paid,
    TieIndex,
    as_bytes,
    collected,
    companies_of,
    current,
)
from algorithms.paths import chance as path_chance
from algorithms.paths.arcs import compressed
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


def write(home: Path, name: str, tables: duckdb.DuckDBPyConnection) -> Path:
    """Make the index of the drawn ties between the persons and liaisons that
    `ties.tables.look` numbered and put it in place, at once; returns its folder."""
    ids, liaisons = (
        columns(tables, f"SELECT {key} AS id FROM {numbers.name} ORDER BY number")["id"]
        for key, numbers in (("person_id", PERSON_NUMBERS), ("liaison_id", LIAISON_NUMBERS))
    )
    a, b, parts, last = collected([_read(tables, tie) for tie in TIES])
    arcs = compressed(a, b, parts, last, len(ids) + len(liaisons), len(ids))
    paid = _paid(tables, len(ids))
    index = TieIndex(as_bytes(ids), as_bytes(liaisons), arcs, paid, path_chance.of(arcs))
    return put(home, name, index)


def put(home: Path, name: str, index: TieIndex) -> Path:
    """Write an index and make it the one of its name; of indexes of other days the latest stay,
    and beside its version the one that is served."""
    folder = home / "ties" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
    new.chmod(0o755)
    for column in COLUMNS:
        np.save(new / f"{column}.npy", getattr(index.arcs, column))
    chance = index.chance or path_chance.of(index.arcs)
    more: dict[str, NDArray[Any]] = {
        "ids": index.ids,
        "liaisons": index.liaisons,
        "companies": index.paid.ids,
    }
    more |= {"paid_start": index.paid.start, "paid_company": index.paid.company}
    more |= {"chance": np.r_[chance.ends, chance.branching, chance.costs]}
    for column, values in more.items():
        np.save(new / f"{column}.npy", values)
    shutil.rmtree(folder, ignore_errors=True)
    new.replace(folder)
    tidy(home, name.partition("+")[0])
    return folder


def tidy(home: Path, *written: str) -> None:
    """Remove the indexes of versions that are neither `written` nor served: they hold whoever was
    left out since. Of the indexes of other days the latest stay."""
    served = current(home)
    versions = {*written, *([served.name] if served else [])}
    indexes = [*(home / "ties").glob("*")]
    dated = [one for one in indexes if "+" in one.name and one.name.partition("+")[0] in versions]
    dated.sort(key=lambda one: one.stat().st_mtime_ns, reverse=True)
    kept = versions.union(one.name for one in dated[:DATED_KEPT])
    for index in indexes:
        if index.name not in kept:
            shutil.rmtree(index, ignore_errors=True)


def _read(tables: duckdb.DuckDBPyConnection, tie: type[Relationship]) -> Columns:
    bits = {bit: part for bit, part in PARTS.items() if part.tie is tie}
    fields = ", ".join(
        f"coalesce({part.strength}, 0) AS s{bit}, "
        f"coalesce(date_diff('day', DATE '{ORIGIN}', {part.last_on}), 0) AS d{bit}"
        for bit, part in bits.items()
    )
    # A liaison's place comes first in MET, a person's in all others.
    start, key = (LIAISON_NUMBERS, "liaison_id") if tie is MET else (PERSON_NUMBERS, "person_id")
    ties = columns(
        tables,
        f'SELECT a.number AS a, b.number AS b, {fields} FROM drawn."{tie.__name__}" t '
        f"JOIN {start.name} a ON a.{key} = t.start "
        f'JOIN {PERSON_NUMBERS.name} b ON b.person_id = t."end"',
    )
    a, b = (np.asarray(ties[end], np.int64) for end in "ab")
    low, high = np.minimum(a, b), np.maximum(a, b)
    parts = {bit: np.asarray(ties[f"s{bit}"], np.float64) for bit in bits}
    return low, high, parts, {bit: np.asarray(ties[f"d{bit}"], np.int64) for bit in bits}


def _paid(tables: duckdb.DuckDBPyConnection, persons: int) -> Paid:
    make(tables, PAID_PERSONS)
    paid = columns(tables, f"FROM {PAID_PERSONS.name} ORDER BY person, company")
    return companies_of(np.asarray(paid["person"], np.int64), paid["company"].tolist(), persons)
