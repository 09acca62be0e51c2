"""What have stewards decided about who is who, against or beside the model?

A judgement says of two groups of mentions that they are the *same* person or *different* persons.
It names mentions, never persons, because persons come and go with every refresh while mentions
stay. It has an author, a time and a reason; it is undone by a mark, never deleted. Of two that
contradict each other on a pair of mentions, the later stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
from sqlalchemy import JSON, Column, Integer, String, Table, insert, select, update

from schema.settings import Settings
from workspace.store import METADATA, Instant, opened, reading

KINDS = ("same", "different")
COLUMNS = pa.schema(
    [
        ("judgement", pa.int64()),
        ("kind", pa.string()),
        ("one", pa.list_(pa.string())),
        ("other", pa.list_(pa.string())),
        ("why", pa.string()),
    ]
)

JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("one", JSON, nullable=False),
    Column("other", JSON, nullable=False),
    Column("about", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", String, nullable=False),
    Column("undone_by", String),
    Column("undone_at", Instant),
    Column("undone_why", String),
)


class NoSuchJudgement(LookupError):
    """There is no standing judgement of that number."""


class NotAJudgement(ValueError):
    """It lacks an author, a reason, or two groups of mentions that differ."""


@dataclass(frozen=True)
class Judgement:
    """One decision; `about` says in words what the steward named. Undone ones have `undone_…`."""

    number: int
    kind: str
    one: list[str]
    other: list[str]
    about: str
    by: str
    at: datetime
    why: str
    undone_by: str | None = None
    undone_at: datetime | None = None
    undone_why: str | None = None


def judge(
    settings: Settings,
    kind: str,
    one: Sequence[str],
    other: Sequence[str],
    about: str,
    by: str,
    why: str,
) -> Judgement:
    """Put down that the mentions `one` and `other` are the `same` person or `different` persons.

    Raises `NotAJudgement` saying what is missing.
    """
    row = judged(kind, one, other, about, by, why)
    with opened(settings) as connection:
        key = connection.execute(insert(JUDGEMENT).values(row)).inserted_primary_key
    assert key is not None
    return Judgement(number=key[0], **row)  # type: ignore[arg-type]


def judged(
    kind: str, one: Sequence[str], other: Sequence[str], about: str, by: str, why: str
) -> dict[str, object]:
    """What `judge` would keep, by column; nothing is kept. Raises `NotAJudgement`."""
    first, second = sorted(set(one)), sorted(set(other))
    if kind not in KINDS:
        raise NotAJudgement(f"{kind!r} is no judgement; there are {' and '.join(KINDS)}")
    if not by.strip() or not why.strip():
        raise NotAJudgement("a judgement needs its author (--by) and its reason (--why)")
    if not first or not second or set(first) & set(second):
        raise NotAJudgement(f"{about}: name two that are not one and the same already")
    return {
        "kind": kind,
        "one": first,
        "other": second,
        "about": about,
        "by": by.strip(),
        "at": datetime.now(UTC),
        "why": why.strip(),
    }


def standing_one(settings: Settings, number: int) -> Judgement:
    """The judgement of that number that was not undone. Raises `NoSuchJudgement`."""
    for one in judgements(settings):
        if one.number == number and one.undone_at is None:
            return one
    raise NoSuchJudgement(f"no judgement {number} stands; see `peerline judge list`")


def outranked(
    settings: Settings, kind: str, one: Sequence[str], other: Sequence[str]
) -> list[Judgement]:
    """The standing judgements that say the contrary of some of the same pairs of mentions."""
    first, second = set(one), set(other)

    def is_of_a_pair(before: Judgement) -> bool:
        ends = set(before.one), set(before.other)
        return any(a & first and b & second for a, b in (ends, ends[::-1]))

    return [
        before
        for before in judgements(settings)
        if before.undone_at is None and before.kind != kind and is_of_a_pair(before)
    ]


def undo(settings: Settings, number: int, by: str, why: str) -> Judgement:
    """Take a judgement back. Raises `NoSuchJudgement` where none of that number stands."""
    if not by.strip() or not why.strip():
        raise NotAJudgement("to undo needs an author (--by) and a reason (--why), too")
    mark = {"undone_by": by.strip(), "undone_at": datetime.now(UTC), "undone_why": why.strip()}
    one = (JUDGEMENT.c.number == number) & JUDGEMENT.c.undone_at.is_(None)
    with opened(settings) as connection:
        if connection.execute(update(JUDGEMENT).where(one).values(mark)).rowcount == 0:
            raise NoSuchJudgement(f"no judgement {number} stands; see `peerline judge list`")
        found = connection.execute(select(JUDGEMENT).where(JUDGEMENT.c.number == number)).one()
    return Judgement(**found._mapping)


def judgements(settings: Settings) -> list[Judgement]:
    """Every judgement, those undone too, in the order they were made."""
    with reading(settings) as connection:
        rows = connection.execute(select(JUDGEMENT).order_by(JUDGEMENT.c.number)).all()
    return [Judgement(**row._mapping) for row in rows]


def standing(settings: Settings) -> pa.Table:
    """Those not undone, as the table that identity takes; see `COLUMNS`."""
    rows = [
        {
            "judgement": one.number,
            "kind": one.kind,
            "one": one.one,
            "other": one.other,
            "why": f"judged by {one.by} on {one.at:%Y-%m-%d}: {one.why}",
        }
        for one in judgements(settings)
        if one.undone_at is None
    ]
    return pa.Table.from_pylist(rows, COLUMNS)
