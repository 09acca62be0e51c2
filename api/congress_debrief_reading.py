"""Who of our persons took part in a congress, in what, and who of them was met on its days?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from algorithms.cadence.tiers import Place, Tiered, tier_of
from api.answering import Answering
from api.covering import COVERS
from api.reads import Row, Statement
from api.rights import Guard

ROOT = "congressDebrief"
CONGRESS = """
MATCH (c:Congress {congressId: $congress})
RETURN 'Congress' AS kind, c.congressId AS record, c.name AS title, c.fromOn AS day,
  c.source AS source, c.toOn AS until, c.place AS place, c.country AS country"""
_PERSON = """p.personId AS person, p.name AS name, p.influence AS influence,
  p.influenceDimensions AS dimensions, p.influenceRanks AS ranks, p.influenceRanked AS ranked"""
_PARTS = f"""
WITH DISTINCT p, s, r OPTIONAL MATCH (w:Paper {{pmid: r.pmid}})
WITH p, s, r, w ORDER BY s.heldOn, s.sessionId, r.part
RETURN {_PERSON}, collect({{kind: 'Session', record: s.sessionId,
  title: coalesce(s.title, s.congressName), day: s.heldOn, source: r.source, role: r.role,
  what: coalesce(r.title, w.title), paper: w.pmid, paperTitle: w.title, published: w.publishedOn,
  paperSource: w.source, retracted: coalesce(w.isRetracted, false)}}) AS parts"""
_TOUCHES = f"""
WITH DISTINCT p, e
WITH p, e,
  COLLECT {{ MATCH (l:Liaison)-[:HELD]->(e) RETURN l.liaisonId ORDER BY l.liaisonId }} AS us
ORDER BY e.heldOn, e.engagementId
RETURN {_PERSON}, collect({{kind: 'Engagement', record: e.engagementId, title: e.channel,
  day: e.heldOn, source: e.source, minutes: e.minutes, us: us}}) AS touches"""
_AT = "(:Congress {congressId: $congress})<-[:PART_OF]-(s:Session)<-[r:TOOK_PART_IN]-(p:Person)"
_ON = "(e:Engagement)-[:ENGAGED]->(p:Person)"
# Whom the programme does not name was met there where the log says so.
_HELD = (
    "$from <= e.heldOn AND e.heldOn <= $until AND NOT coalesce(e.isCancelled, false) "
    "AND EXISTS { (:Liaison)-[:HELD]->(e) } AND (toLower(e.channel) = 'congress' OR EXISTS { "
    "(p)-[:TOOK_PART_IN]->(:Session)-[:PART_OF]->(:Congress {congressId: $congress}) })"
)
# Whom the plan of the field gives to a liaison; without a plan, whom the liaison ever met.
_OURS = (
    "(EXISTS {{ (l)-[:COVERS {{isCurrent: true}}]->() }} AND EXISTS {{ {covers} }}) OR "
    "(NOT EXISTS {{ (l)-[:COVERS {{isCurrent: true}}]->() }} "
    "AND EXISTS {{ (l)-[:HELD]->(:Engagement)-[:ENGAGED]->(p) }})"
).format(covers=COVERS.format(liaison="l", person="p"))
SESSIONS = """
MATCH (:Congress {congressId: $congress})<-[:PART_OF]-(s:Session)
RETURN 'Session' AS kind, s.sessionId AS record, coalesce(s.title, s.congressName) AS title,
  s.heldOn AS day, s.source AS source,
  COLLECT { MATCH (s)-[:ADDRESSES]->(t:Topic) RETURN t.name ORDER BY t.name } AS topics
ORDER BY day, record LIMIT 10000"""
COMPETITORS = """
MATCH (p:Person)-[:INVESTIGATES]->(t:Trial)-[:SPONSORED_BY]->(c:Company {isCompetitor: true})
WHERE p.personId IN $persons AND (t.startedOn IS NULL OR t.startedOn <= $on)
OPTIONAL MATCH (top:Company {companyId: c.familyId})
WITH coalesce(top, c) AS family, t, p ORDER BY t.startedOn DESC, t.nctId, p.name, p.personId
WITH family, collect(DISTINCT {kind: 'Trial', record: t.nctId, title: t.title, day: t.startedOn,
  source: t.source}) AS trials, collect(DISTINCT p.name) AS names
RETURN family.name AS name, trials, names ORDER BY size(trials) DESC, name, family.companyId"""
LISTED = "RETURN EXISTS { MATCH (c:Company) WHERE c.isCompetitor IS NOT NULL } AS isListed"
FOLLOW_ONS = """
MATCH (e:Engagement)-[:NOTED]->(d:Debrief), (e)-[:ENGAGED]->(p:Person)
WHERE e.engagementId IN $engagements AND p.personId IN $persons
  AND d.followOn IS NOT NULL AND toLower(d.followOn) <> 'none'
  AND (d.doneOn IS NULL OR d.doneOn > $on)
WITH DISTINCT e, d, p
RETURN 'Debrief' AS kind, d.engagementId AS record, 'debrief' AS title, e.heldOn AS day,
  d.source AS source, d.followOn AS todo, d.dueOn AS due, p.name AS name, p.personId AS person
ORDER BY due IS NULL, due, day, record, person LIMIT 200"""


@dataclass
class There:
    """A person with the parts of the programme and the engagements held on the days."""

    person: str
    name: str
    influence: float
    tiered: Tiered
    parts: list[Row] = field(default_factory=list)
    touches: list[Row] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, float, str]:
        """The highest tier first, in it the most influential."""
        return (self.tiered.tier, -self.influence, self.person)


@dataclass(frozen=True)
class Days:
    """The days on which engagements count as held at the congress."""

    first: date
    last: date


@dataclass(frozen=True)
class Ours:
    """Whose persons are looked at: a liaison's, a team's or, with neither, all; the members of a
    segment alone where `levels` are given."""

    liaison: str | None
    team: str | None
    levels: Mapping[str, int] | None


async def there(
    answering: Answering,
    congress: str,
    ours: Ours,
    days: Days,
) -> list[There]:
    """Our persons who took part or were met on the days, in the order of tiers."""
    found: dict[str, There] = {}
    given = {"congress": congress, "from": days.first, "until": days.last}
    for row in await _ours(answering, (_AT, "", _PARTS), ours, given):
        _of(found, row, ours.levels).parts = row["parts"]
    for row in await _ours(answering, (_ON, _HELD, _TOUCHES), ours, given):
        _of(found, row, ours.levels).touches = row["touches"]
    return sorted(found.values(), key=lambda one: one.order)


async def _ours(
    answering: Answering,
    texts: tuple[str, str, str],
    ours: Ours,
    given: Mapping[str, object],
) -> list[Row]:
    """The rows of a statement about our persons `p`, whom the caller may read."""
    match, where, read = texts
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    wheres = [where, Guard(context.caller, statement).of_root(ROOT, "p"), statement.shown("p")]
    if ours.levels is not None:
        wheres.append(f"p.personId IN {statement.parameter(sorted(ours.levels))}")
    if ours.liaison is not None:
        who = f"(l:Liaison {{liaisonId: {statement.parameter(ours.liaison)}}})"
        wheres.append(f"EXISTS {{ MATCH {who} WHERE {_OURS} }}")
    if ours.team is not None:
        who = f"(l:Liaison)-[:MEMBER_OF]->(:Team {{teamId: {statement.parameter(ours.team)}}})"
        wheres.append(f"EXISTS {{ MATCH {who} WHERE {_OURS} }}")
    both = " AND ".join(f"({one})" for one in wheres if one)
    text = f"MATCH {match}{f' WHERE {both}' if both else ''}{read}"
    return await answering.rows(text, statement.bound(answering.hidden()) | dict(given))


def _of(found: dict[str, There], row: Row, levels: Mapping[str, int] | None) -> There:
    id = row["person"]
    if id not in found:
        columns = (row["dimensions"] or [], row["ranks"] or [], row["ranked"] or [])
        places = [Place(*each) for each in zip(*columns, strict=False)]
        tiered = tier_of((levels or {}).get(id), places)
        found[id] = There(id, row["name"], row["influence"] or 0.0, tiered)
    return found[id]


async def competitors(answering: Answering, persons: Sequence[str], on: date) -> list[Row] | None:
    """Families of competitors with their trials that name these persons; none where no list says
    who competes."""
    [row] = await answering.rows(LISTED, {})
    if not row["isListed"]:
        return None
    return await answering.rows(COMPETITORS, {"persons": list(persons), "on": on})


async def follow_ons(answering: Answering, of: Iterable[There], on: date) -> list[Row]:
    """What debriefs of the persons' engagements leave to be done by a day."""
    met = [one for one in of if one.touches]
    engagements = [touch["record"] for one in met for touch in one.touches]
    given = {"engagements": engagements, "persons": [one.person for one in met], "on": on}
    return await answering.rows(FOLLOW_ONS, given)
