"""A segment is kept with its rules, moves people at each review, and says of each move why."""

from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from schema.settings import Settings

FIELDS = """id name owner isShared isQuarterly version why flapRate
  levels { level title enters stays members }
  versions { version levels { enters members } }
  reviewed { asOf version members moves refused }"""
SAVE = f"""mutation($levels: [SegmentLevelInput!]!, $name: String!, $shared: Boolean!) {{
  saveSegment(name: $name, levels: $levels, why: "to try", isShared: $shared) {{
    segment {{ {FIELDS} }} }} }}"""
MEMBERS = """query($id: ID!, $first: Int!, $after: String) {
  segmentMembers(segment: $id, first: $first, after: $after) {
    totalCount endCursor members { person { personId } level pin { level why by } } } }"""
MOVES = """query($id: ID!, $first: Int!, $after: String, $person: String) {
  segmentMoves(segment: $id, first: $first, after: $after, person: $person) {
    endCursor moves { personId person { name } before after cause version
      clauses { clause holds value } records { kind source record on } } } }"""
PIN = """mutation($id: ID!, $person: String!, $level: Int!, $until: Date!) {
  pinToLevel(segment: $id, person: $person, level: $level, why: "asked for", until: $until) {
    segment { reviewed { members moves } } } }"""
TWO = [
    {"enters": {"paperCount": {"gte": 3}}, "stays": {"paperCount": {"gte": 2}}, "title": "first"}
]
TWO += [{"enters": {"paperCount": {"gte": 2}}, "title": "second"}]


def _saved(office: Office, levels: Any = TWO, name: str = "Writers", **how: Any) -> Any:
    how = {"shared": False} | how
    return office.data(SAVE, levels=levels, name=name, **how)["saveSegment"]["segment"]


def _moves(office: Office, id: str, **how: Any) -> Any:
    found = office.data(MOVES, id=id, **{"first": 20} | how)["segmentMoves"]
    return found["moves"] if "after" not in how else found


def _levels(office: Office, id: str, **how: Any) -> dict[str, int]:
    found = office.data(MEMBERS, id=id, first=20, **how)["segmentMembers"]
    return {one["person"]["personId"]: one["level"] for one in found["members"]}


def _set(driver: Driver, at: Settings, person: str, **values: Any) -> None:
    driver.execute_query(
        "MATCH (p:Person {personId: $id}) SET p += $values",
        {"id": person, "values": values},
        database_=at.neo4j_database,
    )


def test_a_segment_is_reviewed_when_it_is_saved(office: Office) -> None:
    kept = _saved(office)
    assert kept["levels"] == [
        {
            "level": 1,
            "title": "first",
            "enters": "{paperCount: {gte: 3}}",
            "stays": "{paperCount: {gte: 2}}",
            "members": 2,
        },
        {
            "level": 2,
            "title": "second",
            "enters": "{paperCount: {gte: 2}}",
            "stays": "{paperCount: {gte: 2}}",
            "members": 2,
        },
    ]
    assert kept["reviewed"] == {
        "asOf": None,
        "version": 1,
        "members": 4,
        "moves": 4,
        "refused": None,
    }
    assert sorted(_levels(office, kept["id"]).values()) == [1, 1, 2, 2]
    assert {one["cause"] for one in _moves(office, kept["id"])} == {"FIRST"}


def test_a_move_says_which_clause_and_which_records_decided(
    office: Office, driver: Driver, server: Settings
) -> None:
    kept = _saved(office)
    # Elm signs one more: from two papers to three, by a record that was not known before.
    _set(driver, server, office.elm, paperCount=3)
    driver.execute_query(
        "MATCH (p:Person {personId: $id}) CREATE (p)-[:AUTHORED {source: 'pubmed', record: '6', "
        "knownFrom: datetime() + duration('PT1M')}]->(:Paper {pmid: '6', "
        "publishedOn: date('2025-03-01')})",
        {"id": office.elm},
        database_=server.neo4j_database,
    )
    again = _saved(office)
    assert (again["version"], again["reviewed"]["moves"]) == (1, 1)
    newest, *first = _moves(office, kept["id"])
    assert len(first) == 4
    assert newest == {
        "personId": office.elm,
        "person": {"name": "Ada Smith"},
        "before": 2,
        "after": 1,
        "cause": "RECORDS",
        "version": 1,
        "clauses": [
            {"clause": "paperCount: {gte: 2}", "holds": True, "value": "3"},
            {"clause": "paperCount: {gte: 3}", "holds": True, "value": "3"},
        ],
        "records": [{"kind": "AUTHORED", "source": "pubmed", "record": "6", "on": "2025-03-01"}],
    }


def test_who_just_fails_the_rule_stays_and_who_fails_the_looser_one_goes(
    office: Office, driver: Driver, server: Settings
) -> None:
    kept = _saved(office)
    _set(driver, server, office.oak, paperCount=2)  # two are enough to stay on the first level
    assert _saved(office)["reviewed"]["moves"] == 0
    _set(driver, server, office.oak, paperCount=1)
    assert _saved(office)["reviewed"]["moves"] == 1
    (gone, *_) = _moves(office, kept["id"], person=office.oak)
    assert (gone["before"], gone["after"], gone["cause"]) == (1, None, "OTHERS")
    assert gone["clauses"] == [{"clause": "paperCount: {gte: 2}", "holds": False, "value": "1"}]
    assert office.oak not in _levels(office, kept["id"])


def test_other_rules_are_a_new_version_and_the_old_ones_stay_to_be_read(office: Office) -> None:
    kept = _saved(office)
    new = _saved(office, [{"enters": {"state": {"eq": "IL"}}}])
    assert (new["id"], new["version"]) == (kept["id"], 2)
    assert [one["version"] for one in new["versions"]] == [2, 1]
    assert new["versions"][1]["levels"][0] == {"enters": "{paperCount: {gte: 3}}", "members": None}
    # Those of Delaware, on the second level before, go; nobody else moves.
    gone = _moves(office, kept["id"])[:2]
    assert {(one["cause"], one["before"], one["after"]) for one in gone} == {("RULES", 2, None)}


def test_a_pin_decides_up_to_its_day(office: Office) -> None:
    kept = _saved(office)
    given = {"id": kept["id"], "person": office.elm, "until": "2999-01-01"}
    assert office.data(PIN, level=1, **given)["pinToLevel"]["segment"]["reviewed"]["moves"] == 1
    found = office.data(MEMBERS, id=kept["id"], first=20)["segmentMembers"]["members"]
    (elm,) = (one for one in found if one["person"]["personId"] == office.elm)
    assert elm["pin"] == {"level": 1, "why": "asked for", "by": "u-1"}
    assert _moves(office, kept["id"])[0]["cause"] == "PIN"
    take_back = (
        "mutation($id: ID!, $p: String!) { unpin(segment: $id, person: $p) { segment { id } } }"
    )
    office.data(take_back, id=kept["id"], p=office.elm)
    assert office.codes(take_back, id=kept["id"], p=office.elm) == ["BAD_USER_INPUT"]
    # Two papers are enough to stay on the first level, pinned or not.
    assert _levels(office, kept["id"])[office.elm] == 1
    assert office.codes(PIN, level=3, **given) == ["BAD_USER_INPUT"]
    assert office.codes(PIN, level=1, **given | {"until": "2020-01-01"}) == ["BAD_USER_INPUT"]
    assert office.codes(PIN, level=1, **given | {"person": "nobody"}) == ["BAD_USER_INPUT"]


def test_a_quarterly_segment_moves_people_once_a_quarter_and_by_pins_at_once(
    office: Office, driver: Driver, server: Settings
) -> None:
    save = """mutation($levels: [SegmentLevelInput!]!) {
      saveSegment(name: "Tiers", levels: $levels, isQuarterly: true) {
        segment { id reviewed { asOf moves } } } }"""

    def saved(day: str) -> Any:
        driver.execute_query(
            "MATCH (p:Person) SET p.influenceUntil = date($day)",
            {"day": day},
            database_=server.neo4j_database,
        )
        return office.data(save, levels=TWO)["saveSegment"]["segment"]

    kept = saved("2025-01-31")
    assert kept["reviewed"] == {"asOf": "2025-01-31", "moves": 4}
    _set(driver, server, office.oak, paperCount=0)
    assert saved("2025-03-31")["reviewed"] == {"asOf": "2025-01-31", "moves": 4}
    assert office.oak in _levels(office, kept["id"])
    given = {"id": kept["id"], "person": office.elm, "until": "2999-01-01"}
    pinned = office.data(PIN, level=1, **given)["pinToLevel"]["segment"]
    assert pinned["reviewed"] == {"members": 4, "moves": 1}
    assert office.oak in _levels(office, kept["id"])
    assert saved("2025-04-01")["reviewed"] == {"asOf": "2025-04-01", "moves": 1}
    assert office.oak not in _levels(office, kept["id"])


def test_pages_lead_from_one_to_the_next(office: Office) -> None:
    kept, after, seen = _saved(office), None, list[str]()
    for _ in range(4):
        page = office.data(MEMBERS, id=kept["id"], first=1, after=after)["segmentMembers"]
        seen += [one["person"]["personId"] for one in page["members"]]
        after = page["endCursor"]
    assert after is None
    assert len(set(seen)) == page["totalCount"] == 4
    first = _moves(office, kept["id"], first=3, after=None)
    rest = _moves(office, kept["id"], first=3, after=first["endCursor"])
    assert len({one["personId"] for one in first["moves"] + rest["moves"]}) == 4


def test_a_liaison_reads_of_the_own_territory_alone(office: Office) -> None:
    kept = _saved(office, shared=True)
    how = {"role": "liaison", "subject": "l-1", "territory": ("DE",)}
    mine = office.data(MEMBERS, id=kept["id"], first=20, **how)["segmentMembers"]
    assert mine["totalCount"] == 2
    assert {one["person"]["personId"] for one in mine["members"]} >= {office.elm}
    assert len(_moves(office, kept["id"], **how)) == 2
    # How many there are in all is not for whom a territory bounds.
    assert "FORBIDDEN" in office.codes("{ segments { reviewed { members } } }", **how)
    assert office.data("{ segments { name } }", **how) == {"segments": [{"name": "Writers"}]}


def test_another_persons_segment_is_nobodys_until_it_is_shared(office: Office) -> None:
    kept = _saved(office)
    assert office.codes(MEMBERS, id=kept["id"], first=1, subject="u-2") == ["NOT_FOUND"]
    _saved(office, shared=True)
    assert office.data(MEMBERS, id=kept["id"], first=1, subject="u-2")
    drop = "mutation($id: ID!) { deleteSegment(id: $id) { segment { name } } }"
    assert office.codes(drop, id=kept["id"], subject="u-2") == ["NOT_FOUND"]
    assert office.data(drop, id=kept["id"]) == {"deleteSegment": {"segment": {"name": "Writers"}}}
    assert office.codes(MEMBERS, id=kept["id"], first=1) == ["NOT_FOUND"]


def test_overlaps_and_shortlists_of_two_segments(office: Office) -> None:
    one = _saved(office)["id"]
    other = _saved(office, [{"enters": {"state": {"eq": "IL"}}}], "Illinois")["id"]
    overlaps = "query($ids: [ID!]!) { segmentOverlaps(segments: $ids) { one other shared share } }"
    # Four are in the one, two of them in the other.
    assert office.data(overlaps, ids=[one, other])["segmentOverlaps"] == [
        {"one": one, "other": other, "shared": 2, "share": 2 / 4}
    ]
    lists = """query($ids: [ID!]!, $each: Int!) {
      segmentShortlists(segments: $ids, each: $each) { segment persons { personId } } }"""
    found = office.data(lists, ids=[one, other], each=2)["segmentShortlists"]
    names = [person["personId"] for each in found for person in each["persons"]]
    assert len(names) == len(set(names)) == 4 - 1  # the other has two, and one of these is taken
    assert office.codes(lists, ids=[one], each=0) == ["BAD_USER_INPUT"]
    assert office.codes(overlaps, ids=[]) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("levels", "name", "said"),
    [
        ([], "x", "1 to 9 levels"),
        ([{"enters": {}}] * 10, "x", "1 to 9 levels"),
        ([{"enters": {"speciality": {"eq": "x"}}}], "x", "specialty"),
        ([{"enters": {"npi": {"in": ["1"] * 3000}}}], "x", "cannot be read"),
        ([{"title": "\n"}], "x", "title"),
        ([{}], "a/b", "name"),
        ([{}], " ", "name"),
    ],
)
def test_what_is_no_segment_is_refused_in_words(
    office: Office, levels: Any, name: str, said: str
) -> None:
    result = office.ask(SAVE, levels=levels, name=name, shared=False)
    assert result.errors is not None
    assert said in result.errors[0].message
    assert office.data("{ segments { id } }") == {"segments": []}


def test_ids_and_cursors_that_are_none_are_refused(office: Office) -> None:
    kept = _saved(office)["id"]
    for id in ("", "-1", "1e3", "9" * 40, "\u0661"):
        assert office.codes(MEMBERS, id=id, first=1) == ["BAD_USER_INPUT"]
    assert office.codes(MEMBERS, id="99", first=1) == ["NOT_FOUND"]
    for first, after in ((0, None), (101, None), (1, "x"), (1, "-1"), (1, "9" * 30)):
        assert office.codes(MEMBERS, id=kept, first=first, after=after) == ["BAD_USER_INPUT"]
        assert office.codes(MOVES, id=kept, first=first, after=after) == ["BAD_USER_INPUT"]


def test_rules_that_can_be_asked_no_longer_move_nobody(
    office: Office, driver: Driver, server: Settings
) -> None:
    kept = _saved(office, [{"enters": {"state": {"eq": "DE"}}}])
    driver.execute_query(
        "MATCH (p:Person {state: 'DE'}) SET p.state = 'IL'", database_=server.neo4j_database
    )
    # Asked for a state in which nobody is, which a rule may no more than a question.
    again = _saved(office, [{"enters": {"state": {"eq": "DE"}}}])
    assert again["reviewed"]["moves"] == 0
    assert "DE" in again["reviewed"]["refused"]
    assert again["reviewed"]["members"] == kept["reviewed"]["members"] == 2


def test_moves_are_chosen_by_level_and_by_day(
    office: Office, driver: Driver, server: Settings
) -> None:
    kept = _saved(office)
    _set(driver, server, office.elm, paperCount=3)
    _saved(office)
    asked = """query($id: ID!, $from: Int, $to: Int, $since: Date) {
      segmentMoves(segment: $id, fromLevel: $from, toLevel: $to, since: $since) {
        moves { personId before after } } }"""

    def moves(**how: Any) -> list[Any]:
        found = office.data(asked, id=kept["id"], **how)["segmentMoves"]["moves"]
        return [(one["personId"], one["before"], one["after"]) for one in found]

    up = [(office.elm, 2, 1)]
    assert moves(**{"from": 2, "to": 1}) == moves(**{"from": 2}) == up
    assert [one[2] for one in moves(to=2)] == [2, 2]
    assert moves(**{"from": 1}) == []
    today = office.data(FIRST_REVIEW, id=kept["id"])["segment"]["reviewed"]["at"][:10]
    assert len(moves(since=today)) == 5
    assert (len(moves(since="0001-01-01")), moves(since="9999-12-31")) == (5, [])
    for wrong in ({"from": 0}, {"to": 10}):
        assert office.codes(asked, id=kept["id"], **wrong) == ["BAD_USER_INPUT"]


FIRST_REVIEW = "query($id: ID!) { segment(id: $id) { reviewed { at } } }"
