"""Which trials and papers of others are about a person's topics, and what makes them fit?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from api.answering import Answering
from api.brief_facts import CitedFact, cited, counted, listed
from api.cited import CitedRecord
from api.evidence_pack_types import EvidencePaper, EvidenceTrial

RECENT_TRIAL_DAYS, RECENT_PAPER_DAYS = 365, 2 * 365
MOST_COLLEAGUES = 1_000
HIGH_RATIO = 2.0
OPEN = ["RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION"]
ENDED = ["COMPLETED", "SUSPENDED", "TERMINATED", "WITHDRAWN", "NO_LONGER_AVAILABLE"]
_ABOUT = """
UNWIND $topics AS topic
MATCH (b:Topic)-[:BROADER*0..12]->(:Topic {name: topic})
WITH DISTINCT topic, b"""
TRIALS = f"""{_ABOUT}
MATCH (b)<-[:STUDIES]-(t:Trial)
WHERE (t.status IN $open OR ($from < t.startedOn <= $on AND NOT coalesce(t.status, '') IN $ended))
WITH t, collect(DISTINCT topic) AS topics
WHERE NOT EXISTS {{ (t)<-[:INVESTIGATES]-(:Person {{personId: $person}}) }}
WITH t, topics, COUNT {{ MATCH (t)-[:CONDUCTED_AT]->(i:Institution) RETURN DISTINCT i }} AS sites,
  COUNT {{ MATCH (t)-[:CONDUCTED_AT]->(i:Institution) WHERE i.state = $state RETURN DISTINCT i }}
    AS near
ORDER BY near > 0 DESC, size(topics) DESC, t.status IN $open DESC, t.startedOn DESC, t.nctId
LIMIT $first
RETURN 'Trial' AS kind, t.nctId AS record, t.title AS title, t.startedOn AS day,
  t.source AS source, t.status AS status, coalesce(t.phases, []) AS phases, topics, sites, near,
  COLLECT {{ MATCH (t)-[:CONDUCTED_AT]->(i:Institution) WHERE i.state = $state
    WITH DISTINCT i ORDER BY i.name, i.institutionId LIMIT 3
    RETURN {{kind: 'Institution', record: i.institutionId, title: i.name,
      day: date(i.knownFrom), source: i.source}} }}
    AS places"""
PAPERS = f"""
MATCH (p:Person {{personId: $person}})
CALL (p) {{ MATCH (p)-[:AUTHORED]->(w:Paper) RETURN collect(DISTINCT w) AS own }}
CALL (p) {{ MATCH (p)-[c:CONNECTED_TO]-(q:Person) WHERE c.papers > 0 AND NOT q.personId IN $hidden
  WITH q, c ORDER BY c.strength DESC, q.personId LIMIT {MOST_COLLEAGUES}
  RETURN collect(q) AS colleagues }}
{_ABOUT.replace("DISTINCT topic, b", "DISTINCT own, colleagues, topic, b")}
MATCH (b)<-[:ABOUT {{isMajor: true}}]-(w:Paper)
WHERE $from < w.publishedOn <= $on AND NOT coalesce(w.isRetracted, false) AND w.remark IS NULL
  AND NOT w IN own
WITH w, own, colleagues, collect(DISTINCT topic) AS topics
CALL (w, own) {{ MATCH (w)-[:CITES]->(o:Paper)
  WHERE o IN own AND NOT coalesce(o.isRetracted, false)
  WITH DISTINCT o ORDER BY o.publishedOn DESC, o.pmid
  RETURN collect({{kind: 'Paper', record: o.pmid, title: o.title, day: o.publishedOn,
    source: o.source}}) AS cites }}
CALL (w, colleagues) {{ MATCH (w)<-[:AUTHORED]-(q:Person) WHERE q IN colleagues
  WITH DISTINCT q ORDER BY q.name, q.personId
  RETURN collect({{kind: 'Person', record: q.personId, title: q.name,
    day: date(q.knownFrom), source: q.source}}) AS by }}
WITH w, topics, cites, by, CASE WHEN size(cites) > 0 THEN 2 ELSE 0 END
  + CASE WHEN size(by) > 0 THEN 1 ELSE 0 END
  + CASE WHEN w.relativeCitationRatio >= $ratio THEN 1 ELSE 0 END AS points
ORDER BY points DESC, size(topics) DESC, w.publishedOn DESC, w.pmid LIMIT $first
RETURN 'Paper' AS kind, w.pmid AS record, w.title AS title, w.publishedOn AS day,
  w.source AS source, w.publishedPrecision AS precision, w.relativeCitationRatio AS ratio, topics,
  cites, by, points,
  COLLECT {{ MATCH (w)-[:PUBLISHED_IN]->(j:Journal) RETURN coalesce(j.abbreviation, j.title)
    ORDER BY j.journalId LIMIT 1 }}[0] AS journal"""


@dataclass(frozen=True)
class Wanted:
    """For whom evidence is looked for: the person and the state, by which topics, each with the
    record that makes it one, up to which day, and how many of each kind."""

    person: str
    state: str | None
    topics: Mapping[str, list[CitedRecord]]
    on: date
    first: int

    def values(self, days: int) -> dict[str, Any]:
        """The parameters of a statement that looks back so many days."""
        return {
            "person": self.person,
            "state": self.state,
            "topics": sorted(self.topics),
            "on": self.on,
            "from": self.on - timedelta(days=days),
            "first": self.first,
        }

    def about(self, names: Sequence[str]) -> CitedFact:
        """Which topics of the person it is about, and by which records they are the person's."""
        ordered = [name for name in self.topics if name in names]
        records = [one for name in ordered[:2] for one in self.topics[name][:1]]
        return CitedFact(said=f"About {listed(ordered, 3)}.", records=records)


async def trials(answering: Answering, wanted: Wanted) -> list[EvidenceTrial]:
    """Trials of others that are open, or began within a year and have not ended."""
    asked = wanted.values(RECENT_TRIAL_DAYS) | {"open": OPEN, "ended": ENDED}
    return [_trial(row, wanted) for row in await answering.rows(TRIALS, asked)]


def _trial(row: Mapping[str, Any], wanted: Wanted) -> EvidenceTrial:
    own = cited(row)
    status = (row["status"] or "status not stated").replace("_", " ").lower()
    began = f"; began on {row['day']}" if row["day"] and row["day"] <= wanted.on else ""
    why = [
        CitedFact(said=f"{status.capitalize()}{began}.", records=[own]),
        wanted.about(row["topics"]),
    ]
    if row["near"]:
        names = listed((one["title"] for one in row["places"]), 3)
        more = f", {names} among them" if row["near"] > len(row["places"]) else f": {names}"
        said = f"{counted(row['near'], 'site')} in {wanted.state}{more}."
        why.append(CitedFact(said=said, records=[cited(one) for one in row["places"]]))
    else:
        where = f"in {wanted.state}" if wanted.state else "near: the person's state is not known"
        why.append(CitedFact(said=f"No site {where} is known.", records=[own]))
    return EvidenceTrial(
        trial=own,
        status=row["status"],
        phases=row["phases"],
        sites=row["sites"],
        sites_in_state=row["near"],
        topics=row["topics"],
        why=why,
    )


async def papers(answering: Answering, wanted: Wanted) -> list[EvidencePaper]:
    """Papers of others of the last two years, those closest to the person first."""
    hidden = sorted(answering.info.context.hidden())
    asked = wanted.values(RECENT_PAPER_DAYS) | {"hidden": hidden, "ratio": HIGH_RATIO}
    return [_paper(row, wanted) for row in await answering.rows(PAPERS, asked)]


def _paper(row: Mapping[str, Any], wanted: Wanted) -> EvidencePaper:
    own, why = cited(row), [wanted.about(row["topics"])]
    if row["cites"]:
        said = f"Cites {counted(len(row['cites']), 'paper')} of the person."
        why.append(CitedFact(said=said, records=[cited(one) for one in row["cites"][:2]]))
    if row["by"]:
        names = listed((one["title"] for one in row["by"]), 2)
        said = f"Signed by {names}, who wrote with the person."
        why.append(CitedFact(said=said, records=[cited(one) for one in row["by"][:2]]))
    if row["ratio"] is not None and row["ratio"] >= HIGH_RATIO:
        said = f"Cited {row['ratio']:.1f} times as often as its field (iCite)."
        why.append(CitedFact(said=said, records=[own]))
    return EvidencePaper(
        paper=own,
        journal=row["journal"],
        published_as=_published(row["day"], row["precision"]),
        topics=row["topics"],
        points=row["points"],
        why=why,
    )


def _published(day: date, precision: str | None) -> str:
    """A date as far as it is known."""
    form = {"year": "%Y", "month": "%Y-%m", "season": "%Y-%m"}.get(precision or "", "%Y-%m-%d")
    return day.strftime(form)
