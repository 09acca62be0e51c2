"""Whom does a person treat and with what, and on which topics does the person work?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.answering import Answering
from api.brief_facts import CitedFact, Sources, cited, counted, listed
from api.evidence_pack_types import EvidenceTopic

MOST_TOPICS = 8
# Of each, the latest or the largest.
YEARS = """
MATCH (:Person {personId: $person})-[:BILLED]->(m:MedicareYear) WHERE m.year <= $on.year
WITH m ORDER BY m.year DESC, m.medicareYearId LIMIT 3
RETURN 'MedicareYear' AS kind, m.medicareYearId AS record, 'Medicare ' + m.year AS title,
  date({year: m.year, month: 12, day: 31}) AS day, m.source AS source, m.year AS year,
  m.providerType AS type, m.services AS services, m.patients AS patients, m.claims AS claims,
  m.prescribedPatients AS prescribed"""
VOLUMES = """
MATCH (:Person {personId: $person})-[v:PERFORMED]->(g:CodeGroup) WHERE v.toOn <= $on
WITH g, v ORDER BY v.toOn DESC, v.services DESC, v.fromOn DESC, v.setting
WITH g, head(collect(v)) AS v
RETURN 'CodeGroup' AS kind, g.name AS record, g.name AS title, v.toOn AS day, v.source AS source,
  v.fromOn AS since, v.setting AS setting, v.services AS services, v.patients AS patients
ORDER BY v.services IS NULL, services DESC, record LIMIT 5"""
DRUGS = """
MATCH (:Person {personId: $person})-[r:PRESCRIBED]->(q:Product) WHERE r.year <= $on.year
WITH q, r ORDER BY r.year DESC
WITH q, head(collect(r)) AS r
RETURN 'Product' AS kind, q.productId AS record, q.name AS title,
  date({year: r.year, month: 12, day: 31}) AS day, r.source AS source, r.year AS year,
  r.claims AS claims, r.patients AS patients
ORDER BY r.claims IS NULL, claims DESC, record LIMIT 5"""
_COUNTED = """
WITH t, one ORDER BY one.day DESC, one.kind, one.record
WITH t, collect(one) AS ones
RETURN t.name AS topic, size(ones) AS total, ones[..3] AS records,
  size([one IN ones WHERE one.kind = 'Paper']) AS papers,
  size([one IN ones WHERE one.kind = 'Trial']) AS trials,
  size([one IN ones WHERE one.kind = 'Session']) AS sessions,
  size([one IN ones WHERE one.kind = 'Debrief']) AS debriefs
ORDER BY total DESC, ones[0].day DESC, topic LIMIT $most"""
INTERESTS = (
    """
MATCH (p:Person {personId: $person})
CALL (p) {
  MATCH (p)-[a:AUTHORED]->(w:Paper)-[x:ABOUT]->(t:Topic)
  WHERE x.isMajor AND a.countedWith IS NULL AND w.publishedOn <= $on
    AND NOT coalesce(w.isRetracted, false) AND w.remark IS NULL
  RETURN DISTINCT t, {kind: 'Paper', record: w.pmid, title: w.title, day: w.publishedOn,
    source: w.source} AS one
  UNION
  MATCH (p)-[:INVESTIGATES]->(w:Trial)-[:STUDIES]->(t:Topic) WHERE w.startedOn <= $on
  RETURN DISTINCT t, {kind: 'Trial', record: w.nctId, title: w.title, day: w.startedOn,
    source: w.source} AS one
  UNION
  MATCH (p)-[:TOOK_PART_IN]->(w:Session)-[:ADDRESSES]->(t:Topic) WHERE w.heldOn <= $on
  RETURN DISTINCT t, {kind: 'Session', record: w.sessionId, title: coalesce(w.title,
    w.congressName), day: w.heldOn, source: w.source} AS one }
WITH t, one WHERE $below IS NULL OR t.name IN $below"""
    + _COUNTED
)
DISCUSSED = (
    """
MATCH (:Person {personId: $person})<-[:ENGAGED]-(e:Engagement)-[:NOTED]->(d:Debrief)
WHERE e.heldOn <= $on
MATCH (t:Topic {name: d.topic}) WHERE $below IS NULL OR t.name IN $below
WITH DISTINCT t, {kind: 'Debrief', record: d.engagementId, title: 'debrief', day: e.heldOn,
  source: d.source} AS one"""
    + _COUNTED
)


async def practice(answering: Answering, person: str, on: date) -> list[CitedFact]:
    """Patients by Medicare's years, volumes by group of codes, and prescriptions, up to a day."""
    given = {"person": person, "on": on}
    return [
        *(_fact(_year(row), row) for row in await answering.rows(YEARS, given)),
        *(_fact(_volume(row), row) for row in await answering.rows(VOLUMES, given)),
        *(_fact(_drug(row), row) for row in await answering.rows(DRUGS, given)),
    ]


def _fact(said: str, row: Mapping[str, Any]) -> CitedFact:
    return CitedFact(said=said, records=[cited(row)])


def _year(row: Mapping[str, Any]) -> str:
    kind = f", as {row['type']}" if row["type"] else ""
    services, patients = row["services"], row["patients"]
    treated = f"{counted(services, 'service')} for {counted(patients, 'patient')}"
    filled = f"{counted(row['claims'], 'prescription')} for {counted(row['prescribed'], 'patient')}"
    part_b = "services not known" if services is None and patients is None else treated
    part_d = "prescriptions not known"
    if row["claims"] is not None or row["prescribed"] is not None:
        part_d = filled
    return f"Medicare {row['year']}{kind}: {part_b}; {part_d}."


def _volume(row: Mapping[str, Any]) -> str:
    where = f", {row['setting']}" if row["setting"] else ""
    many = f"{counted(row['services'], 'service')} for {counted(row['patients'], 'patient')}"
    return f"{row['title']}: {many}, {row['since']} to {row['day']}{where}."


def _drug(row: Mapping[str, Any]) -> str:
    many = f"{counted(row['claims'], 'claim')} of {counted(row['patients'], 'patient')}"
    return f"{row['title']}: {many} in {row['year']} (Part D)."


async def topics(
    answering: Answering, text: str, person: str, on: date, below: Sequence[str] | None
) -> list[EvidenceTopic]:
    """The topics of a person by `INTERESTS` or `DISCUSSED`, most records first; only those among
    `below` where that is given."""
    given = {"person": person, "on": on, "below": below, "most": MOST_TOPICS}
    return [_topic(row) for row in await answering.rows(text, given)]


def _topic(row: Mapping[str, Any]) -> EvidenceTopic:
    kinds = [(row[f"{name}s"], name) for name in ("paper", "trial", "session", "debrief")]
    said = listed(counted(number, name) for number, name in kinds if number)
    records = [cited(one) for one in row["records"]]
    why = CitedFact(said=f"{row['topic']}: {said}.", records=records)
    return EvidenceTopic(name=row["topic"], record_count=row["total"], why=why)


def unpractised(sources: Sources) -> CitedFact:
    """That nothing is known of whom the person treats."""
    said = "Whom the person treats is not known."
    return sources.absent(said, "medicare-providers", "part-d-drugs", "volumes")
