"""Whoever watches is told what is new of the watched, once, within the own rights."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from changing import Office
from neo4j import Driver
from pydantic import SecretStr

from api.alert_raising import MOST_OF_ONE, raise_all
from api.segment_refreshing import review_all
from graph.drawing import Drawing
from schema.nodes import Paper, Person, Source
from schema.relationships import AUTHORED
from schema.settings import Settings
from workspace.suppression import suppress

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Drawing]
TODAY = date(2025, 3, 1)
SAVE = """mutation($name: String!, $persons: [String!], $segment: ID, $level: Int,
    $rule: PersonFilter, $saved: ID, $kinds: [AlertKind!]) {
  saveWatch(name: $name, persons: $persons, segment: $segment, level: $level, rule: $rule,
      query: $saved, kinds: $kinds) {
    watch { id name persons segment level rule query kinds refused } } }"""
ALERTS = """query($watch: ID, $kind: AlertKind, $person: String, $unread: Boolean!, $first: Int!,
    $after: ID) {
  alerts(watch: $watch, kind: $kind, person: $person, unread: $unread, first: $first,
      after: $after) {
    totalCount endCursor leftOut { kind alerts }
    alerts { id kind says isUrgent personId name person { name } watchName asOf readAt isUseful
      records { record title source happenedOn } } } }"""


class Desk:
    """An office whose graph is refreshed by hand: papers are signed, and alerts are raised."""

    def __init__(self, office: Office, draw: Draw) -> None:
        self.office, self.draw, self.number = office, draw, 0
        self.signed: list[tuple[str, str, date]] = []

    def refresh(self, *signed: tuple[str, str], on: date = TODAY) -> int:
        """Raise the alerts of a refresh in which persons have signed papers; how many."""
        self.number += 1
        self.signed += [(person, pmid, on) for person, pmid in signed]
        office = self.office
        folder = office.settings.home / "published" / f"graph-{self.number}"
        persons = [(office.oak, "IL"), (office.marsh, "IL"), (office.elm, "DE")]
        papers = {pmid: on for _, pmid, on in self.signed}
        self.draw(
            folder,
            {
                Person: [{"person_id": p, "name": p, "state": state} for p, state in persons],
                Paper: [
                    {"pmid": pmid, "title": f"On {pmid}", "published_on": on, "source": "pubmed"}
                    for pmid, on in papers.items()
                ],
                AUTHORED: [
                    {"start": person, "end": pmid, "record": f"pubmed:{pmid}:{at}"}
                    | {"source": "pubmed"}
                    for at, (person, pmid, _) in enumerate(self.signed)
                ],
                Source: [{"name": "pubmed", "files": 1}],
            },
        )
        return raise_all(self.settings, f"graph-{self.number}", TODAY)

    @property
    def settings(self) -> Settings:
        """Those of the office, for what opens a driver of its own."""
        user, password = self.office.auth
        there = {"neo4j_uri": self.office.uri, "neo4j_user": user}
        secret = {"neo4j_password": SecretStr(password)}
        return self.office.settings.model_copy(update=there | secret)

    def watch(self, name: str = "mine", **how: Any) -> Any:
        """Keep a watch, of oak where nothing else is said."""
        asked = {key: how.pop(key) for key in ("persons", "segment", "rule", "saved") if key in how}
        asked = asked or {"persons": [self.office.oak]}
        return self.office.data(SAVE, name=name, **asked, **how)["saveWatch"]["watch"]

    def told(self, **how: Any) -> Any:
        """The alerts of a user."""
        given = {"unread": False, "first": 20} | how
        return self.office.data(ALERTS, **given)["alerts"]

    def says(self, **how: Any) -> list[tuple[str, str]]:
        """Of whom a user is told what."""
        return [(one["personId"], one["says"]) for one in self.told(**how)["alerts"]]


@pytest.fixture
def desk(office: Office, draw_by_hand: Draw, driver: Driver, server: Settings) -> Desk:
    """An office with a graph that was refreshed once."""
    [[marsh]] = driver.execute_query(
        "MATCH (p:Person {name: 'Bo Marsh'}) RETURN p.personId", database_=server.neo4j_database
    ).records
    office.marsh = marsh  # type: ignore[attr-defined]
    made = Desk(office, draw_by_hand)
    made.refresh((office.oak, "1"))
    return made


def test_a_new_paper_of_a_watched_person_is_told_with_its_record(desk: Desk) -> None:
    oak = desk.office.oak
    kept = desk.watch(persons=[oak, oak])
    assert (kept["persons"], kept["kinds"], kept["segment"]) == (1, [], None)
    assert desk.refresh() == 0
    assert desk.refresh((oak, "7"), (oak, "8"), (desk.office.elm, "9")) == 1
    [alert] = desk.told()["alerts"]
    assert alert.pop("id")
    assert alert == {
        "kind": "PAPER",
        "says": "2 new papers",
        "isUrgent": False,
        "personId": oak,
        "name": oak,
        "person": {"name": "Ada Smith"},
        "watchName": "mine",
        "asOf": "2025-03-01",
        "readAt": None,
        "isUseful": None,
        "records": [
            {"record": f"{n}", "title": f"On {n}", "source": "pubmed", "happenedOn": "2025-03-01"}
            for n in (7, 8)
        ],
    }
    assert desk.refresh() == 0
    assert desk.told()["totalCount"] == 1


def test_two_watches_on_one_person_tell_once_and_two_users_each(desk: Desk) -> None:
    desk.watch("one")
    desk.watch("two")
    desk.watch("theirs", subject="u-2")
    assert desk.refresh((desk.office.oak, "7")) == 2
    assert [desk.told(subject=s)["totalCount"] for s in ("u-1", "u-2", "u-3")] == [1, 1, 0]
    assert desk.told()["alerts"][0]["watchName"] == "one"


def test_a_refresh_that_was_killed_before_it_ended_tells_nothing_twice(desk: Desk) -> None:
    desk.watch()
    known = desk.office.settings.home / "alerts" / "known.parquet"
    before = known.read_bytes()
    assert desk.refresh((desk.office.oak, "7")) == 1
    known.write_bytes(before)  # as if it had been killed before what is new became known
    assert desk.refresh((desk.office.oak, "8")) == 1
    assert [one["records"][0]["record"] for one in desk.told()["alerts"]] == ["8", "7"]
    assert [len(one["records"]) for one in desk.told()["alerts"]] == [1, 1]
    assert {one["says"] for one in desk.told()["alerts"]} == {"a new paper"}


def test_kinds_narrow_what_is_told(desk: Desk) -> None:
    desk.watch(kinds=["SANCTION", "LICENCE"])
    assert desk.refresh((desk.office.oak, "7")) == 0


def test_a_rule_tells_who_came_in_who_left_and_what_is_new_of_those_in_it(
    desk: Desk, driver: Driver, server: Settings
) -> None:
    kept = desk.watch(rule={"paperCount": {"gte": 3}})
    assert (kept["persons"], kept["rule"]) == (2, "{paperCount: {gte: 3}}")

    def write(person: str, papers: int) -> None:
        driver.execute_query(
            "MATCH (p:Person {personId: $id}) SET p.paperCount = $papers",
            {"id": person, "papers": papers},
            database_=server.neo4j_database,
        )

    write(desk.office.elm, 3)
    write(desk.office.oak, 1)
    assert desk.refresh((desk.office.elm, "7")) == 3
    told = {(one["personId"], one["kind"], one["records"][0]["title"])
            for one in desk.told()["alerts"]}  # fmt: skip
    assert told == {
        (desk.office.elm, "QUERY", "came into mine"),
        (desk.office.oak, "QUERY", "left mine"),
        (desk.office.elm, "PAPER", "On 7"),
    }


def test_a_saved_query_is_watched_by_the_persons_in_its_answer(desk: Desk) -> None:
    text = "{ people(filter: {state: {eq: DE}}) { nodes { personId } } }".replace("DE", '"DE"')
    asked = 'mutation($d: String!) { saveQuery(name: "q", document: $d) { savedQuery { id } } }'
    id = desk.office.data(asked, d=text)["saveQuery"]["savedQuery"]["id"]
    kept = desk.watch(saved=id)
    assert (kept["query"], kept["persons"]) == (id, 2)
    assert desk.refresh((desk.office.elm, "7"), (desk.office.oak, "8")) == 1
    assert desk.says() == [(desk.office.elm, "a new paper")]
    desk.office.data("mutation($id: ID!) { deleteSavedQuery(id: $id) { savedQuery { id } } }",
                     id=id)  # fmt: skip
    desk.refresh()
    [watch] = desk.office.data("{ watches { refused persons } }")["watches"]
    assert watch == {"refused": f"no query {id} is yours or shared", "persons": 2}


def test_a_segment_tells_its_members_and_who_moved(
    desk: Desk, driver: Driver, server: Settings
) -> None:
    save = """mutation { saveSegment(name: "Writers", levels: [
      {title: "first", enters: {paperCount: {gte: 3}}}, {title: "second"}]) { segment { id } } }"""
    id = desk.office.data(save)["saveSegment"]["segment"]["id"]
    first = desk.watch("first", segment=id, level=1)
    assert (first["persons"], first["level"]) == (2, 1)
    driver.execute_query(
        "MATCH (p:Person {personId: $id}) SET p.paperCount = 3",
        {"id": desk.office.elm}, database_=server.neo4j_database,
    )  # fmt: skip
    review_all(desk.settings, f"graph-{desk.number + 1}", TODAY)
    assert desk.refresh() == 1
    [alert] = desk.told()["alerts"]
    assert (alert["kind"], alert["personId"]) == ("TIER", desk.office.elm)
    assert alert["records"][0]["title"] == "from second to first in Writers"
    assert desk.refresh() == 0


def test_a_liaison_is_told_of_the_own_territory_alone(desk: Desk) -> None:
    office = desk.office
    how: dict[str, Any] = {"role": "liaison", "subject": "l-1", "territory": ("IL",)}
    assert office.codes(SAVE, name="x", persons=[office.elm], **how) == ["BAD_USER_INPUT"]
    desk.watch(rule={}, **how)
    assert desk.refresh((office.oak, "7"), (office.elm, "8")) == 1
    assert desk.says(**how) == [(office.oak, "a new paper")]
    # Who has another territory by now reads nothing of the one before.
    moved = desk.told(**how | {"territory": ("DE",)})
    assert (moved["totalCount"], moved["alerts"]) == (1, [])


def test_a_suppressed_person_leaves_alerts_and_watches_without_a_trace(desk: Desk) -> None:
    office = desk.office
    desk.watch(persons=[office.oak, office.elm])
    desk.refresh((office.oak, "7"), (office.elm, "8"))
    suppress(desk.settings, office.oak, ["npi:1"], "steward", "asked")
    desk.refresh((office.oak, "9"))
    assert desk.says() == [(office.elm, "a new paper")]
    [watch] = office.data("{ watches { persons } }")["watches"]
    assert watch == {"persons": 1}


def test_alerts_are_read_and_judged_by_their_owner_alone(desk: Desk) -> None:
    office = desk.office
    desk.watch()
    desk.refresh((office.oak, "7"))
    [alert] = desk.told()["alerts"]
    judge = """mutation($id: ID!, $good: Boolean!, $why: String!) {
      judgeAlert(id: $id, isUseful: $good, why: $why) {
        alert { isUseful why readAt person { name } } } }"""
    given = {"id": alert["id"], "good": True, "why": "spoke of it"}
    assert office.codes(judge, **given, subject="u-2") == ["NOT_FOUND"]
    judged = office.data(judge, **given)["judgeAlert"]["alert"]
    assert (judged["isUseful"], judged["why"]) == (True, "spoke of it")
    assert judged["readAt"] and judged["person"] == {"name": "Ada Smith"}
    assert desk.told(unread=True)["totalCount"] == 0
    read = "mutation($ids: [ID!]!) { readAlerts(ids: $ids) { read } }"
    assert office.data(read, ids=[alert["id"]])["readAlerts"] == {"read": 0}
    assert office.codes(judge, **given | {"why": "x" * 501}) == ["BAD_USER_INPUT"]
    precision = "{ alertPrecision { kind alerts judged useful precision low high isSmall } }"
    [row] = office.data(precision)["alertPrecision"]
    # Wilson, one of one, z = 1.96: middle (1 + 1.92) / 4.84 = .603, half .397.
    assert (row["precision"], row["isSmall"]) == (1.0, True)
    assert row["low"] == pytest.approx(0.2065, abs=1e-4)
    assert row["high"] == 1.0


def test_a_refresh_tells_one_user_so_much_and_counts_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_OF_ONE == 300
    monkeypatch.setattr("api.alert_raising.MOST_OF_ONE", 1)
    desk.watch(rule={})
    assert desk.refresh((desk.office.oak, "7"), (desk.office.elm, "8")) == 1
    told = desk.told()
    assert told["leftOut"] == [{"kind": "PAPER", "alerts": 1}]
    # What was left out is told no later; it is in the graph.
    assert desk.refresh() == 0


def test_alerts_come_in_pages_the_latest_first(desk: Desk) -> None:
    desk.watch()
    for pmid in ("7", "8", "9"):
        desk.refresh((desk.office.oak, pmid))
    page = desk.told(first=2)
    assert [one["records"][0]["record"] for one in page["alerts"]] == ["9", "8"]
    rest = desk.told(first=2, after=page["endCursor"])
    assert [one["records"][0]["record"] for one in rest["alerts"]] == ["7"]
    assert rest["endCursor"] is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"persons": []},
        {"persons": ["P1"], "rule": {}},
        {"persons": ["nobody"]},
        {"persons": ["x"] * 501},
        {"segment": "0x1"},
        {"segment": "9" * 40},
        {"rule": {}, "level": 1},
        {"saved": "-1"},
        {"saved": ""},
    ],
)
def test_a_watch_on_nothing_or_on_several_things_is_refused(
    desk: Desk, given: dict[str, Any]
) -> None:
    assert desk.office.codes(SAVE, name="x", **given) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 201, "\u0000"])
def test_a_name_that_is_none_is_refused(desk: Desk, name: str) -> None:
    assert desk.office.codes(SAVE, name=name, persons=[desk.office.oak]) == ["BAD_USER_INPUT"]


def test_what_nobody_has_is_not_found(desk: Desk) -> None:
    assert desk.office.codes(SAVE, name="x", segment="99") == ["NOT_FOUND"]
    assert desk.office.codes(SAVE, name="x", saved="99") == ["NOT_FOUND"]
    gone = "mutation { deleteWatch(id: 9) { watch { id } } }"
    assert desk.office.codes(gone) == ["NOT_FOUND"]


def test_who_may_not_read_of_persons_may_not_watch_them(desk: Desk) -> None:
    for role in ("viewer", "auditor"):
        assert desk.office.codes(SAVE, name="x", rule={}, role=role)[0] == "FORBIDDEN"
        assert "FORBIDDEN" in desk.office.codes(ALERTS, unread=False, first=1, role=role)
