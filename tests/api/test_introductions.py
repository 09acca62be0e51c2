"""Introductions from liaisons and teams, with what speaks against them, over a drawn graph."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import Driver

from algorithms.introductions import tie_files, tie_index
from schema.ties import PAPER

Ask = Callable[..., Any]

#  North: MSL-1 ── Ada ── 0.5 paper ── Bo ── 0.25 trial ── Cy        (the graph of conftest)
#  South: MSL-2 ── Eve ── one large paper ── Fay ── meals of firm ── Gus ── trial of firm ── Hal
#                                                     Fay and Gus are payees of firm
MORE = """
MATCH (ada:Person {personId: 'P1'})
CREATE (north:Team {teamId: 'North'}), (south:Team {teamId: 'South'}),
  (one:Liaison {liaisonId: 'MSL-1'})-[:MEMBER_OF]->(north),
  (two:Liaison {liaisonId: 'MSL-2'})-[:MEMBER_OF]->(south),
  (:Source {name: 'pubmed', files: 1}), (:Source {name: 'engagements', files: 1}),
  (firm:Company {companyId: 'firm', name: 'Firm Inc.'})
CREATE (one)-[:MET {strength: 0.9, engagements: 12, lastOn: date('2025-12-12'),
  strengthReasons: ['12 engagements held']}]->(ada)
WITH *
UNWIND range(1, 12) AS month
CREATE (one)-[:HELD]->(:Engagement {engagementId: 'E' + month, channel: 'visit', minutes: 20,
  heldOn: date({year: 2025, month: month, day: 12}), isCancelled: false, source: 'engagements'})
  -[:ENGAGED {identityScore: 1.0, identityReasons: ['NPI']}]->(ada)
WITH DISTINCT two, one, ada, firm
CREATE (one)-[:HELD]->(:Engagement {engagementId: 'off', plannedOn: date('2026-01-12'),
    isCancelled: true})-[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(ada)
CREATE (eve:Person {personId: 'P5', name: 'Eve', source: 'pubmed'}),
  (fay:Person {personId: 'P6', name: 'Fay', source: 'pubmed'}),
  (gus:Person {personId: 'P7', name: 'Gus', source: 'open-payments'}),
  (hal:Person {personId: 'P8', name: 'Hal', source: 'clinical-trials'})
CREATE (two)-[:MET {strength: 0.5, engagements: 1, lastOn: date('2025-12-12'),
    strengthReasons: ['1 engagement held']}]->(eve),
  (two)-[:HELD]->(:Engagement {engagementId: 'F1', heldOn: date('2025-12-12'),
    isCancelled: false})-[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(eve),
  (eve)-[:CONNECTED_TO {strength: 0.4, paperStrength: 0.4, strengthReasons: []}]->(fay),
  (fay)-[:SHARES_EVENTS {strength: 0.5, events: 1, payments: ['y1'], strengthReasons: ['1 event'],
    lastOn: date('2025-05-01')}]->(gus),
  (gus)-[:CONNECTED_TO {strength: 0.5, industryStrength: 0.5, strengthReasons: []}]->(hal),
  (fay)-[:RECEIVED]->(:Payment {paymentId: 'y1', nature: 'Food and Beverage',
    paidOn: date('2025-05-01')})-[:PAID_BY]->(firm),
  (gus)-[:RECEIVED]->(:Payment {paymentId: 'y2', nature: 'Food and Beverage',
    paidOn: date('2025-05-01')})-[:PAID_BY]->(firm),
  (large:Paper {pmid: '30', title: 'All of us', authors: 30, publishedOn: date('2025-01-01')}),
  (eve)-[:AUTHORED {identityScore: 1.0, identityReasons: []}]->(large),
  (fay)-[:AUTHORED {identityScore: 1.0, identityReasons: []}]->(large),
  (led:Trial {nctId: 'NCT9', title: 'Led', startedOn: date('2025-01-01')}),
  (led)-[:SPONSORED_BY {isLead: true}]->(firm),
  (gus)-[:INVESTIGATES {role: 'A', identityScore: 1.0, identityReasons: []}]->(led),
  (hal)-[:INVESTIGATES {role: 'A', identityScore: 1.0, identityReasons: []}]->(led)"""

INTRODUCE = """
query ($from: [String!]!, $to: [String!]!, $kinds: [TieKind!], $hops: Int! = 4,
    $filter: IntroductionFilterInput) {
  introductions(from: $from, to: $to, kinds: $kinds, maxHops: $hops, filter: $filter) {
    strength weakest surprise uncovered to { personId } introducer { name }
    ifDeclined { strength } withoutIndustry { strength }
    flags { kind about hop withoutIndustry company { name } }
    hops { liaison { liaisonId } from { personId } to { personId } strength engagements events
      trials papers lastOn reasons doubts evidenceCount evidenceCursor
      evidence { kind record title happenedOn url } } } }"""


@pytest.fixture
def field(graph: Driver) -> Driver:
    """The drawn graph with two teams, and a sponsor's chain."""
    graph.execute_query(MORE)
    return graph


def test_a_liaison_starts_with_the_engagements_held(field: Driver, ask: Ask) -> None:
    (found,) = ask(INTRODUCE, **{"from": "MSL-1", "to": "P2"})["introductions"]
    assert found["strength"] == pytest.approx(0.9 * 0.5)
    assert (found["introducer"], found["weakest"]) == ({"name": "Ada Quill"}, 2)
    first = found["hops"][0]
    assert (first["liaison"], first["from"]) == ({"liaisonId": "MSL-1"}, None)
    assert (first["to"], first["engagements"]) == ({"personId": "P1"}, 12)
    assert (first["evidenceCount"], len(first["evidence"])) == (12, 10)
    assert first["evidence"][0] == {
        "kind": "ENGAGEMENT",
        "record": "E12",
        "title": "visit, 20 minutes",
        "happenedOn": "2025-12-12",
        "url": None,
    }
    # Whom the liaison has met needs no introducer.
    (met,) = ask(INTRODUCE, **{"from": "Liaison:MSL-1", "to": "P1"})["introductions"]
    assert (met["strength"], met["introducer"]) == (pytest.approx(0.9), None)


def test_a_team_starts_at_any_of_its_liaisons_and_several_may_start(
    field: Driver, ask: Ask
) -> None:
    for start in ("North", ["Team:North", "South"], ["P4", "MSL-1"]):
        (found,) = ask(INTRODUCE, **{"from": start, "to": "P2"})["introductions"]
        assert found["strength"] == pytest.approx(0.9 * 0.5)
    assert ask(INTRODUCE, **{"from": "South", "to": "P2"})["introductions"] == []
    both = ask(INTRODUCE, **{"from": ["North", "South"], "to": ["P6", "P2"]})["introductions"]
    assert [(one["to"]["personId"], one["hops"][0]["liaison"]) for one in both] == [
        ("P6", {"liaisonId": "MSL-2"}),
        ("P2", {"liaisonId": "MSL-1"}),
    ]
    # A kind of tie that is asked for leaves a liaison's own engagements in place.
    (kept,) = ask(INTRODUCE, **{"from": "North", "to": "P2", "kinds": ["PAPER"]})["introductions"]
    assert len(kept["hops"]) == 2


def test_a_name_of_two_things_and_of_none_is_refused(field: Driver, refused: Ask) -> None:
    field.execute_query("CREATE (:Team {teamId: 'MSL-1'})")
    assert (
        "`Liaison:MSL-1` or `Team:MSL-1`"
        in refused(INTRODUCE, **{"from": "MSL-1", "to": "P2"}).message
    )
    assert "'nobody'" in refused(INTRODUCE, **{"from": "nobody", "to": "P2"}).message
    assert "no person" in refused(INTRODUCE, **{"from": "P1", "to": "North"}).message
    assert "`from` names 0" in refused(INTRODUCE, **{"from": [], "to": "P2"}).message


def test_whoever_stands_between_fulfils_the_filter(field: Driver, ask: Ask, refused: Ask) -> None:
    def chains(filter: Any) -> list[list[str]]:
        asked = {"from": ["MSL-1"], "to": ["P3"], "filter": {"introducers": filter}}
        found = ask(INTRODUCE, **asked)["introductions"]
        return [[hop["to"]["personId"] for hop in one["hops"]] for one in found]

    # Ada practises in IL, Bo in DE; of Cy, who is met, no source names a state.
    assert chains({"state": {"in": ["IL", "DE"]}}) == [["P1", "P2", "P3"]]
    assert chains({"state": {"eq": "DE"}}) == []
    assert chains({"not": {"personId": {"eq": "P8"}}}) == [["P1", "P2", "P3"]]
    assert chains({"specialty": {"eq": "Cardiology"}, "papers": {"node": {"pmid": {"eq": "101"}}}})
    assert chains({"trials": {}}) == []
    assert chains({}) == [["P1", "P2", "P3"]]
    plan = """query ($f: IntroductionFilterInput) {
      nextIntroductions(from: ["MSL-1"], to: ["P3"], filter: $f) { gain }
      reach(from: ["MSL-1"], filter: $f) { persons reached { nodes { personId } } } }"""
    for filter, asks, persons in (
        ({"state": {"in": ["IL", "DE"]}}, 1, ["P1", "P2", "P3"]),
        ({"state": {"eq": "IL"}}, 0, ["P1", "P2"]),
        ({"state": {"eq": "DE"}}, 0, ["P1"]),
    ):
        found = ask(plan, f={"introducers": filter})
        assert len(found["nextIntroductions"]) == asks
        assert found["reach"]["persons"] == len(persons)
        assert [node["personId"] for node in found["reach"]["reached"]["nodes"]] == persons
    wrong = {"from": ["MSL-1"], "to": ["P3"], "filter": {"introducers": {"state": {"eq": "XX"}}}}
    assert "the nearest are" in refused(INTRODUCE, **wrong).message
    deep: dict[str, Any] = {"personId": {"eq": "P1"}}
    for _ in range(12):
        deep = {"not": deep}
    wrong["filter"] = {"introducers": deep}
    assert "more than 8" in refused(INTRODUCE, **wrong).message


def test_who_is_in_reach_is_a_list_by_the_strongest_chain(
    field: Driver, ask: Ask, refused: Ask
) -> None:
    question = """query ($first: Int, $after: String, $last: Int, $filter: PersonFilter) {
      reach(from: ["MSL-1"]) { persons
        reached(first: $first, after: $after, last: $last, filter: $filter) {
          totalCount pageInfo { hasNextPage endCursor }
          edges { strength hops node { personId } through { name } } } } }"""
    found = ask(question)["reach"]
    assert found["persons"] == found["reached"]["totalCount"] == 3
    rows = [
        (edge["node"]["personId"], edge["hops"], edge["through"] and edge["through"]["name"])
        for edge in found["reached"]["edges"]
    ]
    assert rows == [("P1", 1, None), ("P2", 2, "Ada Quill"), ("P3", 3, "Bo Marsh")]
    strengths = [edge["strength"] for edge in found["reached"]["edges"]]
    assert strengths == pytest.approx([0.9, 0.9 * 0.5, 0.9 * 0.5 * 0.25], rel=1e-6)
    first = ask(question, first=1)["reach"]["reached"]
    after = ask(question, first=1, after=first["pageInfo"]["endCursor"])["reach"]["reached"]
    assert [edge["node"]["personId"] for edge in after["edges"]] == ["P2"]
    (last,) = ask(question, last=1)["reach"]["reached"]["edges"]
    assert last["node"]["personId"] == "P3"
    trial = ask(question, filter={"trials": {}})["reach"]["reached"]
    assert trial["totalCount"] == 2
    assert "give 0 to 100" in refused(question, first=101).message
    assert "no cursor" in refused(question, after="x").message


def test_every_record_of_a_hop_is_reached_by_pages(field: Driver, ask: Ask, refused: Ask) -> None:
    (found,) = ask(INTRODUCE, **{"from": "MSL-1", "to": "P2"})["introductions"]
    page = """query ($from: String!, $to: String!, $first: Int!, $after: String) {
      evidence(from: $from, to: $to, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { record } } }"""
    ends = {"from": "MSL-1", "to": "P1", "first": 5}
    records, after = [], None
    for size in (5, 5, 2):
        told = ask(page, **ends, after=after)["evidence"]
        assert (told["totalCount"], len(told["nodes"])) == (12, size)
        records += [node["record"] for node in told["nodes"]]
        after = told["pageInfo"]["endCursor"]
    assert not told["pageInfo"]["hasNextPage"]
    assert records == [f"E{month}" for month in range(12, 0, -1)]
    rest = ask(page, **ends, after=found["hops"][0]["evidenceCursor"])["evidence"]["nodes"]
    assert [node["record"] for node in rest] == ["E2", "E1"]
    assert found["hops"][1]["evidenceCursor"] is None
    assert "no cursor of this list" in refused(page, **ends, after="forged").message
    assert "'P99'" in refused(page, **{"from": "P99", "to": "P1", "first": 5}).message


def test_one_sponsors_money_and_one_large_paper_are_named(field: Driver, ask: Ask) -> None:
    (found,) = ask(INTRODUCE, **{"from": "P6", "to": "P8"})["introductions"]
    assert found["strength"] == pytest.approx(0.5 * 0.5)
    flags = {flag["kind"]: flag for flag in found["flags"]}
    assert set(flags) == {"ONE_SPONSOR", "PAYEES_ON_EVERY_CHAIN"}
    assert flags["ONE_SPONSOR"]["company"] == {"name": "Firm Inc."}
    assert flags["PAYEES_ON_EVERY_CHAIN"]["about"] == (
        "every chain of up to 4 ties runs through people paid by Firm Inc."
    )
    assert found["withoutIndustry"] is None
    event, trial = found["hops"]
    assert (event["events"], event["evidence"][0]["record"]) == (1, "y1")
    assert event["evidence"][0]["title"] == "Firm Inc.: Food and Beverage"
    assert (trial["trials"], trial["evidence"][0]["record"]) == (1, "NCT9")
    assert event["doubts"][0] == "rests only on company ties"
    without = {"from": "P6", "to": "P8", "filter": {"industryTies": False}}
    assert ask(INTRODUCE, **without)["introductions"] == []

    (large,) = ask(INTRODUCE, **{"from": "South", "to": "P6"})["introductions"]
    (flag,) = large["flags"]
    assert (flag["kind"], flag["hop"]) == ("ONE_LARGE_PAPER", 2)
    assert flag["about"] == "tie 2 rests on one paper of 30 authors"


def test_what_is_not_covered_is_said(field: Driver, ask: Ask) -> None:
    field.execute_query("CREATE (:Source {name: 'congresses', files: 1})")
    (found,) = ask(INTRODUCE, **{"from": "P1", "to": "P2"})["introductions"]
    assert found["uncovered"] == [
        "speaking for the same company: open-payments is not loaded",
        "consulting for the same company: open-payments is not loaded",
        "the same institution in the same year: none in what is loaded",
        "shared patients: shared-patients or referrals is not loaded",
        "committees of societies: societies is not loaded",
        "sessions of congresses: none in what is loaded",
        "joint grants: reporter is not loaded",
        "congresses has no record of Ada Quill, Bo Marsh",
    ]
    (found,) = ask(INTRODUCE, **{"from": "P6", "to": "P7", "kinds": ["PAYMENT"]})["introductions"]
    assert "joint papers: left out by your question" in found["uncovered"]
    assert "pubmed has no record of Gus" in found["uncovered"]


def test_the_next_asks_open_most_doors(field: Driver, ask: Ask) -> None:
    found = ask(
        """{ nextIntroductions(from: ["North", "South"], to: ["P2", "P3", "P6"], asks: 2) {
          gain opened introduction { introducer { name } to { personId } hops { strength } } } }"""
    )["nextIntroductions"]
    # P2 by Ada: 0.9 * 0.5; P6 by Eve: 0.5 * 0.4; P3 by Bo: 0.9 * 0.5 * 0.25.
    told = [(one["introduction"]["to"]["personId"], one["gain"]) for one in found]
    assert told == [("P2", pytest.approx(0.45)), ("P6", pytest.approx(0.2))]
    assert found[0]["introduction"]["introducer"] == {"name": "Ada Quill"}
    assert found[1]["opened"] == pytest.approx(0.65)


def test_the_loss_of_a_person_cuts_off_who_was_behind(field: Driver, ask: Ask) -> None:
    found = ask(
        """{ reach(from: "North", without: "P2") { persons expected personsWithout expectedWithout
          cutOff lost { before after person { personId } } } }"""
    )["reach"]
    # In reach of North beside Bo: Ada by 0.9, and Cy through Bo by 0.9 * 0.5 * 0.25.
    assert (found["persons"], found["personsWithout"], found["cutOff"]) == (2, 1, 1)
    assert found["expected"] == pytest.approx(0.9 + 0.1125)
    assert found["expectedWithout"] == pytest.approx(0.9)
    (lost,) = found["lost"]
    assert (lost["person"], lost["after"]) == ({"personId": "P3"}, 0)
    assert lost["before"] == pytest.approx(0.1125)


PAYLOADS = ("' OR 1=1 //", "`}) DETACH DELETE n //", "P1' RETURN 1 UNION MATCH (n) DETACH DELETE n")
ARGUMENTS = ("withoutPersons", "withoutCompanies", "withoutInstitutions", "withoutStates")


@pytest.mark.parametrize("argument", ARGUMENTS)
def test_no_filter_is_ever_run(
    field: Driver, ask: Ask, statements: list[str], argument: str
) -> None:
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"
    before = field.execute_query(count).records[0].data()
    texts: set[tuple[str, ...]] = set()
    for payload in PAYLOADS:
        statements.clear()
        given = {"from": "P1", "to": "P2", "filter": {argument: [payload]}}
        (found,) = ask(INTRODUCE, **given)["introductions"]
        assert found["strength"] == pytest.approx(0.5)
        texts.add(tuple(statements))
    assert len(texts) == 1, "the value has changed a statement's text"
    assert field.execute_query(count).records[0].data() == before


@pytest.mark.parametrize("hops", [15, 100, -1, 0])
def test_too_many_hops_or_none_are_refused(field: Driver, refused: Ask, hops: int) -> None:
    assert "give 1 to 6" in refused(INTRODUCE, **{"from": "P1", "to": "P2", "hops": hops}).message


def test_from_hub_to_hub_the_answer_is_bounded(
    graph: Driver, execute: Callable[..., ExecutionResult]
) -> None:
    graph.execute_query("""
      UNWIND range(1, 400) AS n
      CREATE (:Person {personId: 'H' + right('000' + n, 4), name: 'H' + n})""")
    graph.execute_query("""
      MATCH (a:Person), (b:Person) WHERE a.personId IN ['H0001', 'H0002'] AND b.personId > 'H0002'
        AND b.personId STARTS WITH 'H'
      CREATE (a)-[:CONNECTED_TO {strength: 0.5, paperStrength: 0.5, strengthReasons: []}]->(b)""")
    question = (
        """{ introductions(from: "H0001", to: "H0002", first: 20, maxHops: 6) { strength } }"""
    )
    result = execute(question)
    assert result.errors is None
    assert len((result.data or {})["introductions"]) == 20


def test_nobody_to_meet_is_no_introduction(field: Driver, ask: Ask) -> None:
    assert ask(INTRODUCE, **{"from": "P1", "to": []})["introductions"] == []
    assert ask(INTRODUCE, **{"from": "P1", "to": "P1"})["introductions"] == []


def test_what_a_refresh_under_way_has_taken_away_is_left_out(
    field: Driver, ask: Ask, tmp_path: Path
) -> None:
    ties = [("P1", "gone", 0.9), ("gone", "P2", 0.9), ("P1", "P2", 0.5), ("P1", "P5", 0.8)]
    ties.append(("P5", "P2", 0.8))
    rows = [{"a": a, "b": b, "kind": PAPER, "strength": strength} for a, b, strength in ties]
    of_before = [row | {"is_liaison": False, "last_on": date(2025, 1, 1)} for row in rows]
    tie_files.put(tmp_path, tie_index.version("before"), tie_index.of_rows(of_before))
    (tmp_path / "refreshed").write_text("before")
    (tmp_path / "refreshing").touch()
    asked = {"from": "P1", "to": "P2", "home": tmp_path}
    (found,) = (one for one in ask(INTRODUCE, **asked)["introductions"] if len(one["hops"]) == 1)
    assert (found["strength"], found["ifDeclined"]) == (pytest.approx(0.5), None)
    # Of the other chain the graph holds the persons; its ties open to no record any more.
    assert len(ask(INTRODUCE, **asked)["introductions"]) == 2
    nearest = """query ($from: [String!]!, $to: [String!]!) {
      nextIntroductions(from: $from, to: $to) { introduction { hops { to { personId } } } } }"""
    shown = [one["introduction"]["hops"] for one in ask(nearest, **asked)["nextIntroductions"]]
    assert shown and {hop["to"]["personId"] for hops in shown for hop in hops} <= {"P5", "P2"}


def test_a_day_needs_the_tables_of_a_refresh(field: Driver, refused: Ask) -> None:
    given = {"from": "P1", "to": "P2", "filter": {"asOf": "2024-01-01"}}
    assert "asOf" in refused(INTRODUCE, **given).message
    given["filter"] = {"knownBy": "2024-01-01T00:00:00Z"}
    assert "give the day as well" in refused(INTRODUCE, **given).message
