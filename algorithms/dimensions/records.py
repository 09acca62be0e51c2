"""Which records of the graph stand behind a person's influence?

    (Person)-[AUTHORED]->(Paper)<-[CITES]-(Paper), (Person)-[INVESTIGATES]->(Trial), ...

One statement per indicator, with the same values as in dimensions, before they are halved by age.
"""

from __future__ import annotations

from algorithms.algorithm import Algorithm
from schema.relationships import (
    AUTHORED,
    CITES,
    CONNECTED_TO,
    INVESTIGATES,
    PERFORMED,
    RECEIVED,
    SPONSORED_BY,
)

ALGORITHM = Algorithm(
    name="Records behind influence",
    about=__doc__,
    reads=(AUTHORED, CITES, INVESTIGATES, SPONSORED_BY, PERFORMED, RECEIVED, CONNECTED_TO),
    writes=(),
    distrust="Between publishing and the end of a refresh the records are newer than the scores.",
)


ABOUT = "($below IS NULL OR EXISTS {{ ({node})-[:{edge}]->(t:Topic) WHERE t.name IN $below }})"
PAPERS = f"""w.publishedOn <= $until AND {ABOUT.format(node="w", edge="ABOUT")}"""
TRIALS = f"""w.startedOn <= $until AND {ABOUT.format(node="w", edge="STUDIES")}"""
# Each source of records, as rows of `q` (the person), indicator, record, day and value.
SOURCES = {
    "papers": f"""MATCH (q)-[:AUTHORED]->(w:Paper) WHERE {PAPERS}
RETURN 'papers' AS indicator, w.pmid AS record, w.title AS title, w.source AS source,
  w.publishedOn AS day, 1.0 / CASE WHEN w.authors > 1 THEN w.authors ELSE 1 END AS value""",
    "senior_papers": f"""MATCH (q)-[a:AUTHORED]->(w:Paper) WHERE a.isLast AND {PAPERS}
RETURN 'senior_papers' AS indicator, w.pmid AS record, w.title AS title, w.source AS source,
  w.publishedOn AS day, 1.0 AS value""",
    "citations": f"""MATCH (q)-[:AUTHORED]->(w:Paper)<-[:CITES]-(c:Paper)
WHERE {PAPERS} AND c.publishedOn <= $until AND NOT EXISTS {{ (q)-[:AUTHORED]->(c) }}
RETURN 'citations' AS indicator, c.pmid + ' cites ' + w.pmid AS record, c.title AS title,
  c.source AS source, c.publishedOn AS day, 1.0 AS value""",
    "trials": f"""MATCH (q)-[:INVESTIGATES]->(w:Trial) WHERE {TRIALS}
WITH DISTINCT w
RETURN 'trials' AS indicator, w.nctId AS record, w.title AS title, w.source AS source,
  w.startedOn AS day, 1.0 AS value""",
    "company_trials": f"""MATCH (q)-[:INVESTIGATES]->(w:Trial)-[:SPONSORED_BY]->(:Company)
WHERE {TRIALS}
WITH DISTINCT w
RETURN 'company_trials' AS indicator, w.nctId AS record, w.title AS title, w.source AS source,
  w.startedOn AS day, 1.0 AS value""",
    "services": """MATCH (q)-[v:PERFORMED]->(g:CodeGroup)
WHERE v.services > 0 AND v.toOn <= $until
RETURN 'services' AS indicator, v.record AS record, g.name AS title, v.source AS source,
  v.toOn AS day, toFloat(v.services) AS value""",
    "payments": """MATCH (q)-[:RECEIVED]->(w:Payment) WHERE w.paidOn <= $until
WITH DISTINCT w
RETURN 'payments' AS indicator, w.paymentId AS record, w.nature AS title, w.source AS source,
  w.paidOn AS day, 1.0 AS value""",
    "page_rank": """MATCH (q)-[t:CONNECTED_TO]-(n:Person) WHERE n.pageRank IS NOT NULL
RETURN 'page_rank' AS indicator, n.personId AS record, n.name AS title, t.source AS source,
  t.lastOn AS day,
  n.pageRank * t.strength / COLLECT { MATCH (n)-[o:CONNECTED_TO]-() RETURN sum(o.strength) }[0]
  AS value""",
}
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
    given: rows of `indicator`, `record`, `title`, `source`, `day`, `value`."""
    return (
        f"MATCH (q:Person {{personId: $person}})\n{_called(indicators)}\n"
        "RETURN indicator, record, title, source, day, value"
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
    return "CALL (q) {\n" + "\nUNION ALL\n".join(SOURCES[name] for name in indicators) + "\n}"
