"""Which records stand behind a hop of an introduction?

For two persons: joint papers of at most 50 authors, joint trials, payments at the same event, fees
of one company for speaking or consulting in the same quarter, years at the same institution and
others; for a liaison and a person: engagements held. All are counted, the newest
come first, and the rest by pages.

How to read it: what makes the tie is what is listed; a preprint beside its article is not. Of a
joint event the record is the payment to the one of the lower id; of fees it is, too, and the
reasons name the payment to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from schema.relationships import CONNECTED_TO
from schema.tie_kinds import BETWEEN_PERSONS, KINDS

_NUMBERS = ",\n  ".join(
    f"size([one IN found WHERE one.kind = '{name}']) AS {kind.number}"
    for name, kind in KINDS.items()
)
_WORK = [name for name, kind in KINDS.items() if kind.is_work]
# What every record tells, in this order of keys; the page goes on after `$after`.
_PAGE = f"""
UNWIND CASE WHEN found = [] THEN [null] ELSE found END AS one
WITH key, reasons, parts, one,
  coalesce(toString(one.happened_on), '') AS on, one.kind AS kind, one.record AS record
ORDER BY key, on DESC, kind, record
WITH key, reasons, parts,
  [one IN collect(one {{.*, key: [on, kind, record]}}) WHERE one.kind IS NOT NULL] AS found
RETURN key, reasons, parts, size(found) AS total,
  {_NUMBERS},
  size([one IN found WHERE one.kind IN {_WORK}]) AS work,
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

# (a)-[x]->(record)<-[y]-(b)
_PAPERS = f"""
  WITH a, b, COUNT {{ (a)-[:AUTHORED]->() }} <= COUNT {{ (b)-[:AUTHORED]->() }} AS fewer
  // From whoever has fewer papers: the other may have thousands. As one pattern, the planner would
  // begin at either end.
  WITH CASE WHEN fewer THEN a ELSE b END AS near, CASE WHEN fewer THEN b ELSE a END AS far
  CALL (near) {{ MATCH (near)-[x:AUTHORED]->(p:Paper) WHERE 'PAPER' IN $kinds RETURN x, p }}
  MATCH (p)<-[y:AUTHORED]-(far)
  WHERE p.authors <= $most AND x.countedWith IS NULL AND y.countedWith IS NULL
    AND {_IN_TIME.format(on="p.publishedOn", of="p")}
  RETURN {{kind: 'PAPER', record: p.pmid, title: p.title, happened_on: p.publishedOn,
    persons: p.authors, remark: p.remark, source: p.source, known_from: p.knownFrom, companies: [],
    url: 'https://pubmed.ncbi.nlm.nih.gov/' + p.pmid + '/',
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons}} AS found"""
_TRIALS = f"""
  MATCH (a)-[x:INVESTIGATES]->(r:Trial)<-[y:INVESTIGATES]-(b)
  WHERE 'TRIAL' IN $kinds AND {_IN_TIME.format(on="r.startedOn", of="r")}
  WITH r, head(collect(x)) AS x, head(collect(y)) AS y,
    COLLECT {{ MATCH (r)-[l:SPONSORED_BY]->(c:Company) WHERE l.isLead
      RETURN coalesce(c.familyId, c.companyId) }} AS led
  WHERE led = [] OR $industry
  RETURN {{kind: 'TRIAL', record: r.nctId, title: r.title, happened_on: r.startedOn,
    persons: null, source: r.source, known_from: r.knownFrom, companies: led,
    url: 'https://clinicaltrials.gov/study/' + r.nctId,
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons}} AS found"""
# What the ties themselves name.
_EVENTS = f"""
  UNWIND CASE WHEN $industry THEN coalesce(shares_events.payments, []) ELSE [] END AS id
  MATCH (y:Payment {{paymentId: id}})-[:PAID_BY]->(c:Company)
  WHERE 'PAYMENT' IN $kinds AND {_IN_TIME.format(on="y.paidOn", of="y")}
  RETURN {{kind: 'PAYMENT', record: id, title: c.name + ': ' + y.nature, happened_on: y.paidOn,
    persons: null, source: y.source, known_from: y.knownFrom, url: null,
    companies: [coalesce(c.familyId, c.companyId)], identity_score: 1.0,
    reasons: ['both were paid for it on that day in the same city']}}
    AS found"""
# Named by the payments to both; the quarter must have ended.
_FEES = """
  UNWIND CASE WHEN $industry THEN coalesce({tie}.payments, []) ELSE [] END AS both
  WITH split(both, '|')[0] AS id, split(both, '|')[1] AS other
  MATCH (p:Person)-[x:RECEIVED]->(y:Payment {{paymentId: id}})-[:PAID_BY]->(c:Company),
    (q:Person)-[w:RECEIVED]->(z:Payment {{paymentId: other}})
  WHERE '{kind}' IN $kinds AND p IN [a, b] AND q IN [a, b] AND p <> q
    AND ($until IS NULL OR date.truncate('quarter', y.paidOn) + duration('P3M') <= $until
      + duration('P1D'))
    AND ($knownBy IS NULL OR y.knownFrom IS NULL OR y.knownFrom <= $knownBy)
    AND ($knownBy IS NULL OR z.knownFrom IS NULL OR z.knownFrom <= $knownBy)
  RETURN {{kind: '{kind}', record: id, title: c.name + ': ' + y.nature, happened_on: y.paidOn,
    persons: null, source: y.source, known_from: y.knownFrom, url: null,
    companies: [coalesce(c.familyId, c.companyId)],
    identity_score: coalesce(x.identityScore, 1.0) * coalesce(w.identityScore, 1.0),
    reasons: ['the other was paid for {word} in the same quarter: payment ' + other
      + ' on ' + z.paidOn]}} AS found"""
_SPEAKING = _FEES.format(tie="shares_speaking", kind="SPEAKING", word="speaking")
_CONSULTING = _FEES.format(tie="shares_consulting", kind="CONSULTING", word="consulting")
_INSTITUTIONS = """
  UNWIND coalesce(shares_institution.places, []) AS place
  WITH left(place, size(place) - 5) AS id,
    date({year: toInteger(right(place, 4)), month: 12, day: 31}) AS on
  MATCH (i:Institution {institutionId: id})
  WHERE 'INSTITUTION' IN $kinds AND ($until IS NULL OR on <= $until)
  RETURN {kind: 'INSTITUTION', record: i.institutionId + ' ' + on.year, title: i.name,
    happened_on: on, persons: null, source: i.source, known_from: i.knownFrom, companies: [],
    url: CASE WHEN i.institutionId STARTS WITH 'https://' THEN i.institutionId END,
    identity_score: 1.0, reasons: ['records of both name it in ' + on.year]} AS found"""
_PATIENTS = f"""
  UNWIND coalesce(shares_patients.years, []) AS year
  MATCH (a)-[s:SENT_PATIENTS]-(b) WHERE 'PATIENTS' IN $kinds AND s.toOn.year = year
    AND {_IN_TIME.format(on="s.toOn", of="s")}
  WITH year, s ORDER BY s.patients DESC, s.span
  WITH year, head(collect(s)) AS s
  RETURN {{kind: 'PATIENTS', record: s.span, title: coalesce(toString(s.patients), 'an unknown ' +
    'number of') + ' patients in common', happened_on: s.toOn, persons: null, source: s.source,
    known_from: s.knownFrom, companies: [], url: null, identity_score: 1.0,
    reasons: ['both are named by NPI']}} AS found"""
_COMMITTEES = """
  UNWIND coalesce(shares_committees.committees, []) AS sat
  WITH split(sat, '|')[0] AS id, split(sat, '|')[1] AS year, sat
  WITH id, date({year: toInteger(year), month: 12, day: 31}) AS on,
    substring(sat, size(id) + size(year) + 2) AS committee
  MATCH (s:Society {societyId: id})
  WHERE 'COMMITTEE' IN $kinds AND ($until IS NULL OR on <= $until)
  RETURN {kind: 'COMMITTEE', record: id + ' ' + on.year + ' ' + committee,
    title: s.name + ': ' + committee, happened_on: on, persons: null, source: s.source,
    known_from: s.knownFrom, companies: [], url: null, identity_score: 1.0,
    reasons: ['its roll names both for ' + on.year]} AS found"""
_SESSIONS = f"""
  UNWIND coalesce(shares_sessions.sessions, []) AS id
  MATCH (s:Session {{sessionId: id}})
  WHERE 'SESSION' IN $kinds AND {_IN_TIME.format(on="s.heldOn", of="s")}
  RETURN {{kind: 'SESSION', record: id, title: s.congressName + coalesce(': ' + s.title, ''),
    happened_on: s.heldOn, persons: null, source: s.source, known_from: s.knownFrom,
    companies: [], url: null, identity_score: 1.0,
    reasons: ['its programme names both']}} AS found"""
_GRANTS = """
  UNWIND coalesce(shares_grants.grants, []) AS held
  WITH left(held, size(held) - 5) AS id,
    date({year: toInteger(right(held, 4)), month: 9, day: 30}) AS on
  MATCH (a)-[x:LEADS_GRANT]->(g:Grant {grantId: id})<-[y:LEADS_GRANT]-(b)
  WHERE 'GRANT' IN $kinds AND ($until IS NULL OR on <= $until)
    AND on.year IN x.fiscalYears AND on.year IN y.fiscalYears
  WITH id, on, g, head(collect(x)) AS x, head(collect(y)) AS y
  RETURN {kind: 'GRANT', record: id + ' ' + on.year, title: g.title, happened_on: on,
    persons: null, source: x.source, known_from: x.knownFrom, companies: [], url: null,
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found"""

# Each tie of the two by its name in lower case, and the reasons: all of joint work, of others the
# first.
_TIES = "".join(
    f"\nOPTIONAL MATCH (a)-[{tie.__name__.lower()}:{tie.__name__}]-(b)" for tie in BETWEEN_PERSONS
)
_REASONS = " + ".join(
    f"coalesce({tie.__name__.lower()}.strengthReasons{'' if tie is CONNECTED_TO else '[..1]'}, [])"
    for tie in BETWEEN_PERSONS
)
_RECORDS = "\n  UNION ALL".join(
    (
        *(_PAPERS, _TRIALS, _EVENTS, _SPEAKING, _CONSULTING, _INSTITUTIONS, _PATIENTS),
        *(_COMMITTEES, _SESSIONS, _GRANTS),
    )
)
OF_PERSONS = f"""
UNWIND $hops AS hop
MATCH (a:Person {{personId: hop[0]}}), (b:Person {{personId: hop[1]}}){_TIES}
WITH hop AS key, {_REASONS} AS reasons, connected_to.strengthParts AS parts, COLLECT {{{_RECORDS}
}} AS found{_PAGE}"""

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
    """What stands behind a hop: how many records of each kind, by `Kind.number`, how many of them
    are joint work, the persons on the smallest paper, the remarks on papers, the families of
    companies behind them, first and last day, what the strength is made of, and the newest
    records."""

    counts: dict[str, int]
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
    counts = {kind.number: int(row[kind.number]) for kind in KINDS.values()}
    last = max(days, default=None)
    return HopRecords(
        counts=counts,
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
        f"{count} {kind.one if count == 1 else kind.more}"
        for kind in KINDS.values()
        if (count := counts[kind.number])
    ]
    return [*counted, f"the latest in {last.year}" if last else "the latest undated"]
