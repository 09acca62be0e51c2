"""Which records stand behind a hop of an introduction?

For two persons: joint papers of at most 50 authors, joint trials, payments at the same event, years
at the same institution; for a liaison and a person: engagements held. All are counted, the newest
come first, and the rest by pages.

How to read it: what makes the tie is what is listed; a preprint beside its article is not. Of a
joint event the record is the payment to the one of the lower id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

# What every record tells, in this order of keys; the page goes on after `$after`.
_PAGE = """
UNWIND CASE WHEN found = [] THEN [null] ELSE found END AS one
WITH key, reasons, parts, one,
  coalesce(toString(one.happened_on), '') AS on, one.kind AS kind, one.record AS record
ORDER BY key, on DESC, kind, record
WITH key, reasons, parts,
  [one IN collect(one {.*, key: [on, kind, record]}) WHERE one.kind IS NOT NULL] AS found
RETURN key, reasons, parts, size(found) AS total,
  size([one IN found WHERE one.kind = 'PAPER']) AS papers,
  size([one IN found WHERE one.kind = 'TRIAL']) AS trials,
  size([one IN found WHERE one.kind = 'PAYMENT']) AS events,
  size([one IN found WHERE one.kind = 'INSTITUTION']) AS shared_years,
  size([one IN found WHERE one.kind = 'ENGAGEMENT']) AS engagements,
  size([one IN found WHERE one.kind <> 'INSTITUTION']) AS work,
  reduce(least = null, one IN found | CASE WHEN one.persons IS NULL OR least <= one.persons
    THEN least ELSE one.persons END) AS smallest,
  [one IN found WHERE one.remark IS NOT NULL | one.remark] AS remarks,
  [one IN found WHERE one.happened_on IS NOT NULL | one.happened_on] AS days,
  reduce(all = [], one IN found | all + [c IN one.companies WHERE NOT c IN all]) AS companies,
  [one IN found WHERE $after IS NULL OR one.key[0] < $after[0] OR (one.key[0] = $after[0] AND
    (one.key[1] > $after[1] OR (one.key[1] = $after[1] AND one.key[2] > $after[2])))][..$first]
    AS evidence"""

_IN_TIME = """($until IS NULL OR {on} IS NULL OR {on} <= $until)
    AND ($knownBy IS NULL OR {of}.knownFrom IS NULL OR {of}.knownFrom <= $knownBy)"""

# (a)-[x]->(record)<-[y]-(b), and what SHARES_EVENTS and SHARES_INSTITUTION name.
OF_PERSONS = (
    """
UNWIND $hops AS hop
MATCH (a:Person {personId: hop[0]}), (b:Person {personId: hop[1]})
OPTIONAL MATCH (a)-[t:CONNECTED_TO]-(b)
OPTIONAL MATCH (a)-[v:SHARES_EVENTS]-(b)
OPTIONAL MATCH (a)-[s:SHARES_INSTITUTION]-(b)
WITH hop AS key, coalesce(t.strengthReasons, []) + coalesce(v.strengthReasons[..1], [])
    + coalesce(s.strengthReasons[..1], []) AS reasons, t.strengthParts AS parts, COLLECT {
  WITH a, b, COUNT { (a)-[:AUTHORED]->() } <= COUNT { (b)-[:AUTHORED]->() } AS fewer
  // From whoever has fewer papers: the other may have thousands. As one pattern, the planner would
  // begin at either end.
  WITH CASE WHEN fewer THEN a ELSE b END AS near, CASE WHEN fewer THEN b ELSE a END AS far
  CALL (near) { MATCH (near)-[x:AUTHORED]->(p:Paper) WHERE 'PAPER' IN $kinds RETURN x, p }
  MATCH (p)<-[y:AUTHORED]-(far)
  WHERE p.authors <= $most AND x.countedWith IS NULL AND y.countedWith IS NULL AND """
    + _IN_TIME.format(on="p.publishedOn", of="p")
    + """
  RETURN {kind: 'PAPER', record: p.pmid, title: p.title, happened_on: p.publishedOn,
    persons: p.authors, remark: p.remark, source: p.source, known_from: p.knownFrom, companies: [],
    url: 'https://pubmed.ncbi.nlm.nih.gov/' + p.pmid + '/',
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found
  UNION ALL
  MATCH (a)-[x:INVESTIGATES]->(r:Trial)<-[y:INVESTIGATES]-(b)
  WHERE 'TRIAL' IN $kinds AND """
    + _IN_TIME.format(on="r.startedOn", of="r")
    + """
  WITH r, head(collect(x)) AS x, head(collect(y)) AS y,
    COLLECT { MATCH (r)-[l:SPONSORED_BY]->(c:Company) WHERE l.isLead
      RETURN coalesce(c.familyId, c.companyId) } AS led
  WHERE led = [] OR $industry
  RETURN {kind: 'TRIAL', record: r.nctId, title: r.title, happened_on: r.startedOn,
    persons: null, source: r.source, known_from: r.knownFrom, companies: led,
    url: 'https://clinicaltrials.gov/study/' + r.nctId,
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found
  UNION ALL
  UNWIND CASE WHEN $industry THEN coalesce(v.payments, []) ELSE [] END AS id
  MATCH (y:Payment {paymentId: id})-[:PAID_BY]->(c:Company)
  WHERE 'PAYMENT' IN $kinds AND """
    + _IN_TIME.format(on="y.paidOn", of="y")
    + """
  RETURN {kind: 'PAYMENT', record: id, title: c.name + ': ' + y.nature, happened_on: y.paidOn,
    persons: null, source: y.source, known_from: y.knownFrom, url: null,
    companies: [coalesce(c.familyId, c.companyId)], identity_score: 1.0,
    reasons: ['both were paid for it on that day in the same city']} AS found
  UNION ALL
  UNWIND coalesce(s.places, []) AS place
  WITH left(place, size(place) - 5) AS id,
    date({year: toInteger(right(place, 4)), month: 12, day: 31}) AS on
  MATCH (i:Institution {institutionId: id})
  WHERE 'INSTITUTION' IN $kinds AND ($until IS NULL OR on <= $until)
  RETURN {kind: 'INSTITUTION', record: i.institutionId + ' ' + on.year, title: i.name,
    happened_on: on, persons: null, source: i.source, known_from: i.knownFrom, companies: [],
    url: CASE WHEN i.institutionId STARTS WITH 'https://' THEN i.institutionId END,
    identity_score: 1.0, reasons: ['records of both name it in ' + on.year]} AS found
} AS found"""
    + _PAGE
)

# (l)-[:HELD]->(engagement)-[:ENGAGED]->(b)
OF_LIAISONS = (
    """
UNWIND $hops AS hop
MATCH (l:Liaison {liaisonId: hop[0]}), (b:Person {personId: hop[1]})
OPTIONAL MATCH (l)-[m:MET]->(b)
WITH hop AS key, coalesce(m.strengthReasons, []) AS reasons, m.strengthParts AS parts, COLLECT {
  MATCH (l)-[:HELD]->(e:Engagement)-[g:ENGAGED]->(b)
  WHERE e.heldOn IS NOT NULL AND NOT e.isCancelled AND """
    + _IN_TIME.format(on="e.heldOn", of="e")
    + """
  RETURN {kind: 'ENGAGEMENT', record: e.engagementId,
    title: coalesce(e.channel, 'engagement') + coalesce(', ' + e.minutes + ' minutes', ''),
    happened_on: e.heldOn, persons: null, source: e.source, known_from: e.knownFrom,
    companies: [], url: null, identity_score: g.identityScore, reasons: g.identityReasons} AS found
} AS found"""
    + _PAGE
)


# What a number of records of a kind is called, by the statements' own names.
COUNTED = {
    "papers": ("joint paper", "joint papers"),
    "trials": ("joint trial", "joint trials"),
    "events": ("joint event of a company", "joint events of companies"),
    "shared_years": ("year at the same institution", "years at the same institution"),
    "engagements": ("engagement held", "engagements held"),
}


@dataclass(frozen=True)
class Record:
    """One record behind a hop; `key` says where it stands in the order of pages, `remark` what a
    paper is that is no sound article."""

    kind: str
    record: str
    title: str | None
    happened_on: date | None
    persons: int | None
    source: str | None
    known_from: datetime | None
    url: str | None
    identity_score: float
    reasons: list[str]
    key: list[str]
    companies: list[str]
    remark: str | None = None


@dataclass(frozen=True)
class HopRecords:
    """What stands behind a hop: how many records of each kind, how many of them are joint work, the
    persons on the smallest paper, the remarks on papers, the families of companies behind them,
    first and last day, what the strength is made of, and the newest records."""

    papers: int
    trials: int
    events: int
    shared_years: int
    engagements: int
    work: int
    total: int
    smallest: int | None
    remarks: list[str]
    companies: frozenset[str]
    first_on: date | None
    last_on: date | None
    reasons: list[str]
    parts: list[float] | None
    newest: list[Record]


def records_of(row: Mapping[str, Any], on_a_day: bool) -> HopRecords:
    """A row of the statements above; `on_a_day`, another than the graph's, reasons come from the
    records alone."""
    days: list[date] = row["days"]
    counts = {name: int(row[name]) for name in COUNTED}
    last = max(days, default=None)
    return HopRecords(
        **counts,
        work=row["work"],
        total=row["total"],
        smallest=row["smallest"],
        remarks=row["remarks"],
        companies=frozenset(row["companies"]),
        first_on=min(days, default=None),
        last_on=last,
        reasons=_reasons(counts, last) if on_a_day else row["reasons"],
        parts=None if on_a_day else row["parts"],
        newest=[Record(**record) for record in row["evidence"]],
    )


def _reasons(counts: Mapping[str, int], last: date | None) -> list[str]:
    """What a tie is made of, from the number of its records and the latest day."""
    counted = [
        f"{counts[name]} {one if counts[name] == 1 else many}"
        for name, (one, many) in COUNTED.items()
        if counts[name]
    ]
    return [*counted, f"the latest in {last.year}" if last else "the latest undated"]
