"""How relationships fare is answered with the records, to those who may read them."""

from collections.abc import Callable
from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
# Eight touches of MSL-01 in the second half of 2024, six of MSL-02 over both; MSL-01 once with the
# other one. The log runs from 10 January 2023 to 20 December 2024.
MET = """
MATCH (one:Person {personId: $one}), (two:Person {personId: $two})
CREATE (first:Liaison {liaisonId: 'MSL-01'})-[:MEMBER_OF]->(:Team {teamId: 'East'}),
  (second:Liaison {liaisonId: 'MSL-02'})-[:MEMBER_OF]->(:Team {teamId: 'West'})
WITH one, two, first, second
UNWIND [
  [first, one, 'E1', '2024-07-10'], [first, one, 'E2', '2024-07-20'],
  [first, one, 'E3', '2024-08-10'], [first, one, 'E4', '2024-09-10'],
  [first, one, 'E5', '2024-10-10'], [first, one, 'E6', '2024-11-10'],
  [first, one, 'E7', '2024-12-10'], [first, one, 'E8', '2024-12-20'],
  [second, one, 'F1', '2024-01-10'], [second, one, 'F2', '2024-03-10'],
  [second, one, 'F3', '2024-05-10'], [second, one, 'F4', '2024-08-11'],
  [second, one, 'F5', '2024-09-11'], [second, one, 'F6', '2024-11-11'],
  [first, two, 'G1', '2023-01-10']
] AS row
WITH row[0] AS liaison, row[1] AS person, row[2] AS id, date(row[3]) AS day
CREATE (liaison)-[:HELD]->(e:Engagement {engagementId: id, heldOn: day, plannedOn: day,
  minutes: 24, isCancelled: false, source: 'engagements', record: id})
CREATE (e)-[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(person)
CREATE (e)-[:NOTED]->(:Debrief {engagementId: id, isActionable: id = 'E1', satisfaction: 4})
"""
ONE = """
query ($person: String!, $liaison: String, $team: String, $asOf: Date) {
  rapport(person: $person, liaison: $liaison, team: $team, asOf: $asOf) {
    person { personId } liaisonId teamId asOf logFrom logUntil state why
    signs { indicator isBetter engagementIds }
    contact { name value trend months { toOn value records } engagementIds }
    answers { name value unknown trend }
    silence { days since engagementId touchesBefore chance }
    growth { publications isLifting until reasons }
    engagements { engagementId heldOn source record } } }"""
MANY = """
query ($liaison: String, $team: String, $state: RapportState, $asOf: Date, $first: Int) {
  rapports(liaison: $liaison, team: $team, state: $state, asOf: $asOf, first: $first) {
    asOf total counts { state relationships }
    relationships { person { personId } state engagements { engagementId } } } }"""
PLAIN = "{ rapports { total relationships { person { personId } silence { days } } } }"


@pytest.fixture
def met(graph: Driver, server: Settings) -> Driver:
    """The drawn graph with engagements."""
    graph.execute_query(MET, {"one": "P1", "two": "P2"}, database_=server.neo4j_database)
    return graph


def _people(found: Any) -> list[str]:
    return [one["person"]["personId"] for one in found["relationships"]]


@pytest.mark.usefixtures("met")
def test_a_liaisons_relationship_compounds_and_opens_to_its_records(ask: Ask) -> None:
    found = ask(ONE, person="P1", liaison="MSL-01")["rapport"]
    assert (found["state"], found["person"]) == ("COMPOUNDING", {"personId": "P1"})
    # The window ends on the log's last day, whatever today is; its halves part on 20 June.
    days = (found["asOf"], found["logFrom"], found["logUntil"])
    assert days == ("2024-12-20", "2023-01-10", "2024-12-20")
    assert "rose from 0 in the first six months to 8 in the last six" in found["why"]
    [sign] = found["signs"]
    assert sign["engagementIds"] == [f"E{at}" for at in range(1, 9)]
    touches = found["contact"][0]
    assert (touches["value"], touches["trend"]) == (8, "RISES")
    assert [month["records"] for month in touches["months"]] == [0] * 6 + [2, 1, 1, 1, 1, 2]
    assert [one["engagementId"] for one in found["engagements"]] == [
        f"E{at}" for at in range(8, 0, -1)
    ]
    assert (
        found["engagements"][0] | {"source": "engagements", "record": "E8"}
        == (found["engagements"][0])
    )
    assert found["silence"] == {"days": 0, "since": "2024-12-20", "engagementId": "E8"} | {
        "touchesBefore": 7,
        "chance": None,
    }
    answers = {one["name"]: one for one in found["answers"]}
    assert answers["accepted"]["value"] is None
    assert answers["accepted"]["unknown"] == "no engagement of the twelve months says"
    assert answers["insight_yield"]["value"] == 1 / 8
    assert found["growth"] == {"publications": None, "isLifting": None, "until": None} | {
        "reasons": []
    }


@pytest.mark.usefixtures("met")
def test_a_team_and_all_of_us_are_other_relationships(ask: Ask) -> None:
    west = ask(ONE, person="P1", team="West")["rapport"]
    assert (west["state"], west["teamId"], west["contact"][0]["value"]) == ("STEADY", "West", 6)
    ours = ask(ONE, person="P1")["rapport"]
    assert (ours["liaisonId"], ours["contact"][0]["value"]) == (None, 14)
    early = ask(ONE, person="P1", liaison="MSL-01", asOf="2024-06-30")["rapport"]
    assert (early["state"], early["silence"]) == ("TOO_LITTLE_TO_SAY", None)
    assert early["logUntil"] == "2024-05-10"
    assert ask(ONE, person="P1", asOf="2023-01-09")["rapport"] is None
    assert ask(ONE, person="P4")["rapport"]["state"] == "TOO_LITTLE_TO_SAY"


@pytest.mark.usefixtures("met")
def test_all_relationships_are_counted_by_state(ask: Ask) -> None:
    found = ask(MANY, liaison="MSL-01")["rapports"]
    assert {one["state"]: one["relationships"] for one in found["counts"]} == {
        "COMPOUNDING": 1,
        "STEADY": 0,
        "DRIFTING": 0,
        "TOO_LITTLE_TO_SAY": 1,
    }
    assert (found["total"], _people(found)) == (2, ["P1", "P2"])
    chosen = ask(MANY, state="TOO_LITTLE_TO_SAY", first=5)["rapports"]
    assert (chosen["total"], _people(chosen)) == (1, ["P2"])
    none = ask(MANY, first=0)["rapports"]
    assert (none["total"], none["relationships"]) == (2, [])


def test_the_figures_of_all_together_count_an_engagement_with_two_persons_once(
    met: Driver, server: Settings, ask: Ask
) -> None:
    both = """MATCH (e:Engagement {engagementId: 'E8'}), (two:Person {personId: 'P2'})
    CREATE (e)-[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(two)"""
    met.execute_query(both, database_=server.neo4j_database)
    together = """query ($liaison: String, $state: RapportState) {
      rapports(liaison: $liaison, state: $state) {
        total contact { name value months { value } } answers { name value } } }"""
    found = ask(together, liaison="MSL-01")["rapports"]
    touches, minutes, called_off = found["contact"]
    # Eight with P1; the last of them is the only one of the year with P2.
    assert (found["total"], touches["value"]) == (2, 8)
    assert [month["value"] for month in touches["months"]] == [0] * 6 + [2, 1, 1, 1, 1, 2]
    assert (minutes["value"], called_off["value"]) == (24, 0)
    answers = {one["name"]: one["value"] for one in found["answers"]}
    # One of eight debriefs says that it is actionable.
    assert (answers["insight_yield"], answers["satisfaction"]) == (1 / 8, 4)
    assert answers["reply_hours"] is None
    some = ask(together, liaison="MSL-01", state="TOO_LITTLE_TO_SAY")["rapports"]
    assert (some["total"], some["contact"][0]["value"]) == (1, 1)


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"person": "nobody"}, "no person has the id 'nobody'"),
        ({"person": ""}, "no person has the id ''"),
        ({"person": "P1", "liaison": "MSL-99"}, "no Liaison has the `liaisonId` 'MSL-99'"),
        ({"person": "P1", "team": "x" * 10_000}, "no Team has the `teamId`"),
        ({"person": "P1", "liaison": "MSL-01", "team": "East"}, "give one, or neither"),
        ({"person": "P1", "asOf": "0001-01-01"}, "`asOf` is 0001-01-01; give a year of 1900"),
    ],
)
def test_what_cannot_be_meant_is_refused(refused: Ask, given: dict[str, Any], said: str) -> None:
    assert said in refused(ONE, **given).message


@pytest.mark.usefixtures("met")
def test_a_count_out_of_bounds_is_refused(refused: Ask) -> None:
    for first in (-1, 101):
        assert f"`first` is {first}; give 0 to 100" in refused(MANY, first=first).message


@pytest.fixture
def working(office: Office, driver: Driver, server: Settings) -> Office:
    """The namesakes, Ada of Illinois met often, Ada of Delaware once."""
    ids = {"one": office.oak, "two": office.elm}
    driver.execute_query(MET, ids, database_=server.neo4j_database)
    return office


def test_a_liaison_reads_of_the_own_territory_alone(working: Office) -> None:
    mine: dict[str, Any] = {"role": "liaison", "subject": "MSL-01", "territory": ("IL",)}
    assert _people(working.data(MANY, **mine)["rapports"]) == [working.oak]
    assert working.codes(ONE, person=working.elm, **mine) == ["FORBIDDEN"]
    own = working.data(ONE, person=working.oak, liaison="MSL-01", **mine)["rapport"]
    assert own["state"] == "COMPOUNDING"
    nowhere = mine | {"territory": ()}
    assert _people(working.data(MANY, **nowhere)["rapports"]) == []


def test_an_analyst_reads_touches_and_no_conversation(working: Office) -> None:
    found = working.data(PLAIN, role="analyst")["rapports"]
    assert found["total"] == 2
    assert set(working.codes(MANY, role="analyst")) == {"FORBIDDEN"}
    assert set(working.codes(ONE, person=working.oak, role="analyst")) == {"FORBIDDEN"}
    by_state = "{ rapports(state: DRIFTING) { total } }"
    assert working.codes(by_state, role="analyst") == ["FORBIDDEN"]
    assert set(working.codes(PLAIN, role="viewer")) == {"FORBIDDEN"}


def test_a_suppressed_person_is_left_out(working: Office) -> None:
    out = 'mutation($who: String!) { suppress(person: $who, why: "asked") { takesEffect } }'
    working.data(out, who=working.oak)
    assert _people(working.data(MANY, role="admin")["rapports"]) == [working.elm]
    assert working.codes(ONE, person=working.oak, role="admin") == ["BAD_USER_INPUT"]


TIERED = """
query ($tiers: ID, $tier: Int, $state: RapportState) {
  rapports(tiers: $tiers, tier: $tier, state: $state) {
    total tiers { tier relationships counts { state relationships } }
    relationships { person { personId } tier } } }"""
LEVELS = """mutation($levels: [SegmentLevelInput!]!) {
  saveSegment(name: "tiers", levels: $levels) { segment { id } } }"""


def test_relationships_are_counted_and_chosen_by_the_tiers_of_a_segment(
    office: Office, driver: Driver, server: Settings
) -> None:
    ids = {"one": office.oak, "two": office.elm}
    driver.execute_query(MET, ids, database_=server.neo4j_database)
    nobody = {"personId": {"eq": office.oak}, "state": {"eq": "DE"}}
    levels = [{"enters": nobody}, {"enters": {"personId": {"eq": office.oak}}}]
    tiers = office.data(LEVELS, levels=levels)["saveSegment"]["segment"]["id"]
    admin: dict[str, Any] = {"role": "admin", "tiers": tiers}
    found = office.data(TIERED, **admin)["rapports"]
    # All of us met Oak 3 and then 11 times: chance gives as much in 2 x 470 of 16,384 cases, which
    # is no sign. Elm, met once, is in no tier.
    many = {
        one["tier"]: [each["relationships"] for each in one["counts"]] for one in found["tiers"]
    }
    assert many == {1: [0, 0, 0, 0], 2: [0, 1, 0, 0], None: [0, 0, 0, 1]}
    assert [one["relationships"] for one in found["tiers"]] == [0, 1, 1]
    told = {one["person"]["personId"]: one["tier"] for one in found["relationships"]}
    assert told == {office.oak: 2, office.elm: None}
    second = office.data(TIERED, tier=2, **admin)["rapports"]
    assert (second["total"], _people(second)) == (1, [office.oak])
    assert office.data(TIERED, tier=2, state="DRIFTING", **admin)["rapports"]["total"] == 0
    plain = office.data(TIERED, role="admin")["rapports"]
    assert (plain["tiers"], plain["relationships"][0]["tier"]) == ([], None)
    # An analyst reads how many there are, and no states.
    assert set(office.codes(TIERED, tiers=tiers, role="analyst")) == {"FORBIDDEN"}
    counted = TIERED.replace("counts { state relationships }", "")
    assert len(office.data(counted, tiers=tiers, role="analyst")["rapports"]["tiers"]) == 3


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"tier": 1}, "BAD_USER_INPUT", "give the segment as `tiers`"),
        ({"tiers": "x"}, "BAD_USER_INPUT", "`segment` is 'x'"),
        ({"tiers": "99"}, "NOT_FOUND", "no segment of that number"),
        ({"tiers": "1", "tier": 0}, "BAD_USER_INPUT", "`tier` is 0; give 1 to 1"),
        ({"tiers": "1", "tier": 2}, "BAD_USER_INPUT", "`tier` is 2; give 1 to 1"),
    ],
    ids=str,
)
def test_what_is_no_tier_is_refused(
    office: Office, driver: Driver, given: dict[str, Any], code: str, said: str
) -> None:
    ids = {"one": office.oak, "two": office.elm}
    driver.execute_query(MET, ids, database_=office.database)
    office.data(LEVELS, levels=[{"enters": {"personId": {"eq": office.oak}}}])
    [error] = office.ask(TIERED, role="admin", **given).errors or []
    assert (error.extensions or {})["code"] == code
    assert said in error.message
