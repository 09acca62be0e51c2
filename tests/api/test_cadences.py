"""A liaison asks whom to see next and whom we neglect, within the own territory."""

from collections.abc import Callable
from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from api.callers import LOCAL
from schema.settings import Settings

Ask = Callable[..., Any]
# The log runs from 1 January 2023 to 31 December 2024. MSL-01 of East covers Illinois: Ada (P1) was
# met twice in 2024, the last time 200 days before its end; MSL-02 of West covers Delaware and met
# Bo (P2) five times, who is the first of 100 in network influence. Both have papers of 2024.
FIELD = """
MATCH (one:Person {personId: $one}), (two:Person {personId: $two})
SET two.influenceDimensions = ['network'], two.influenceRanks = [1], two.influenceRanked = [100]
CREATE (first:Liaison {liaisonId: 'MSL-01'})-[:MEMBER_OF]->(:Team {teamId: 'East'}),
  (second:Liaison {liaisonId: 'MSL-02'})-[:MEMBER_OF]->(:Team {teamId: 'West'}),
  (first)-[:COVERS {isCurrent: true}]->(:Territory {territoryId: 'il', state: 'IL'}),
  (second)-[:COVERS {isCurrent: true}]->(:Territory {territoryId: 'de', state: 'DE'}),
  (one)-[:AUTHORED]->(:Paper {pmid: '7', title: 'Lately', publishedOn: date('2024-12-01'),
    isRetracted: false, source: 'pubmed'}),
  (one)-[:AUTHORED]->(:Paper {pmid: '8', title: 'Withdrawn', publishedOn: date('2024-12-02'),
    isRetracted: true, source: 'pubmed'}),
  (one)-[:TOOK_PART_IN {part: 'speaker'}]->(:Session {sessionId: 's', congressName: 'Hearts',
    heldOn: date('2025-01-20'), source: 'congresses'})
WITH one, two, first, second
UNWIND [
  [first, one, 'E1', '2024-02-01', 'visit'], [first, one, 'E2', '2024-06-14', 'phone'],
  [second, two, 'F1', '2024-02-01', 'visit'], [second, two, 'F2', '2024-04-01', 'visit'],
  [second, two, 'F3', '2024-06-01', 'visit'], [second, two, 'F4', '2024-08-01', 'visit'],
  [second, two, 'F5', '2024-12-31', 'visit'], [second, two, 'F0', '2023-01-01', 'visit']
] AS row
WITH row[0] AS liaison, row[1] AS person, row[2] AS id, date(row[3]) AS day, row[4] AS channel
CREATE (liaison)-[:HELD]->(e:Engagement {engagementId: id, heldOn: day, plannedOn: day,
  channel: channel, minutes: 24, isCancelled: false})
CREATE (e)-[:ENGAGED {identityScore: 1.0, identityReasons: []}]->(person)
"""
NEXT = """{ person { personId } why channel triggers { kind recordId on source }
  cadence { tier standing touches ownTouches person { personId } } }"""
WEEK = f"""
query ($liaison: String!, $first: Int, $asOf: Date) {{
  nextTouches(liaison: $liaison, first: $first, asOf: $asOf) {{
    asOf again {NEXT} firstTime {NEXT} leftOut {{ why persons }} }} }}"""
MET = """
query ($liaison: String!, $standing: CadenceStanding, $first: Int, $asOf: Date) {
  cadences(liaison: $liaison, standing: $standing, first: $first, asOf: $asOf) {
    asOf total counts { standing persons }
    persons { person { personId } tier tierWhy standing sentence touches ownTouches fewest most
      lastOn dueOn channels { kind touches minutes minutesFrom minutesTo } engagementIds } } }"""


@pytest.fixture
def field(graph: Driver, server: Settings) -> Driver:
    """The drawn graph with two liaisons and whom they met."""
    graph.execute_query(FIELD, {"one": "P1", "two": "P2"}, database_=server.neo4j_database)
    return graph


def _left_out(found: Any) -> dict[str, int]:
    return {one["why"]: one["persons"] for one in found["leftOut"] if one["persons"]}


@pytest.mark.usefixtures("field")
def test_what_is_fresh_is_a_reason_to_see_somebody(ask: Ask) -> None:
    found = ask(WEEK, liaison="MSL-01")["nextTouches"]
    assert found["asOf"] == "2024-12-31"
    [ada] = found["again"]
    assert ada["person"] == ada["cadence"]["person"] == {"personId": "P1"}
    assert [(one["kind"], one["recordId"]) for one in ada["triggers"]] == [
        ("session", "s"),
        ("paper", "7"),
    ]
    # The withdrawn paper is nothing to speak of. 14 June and 365 days is 14 June 2025.
    assert ada["why"] == [
        "A new session, in 20 days: Hearts",
        "A new paper, 30 days ago: Lately",
        "The last touch was on 2024-06-14; the next is due by 2025-06-14.",
    ]
    assert (ada["cadence"]["tier"], ada["cadence"]["touches"]) == (3, 2)
    assert (ada["channel"], found["firstTime"], _left_out(found)) == ("virtual", [], {})


@pytest.mark.usefixtures("field")
def test_who_was_met_on_the_day_itself_is_left_out(ask: Ask) -> None:
    found = ask(WEEK, liaison="MSL-02")["nextTouches"]
    assert (found["again"], found["firstTime"]) == ([], [])
    assert _left_out(found) == {"the own team met them just now": 1}


@pytest.mark.usefixtures("graph")
def test_another_team_and_a_plan_keep_a_person_out(
    field: Driver, server: Settings, ask: Ask
) -> None:
    also = """
    MATCH (two:Person {personId: 'P2'}), (one:Person {personId: 'P1'}),
      (l:Liaison {liaisonId: 'MSL-01'})
    CREATE (l)-[:COVERS {isCurrent: true}]->(:Territory {territoryId: 'de2', state: 'DE'}),
      (l)-[:HELD]->(e:Engagement {engagementId: 'E9', plannedOn: date('2025-01-08'),
        isCancelled: false})-[:ENGAGED]->(one)"""
    field.execute_query(also, database_=server.neo4j_database)
    found = ask(WEEK, liaison="MSL-01")["nextTouches"]
    assert (found["again"], found["firstTime"]) == ([], [])
    assert _left_out(found) == {
        "another team met them just now": 1,
        "an engagement is planned": 1,
    }


@pytest.mark.usefixtures("field")
def test_whom_we_neglect_and_whom_we_overrun_is_one_question(ask: Ask) -> None:
    found = ask(MET, liaison="MSL-02", standing="OVER")["cadences"]
    [bo] = found["persons"]
    assert (bo["tier"], bo["tierWhy"]) == (
        1,
        "place 1 of 100 in network influence: tier 1 by default",
    )
    assert bo["sentence"].startswith("5 touches from 2024-01-02 to 2024-12-31; tier 1 asks for 3")
    assert (bo["touches"], bo["ownTouches"], bo["engagementIds"][0]) == (5, 5, "F1")
    assert bo["channels"][0] == {"kind": "in person", "touches": 5, "minutes": 24} | {
        "minutesFrom": 24,
        "minutesTo": 24,
    }
    assert ask(MET, liaison="MSL-02", standing="UNDER")["cadences"]["total"] == 0
    # On 31 January 2024 the one touch of the log was 395 days before: nobody was met in the window.
    early = ask(MET, liaison="MSL-02", asOf="2024-01-31")["cadences"]
    assert (early["asOf"], early["persons"][0]["standing"]) == ("2023-01-01", "UNKNOWN")
    assert ask(MET, liaison="MSL-02", asOf="2022-12-31")["cadences"] is None


@pytest.mark.usefixtures("field")
@pytest.mark.parametrize("query", [WEEK, MET])
def test_what_is_no_liaison_or_no_count_is_refused(refused: Ask, query: str) -> None:
    assert "no Liaison has the `liaisonId` 'nobody'" in refused(query, liaison="nobody").message
    assert "give 0 to 100" in refused(query, liaison="MSL-01", first=-1).message
    assert "`asOf` is" in refused(query, liaison="MSL-01", asOf="9999-12-31").message


def test_a_liaison_sees_the_own_territory_and_nobody_who_is_suppressed(
    office: Office, driver: Driver, server: Settings
) -> None:
    ids = {"one": office.oak, "two": office.elm}
    driver.execute_query(FIELD, ids, database_=server.neo4j_database)

    def seen(liaison: str, **how: Any) -> set[str]:
        persons = office.data(MET, liaison=liaison, **how)["cadences"]["persons"]
        return {one["person"]["personId"] for one in persons}

    mine: dict[str, Any] = {"role": "liaison", "subject": "MSL-01", "territory": ("IL",)}
    assert office.oak in seen("MSL-01", **mine)
    assert seen("MSL-02", **mine) == set()
    assert office.elm in seen("MSL-02", role="analyst")
    assert office.codes(WEEK, liaison="MSL-01", role="viewer")[0] == "FORBIDDEN"
    out = 'mutation($who: String!) { suppress(person: $who, why: "asked") { takesEffect } }'
    office.data(out, who=office.oak)
    assert office.oak not in seen("MSL-01", role="admin")


def test_the_tiers_of_a_segment_go_before_the_default(
    office: Office, driver: Driver, server: Settings
) -> None:
    ids = {"one": office.oak, "two": office.elm}
    driver.execute_query(FIELD, ids, database_=server.neo4j_database)
    save = """mutation($levels: [SegmentLevelInput!]!) {
      saveSegment(name: "tiers", levels: $levels) { segment { id } } }"""
    nobody = {"personId": {"eq": office.oak}, "state": {"eq": "DE"}}
    levels = [{"enters": nobody}, {"enters": {"personId": {"eq": office.elm}}}]
    id = office.data(save, levels=levels)["saveSegment"]["segment"]["id"]
    asked = """query($tiers: ID) { cadences(liaison: "MSL-02", tiers: $tiers) {
      persons { person { personId } tier tierWhy standing } } }"""

    def elm(tiers: str | None) -> Any:
        found = office.data(asked, tiers=tiers)["cadences"]["persons"]
        return next(one for one in found if one["person"]["personId"] == office.elm)

    # Five touches: more than the two to three of tier 2, as of the three to four of tier 1.
    assert (elm(None)["tier"], elm(None)["standing"]) == (1, "OVER")
    decided = elm(id)
    assert (decided["tier"], decided["standing"]) == (2, "OVER")
    assert decided["tierWhy"] == "tier 2 as decided"
    assert office.codes(asked, tiers="x") == ["BAD_USER_INPUT"]
    assert office.codes(asked, tiers="99") == ["NOT_FOUND"]
    many = office.data(save, levels=[{"enters": nobody}] * 4)["saveSegment"]["segment"]["id"]
    assert office.codes(asked, tiers=many) == ["BAD_USER_INPUT"]


@pytest.mark.usefixtures("field", "invited")
def test_the_last_screening_that_was_filed_stands_beside_whom_to_see(
    as_caller: Callable[..., Any], kept_at: Settings
) -> None:
    asked = """{ nextTouches(liaison: "MSL-01") {
      again { person { personId } filedScreening { number purpose outcome } } } }"""
    file = """mutation ($why: String!) { fileScreening(
      input: {person: "P1", role: ATTENDEE, company: "Acme"}, purpose: $why) {
        filedScreening { outcome } } }"""

    def seen() -> Any:
        result = as_caller(LOCAL, asked)
        assert result.errors is None, result.errors
        return result.data["nextTouches"]["again"]

    assert seen() == [{"person": {"personId": "P1"}, "filedScreening": None}]
    for why in ("a talk", "a board"):
        filed = as_caller(LOCAL, file, why=why).data["fileScreening"]["filedScreening"]
    [ada] = seen()
    assert ada["filedScreening"] == {"number": 2, "purpose": "a board"} | filed
