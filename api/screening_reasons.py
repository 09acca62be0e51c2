"""Which facts may speak for a role: what a person wrote, studied, spoke on, leads and practises?"""

from __future__ import annotations

from algorithms.screening.facts import Reason
from algorithms.screening.outcomes import Record
from api.reads import Rows

_ABOUT = "($below IS NULL OR EXISTS {{ MATCH (n)-[:{edge}]->(t:Topic) WHERE t.name IN $below }})"
_GUIDELINE = "any(type IN n.types WHERE type IN ['Guideline', 'Practice Guideline'])"
_SIGNED = f"""
MATCH (:Person {{personId: $person}})-[:AUTHORED]->(n:Paper)
WHERE NOT coalesce(n.isRetracted, false) AND {_ABOUT.format(edge="ABOUT")}"""
_PAPER = """n.pmid AS id, 'Paper' AS label, coalesce(n.title, n.pmid) AS said,
  n.publishedOn AS day, n.source AS source, n.record AS record"""
STATEMENTS = {
    "papers": f"{_SIGNED} RETURN DISTINCT {_PAPER} ORDER BY day DESC, id LIMIT 5000",
    "guidelines": f"{_SIGNED} AND {_GUIDELINE} RETURN DISTINCT {_PAPER} ORDER BY day DESC, id "
    "LIMIT 1000",
    "trials": f"""
MATCH (:Person {{personId: $person}})-[:INVESTIGATES]->(n:Trial)
WHERE {_ABOUT.format(edge="STUDIES")}
RETURN DISTINCT n.nctId AS id, 'Trial' AS label, coalesce(n.title, n.nctId) AS said,
  n.startedOn AS day, n.source AS source, n.record AS record ORDER BY day DESC, id LIMIT 5000""",
    "sessions": f"""
MATCH (:Person {{personId: $person}})-[r:TOOK_PART_IN]->(n:Session)
WHERE {_ABOUT.format(edge="ADDRESSES")} OR r.topic IN $below
RETURN DISTINCT n.sessionId AS id, 'Session' AS label,
  r.role + ' at ' + coalesce(n.congressName, '') + ': ' + coalesce(r.title, n.title, '') AS said,
  r.heldOn AS day, r.source AS source, r.record AS record ORDER BY day DESC, id, said LIMIT 1000""",
    "committees": """
MATCH (:Person {personId: $person})-[r:BELONGS_TO_SOCIETY]->(n:Society)
WHERE NOT r.role IN ['member', 'fellow']
RETURN DISTINCT n.societyId AS id, 'Society' AS label,
  r.role + ', ' + coalesce(r.committee + ', ', '') + n.name AS said,
  coalesce(r.fromOn, r.statedOn) AS day, r.source AS source, r.record AS record
ORDER BY day DESC, id, said LIMIT 1000""",
    "leadership": """
MATCH (:Person {personId: $person})-[r:LEADS_AT]->(n:Institution)
RETURN DISTINCT n.institutionId AS id, 'Institution' AS label,
  r.role + ', ' + coalesce(r.department + ', ', '') + n.name AS said,
  coalesce(r.fromOn, r.statedOn) AS day, r.source AS source, r.record AS record
ORDER BY day DESC, id, said LIMIT 1000""",
    "practice": """
MATCH (:Person {personId: $person})-[r:PRACTISES]->(n:Specialty)
RETURN DISTINCT n.code AS id, 'Specialty' AS label, coalesce(n.name, n.code) AS said,
  null AS day, r.source AS source, r.record AS record ORDER BY id LIMIT 100""",
}


async def reasons_of(rows: Rows, person: str, below: list[str] | None) -> tuple[Reason, ...]:
    """Every fact of the person, by kind; of papers, trials and sessions those about one of the
    topics, where some are given."""
    found = []
    for kind, text in STATEMENTS.items():
        for row in await rows(text, {"person": person, "below": below}):
            node = f"{row['label']}:{row['id']}"
            source, record = row["source"] or "not stated", row["record"] or row["id"]
            found.append(Reason(kind, Record(source, record, node, row["said"], row["day"])))
    return tuple(found)
