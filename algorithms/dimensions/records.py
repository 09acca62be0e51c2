"""Which records of the graph stand behind a person's influence?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

One statement per indicator, or per group of indicators, with the same values as in dimensions,
before they are halved by age.
"""

from __future__ import annotations

from algorithms.algorithm import Algorithm
from algorithms.dimensions.indicators import RECORDS
from schema.congresses import TOOK_PART_IN
from schema.digital import CONTRIBUTED_TO
from schema.funding import LEADS_GRANT
from schema.practice import ADOPTED, BILLED
from schema.profession import BELONGS_TO_SOCIETY, LEADS_AT
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
    reads=(
        *(AUTHORED, CITES, INVESTIGATES, SPONSORED_BY, PERFORMED, BILLED, ADOPTED),
        *(
            BELONGS_TO_SOCIETY,
            LEADS_AT,
            TOOK_PART_IN,
            CONTRIBUTED_TO,
            LEADS_GRANT,
            RECEIVED,
            PAID_BY,
            CONNECTED_TO,
        ),
    ),
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


def records_of(indicators: tuple[str, ...]) -> str:
    """The statement for the records of `$persons` up to `$until`, about `$below` where that is
    given: rows of `person`, `indicator`, `record`, `title`, `amount`, `source`, `day`, `value`."""
    called = "\nUNION ALL\n".join(dict.fromkeys(RECORDS[name] for name in indicators))
    return (
        f"MATCH (q:Person) WHERE q.personId IN $persons\nCALL (q) {{\n{called}\n}}\n"
        "RETURN q.personId AS person, indicator, record, title, amount, source, day, value"
    )
