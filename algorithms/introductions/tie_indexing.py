"""How is the tie index made of the tables of a drawing?

In a folder beside the one it replaces, then put in place in one step. Of the indexes of other days
the latest few stay; those of other versions go.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

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
)
from algorithms.paths import chance as path_chance
from algorithms.paths.arcs import compressed
from algorithms.ties.tables import Tables
from graph.drawing import table_of
from schema.nodes import Payment
from schema.relationships import (
    CONNECTED_TO,
    MET,
    PAID_BY,
    RECEIVED,
    SHARES_EVENTS,
    SHARES_INSTITUTION,
)
from schema.ties import ENGAGEMENT, INDUSTRY, INSTITUTION, PAPER, PAYMENT, TRIAL
from schema.vocabulary import Relationship

# Per kind: where its strength and its latest day stand.
KIND_COLUMNS: dict[int, tuple[type[Relationship], str, str]] = {
    PAPER: (CONNECTED_TO, "paper_strength", "paper_last_on"),
    TRIAL: (CONNECTED_TO, "trial_strength", "trial_last_on"),
    INDUSTRY: (CONNECTED_TO, "industry_strength", "industry_last_on"),
    ENGAGEMENT: (MET, "strength", "last_on"),
    PAYMENT: (SHARES_EVENTS, "strength", "last_on"),
    INSTITUTION: (SHARES_INSTITUTION, "strength", "last_on"),
}
Ties = dict[type[Relationship], str]

PAID = """
SELECT DISTINCT n.number AS person, c."end" AS company
FROM {received} r JOIN {payments} p ON p.payment_id = r."end" JOIN {paid_by} c ON c.start = r."end"
JOIN numbered n ON n.person_id = r.start
WHERE (p.paid_on IS NULL OR p.paid_on <= DATE '{as_of}') AND {known} ORDER BY ALL"""


def drawn(folder: Path) -> Ties:
    """The ties of a drawing, as `write` takes them."""
    kinds = (CONNECTED_TO, SHARES_EVENTS, SHARES_INSTITUTION, MET)
    return {kind: f"'{table_of(folder, kind)}'" for kind in kinds}


def write(home: Path, name: str, tables: Tables, ties: Ties) -> Path:
    """Make the index of ties (queries or files) between the persons and liaisons of `tables` and
    put it in place of those of other versions, at once; returns its folder."""
    tables.number()
    ids = tables.columns("SELECT person_id AS id FROM numbered ORDER BY number")["id"]
    liaisons = tables.columns("SELECT liaison_id AS id FROM liaisons ORDER BY number")["id"]
    a, b, parts, last = collected([_read(tables, kind, text) for kind, text in ties.items()])
    arcs = compressed(a, b, parts, last, len(ids) + len(liaisons), len(ids))
    paid = _paid(tables, len(ids))
    index = TieIndex(as_bytes(ids), as_bytes(liaisons), arcs, paid, path_chance.of(arcs))
    return put(home, name, index)


def put(home: Path, name: str, index: TieIndex) -> Path:
    """Write an index and make it the one of its name; of indexes of other days the latest stay,
    those of other versions go."""
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
    _tidy(folder, name.partition("+")[0])
    return folder


def _tidy(folder: Path, version: str) -> None:
    others = [old for old in folder.parent.iterdir() if old != folder]
    dated = [old for old in others if old.name.startswith(f"{version}+")]
    dated.sort(key=lambda old: old.stat().st_mtime, reverse=True)
    kept = {folder.parent / version, *dated[: DATED_KEPT - 1]}
    for old in others:
        if old not in kept:
            shutil.rmtree(old, ignore_errors=True)


def _read(tables: Tables, kind: type[Relationship], text: str) -> Columns:
    bits = {bit: columns for bit, columns in KIND_COLUMNS.items() if columns[0] is kind}
    columns = ", ".join(
        f"coalesce({strength}, 0) AS s{bit}, "
        f"coalesce(date_diff('day', DATE '{ORIGIN}', {last}), 0) AS d{bit}"
        for bit, (_, strength, last) in bits.items()
    )
    ties = text if text.startswith("'") else f"({text})"
    # A liaison's place comes first in MET, a person's in all others.
    start = "liaisons" if kind is MET else "numbered"
    key = "liaison_id" if kind is MET else "person_id"
    found = tables.columns(
        f"SELECT a.number AS a, b.number AS b, {columns} FROM {ties} t "
        f'JOIN {start} a ON a.{key} = t.start JOIN numbered b ON b.person_id = t."end"'
    )
    ends = (np.asarray(found[end], np.int64) for end in "ab")
    a, b = ends
    low, high = np.minimum(a, b), np.maximum(a, b)
    parts = {bit: np.asarray(found[f"s{bit}"], np.float64) for bit in bits}
    return low, high, parts, {bit: np.asarray(found[f"d{bit}"], np.int64) for bit in bits}


def _paid(tables: Tables, persons: int) -> Paid:
    text = PAID.format(
        received=tables.of(RECEIVED),
        payments=tables.of(Payment),
        paid_by=tables.of(PAID_BY),
        as_of=tables.as_of.isoformat(),
        known=tables.known("r"),
    )
    found = tables.columns(text)
    return companies_of(np.asarray(found["person"], np.int64), found["company"].tolist(), persons)
