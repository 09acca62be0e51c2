"""Among many chains of every kind of record, those that rest on one sponsor's money or on one large
paper are named, and no others."""

from collections.abc import Callable
from random import Random
from typing import Any

from neo4j import Driver

Ask = Callable[..., Any]

CHAINS, HOPS = 50, 2  # as many goals as one question may have
# What makes a tie; `firm` stands for the company that the hop was given.
KINDS = ("trial of firm", "event of firm", "own trial", "small papers", "one large paper",
         "two large papers", "trial of firm and a small paper")  # fmt: skip
PAPERS = {"small papers": 2, "one large paper": 1, "two large papers": 2,
          "trial of firm and a small paper": 1}  # fmt: skip
OFTEN = (6, 6, 1, 1, 4, 2, 1)

DRAW = """
UNWIND $hops AS hop
MERGE (a:Person {personId: hop.a}) MERGE (b:Person {personId: hop.b})
SET a.name = hop.a, b.name = hop.b
MERGE (firm:Company {companyId: hop.firm}) SET firm.name = hop.firm
FOREACH (_ IN CASE WHEN hop.paper + hop.trial + hop.industry > 0 THEN [1] ELSE [] END |
  CREATE (a)-[:CONNECTED_TO {strength: 0.5, strengthReasons: [],
    paperStrength: hop.paper, trialStrength: hop.trial, industryStrength: hop.industry}]->(b))
FOREACH (id IN hop.papers |
  CREATE (p:Paper {pmid: id, authors: hop.authors, title: id, publishedOn: date('2024-01-01')}),
    (a)-[:AUTHORED {identityScore: 1.0, identityReasons: []}]->(p),
    (b)-[:AUTHORED {identityScore: 1.0, identityReasons: []}]->(p))
FOREACH (id IN hop.trials |
  CREATE (t:Trial {nctId: id, title: id, startedOn: date('2024-01-01')}),
    (a)-[:INVESTIGATES {identityScore: 1.0, identityReasons: []}]->(t),
    (b)-[:INVESTIGATES {identityScore: 1.0, identityReasons: []}]->(t)
  FOREACH (_ IN CASE WHEN hop.industry > 0 THEN [1] ELSE [] END |
    CREATE (t)-[:SPONSORED_BY {isLead: true}]->(firm)))
FOREACH (id IN hop.payments |
  CREATE (a)-[:RECEIVED]->(:Payment {paymentId: id, nature: 'Food', paidOn: date('2024-01-01')})
      -[:PAID_BY]->(firm),
    (a)-[:SHARES_EVENTS {strength: 0.5, events: 1, payments: [id], strengthReasons: []}]->(b))"""

INTRODUCE = """
query ($from: [String!]!, $to: [String!]!) {
  introductions(from: $from, to: $to, first: 1) {
    to { personId } hops { evidenceCount } flags { kind hop company { name } } } }"""


def _hop(random: Random, chain: int, number: int, firm: str) -> dict[str, Any]:
    kind = random.choices(KINDS, OFTEN)[0]
    name, large = f"{chain}-{number}", "large" in kind
    papers = PAPERS.get(kind, 0)
    return {
        "kind": kind,
        "a": f"P{chain}-{number}",
        "b": f"P{chain}-{number + 1}",
        "firm": firm,
        "papers": [f"{name}-{n}" for n in range(papers)],
        "authors": random.randint(21, 50) if large else random.randint(2, 20),
        "trials": [f"NCT{name}"] if "trial" in kind else [],
        "payments": [f"Y{name}"] if "event" in kind else [],
        "paper": 0.5 if papers else 0.0,
        "trial": 0.5 if kind == "own trial" else 0.0,
        "industry": 0.5 if "trial of firm" in kind else 0.0,
    }


def _planted(chains: list[list[dict[str, Any]]]) -> set[tuple[str, str, Any]]:
    """Each flag that is true of a chain: the goal, the kind, and the company or the hop."""
    found: set[tuple[str, str, Any]] = set()
    for hops in chains:
        goal = hops[-1]["b"]
        paid = all(hop["kind"] in ("trial of firm", "event of firm") for hop in hops)
        if paid and len({hop["firm"] for hop in hops}) == 1:
            found.add((goal, "ONE_SPONSOR", hops[0]["firm"]))
        for number, hop in enumerate(hops, 1):
            if hop["kind"] == "one large paper":
                found.add((goal, "ONE_LARGE_PAPER", number))
    return found


def test_planted_sponsors_and_large_papers_are_found_and_no_others(graph: Driver, ask: Ask) -> None:
    random = Random(8)
    chains = []
    for chain in range(CHAINS):
        firms = ["Firm A"] * HOPS if random.random() < 0.7 else ["Firm A", "Firm B"]
        chains.append([_hop(random, chain, n, firms[n]) for n in range(HOPS)])
    graph.execute_query(DRAW, hops=[hop for hops in chains for hop in hops])
    ends = {"from": [hops[0]["a"] for hops in chains], "to": [hops[-1]["b"] for hops in chains]}
    found = ask(INTRODUCE, **ends)["introductions"]
    assert len(found) == CHAINS
    assert all(hop["evidenceCount"] > 0 for one in found for hop in one["hops"])
    said = {
        (one["to"]["personId"], flag["kind"], flag["hop"] or flag["company"]["name"])
        for one in found
        for flag in one["flags"]
        if flag["kind"] != "PAYEES_ON_EVERY_CHAIN"
    }
    planted = _planted(chains)
    for kind in ("ONE_SPONSOR", "ONE_LARGE_PAPER"):
        true, named = ({flag for flag in flags if flag[1] == kind} for flags in (planted, said))
        assert len(true) >= 10
        assert len(named & true) / len(true) >= 0.95
        assert len(named & true) / len(named) >= 0.95
