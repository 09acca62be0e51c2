"""A board is proposed of those whom a rule takes in, and every seat opens to its records."""

from collections.abc import Callable
from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from algorithms.ties.natures import NATURES
from api.boards import _SPEAKING
from schema.settings import Settings

Ask = Callable[..., Any]
BOARD = """
{ advisoryBoard(%s) { said persons candidates leftOut topics uncoveredTopics value bestPossible gap
    parts { name share weight points }
    seats { person { personId name } standing institution loss forIt againstIt
      topics { name papers trials isOnly latest { kind record title day source } }
      sponsors { companyId name amountUsd payments trials sharedWith latest { record amountUsd } }
      losses { name points }
      ifDeclines { person { personId } change } }
    conflicts { argument of asked possible said } } }"""

#  Ada (IL, 1.0) and Bo (DE, 0.5) signed paper 101 about heart failure; Bo (chair) and Cy (0.25) are
#  in the trial, which is about lung diseases and Mill's. Firm paid Ada 130.30 for food and
#  speaking; Mill paid Ada 1000, Cy 7, and Bo 1005 beside a fee for speaking of no stated amount.
TRIAL = """
MATCH (t:Trial {nctId: 'NCT00000001'}), (lung:Topic {name: 'Lung Diseases'}),
  (mill:Company {companyId: 'mill'}), (:Person {personId: 'P3'})
CREATE (t)-[:STUDIES {role: 'condition'}]->(lung), (t)-[:SPONSORED_BY {isLead: true}]->(mill)
WITH t MATCH (fee:Payment {nature: 'Speaking'}) SET fee.nature = 'Honoraria'
"""


@pytest.fixture
def field(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with payments and a sponsored trial."""
    paid.execute_query(TRIAL, database_=server.neo4j_database)
    return paid


def _board(ask: Ask, arguments: str) -> Any:
    return ask(BOARD % arguments)["advisoryBoard"]


def _who(board: Any) -> list[str]:
    return [seat["person"]["personId"] for seat in board["seats"]]


@pytest.mark.usefixtures("field")
def test_a_board_covers_what_is_below_a_topic_and_its_parts_add_up(ask: Ask) -> None:
    found = _board(ask, 'topic: "Diseases", seats: 2')
    assert (found["persons"], found["candidates"], found["leftOut"]) == (3, 3, 0)
    assert found["topics"] == ["Heart Diseases", "Lung Diseases"]
    assert found["uncoveredTopics"] == []
    # Ada and Bo: standing (1 + 0.5) / 2; both topics; one circle of one; two states of two, at 0.5;
    # both are paid by Mill, Ada 1000 and Bo 1005 and one unstated: 0.5 * 1 / (1 sponsor * 1 other);
    # a tie of 0.5 over one pair, at 0.5.
    assert _who(found) == ["P1", "P2"]
    points = {part["name"]: part["points"] for part in found["parts"]}
    assert points == pytest.approx(
        {"standing": 0.75, "topics": 1.0, "communities": 0.5, "states": 0.5}
        | {"sponsors": -0.5, "institutions": 0.0, "coauthors": -0.25}
    )
    assert found["value"] == pytest.approx(sum(points.values())) == pytest.approx(2.0)
    assert (found["bestPossible"], found["gap"]) == (found["value"], 0.0)
    assert found["said"] == "2 of 3 candidates; no other board of them is better."


@pytest.mark.usefixtures("field")
def test_a_seat_opens_to_its_records_and_says_what_speaks_for_and_against(ask: Ask) -> None:
    ada, bo = _board(ask, 'topic: "Diseases", seats: 2')["seats"]
    assert (ada["standing"], ada["institution"]) == (1.0, None)
    assert (bo["standing"], bo["institution"]) == (0.5, "Clinic")
    heart = {"name": "Heart Diseases", "papers": 1, "trials": 0, "isOnly": False}
    record = {"kind": "Paper", "record": "101", "title": "On hearts", "day": "2024-02-29"}
    assert ada["topics"] == [heart | {"latest": [record | {"source": "pubmed"}]}]
    assert [(one["name"], one["isOnly"]) for one in bo["topics"]] == [
        ("Heart Diseases", False),
        ("Lung Diseases", True),
    ]
    [mill] = ada["sponsors"]
    assert (mill["companyId"], mill["amountUsd"], mill["payments"]) == ("mill", 1000.0, 1)
    assert mill["sharedWith"] == ["Bo Marsh"]
    assert mill["latest"] == [{"record": "g", "amountUsd": 1000.0}]
    assert [one["trials"] for one in bo["sponsors"]] == [1]
    assert bo["forIt"] == [
        "the only seat of the topic Lung Diseases",
        "the only seat of the state DE",
    ]
    assert bo["againstIt"] == [
        "has the sponsor Mill in common with Ada Quill",
        "works with Ada Quill",
    ]
    assert bo["loss"] == pytest.approx(sum(one["points"] for one in bo["losses"]))
    # Without Bo: 0.25 of standing, one of two topics, one of two states, and no more in common.
    assert bo["loss"] == pytest.approx(0.25 + 0.5 + 0.25 - 0.5 - 0.25)
    # Cy for Bo: 0.25 for 0.5, over 2; no known state; shares Mill; no tie with Ada.
    assert bo["ifDeclines"]["person"] == {"personId": "P3"}
    assert bo["ifDeclines"]["change"] == pytest.approx(-0.125 - 0.25 + 0.25)


@pytest.mark.usefixtures("field")
def test_one_question_asks_for_a_topic_a_region_and_no_speakers_of_a_company(ask: Ask) -> None:
    heart = 'topic: "Heart Diseases", seats: 1'
    assert _who(_board(ask, heart)) == ["P1"]
    # Firm paid Ada for speaking; Mill paid Bo so, of an amount not stated.
    among = "rule: {firstBy: {by: INFLUENCE, first: 1}}"
    assert _board(ask, f"{heart}, {among}")["persons"] == 1
    assert _who(_board(ask, f'{heart}, constraints: {{withoutSpeakers: ["firm"]}}')) == ["P2"]
    assert _who(_board(ask, f"{heart}, constraints: {{regions: [SOUTH]}}")) == ["P2"]
    nobody = 'constraints: {withoutPayees: ["mill"], regions: [MIDWEST, SOUTH]}'
    none = _board(ask, f"{heart}, {nobody}")
    assert (none["persons"], none["seats"], none["value"], none["gap"]) == (0, [], None, None)
    assert none["conflicts"] == [
        {"argument": "seats", "of": None, "asked": 1, "possible": 0}
        | {"said": "`seats` is 1; there are candidates for 0."}
    ]


@pytest.mark.usefixtures("field")
def test_constraints_are_kept_or_named(ask: Ask) -> None:
    assert _who(
        _board(ask, "seats: 2, constraints: {perSponsor: 0}, measure: {leastPaidUsd: 100000}")
    ) == ["P1", "P4"]
    assert _who(_board(ask, 'seats: 1, constraints: {include: ["P4"]}')) == ["P4"]
    assert _who(_board(ask, 'seats: 1, constraints: {exclude: ["P1"]}')) == ["P2"]
    south = "constraints: {least: [{seats: 1, region: SOUTH}]}"
    assert _who(_board(ask, f"seats: 1, {south}")) == ["P2"]
    west = _board(ask, 'seats: 2, constraints: {least: [{seats: 1, states: ["CA"]}]}')
    assert west["seats"] == []
    assert [one["said"] for one in west["conflicts"]] == [
        "`least` asks for 1 from CA; there could be 0."
    ]
    both = _board(ask, 'seats: 2, constraints: {include: ["P1", "P2"], perSponsor: 1}')
    assert [one["argument"] for one in both["conflicts"]] in (["perSponsor"], ["include"])


@pytest.mark.usefixtures("field")
def test_weights_and_standing_are_of_the_question(ask: Ask) -> None:
    weights = 'measure: {weights: [{part: "standing", weight: 0}, {part: "states", weight: 3}]}'
    found = _board(ask, f"seats: 2, {weights}")
    assert {part["name"]: part["weight"] for part in found["parts"]}["states"] == 3
    unknown = _board(
        ask, 'seats: 1, measure: {standing: SCIENTIFIC}, rule: {name: {eq: "Dee Ames"}}'
    )
    [dee] = unknown["seats"]
    assert (dee["standing"], unknown["value"]) == (None, 0.0)
    assert dee["ifDeclines"] is None


@pytest.mark.usefixtures("field")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("seats: 0", "`seats` is 0; give 1 to 30"),
        ("seats: 31", "`seats` is 31"),
        ("seconds: 60", "`seconds` is 60.0; give 0.1 to 15"),
        ("constraints: {perSponsor: -1}", "`perSponsor` is -1"),
        ('topic: "Hart Failure"', "the nearest are 'Heart Failure'"),
        ('topics: ["Hearts"]', "no Topic has the `name` 'Hearts'"),
        ('constraints: {withoutPayees: ["firm"], withoutSpeakers: ["fim"]}', "fim"),
        (
            'measure: {weights: [{part: "fame", weight: 1}]}',
            "there is no part 'fame'; there are standing",
        ),
        ('measure: {weights: [{part: "topics", weight: 1e9}]}', "give 0 to 100"),
        ('constraints: {include: ["P9"]}', "no person has the id 'P9'"),
        ('constraints: {include: ["P1"], exclude: ["P1"]}', "in `include` and in `exclude`"),
        ("constraints: {least: [{seats: 1}]}", "`region` or `states`, one of the two"),
        ('constraints: {least: [{seats: 1, region: WEST, states: ["CA"]}]}', "one of the two"),
        ("constraints: {least: [{seats: 0, region: WEST}]}", "asks for 0 seats"),
        ("rule: {nothing: 1}", "nothing"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(
    refused: Ask, arguments: str, said: str
) -> None:
    assert said in refused(BOARD % arguments).message


def test_whoever_speaks_for_a_company_is_told_by_the_natures_of_payments() -> None:
    words = [each["nature"]["contains"] for each in _SPEAKING]
    for group, natures in NATURES.items():
        found = {any(word in nature.lower() for word in words) for nature in natures}
        assert found == {group == "speaking"}, group


NAMES = "{ advisoryBoard(seats: 1%s) { candidates seats { person { state } } } }"


def test_a_liaison_is_proposed_persons_of_the_own_territory(office: Office) -> None:
    liaison: dict[str, Any] = {"role": "liaison", "subject": "MSL-07", "territory": ("IL",)}
    whole = office.data(NAMES % "", role="analyst")["advisoryBoard"]
    own = office.data(NAMES % "", **liaison)["advisoryBoard"]
    assert (whole["candidates"], own["candidates"]) == (4, 2)
    assert [seat["person"]["state"] for seat in own["seats"]] == ["IL"]
    elsewhere = NAMES % f', constraints: {{include: ["{office.elm}"]}}'
    assert office.codes(elsewhere, **liaison) == ["FORBIDDEN"]
    assert {*office.codes(NAMES % "", role="viewer")} == {"FORBIDDEN"}


def test_whoever_is_suppressed_is_no_candidate(office: Office) -> None:
    suppress = 'mutation { suppress(person: "%s", why: "asked for it") { takesEffect } }'
    office.data(suppress % office.oak)
    assert office.data(NAMES % "")["advisoryBoard"]["candidates"] == 3
    named = NAMES % f', constraints: {{include: ["{office.oak}"]}}'
    assert office.codes(named) == ["BAD_USER_INPUT"]
