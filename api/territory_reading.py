"""Who is of a liaison's territory, who of us met them when, and what of theirs is fresh?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from algorithms.cadence.cadence import Held, cadence
from algorithms.cadence.rules import rules
from algorithms.cadence.tiers import Place, tier_of
from algorithms.cadence.week import Candidate, Trigger
from api.answering import Answering
from api.covering import COVERS
from api.reads import Statement
from api.rights import Guard

# Of a territory so many are looked at: who was ever met, then the most influential.
MOST_COVERED = 5_000
MEETINGS_DAYS = 3 * 365
TEAMS = """
MATCH (l:Liaison {liaisonId: $liaison}) OPTIONAL MATCH (l)-[:MEMBER_OF]->(t:Team)
RETURN collect(t.teamId) AS teams, EXISTS { (l)-[:COVERS {isCurrent: true}]->() } AS covers"""
PERSONS = """
WITH p, coalesce(p.influence, 0.0) AS weight, EXISTS { (p)<-[:MET]-(:Liaison) } AS isMet
ORDER BY isMet DESC, weight DESC, p.personId LIMIT $most
RETURN p.personId AS person, p.influence AS influence, p.influenceDimensions AS dimensions,
  p.influenceRanks AS ranks, p.influenceRanked AS ranked"""
HELD = """
MATCH (p:Person)<-[:ENGAGED]-(e:Engagement)<-[:HELD]-(l:Liaison)
WHERE p.personId IN $persons AND $from < e.heldOn <= $until
OPTIONAL MATCH (l)-[:MEMBER_OF]->(t:Team)
RETURN p.personId AS person, e.engagementId AS id, e.heldOn AS on, e.channel AS channel,
  e.minutes AS minutes, collect(DISTINCT l.liaisonId) AS liaisons,
  collect(DISTINCT t.teamId) AS teams"""
PLANNED = """
MATCH (p:Person)<-[:ENGAGED]-(e:Engagement)
WHERE p.personId IN $persons AND e.plannedOn > $until AND e.isCancelled = false
  AND (e.heldOn IS NULL OR e.heldOn > $until)
RETURN p.personId AS person, min(e.plannedOn) AS on"""
FRESH = """
MATCH (p:Person) WHERE p.personId IN $persons
CALL (p) {
  MATCH (p)-[:AUTHORED]->(x:Paper)
  WHERE $from < x.publishedOn <= $until AND coalesce(x.isRetracted, false) = false
  RETURN 'paper' AS kind, x.pmid AS id, x.title AS title, x.publishedOn AS on, x.source AS source
  UNION
  MATCH (p)-[:INVESTIGATES]->(x:Trial) WHERE $from < x.startedOn <= $until
  RETURN 'trial' AS kind, x.nctId AS id, x.title AS title, x.startedOn AS on, x.source AS source
  UNION
  MATCH (p)-[:TOOK_PART_IN]->(x:Session) WHERE $from < x.heldOn <= $ahead
  RETURN 'session' AS kind, x.sessionId AS id, coalesce(x.title, x.congressName) AS title,
    x.heldOn AS on, x.source AS source
}
RETURN p.personId AS person, kind, id, title, on, source"""


@dataclass(frozen=True)
class Covered:
    """A liaison's teams, and the candidates of the territory."""

    teams: frozenset[str]
    candidates: list[Candidate]


async def covered(
    answering: Answering,
    root: str,
    liaison: str,
    until: date,
    log_from: date,
    is_fresh: bool,
    decided: Mapping[str, int],
) -> Covered:
    """The persons of a liaison's territory whom the caller may read by the root field; without a
    listed territory those whom the liaison ever met. Papers, trials and sessions where `is_fresh`;
    `decided` are tiers by person, in place of the default."""
    [own] = await answering.rows(TEAMS, {"liaison": liaison})
    people = await _persons(answering, root, liaison, own["covers"])
    asked: dict[str, Any] = {"persons": [row["person"] for row in people], "until": until}
    asked["from"] = until - timedelta(days=MEETINGS_DAYS)
    held = await _held(answering, asked)
    triggers = await _triggers(answering, asked, until) if is_fresh else {}
    planned = {row["person"]: row["on"] for row in await answering.rows(PLANNED, asked)}
    return Covered(
        frozenset(own["teams"]),
        [
            Candidate(
                (id := row["person"]),
                cadence(tier_of(decided.get(id), _places(row)), held.get(id, ()), until, log_from),
                tuple(held.get(id, ())),
                tuple(triggers.get(id, ())),
                planned.get(id),
                row["influence"],
            )
            for row in people
        ],
    )


async def _persons(
    answering: Answering, root: str, liaison: str, covers: bool
) -> list[dict[str, Any]]:
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    met = "EXISTS { (l)-[:HELD]->(:Engagement)-[:ENGAGED]->(p) }"
    within = f"EXISTS {{ {COVERS.format(liaison='l', person='p')} }}" if covers else met
    wheres = (within, Guard(context.caller, statement).of_root(root, "p"), statement.shown("p"))
    both = " AND ".join(f"({one})" for one in wheres if one)
    text = f"MATCH (l:Liaison {{liaisonId: $liaison}}) MATCH (p:Person) WHERE {both}{PERSONS}"
    bound = statement.bound(answering.hidden()) | {"liaison": liaison, "most": MOST_COVERED}
    return await answering.rows(text, bound)


async def _held(answering: Answering, asked: dict[str, Any]) -> dict[str, list[Held]]:
    """The touches of each person, by anyone of us."""
    held: dict[str, list[Held]] = {}
    for row in await answering.rows(HELD, asked):
        held.setdefault(row["person"], []).append(
            Held(
                row["id"],
                row["on"],
                frozenset(row["liaisons"]),
                frozenset(row["teams"]),
                row["channel"],
                row["minutes"],
            )
        )
    return held


async def _triggers(
    answering: Answering, asked: dict[str, Any], until: date
) -> dict[str, list[Trigger]]:
    days = {
        "from": until - timedelta(days=rules().trigger_days),
        "ahead": until + timedelta(days=rules().ahead_days),
    }
    found: dict[str, list[Trigger]] = {}
    for row in await answering.rows(FRESH, asked | days):
        one = Trigger(row["kind"], row["id"], row["title"], row["on"], row["source"])
        found.setdefault(row["person"], []).append(one)
    return found


def _places(row: dict[str, Any]) -> list[Place]:
    columns = (row["dimensions"] or [], row["ranks"] or [], row["ranked"] or [])
    return [Place(*each) for each in zip(*columns, strict=False)]
