"""The brief before an introduction: who connects us, what joins us, and what is not known."""

from collections.abc import Callable
from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from api import brief_questions
from api.brief_documents import introduction_document
from api.callers import LOCAL
from documents.paper import pictures
from schema.settings import Settings

Ask = Callable[..., Any]
BRIEF = brief_questions.INTRODUCTION_BRIEF
FILE = """
mutation { fileScreening(input: {person: "P1", role: ADVISER, company: "Firm"},
  purpose: "Board in May") { filedScreening { number } } }"""


def _said(facts: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Each sentence with its records, as kind and id."""
    return [(one["said"], [f"{r['kind']}:{r['record']}" for r in one["records"]]) for one in facts]


@pytest.mark.usefixtures("visited")
def test_a_brief_says_who_connects_us_and_what_joins_us(ask: Ask) -> None:
    found = ask(BRIEF, person="P1", liaison="MSL-1")["introductionBrief"]
    assert found["askedFor"] == "MSL-1"
    (chain,) = found["introductions"]
    # MSL-1 has met Bo, 0.8, who wrote paper 101 with Ada, 0.5.
    assert (chain["strength"], chain["weakest"]) == (pytest.approx(0.8 * 0.5), 2)
    assert chain["introducer"]["name"] == "Bo Marsh"
    assert [[one["record"] for one in hop["evidence"]] for hop in chain["hops"]] == [
        ["v3", "v2", "v1"],
        ["101"],
    ]
    assert _said(found["common"]) == [
        ("Named in 1 trial of our company.", ["Trial:N2"]),
        # 10.10 + 20.20 + 100; the fourth payment of Ada is by Mill.
        ("3 payments by our company, 130.30 USD in all.", ["Payment:c", "Payment:b"]),
        (
            "Our Oakol is for Heart Failure (phase 3, as listed); the person has 2 papers and "
            "trials on it.",
            ["Trial:N2", "Paper:101"],
        ),
    ]
    assert _said([found["lastTouch"]]) == [
        ("MSL-2 (South) on 2025-05-02: call, 15 minutes.", ["Engagement:w1"])
    ]
    assert found["unreached"] is None


@pytest.mark.usefixtures("visited")
def test_who_has_met_the_person_is_told_so_and_a_team_is_its_liaisons(ask: Ask) -> None:
    found = ask(BRIEF, person="P2", team="North")["introductionBrief"]
    assert _said(found["common"])[0] == (
        "3 engagements held with the person, 2025-01-10 to 2025-05-03.",
        ["Engagement:v3", "Engagement:v2"],
    )
    (chain, *_) = found["introductions"]
    assert (chain["introducer"], chain["strength"]) == (None, pytest.approx(0.8))
    by_south = ask(BRIEF, person="P2", team="South")["introductionBrief"]
    assert not any("engagement" in said for said, _ in _said(by_south["common"]))


@pytest.mark.usefixtures("visited")
def test_a_part_without_records_says_what_is_not_known(ask: Ask, visited: Driver) -> None:
    # Of Cy's papers on it, one is retracted and one a preprint: 201 and 206 count.
    said = ask(BRIEF, person="P3", liaison="MSL-2")["introductionBrief"]["common"][0]["said"]
    assert said.endswith("the person has 2 papers and trials on it.")
    visited.execute_query("MATCH (:Product)-[d:DEVELOPED_FOR]->() DELETE d")
    found = ask(BRIEF, person="P3", liaison="MSL-2")["introductionBrief"]
    assert found["introductions"] == []
    assert found["unreached"]["said"].startswith("No chain of up to 4 ties leads to the person")
    assert "PUBMED: loaded on 2025-06-01" in found["unreached"]["said"]
    assert found["lastTouch"]["said"].startswith("No touch by anyone is known up to")
    assert _said([found["lastTouch"]])[0][1] == ["Source:engagements"]
    assert _said(found["common"]) == [
        ("Nothing that joins the person to our company is known.", ["Company:firm"])
    ]
    assert _said(found["influence"]) == [
        ("No place in a cohort is known: no refresh has scored the person yet.", ["Person:P3"])
    ]
    visited.execute_query("MATCH (c:Company {isOwn: true}) REMOVE c.isOwn")
    visited.execute_query("MATCH (s:Source {name: 'clinical-trials'}) DETACH DELETE s")
    found = ask(BRIEF, person="P3", liaison="MSL-2")["introductionBrief"]
    assert "no list says which it is" in found["common"][0]["said"]
    # A trial count of 1 without the registry would be a number that nothing stands behind.
    assert "trials not known" in found["about"][1]["said"]


@pytest.mark.usefixtures("visited")
def test_a_screening_is_told_as_it_was_filed(as_caller: Ask) -> None:
    given = {"person": "P1", "liaison": "MSL-1"}
    before = as_caller(LOCAL, BRIEF, **given).data["introductionBrief"]["screenings"]
    assert _said(before) == [("No screening was filed: nothing was checked.", ["Person:P1"])]
    assert as_caller(LOCAL, FILE).errors is None
    ((said, records),) = _said(
        as_caller(LOCAL, BRIEF, **given).data["introductionBrief"]["screenings"]
    )
    assert said.startswith("As adviser for Firm, filed ")
    assert records == ["FiledScreening:1"]


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "neither `liaison` nor `team` is given"),
        ({"liaison": "MSL-1", "team": "North"}, "both `liaison` and `team` are given"),
        ({"liaison": "MSL-9"}, "no Liaison has the `liaisonId` 'MSL-9'"),
        ({"liaison": ""}, "no Liaison has the `liaisonId` ''"),
        ({"team": "x" * 100_000}, "no Team has"),
        ({"liaison": "MSL-1", "person": "P9"}, "no person has the id 'P9'"),
        ({"liaison": "MSL-1", "person": ""}, "no person has the id ''"),
        ({"liaison": "MSL-1", "first": 0}, "`first` is 0; give 1 to 5"),
        ({"liaison": "MSL-1", "first": 6}, "`first` is 6; give 1 to 5"),
        ({"liaison": "MSL-1", "asOf": "0001-01-01"}, "give a year of 1900 to 2199"),
        ({"liaison": "MSL-1", "asOf": "2025-01-01"}, "needs the tables of an ended refresh"),
        ({"liaison": "MSL-1", "asOf": "soon"}, "soon"),
    ],
    ids=lambda one: str(one)[:60],
)
def test_what_cannot_be_briefed_is_refused_with_what_to_do(
    refused: Ask, given: dict[str, Any], said: str
) -> None:
    assert said in refused(BRIEF, **{"person": "P1"} | given).message


def _grow(graph: Driver, server: Settings, name: str) -> None:
    """Three introducers with that name, each met ten times and with twelve joint papers."""
    graph.execute_query(
        """
        MATCH (l:Liaison {liaisonId: 'MSL-1'}), (ada:Person {personId: 'P1'})
        SET ada.name = $name, ada.specialty = $name
        WITH l, ada UNWIND range(1, 3) AS at
        CREATE (l)-[:MET {strength: 0.9, engagements: 10, strengthReasons: []}]->
          (q:Person {personId: 'Q' + at, name: $name + ' ' + at, paperCount: 12, trialCount: 0})
        CREATE (q)-[:CONNECTED_TO {strength: 0.7, paperStrength: 0.7, papers: 12, trials: 0,
          paperLastOn: date('2024-02-29'), lastOn: date('2024-02-29'), strengthReasons: []}]->(ada)
        WITH l, q, ada, at UNWIND range(1, 12) AS n
        CREATE (l)-[:HELD]->(:Engagement {engagementId: 'q' + at + '.' + n, channel: $name,
          heldOn: date('2025-01-01'), isCancelled: false, source: 'engagements'})
          -[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(q)
        CREATE (q)-[:AUTHORED {identityScore: 1.0, identityReasons: []}]->(w:Paper {pmid: '9' + at +
          n, title: $name + ' ' + $name + ' ' + $name, authors: 2, publishedOn: date('2024-01-01'),
          source: 'pubmed'})<-[:AUTHORED {identityScore: 1.0, identityReasons: []}]-(ada)""",
        name=name,
        database_=server.neo4j_database,
    )


@pytest.mark.parametrize(
    "name", ["Ada", "Wolfeschlegelsteinhausenbergerdorff " * 3, "محمد بن سلمان"]
)
def test_a_brief_stays_on_one_page_whatever_the_names(
    visited: Driver, server: Settings, ask: Ask, name: str
) -> None:
    _grow(visited, server, name)
    found = ask(BRIEF, person="P1", liaison="MSL-1")["introductionBrief"]
    assert len(found["introductions"]) == 3
    assert len(pictures(introduction_document(found), 20)) == 1


WHO = """query ($who: String!, $by: String!) { introductionBrief(person: $who, liaison: $by) {
  person { personId } introductions { introducer { personId } } } }"""
OFFICE = """
MATCH (oak:Person {personId: $oak})-[t:CONNECTED_TO]-(marsh:Person {name: 'Bo Marsh'})
SET t.paperStrength = 0.5
CREATE (:Liaison {liaisonId: 'MSL-7'})-[:MET {strength: 0.5, engagements: 1}]->(marsh)
CREATE (:Paper {pmid: '1', publishedOn: date('2024-01-01'), authors: 2})<-[:AUTHORED]-(marsh)
RETURN marsh.personId AS marsh"""
SUPPRESS = 'mutation ($who: String!) { suppress(person: $who, why: "w") { takesEffect } }'


def test_a_liaison_is_briefed_on_the_own_territory_and_nobody_on_the_hidden(
    office: Office, driver: Driver
) -> None:
    (row,) = driver.execute_query(OFFICE, oak=office.oak, database_=office.database).records
    given = {"who": office.oak, "by": "MSL-7"}
    (chain,) = office.data(WHO, **given)["introductionBrief"]["introductions"]
    assert chain["introducer"]["personId"] == row["marsh"]
    liaison = {"role": "liaison", "subject": "MSL-7"}
    assert office.data(WHO, **given, **liaison, territory=("IL",))["introductionBrief"]
    assert office.codes(WHO, **given, **liaison, territory=("DE",)) == ["FORBIDDEN"]
    assert {*office.codes(WHO, **given, role="viewer")} == {"FORBIDDEN"}
    office.data(SUPPRESS, who=row["marsh"])
    assert office.data(WHO, **given)["introductionBrief"]["introductions"] == []
    office.data(SUPPRESS, who=office.oak)
    assert office.codes(WHO, **given) == ["BAD_USER_INPUT"]
