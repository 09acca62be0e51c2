"""What are the sums of a cohort's records, and who stands where by them?

Sums of today are read from the graph, where the refresh left them. Those about a topic, or up to an
earlier day, are counted anew from the tables that were published last. Both are kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from algorithms.dimensions import scores as dimensions
from algorithms.dimensions.indicators import PAGE_RANK, TOPICAL
from algorithms.dimensions.standings import Ids, Sums, counted, sums_of
from api.answering import Answering
from api.errors import bad_input
from api.influence_types import IndicatorWeightInput
from api.scopes import Persons

UNTIL = """
MATCH (p:Person) WHERE p.influenceUntil IS NOT NULL
RETURN p.influenceUntil AS until, p.influenceUncovered AS uncovered LIMIT 1"""
MOST_WEIGHT = 1_000
Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Cohort:
    """The sums of some persons, up to which day, whether that is a past one, about which topic, and
    the indicators that do not count."""

    sums: Sums
    until: date
    topic: str | None
    uncovered: set[str]
    is_past: bool


async def cohort_of(
    answering: Answering, name: str | None, scope: Mapping[str, Any], weights: Weights
) -> Cohort | None:
    """The cohort that a scope makes, of whom the caller may read by the root field `name`; none
    where nothing was concluded of anyone yet. Raises BAD_USER_INPUT."""
    persons = Persons(answering, name, scope)
    await persons.known()
    rows = await answering.rows(UNTIL, {})
    if not rows:
        return None
    topic, until = scope.get("topic"), scope.get("asOf") or rows[0]["until"]
    is_past = scope.get("asOf") is not None
    uncovered = uncovered_of(weights, rows[0]["uncovered"], topic, is_past)
    context = answering.info.context
    if topic is None and not is_past:

        async def held() -> Sums:
            rows = await persons.rows("influenceIndicators", "indicatorTotals")
            return sums_of((id, indicators, totals) for id, indicators, totals in rows)

        sums = await context.kept.of(
            context.home, ("sums", persons.digest), held, lambda sums: sums.nbytes
        )
    else:
        everyone = await sums_up_to(answering, until, topic)
        sums = everyone.among(await ids_of(persons))
    return Cohort(sums, until, topic, uncovered, is_past)


async def ids_of(persons: Persons) -> Ids:
    """The ids of a scope's persons, sorted."""

    async def read() -> Ids:
        ids = sorted(id.encode() for (id,) in await persons.rows())
        return np.array(ids, np.bytes_) if ids else np.zeros(0, "S1")

    context = persons.context
    return await context.kept.of(
        context.home, ("ids", persons.digest), read, lambda ids: ids.nbytes
    )


async def sums_up_to(answering: Answering, until: date, topic: str | None) -> Sums:
    """Everyone's sums by records up to a day, about a topic or below it; raises BAD_USER_INPUT."""
    context = answering.info.context
    home = context.home
    if home is None or not any((home / "published").glob("*")):
        raise bad_input(
            "a topic or a day needs the tables of an ended refresh in this server's home; there "
            "are none"
        )

    async def count() -> Sums:
        return await asyncio.to_thread(counted, home, until, topic)

    return await context.kept.of(home, ("counted", until, topic), count, lambda sums: sums.nbytes)


def weights_of(given: list[IndicatorWeightInput]) -> Weights:
    """The weights of the refresh, with those given in their place; raises BAD_USER_INPUT."""
    weights = dimensions.read_weights()
    for one in given:
        if one.indicator not in weights.get(one.dimension, {}):
            names = ", ".join(f"{d}: {i}" for d, own in weights.items() for i in own)
            raise bad_input(
                f"there is no {one.dimension[:80]}: {one.indicator[:80]}; there are {names}"
            )
        if not 0 <= one.weight <= MOST_WEIGHT:
            raise bad_input(
                f"the weight of {one.indicator} is {one.weight}; give 0 to {MOST_WEIGHT}"
            )
        weights[one.dimension][one.indicator] = one.weight
    return weights


def uncovered_of(weights: Weights, silent: list[str], topic: str | None, is_past: bool) -> set[str]:
    """The indicators that do not count: no source of theirs is loaded, they have no topic of their
    own where one is asked for, or nothing of them is kept of a past day."""
    found = set(silent)
    for dimension, own in weights.items():
        for indicator in own:
            if (topic and indicator not in TOPICAL) or (is_past and indicator == PAGE_RANK):
                found.add(f"{dimension}: {indicator}")
    return found
