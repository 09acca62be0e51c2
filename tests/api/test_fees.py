"""Fellow speakers and consultants of a company are ties of their own: asked for by kind, shown with
the payments to both, and left out with the company."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from neo4j import Driver

from algorithms.introductions.evidence import OF_PERSONS
from schema.settings import Settings

Ask = Callable[..., Any]
#  Dee ── speak for firm, two quarters ── Ivy ── consult for its parent ── Jo
#    └──────── a paper ──────── Kit ──────── a paper ────────────────────┘
MORE = """
MATCH (dee:Person {personId: 'P4'})
CREATE (ivy:Person {personId: 'P9', name: 'Ivy Holt', source: 'nppes'}),
  (jo:Person {personId: 'P10', name: 'Jo Lund'}), (kit:Person {personId: 'P11', name: 'Kit Moe'}),
  (:Source {name: 'open-payments', files: 1}),
  (group:Company {companyId: 'group', familyId: 'group', name: 'Group AG'}),
  (firm:Company {companyId: 'firm', familyId: 'group', name: 'Firm Inc.'}),
  (ivy)-[:SHARES_SPEAKING {strength: 0.8, lastOn: date('2024-06-30'), speakingQuarters: 2,
    smallest: 3, companies: ['group'], payments: ['i2|d2', 'i1|d1'],
    strengthReasons: ['2 quarters as speakers for the same company', 'the latest in 2024']}]->(dee),
  (ivy)-[:SHARES_CONSULTING {strength: 0.5, lastOn: date('2024-03-31'), consultingQuarters: 1,
    companies: ['group'], payments: ['i3|j1'],
    strengthReasons: ['1 quarter as consultants of the same company']}]->(jo),
  (dee)-[:CONNECTED_TO {strength: 0.1, paperStrength: 0.1, strengthReasons: []}]->(kit),
  (kit)-[:CONNECTED_TO {strength: 0.1, paperStrength: 0.1, strengthReasons: []}]->(jo)
WITH *
UNWIND [
  [dee, 'd1', 'Honoraria', '2023-11-02', firm], [dee, 'd2', 'Honoraria', '2024-04-02', firm],
  [ivy, 'i1', 'Honoraria', '2023-10-09', firm], [ivy, 'i2', 'Honoraria', '2024-06-09', firm],
  [ivy, 'i3', 'Consulting Fee', '2024-01-05', group],
  [jo, 'j1', 'Consulting Fee', '2024-03-15', firm]] AS row
WITH row[0] AS who, row[1] AS id, row[2] AS nature, row[3] AS day, row[4] AS company
CREATE (who)-[:RECEIVED {identityScore: 0.9}]->(:Payment {paymentId: id, nature: nature,
  kind: 'general', paidOn: date(day), source: 'open-payments'})-[:PAID_BY]->(company)"""
INTRODUCE = """
query ($kinds: [TieKind!], $filter: IntroductionFilterInput, $to: [String!]! = ["P10"]) {
  introductions(from: ["P4"], to: $to, kinds: $kinds, filter: $filter) {
    strength uncovered introducer { name } flags { kind company { name } }
    hops { speakingQuarters consultingQuarters events reasons doubts evidenceCount
      evidence { kind record title happenedOn source identityScore reasons } } } }"""
PEERS = """
query ($edge: PersonSharedSpeakingEdgeFilter) {
  speakers: people(filter: { speakingTies: $edge }) { nodes { name } }
  person(id: "P9") {
    speakingTies {
      edges { companies payments smallest speakingQuarters node { name } } }
    consultingTies { edges { consultingQuarters lastOn node { name } } } } }"""


@pytest.fixture
def paid(graph: Driver, server: Settings) -> Driver:
    """The drawn graph, a speaker, a consultant, and a way round both."""
    graph.execute_query(MORE, database_=server.neo4j_database)
    return graph


def test_a_chain_over_fellow_speakers_and_consultants_shows_the_payments(
    paid: Driver, ask: Ask
) -> None:
    kinds = ["SPEAKING", "CONSULTING"]
    (found,) = ask(INTRODUCE, kinds=kinds)["introductions"]
    assert found["strength"] == pytest.approx(0.8 * 0.5)
    assert found["introducer"] == {"name": "Ivy Holt"}
    speaking, consulting = found["hops"]
    assert (speaking["speakingQuarters"], speaking["consultingQuarters"]) == (2, 0)
    assert (consulting["speakingQuarters"], consulting["consultingQuarters"]) == (0, 1)
    shown = [(r["kind"], r["record"], r["title"], r["happenedOn"]) for r in speaking["evidence"]]
    assert shown == [
        ("SPEAKING", "i2", "Firm Inc.: Honoraria", "2024-06-09"),
        ("SPEAKING", "i1", "Firm Inc.: Honoraria", "2023-10-09"),
    ]
    assert speaking["evidence"][0]["reasons"] == [
        "the other was paid for speaking in the same quarter: payment d2 on 2024-04-02"
    ]
    (record,) = consulting["evidence"]
    assert (record["record"], record["title"]) == ("i3", "Group AG: Consulting Fee")
    assert record["source"] == "open-payments"
    assert record["identityScore"] == pytest.approx(0.81)
    assert record["reasons"] == [
        "the other was paid for consulting in the same quarter: payment j1 on 2024-03-15"
    ]


def test_a_quarter_counts_once_it_has_ended(paid: Driver, server: Settings) -> None:
    def shown(until: date) -> list[str]:
        asked = {"kinds": ["SPEAKING"], "industry": True, "knownBy": None, "most": 50}
        page = {"hops": [["P4", "P9"]], "until": until, "after": None, "first": 10}
        rows = paid.execute_query(
            OF_PERSONS, {**asked, **page}, database_=server.neo4j_database
        ).records
        return [record["record"] for record in rows[0]["evidence"]]

    # i2 was paid on 9 June, d2 on 2 April: before the end of June the quarter goes on.
    assert shown(date(2024, 6, 29)) == ["i1"]
    assert shown(date(2024, 6, 30)) == ["i2", "i1"]
    assert shown(date(2023, 12, 30)) == []


def test_such_a_tie_is_called_a_companys_and_no_joint_work(paid: Driver, ask: Ask) -> None:
    (found,) = ask(INTRODUCE, kinds=["SPEAKING", "CONSULTING"])["introductions"]
    sponsor = [flag for flag in found["flags"] if flag["kind"] == "ONE_SPONSOR"]
    assert [flag["company"] for flag in sponsor] == [{"name": "Group AG"}]
    speaking, consulting = found["hops"]
    assert speaking["doubts"][:2] == [
        "rests only on company ties",
        "no joint work on record, only speaking for the same company",
    ]
    assert "no joint work on record, only consulting for the same company" in consulting["doubts"]


@pytest.mark.parametrize(
    "given",
    [
        {"kinds": ["PAPER", "TRIAL", "SPEAKING"]},
        {"filter": {"industryTies": False}},
        {"filter": {"withoutCompanies": ["firm"]}},
        {"filter": {"withoutCompanies": ["group"]}},
    ],
    ids=["without consulting", "without companies", "without one", "without its parent"],
)
def test_who_leaves_them_out_goes_another_way(
    paid: Driver, ask: Ask, given: dict[str, Any]
) -> None:
    best = ask(INTRODUCE)["introductions"][0]
    assert best["introducer"] == {"name": "Ivy Holt"}
    (found,) = ask(INTRODUCE, **given)["introductions"]
    assert found["introducer"] == {"name": "Kit Moe"}
    assert found["strength"] == pytest.approx(0.1 * 0.1)
    left = "consulting for the same company: left out by your question"
    assert (left in found["uncovered"]) == ("withoutCompanies" not in given.get("filter", {}))


def test_only_fellow_speakers_of_a_company_may_introduce(paid: Driver, ask: Ask) -> None:
    only = {"introducers": {"speakingTies": {"companies": {"has": "group"}}}}
    (found,) = ask(INTRODUCE, filter=only)["introductions"]
    assert found["introducer"] == {"name": "Ivy Holt"}
    only = {"introducers": {"speakingTies": {"companies": {"has": "another"}}}}
    assert ask(INTRODUCE, filter=only)["introductions"] == []


def test_fellow_speakers_and_consultants_of_a_person_are_lists(paid: Driver, ask: Ask) -> None:
    found = ask(PEERS, edge={"companies": {"has": "group"}})
    assert {one["name"] for one in found["speakers"]["nodes"]} == {"Dee Ames", "Ivy Holt"}
    (edge,) = found["person"]["speakingTies"]["edges"]
    assert edge["payments"] == ["i2|d2", "i1|d1"]
    assert (edge["companies"], edge["node"]) == (["group"], {"name": "Dee Ames"})
    (edge,) = found["person"]["consultingTies"]["edges"]
    assert (edge["consultingQuarters"], edge["node"]) == (1, {"name": "Jo Lund"})
    assert ask(PEERS, edge={"companies": {"has": "another"}})["speakers"]["nodes"] == []
