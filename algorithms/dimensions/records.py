"""Which records of the graph stand behind a person's influence?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

One statement per indicator, with the same values as in dimensions, before they are halved by age.
"""

from __future__ import annotations

from algorithms.algorithm import Algorithm
from algorithms.dimensions.indicators import RECORDS
from schema.relationships import (
    AUTHORED,
    CITES,
    CONNECTED_TO,
    INVESTIGATES,
    PAID_BY,
    PERFORMED,
    RECEIVED,
    SPONSORED_BY,
)

ALGORITHM = Algorithm(
    name="Records behind influence",
    about=__doc__,
    reads=(AUTHORED, CITES, INVESTIGATES, SPONSORED_BY, PERFORMED, RECEIVED, PAID_BY, CONNECTED_TO),
    writes=(),
    distrust="Between publishing and the end of a refresh the records are newer than the scores.",
)


PERSON = """
MATCH (p:Person {personId: $person})
RETURN p.influenceCohort AS cohort, p.influenceUntil AS until, p.influenceUncovered AS uncovered,
  p.influenceDimensions AS dimensions, p.influenceRanks AS ranks, p.influenceRanksLow AS low,
  p.influenceRanksHigh AS high, p.influenceRanked AS ranked, p.influenceIndicators AS indicators,
  p.indicatorTotals AS totals, p.indicatorHighest AS highest, p.name AS name"""
BELOW = """
MATCH (t:Topic)-[:BROADER*0..12]->(:Topic {name: $topic})
RETURN collect(DISTINCT t.name) AS below"""
HELD = """
MATCH (q:Person {influenceCohort: $cohort})
RETURN q.personId AS person, q.influenceIndicators AS indicators, q.indicatorTotals AS totals"""


def records_of(indicators: tuple[str, ...]) -> str:
    """The statement for the records of `$person` up to `$until`, about `$below` where that is
    given: rows of `indicator`, `record`, `title`, `amount`, `source`, `day`, `value`."""
    return (
        f"MATCH (q:Person {{personId: $person}})\n{_called(indicators)}\n"
        "RETURN indicator, record, title, amount, source, day, value"
    )


def sums_of(indicators: tuple[str, ...], half_life: float) -> str:
    """The statement for the sums of everyone in `$cohort`, halved by age: rows of `person`,
    `indicator`, `total`."""
    age = f"duration.inDays(day, $until).days / 365.25 / {half_life}"
    return (
        f"MATCH (q:Person {{influenceCohort: $cohort}})\n{_called(indicators)}\n"
        f"RETURN q.personId AS person, indicator, sum(value * 0.5 ^ ({age})) AS total"
    )


def _called(indicators: tuple[str, ...]) -> str:
    return "CALL (q) {\n" + "\nUNION ALL\n".join(RECORDS[name] for name in indicators) + "\n}"
