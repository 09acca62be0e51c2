"""How does a cohort develop, quarter by quarter, and how does a person beside it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil, isnan
from typing import Any

import numpy as np
import strawberry

from algorithms.emerging.cohort_lines import annualised, cohort_line
from algorithms.emerging.lines import QUARTERS
from algorithms.histories.drawn import QUARTER
from algorithms.network.network import Floats
from api.answering import Answering
from api.declaring import named
from api.errors import bad_input
from api.scopes import Persons, refuse_person

LINES = {
    "publications": "papersByQuarter",
    "volume": "servicesByQuarter",
    "centrality": "centralityByQuarter",
}
OWN = """
MATCH (p:Person {personId: $person})
RETURN p.influenceCohort AS cohort, p.trendUntil AS until, p.papersByQuarter AS publications,
  p.servicesByQuarter AS volume, p.centralityByQuarter AS centrality"""
UNTIL = """
MATCH (p:Person) WHERE p.trendUntil IS NOT NULL RETURN p.trendUntil AS until LIMIT 1"""
Lines = dict[str, Floats]


@strawberry.type(description="One quarter of a line.")
class TrendQuarter:
    from_on: date = strawberry.field(description="First day.")
    to_on: date = strawberry.field(description="Last day.")
    median: float | None = strawberry.field(
        description="Of those in the scope of whom the source speaks; none where it does not cover "
        "the quarter."
    )
    upper_decile: float | None = strawberry.field(description="One in ten has as much or more.")
    own: float | None = strawberry.field(description="The person's own; none where none is asked.")
    persons: int = strawberry.field(description="Persons of whom the source speaks.")


@strawberry.type(description="A line of twelve quarters, and its change a year.")
class TrendLine:
    name: str = strawberry.field(description="publications, volume or centrality.")
    quarters: list[TrendQuarter] = strawberry.field(description="The oldest first.")
    median_change: float | None = strawberry.field(
        description="Annualised change of the median, such as 0.1 for a tenth more a year: the "
        "last four covered quarters over the first four. None where these are nothing, or fewer "
        "than eight quarters are covered."
    )
    upper_decile_change: float | None = strawberry.field(
        description="The same of the upper decile."
    )
    own_change: float | None = strawberry.field(description="The same of the person's own line.")


@named
@strawberry.type(description="How a cohort develops, and a person beside it.")
class Trend:
    until: date = strawberry.field(description="Last day of the last quarter.")
    persons: int = strawberry.field(description="Persons in the scope.")
    person_id: str | None = strawberry.field(description="Whose line stands beside.")
    cohort: str | None = strawberry.field(
        description="The person's own cohort, where that is the scope."
    )
    lines: list[TrendLine] = strawberry.field(
        description="Papers, services performed, PageRank on joint papers."
    )


async def trend(answering: Answering, person: str | None) -> Trend | None:
    """The lines of the field's `scope`, else of the person's cohort, and the person's own; none
    where nothing was concluded yet. Raises BAD_USER_INPUT."""
    scope = dict(answering.arguments().get("scope") or {})
    for name in ("topic", "asOf", "kinds"):
        if scope.get(name) is not None:
            raise bad_input(f"lines are of all records of twelve quarters; leave out `{name}`")
    own: Mapping[str, Any] = {}
    is_own_cohort = person is not None and not any(v is not None for v in scope.values())
    if person is not None:
        rows = await answering.rows(OWN, {"person": person})
        await refuse_person(answering, "trend", person, bool(rows))
        own = rows[0]
        if is_own_cohort and own["cohort"] is None:
            return None
        if is_own_cohort:
            scope["cohort"] = own["cohort"]
    persons = Persons(answering, "trend", scope)
    await persons.known()
    found = await answering.rows(UNTIL, {})
    if not found:
        return None
    lines = await _lines(persons)
    until = found[0]["until"]
    return Trend(
        until=until,
        persons=len(lines["publications"]),
        person_id=person,
        cohort=own["cohort"] if is_own_cohort else None,
        lines=[_line(name, lines[name], own.get(name), until) for name in LINES],
    )


async def _lines(persons: Persons) -> Lines:
    async def read() -> Lines:
        rows = await persons.rows(*LINES.values())
        return {
            name: np.array([_values(row[at]) for row in rows]).reshape(-1, QUARTERS)
            for at, name in enumerate(LINES, 1)
        }

    context = persons.context
    return await context.kept.of(
        context.home,
        ("lines", persons.digest),
        read,
        lambda lines: sum(line.nbytes for line in lines.values()),
    )


def _values(line: list[float] | None) -> list[float]:
    """The line with NaN in its gaps; all gaps where its source says nothing of the person."""
    return [float(value) for value in line] if line else [float("nan")] * QUARTERS


def _line(name: str, lines: Floats, own: list[float] | None, until: date) -> TrendLine:
    cohort, mine = cohort_line(lines), _values(own)
    ends = [until - timedelta(days=ceil(at * QUARTER)) for at in range(QUARTERS, -1, -1)]
    return TrendLine(
        name=name,
        quarters=[
            TrendQuarter(
                from_on=ends[at] + timedelta(days=1),
                to_on=ends[at + 1],
                median=_known(cohort.median[at]),
                upper_decile=_known(cohort.upper[at]),
                own=_known(mine[at]),
                persons=cohort.persons[at],
            )
            for at in range(QUARTERS)
        ],
        median_change=annualised(cohort.median),
        upper_decile_change=annualised(cohort.upper),
        own_change=annualised(mine),
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)
