"""Which experts does a product need at each milestone, who was met, and how late?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from algorithms.lifecycle.experts import Expert, ranked
from algorithms.lifecycle.table import Experts, Milestone, milestones
from algorithms.lifecycle.timing import Listed, begins_on, has_begun, met_in_time
from api.answering import Answering
from api.cited import CitedRecord
from api.errors import refuse_beyond
from api.lifecycle_types import Lifecycle, LifecycleExpert, LifecycleMilestone
from api.reads import Row, Statement
from api.rights import Guard
from api.scopes import refuse_days
from api.types import Person, Product
from api.vocabularies import look_up
from schema import nodes as n

ROOT, MOST_EXPERTS = "lifecycle", 50
# So many persons of each kind of record are compared.
MOST_COUNTED = 500
PRODUCT = """
MATCH (q:Product {name: $product})
RETURN q.productId AS id,
  COLLECT { MATCH (q)-[d:DEVELOPED_FOR]->(t:Topic) RETURN {condition: t.name, phase: d.phase}
    ORDER BY t.name } AS conditions,
  COLLECT { MATCH (q)-[:HAS_MILESTONE]->(m:Milestone)
    RETURN {kind: m.kind, note: m.note, condition: m.condition, day: m.happensOn}
    ORDER BY m.happensOn, m.milestoneId } AS listed
ORDER BY size(conditions) DESC, id LIMIT 1"""
_BELOW = "MATCH (b:Topic)-[:BROADER*0..12]->(:Topic {name: $condition}) WITH DISTINCT b "
_PAPERS = (
    "MATCH (b)<-[:ABOUT]-(w:Paper)<-[e:AUTHORED]-(p:Person) "
    "WHERE w.publishedOn <= $on AND NOT coalesce(w.isRetracted, false)"
)
_TYPES = "any(each IN w.types WHERE each IN {})"
_GUIDELINES = ["Guideline", "Practice Guideline", "Consensus Development Conference"]
# The records of each kind about the topics b, and the persons p whose they are.
KINDS = {
    "paper": _PAPERS,
    "senior paper": f"{_PAPERS} AND e.isLast",
    "guideline": f"{_PAPERS} AND {_TYPES.format(_GUIDELINES)}",
    "observational study": f"{_PAPERS} AND {_TYPES.format(['Observational Study'])}",
    "trial": "MATCH (b)<-[:STUDIES]-(w:Trial)<-[:INVESTIGATES]-(p:Person) WHERE w.startedOn <= $on "
    "AND ($phases = [] OR any(each IN w.phases WHERE each IN $phases))",
}
MET = """
MATCH (p:Person)<-[:ENGAGED]-(e:Engagement)<-[:HELD]-(l:Liaison)
WHERE p.personId IN $persons AND e.heldOn <= $on AND NOT coalesce(e.isCancelled, false)
RETURN p.personId AS person, count(DISTINCT e) AS engagements, min(e.heldOn) AS first,
  max(e.heldOn) AS last, collect(DISTINCT l.liaisonId) AS liaisons"""
LATEST = """
MATCH (p:Person) WHERE p.personId IN $persons
CALL (p) {
  MATCH (p)-[:AUTHORED]->(w:Paper)-[:ABOUT]->(:Topic)-[:BROADER*0..12]->(:Topic {name: $condition})
  WHERE NOT coalesce(w.isRetracted, false)
  RETURN DISTINCT w, 'Paper' AS kind, w.pmid AS record, w.publishedOn AS day
  UNION ALL
  MATCH (p)-[:INVESTIGATES]->(w:Trial)-[:STUDIES]->(:Topic)
    -[:BROADER*0..12]->(:Topic {name: $condition})
  RETURN DISTINCT w, 'Trial' AS kind, w.nctId AS record, w.startedOn AS day }
WITH p.personId AS person, kind, record, day, w WHERE day <= $on
ORDER BY day DESC, record
WITH person, {kind: kind, record: record, title: w.title, day: day, source: w.source} AS one
RETURN person, collect(one)[..3] AS latest"""


async def lifecycle(
    answering: Answering, product: str, as_of: date | None, first: int
) -> Lifecycle:
    """The milestones of a product with the first experts of each; raises BAD_USER_INPUT."""
    refuse_beyond("first", first, 1, MOST_EXPERTS)
    refuse_days(asOf=as_of)
    on = as_of or date.today()
    await look_up(answering.info.context, [(n.Product, "name", product)], {})
    [row] = await answering.rows(PRODUCT, {"product": product})
    found = [
        (one["condition"], one["phase"], milestone, experts)
        for one in row["conditions"]
        for milestone, experts in await _experts(answering, one["condition"], on, first)
    ]
    ids = sorted({expert.person for *_, experts in found for expert in experts})
    people = await answering.below(Person, ("milestones.experts.person",), "personId", ids)
    met = {one["person"]: one for one in await answering.rows(MET, {"persons": ids, "on": on})}
    told = []
    for condition, phase, milestone, experts in found:
        who = {"persons": [each.person for each in experts], "on": on, "condition": condition}
        latest = {one["person"]: one["latest"] for one in await answering.rows(LATEST, who)}
        timing = _timing(milestone, row["listed"], condition, phase, on)
        shown = [_expert(each, people, met, latest, timing) for each in experts]
        told.append(_milestone(milestone, condition, phase, timing, shown))
    things = await answering.below(Product, ("product",), "productId", [row["id"]])
    return Lifecycle(product=things[row["id"]], as_of=on, said=_said(row, told), milestones=told)


async def _experts(
    answering: Answering, condition: str, on: date, first: int
) -> list[tuple[Milestone, list[Expert]]]:
    """Each milestone with its first experts on a condition; each kind is counted once."""
    counts: dict[tuple[str, tuple[str, ...]], dict[str, int]] = {}
    for rule in (rule for milestone in milestones() for rule in milestone.experts):
        key = (rule.records, rule.trial_phases)
        if key not in counts:
            counts[key] = await _counted(answering, condition, rule, on)
    found = []
    for one in milestones():
        own = [counts[rule.records, rule.trial_phases] for rule in one.experts]
        found.append((one, ranked(one.experts, own, first)))
    return found


async def _counted(answering: Answering, condition: str, rule: Experts, on: date) -> dict[str, int]:
    """The persons with most records of a kind about a condition, whom the caller may read."""
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    bounds = (Guard(context.caller, statement).of_root(ROOT, "p"), statement.shown("p"))
    text = (
        f"{_BELOW}{KINDS[rule.records]}{''.join(f' AND ({one})' for one in bounds if one)} "
        "WITH p, count(DISTINCT w) AS records ORDER BY records DESC, p.personId "
        f"LIMIT {MOST_COUNTED} RETURN p.personId, records"
    )
    given = {"condition": condition, "on": on, "phases": list(rule.trial_phases)}
    return dict(await context.records(text, statement.bound(answering.hidden()) | given))


class _Timing(NamedTuple):
    """A milestone's first day, whether it has begun, and the day it is asked on."""

    day: date | None
    begun: bool | None
    on: date


def _timing(
    milestone: Milestone, listed: Sequence[Row], condition: str, phase: str | None, on: date
) -> _Timing:
    own = [one for one in listed if one["condition"] in (None, condition)]
    day = begins_on(milestone, [Listed(one["kind"], one["note"], one["day"]) for one in own])
    return _Timing(day, has_begun(milestone, milestones(), phase, day, on), on)


def _expert(
    expert: Expert,
    people: Mapping[str, Person],
    met: Mapping[str, Row],
    latest: Mapping[str, list[dict[str, Any]]],
    timing: _Timing,
) -> LifecycleExpert:
    row = met.get(expert.person, {})
    meeting = met_in_time(row.get("first"), *timing)
    records = latest.get(expert.person, [])
    return LifecycleExpert(
        person=people[expert.person],
        score=expert.score,
        reasons=list(expert.reasons),
        latest=[CitedRecord(**one, amount_usd=None) for one in records],
        engagements=row.get("engagements", 0),
        first_met_on=row.get("first"),
        last_met_on=row.get("last"),
        liaisons=sorted(row.get("liaisons", [])),
        meeting=meeting.word,
        days_late=meeting.days_late,
        why=meeting.why,
    )


def _milestone(
    of: Milestone,
    condition: str,
    phase: str | None,
    timing: _Timing,
    experts: list[LifecycleExpert],
) -> LifecycleMilestone:
    day, begun, _ = timing
    return LifecycleMilestone(
        name=of.name,
        title=of.title,
        why=of.why,
        condition=condition,
        phase=phase,
        begins_on=day,
        has_begun=begun,
        discuss=list(of.discuss),
        missed=sum(each.meeting in ("missed", "met late") for each in experts),
        experts=experts,
    )


def _said(row: Row, told: Sequence[LifecycleMilestone]) -> str:
    if not row["conditions"]:
        return "No list says what the product is for, so that nobody can be named."
    missed = sum(one.missed for one in told)
    undated = sum(one.begins_on is None for one in told)
    days = f" No day is listed for {undated} of {len(told)} milestones." if undated else ""
    return f"{missed} times an expert was missed or met late, of those told.{days}"
