"""Who connects one person to another, and how strong is each chain of ties?

A chain's strength is the product of its ties' strengths. The strongest chains without a repeated
person, of at most `max_hops` ties, are found exactly by `paths`: in the tie index where the last
refresh left one, else among the ties around both ends, half the hops deep, which hold every such
chain. What is left out is left out during the search.

When not to trust it: a chain is no stronger than the identity of the persons in it, and people may
know each other without a record that says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

MOST_HOPS = 6
LARGE = 20
KINDS = ("PAPER", "TRIAL")

# (p)-[r]-(q): the ties around a layer of persons, each kind with its strength and latest day.
AROUND = """
MATCH (p:Person) WHERE p.personId IN $layer
MATCH (p)-[r:CONNECTED_TO]-(q:Person)
RETURN p.personId AS a, q.personId AS b, r.paperStrength AS paper, r.trialStrength AS trial,
  r.industryStrength AS industry, r.paperLastOn AS paper_on, r.trialLastOn AS trial_on,
  r.industryLastOn AS industry_on
ORDER BY a, b"""

# Whom a question leaves out: persons, payees of companies, staff of institutions, of states.
LEFT_OUT = """
CALL () {
  UNWIND $persons AS id RETURN id
  UNION MATCH (c:Company)<-[:PAID_BY]-(:Payment)<-[:RECEIVED]-(p:Person)
    WHERE c.companyId IN $companies RETURN p.personId AS id
  UNION MATCH (i:Institution)<-[:AFFILIATED_WITH]-(p:Person)
    WHERE i.institutionId IN $institutions RETURN p.personId AS id
  UNION MATCH (p:Person) WHERE p.state IN $states RETURN p.personId AS id
}
RETURN DISTINCT id ORDER BY id"""

# (a)-[x]->(record)<-[y]-(b): each hop's joint records of the chosen kinds, newest first.
EVIDENCE = """
UNWIND $hops AS hop
MATCH (a:Person {personId: hop[0]})-[t:CONNECTED_TO]-(b:Person {personId: hop[1]})
WITH a, b, t, COLLECT {
  MATCH (a)-[x:AUTHORED]->(p:Paper)<-[y:AUTHORED]-(b)
  WHERE 'PAPER' IN $kinds AND p.authors <= $most
  RETURN {kind: 'PAPER', record: p.pmid, title: p.title, happened_on: p.publishedOn,
    persons: p.authors, source: p.source, known_from: p.knownFrom,
    url: 'https://pubmed.ncbi.nlm.nih.gov/' + p.pmid + '/',
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found
  UNION ALL
  MATCH (a)-[x:INVESTIGATES]->(s:Trial)<-[y:INVESTIGATES]-(b)
  WHERE 'TRIAL' IN $kinds
  RETURN DISTINCT {kind: 'TRIAL', record: s.nctId, title: s.title, happened_on: s.startedOn,
    persons: null, source: s.source, known_from: s.knownFrom,
    url: 'https://clinicaltrials.gov/study/' + s.nctId,
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found
} AS found
UNWIND found AS one
WITH a, b, t, one ORDER BY a.personId, b.personId, one.happened_on DESC, one.record
WITH a, b, t, collect(one) AS found
RETURN a.personId AS a, b.personId AS b, t.papers AS papers, t.trials AS trials,
  t.firstOn AS first_on, t.lastOn AS last_on, t.strengthReasons AS reasons,
  t.strengthParts AS parts, t.smallest AS smallest, size(found) AS total,
  found[..$first] AS evidence"""


def depths(max_hops: int) -> tuple[int, int]:
    """How many layers of ties to read around the start and around the goal."""
    return (max_hops + 1) // 2, max_hops // 2


def doubts(
    row: Mapping[str, Any], of_company: bool, last_on: date | None, today: date
) -> list[str]:
    """What speaks against relying on a tie, in words: `row` holds `papers`, `trials` and
    `smallest`; `of_company` whether trials led by companies are all its strength."""
    found = []
    if row["smallest"] is not None and row["smallest"] > LARGE:
        found.append(f"rests on records of {row['smallest']} persons or more")
    if of_company:
        found.append("rests on trials led by companies alone")
    if last_on is None or (today - last_on).days > 5 * 365.25:
        found.append("not seen for five years" if last_on else "its records are undated")
    return found
