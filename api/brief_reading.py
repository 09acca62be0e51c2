"""What does the graph say of a person to be met, and of what joins the person to us?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from algorithms.dimensions.indicators import INDICATORS
from api.answering import Answering
from api.brief_facts import CitedFact, Sources, cited, counted, listed
from api.cited import CitedRecord
from api.influence_types import DimensionScore, InfluenceScores
from api.touch_reading import Side

# What stands in one sentence is cited by so many of its records, the newest.
MOST_RECORDS = 2
TOUCH = """
MATCH (p:Person {personId: $person})<-[:ENGAGED]-(e:Engagement)
WHERE e.heldOn <= $on AND NOT coalesce(e.isCancelled, false)
WITH e ORDER BY e.heldOn DESC, e.engagementId LIMIT 1
RETURN e.engagementId AS record, e.heldOn AS day, e.channel AS channel, e.minutes AS minutes,
  e.source AS source, COLLECT { MATCH (l:Liaison)-[:HELD]->(e)
    OPTIONAL MATCH (l)-[:MEMBER_OF]->(t:Team) WITH l, t ORDER BY t.teamId
    WITH l, collect(t.teamId) AS teams
    RETURN {liaison: l.liaisonId, teams: teams} ORDER BY l.liaisonId } AS liaisons"""
OWN_TOUCHES = """
MATCH (l:Liaison)-[:HELD]->(e:Engagement)-[:ENGAGED]->(:Person {personId: $person})
WHERE e.heldOn <= $on AND NOT coalesce(e.isCancelled, false)
  AND ($liaison IS NULL OR l.liaisonId = $liaison)
  AND ($team IS NULL OR EXISTS { (l)-[:MEMBER_OF]->(:Team {teamId: $team}) })
WITH DISTINCT e ORDER BY e.heldOn DESC, e.engagementId
WITH collect({kind: 'Engagement', record: e.engagementId, title: e.channel, day: e.heldOn,
  source: e.source}) AS ones
RETURN size(ones) AS total, ones[..2] AS records, ones[-1].day AS first, ones[0].day AS last"""
OWN_COMPANIES = """
MATCH (c:Company {isOwn: true})
RETURN c.companyId AS record, c.name AS title, c.source AS source ORDER BY record LIMIT 100"""
OWN_TRIALS = """
MATCH (:Person {personId: $person})-[:INVESTIGATES]->(t:Trial)-[:SPONSORED_BY]->(c:Company)
WHERE c.isOwn AND (t.startedOn IS NULL OR t.startedOn <= $on)
WITH DISTINCT t ORDER BY t.startedOn DESC, t.nctId
WITH collect({kind: 'Trial', record: t.nctId, title: t.title, day: t.startedOn, source: t.source})
  AS ones WHERE size(ones) > 0
RETURN size(ones) AS total, ones[..2] AS records"""
OWN_PAYMENTS = """
MATCH (:Person {personId: $person})-[:RECEIVED]->(y:Payment)-[:PAID_BY]->(c:Company)
WHERE c.isOwn AND (y.paidOn IS NULL OR y.paidOn <= $on)
WITH DISTINCT y ORDER BY y.paidOn DESC, y.paymentId
WITH collect({kind: 'Payment', record: y.paymentId, title: y.nature, day: y.paidOn,
  source: y.source, usd: y.amountUsd}) AS ones, sum(toInteger(round(y.amountUsd * 100))) AS cents,
  count(CASE WHEN y.amountUsd IS NULL THEN 1 END) AS unknown WHERE size(ones) > 0
RETURN size(ones) AS total, ones[..2] AS records, cents / 100.0 AS usd, unknown"""
OWN_CONDITIONS = """
MATCH (q:Product)-[:MADE_BY]->(c:Company) WHERE c.isOwn
MATCH (q)-[d:DEVELOPED_FOR]->(t:Topic)
WITH DISTINCT q, d, t
CALL (t) { MATCH (b:Topic)-[:BROADER*0..12]->(t) RETURN collect(DISTINCT b) AS below }
CALL (below) {
  MATCH (:Person {personId: $person})-[:AUTHORED]->(w:Paper)-[:ABOUT]->(b)
  WHERE b IN below AND w.publishedOn <= $on AND NOT coalesce(w.isRetracted, false)
    AND w.remark IS NULL
  RETURN DISTINCT {kind: 'Paper', record: w.pmid, title: w.title, day: w.publishedOn,
    source: w.source} AS one
  UNION
  MATCH (:Person {personId: $person})-[:INVESTIGATES]->(w:Trial)-[:STUDIES]->(b)
  WHERE b IN below AND w.startedOn <= $on
  RETURN DISTINCT {kind: 'Trial', record: w.nctId, title: w.title, day: w.startedOn,
    source: w.source} AS one }
WITH q, d, t, one ORDER BY one.day DESC, one.record
WITH q.name AS product, d.phase AS phase, t.name AS condition, collect(one) AS ones
RETURN product, phase, condition, size(ones) AS total, ones[..2] AS records
ORDER BY total DESC, product, condition LIMIT 3"""


def about(row: Mapping[str, Any], sources: Sources) -> list[CitedFact]:
    """Specialty and place of the person, and what the graph counts, by the row of `PERSON`; what
    its source is not loaded for is not known."""
    place = ", ".join(filter(None, (row["city"], row["state"], row["country"])))
    words = f"{row['specialty'] or 'Specialty not known'}; {place or 'place of practice not known'}"
    known = [
        counted(row[f"{name}s"], name) if sources.is_loaded(source) else f"{name}s not known"
        for name, source in (("paper", "pubmed"), ("trial", "clinical-trials"))
    ]
    days = f"; the latest paper is of {row['last']}" if row["last"] else ""
    return [
        CitedFact(said=f"{words}.", records=[sources.asked]),
        CitedFact(said=f"In this graph: {', '.join(known)}{days}.", records=[sources.asked]),
    ]


def standing(found: InfluenceScores | None, sources: Sources) -> list[CitedFact]:
    """The person's place in each dimension of influence, as of the last refresh."""
    if found is None:
        said = "No place in a cohort is known: no refresh has scored the person yet."
        return [CitedFact(said=said, records=[sources.asked])]
    return [_dimension(found, one, sources.asked) for one in found.dimensions]


def _dimension(of: InfluenceScores, one: DimensionScore, asked: CitedRecord) -> CitedFact:
    name = one.name.replace("_", "-").capitalize()
    if one.score is None or one.rank is None:
        why = "no source speaks of the person" if one.is_covered else "no source of it is loaded"
        return CitedFact(said=f"{name}: not known, {why}.", records=[asked])
    among = f" of {one.ranked:,}" if one.ranked is not None else ""
    said = f"{name}: place {one.rank:,}{among}, score {one.score:.2f}; beside {of.cohort}."
    return CitedFact(said=said, records=_heaviest(one) or [asked])


def _heaviest(one: DimensionScore) -> list[CitedRecord]:
    """The records that add most to a score, of those that are nodes of their own. Neighbours in the
    network are none: whoever is hidden stays so."""
    found = []
    for part in one.contributions:
        indicator = INDICATORS.get(part.name)
        if indicator is None or indicator.is_of_edge:
            continue
        kind = indicator.edge.end.__name__
        for each in part.all_records[:MOST_RECORDS]:
            record = each.record.partition(" cites ")[0] if indicator.cited_by else each.record
            title, day, source = each.title, each.day, each.source
            made = CitedRecord(
                kind=kind, record=record, title=title, day=day, source=source, amount_usd=None
            )
            found.append((-each.contribution, record, made))
    return [made for *_, made in sorted(found, key=lambda one: one[:2])[:MOST_RECORDS]]


async def last_touch(answering: Answering, person: str, on: date, sources: Sources) -> CitedFact:
    """The last engagement that anyone held with the person by a day."""
    rows = await answering.rows(TOUCH, {"person": person, "on": on})
    if not rows:
        return sources.absent(f"No touch by anyone is known up to {on}.", "engagements")
    [row] = rows
    who = [
        one["liaison"] + (f" ({', '.join(one['teams'])})" if one["teams"] else "")
        for one in row["liaisons"]
    ]
    how = row["channel"] or "channel not stated"
    length = f", {row['minutes']} minutes" if row["minutes"] else ""
    said = f"{listed(who) if who else 'Somebody'} on {row['day']}: {how}{length}."
    return CitedFact(said=said, records=[cited(row | {"kind": "Engagement", "title": how})])


async def common(
    answering: Answering, person: str, side: Side, on: date, sources: Sources
) -> list[CitedFact]:
    """What joins the person to whoever asks and to the user's own company, up to a day."""
    given = {"person": person, "on": on, "liaison": side.liaison, "team": side.team}
    found = []
    [own] = await answering.rows(OWN_TOUCHES, given)
    if own["total"]:
        days = str(own["last"]) if own["total"] == 1 else f"{own['first']} to {own['last']}"
        words = f"{counted(own['total'], 'engagement')} held with the person, {days}."
        found.append(_fact(words, own))
    companies = await answering.rows(OWN_COMPANIES, {})
    if not companies:
        said = "What joins the person to our company is not known: no list says which it is."
        return [*found, sources.absent(said, "companies")]
    for row in await answering.rows(OWN_TRIALS, given):
        found.append(_fact(f"Named in {counted(row['total'], 'trial')} of our company.", row))
    for row in await answering.rows(OWN_PAYMENTS, given):
        found.append(_fact(_paid(row), row))
    for row in await answering.rows(OWN_CONDITIONS, given):
        phase = f" ({row['phase']}, as listed)" if row["phase"] else ""
        what = counted(row["total"], "paper or trial", "papers and trials")
        said = (
            f"Our {row['product']} is for {row['condition']}{phase}; the person has {what} on it."
        )
        found.append(_fact(said, row))
    if not found:
        said = "Nothing that joins the person to our company is known."
        records = [cited(one | {"kind": "Company"}) for one in companies[:1]]
        found.append(CitedFact(said=said, records=records))
    return found


def _paid(row: Mapping[str, Any]) -> str:
    """Own payments in words; amounts that nobody states are no zero."""
    unstated = f", {row['unknown']} of no stated amount" if row["unknown"] else ""
    usd = "" if row["unknown"] == row["total"] else f", {row['usd']:,.2f} USD in all"
    return f"{counted(row['total'], 'payment')} by our company{usd}{unstated}."


def _fact(said: str, row: Mapping[str, Any]) -> CitedFact:
    return CitedFact(said=said, records=[cited(one) for one in row["records"]])
