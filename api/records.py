"""Which records stand behind the sums of persons?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from algorithms.dimensions import records as search
from algorithms.dimensions.indicators import PAGE_RANK, RECORDS, TOPICAL
from api.answering import Answering
from api.reads import Row
from api.scopes import below
from api.scores import aged


async def records_of(
    answering: Answering,
    persons: list[str],
    until: date,
    topic: str | None,
    totals: Mapping[str, Mapping[str, float]],
    is_past: bool,
) -> dict[str, dict[str, list[Row]]]:
    """The records behind the sums of persons up to a day, by person and indicator, halved by age;
    `totals` are the sums."""
    about = await below(answering, topic) if topic is not None else None
    names = TOPICAL if topic is not None else tuple(RECORDS)
    text = search.records_of(tuple(name for name in names if not (is_past and name == PAGE_RANK)))
    rows: dict[str, list[Row]] = {}
    for row in await answering.rows(text, {"until": until, "below": about, "persons": persons}):
        rows.setdefault(row["person"], []).append(row)
    return {
        person: aged(own, until, totals.get(person, {}).get(PAGE_RANK, 0.0))
        for person, own in rows.items()
    }
