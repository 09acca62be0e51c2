"""The debrief after a congress: who of ours was there with what, who was met, what is left."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver
from visited import DAY

from api import brief_questions
from api.callers import LOCAL, Caller, Role
from workspace.suppression import key_of, suppress

Ask = Callable[..., Any]
FULL, PLAIN = brief_questions.congress_debrief(True), brief_questions.congress_debrief(False)
SEGMENT = """
mutation { saveSegment(name: "Two", levels: [{enters: {specialty: {eq: "Cardiology"}}}],
  why: "to try") { segment { id } } }"""


def _debrief(as_caller: Ask, caller: Caller = LOCAL, **given: Any) -> Any:
    question = FULL if caller.role in (Role.ADMIN, Role.LIAISON) else PLAIN
    result = as_caller(caller, question, **{"congress": "hearts2025", "asOf": DAY} | given)
    assert result.errors is None, result.errors
    return result.data["congressDebrief"]


def _names(part: list[dict[str, Any]]) -> list[str]:
    return [one["person"]["name"] for one in part]


def _said(part: list[dict[str, Any]]) -> list[str]:
    return [one["said"] for one in part]


@pytest.mark.usefixtures("visited")
def test_who_took_part_and_who_was_met_stand_in_the_order_of_tiers(as_caller: Ask) -> None:
    found = _debrief(as_caller)
    assert found["when"]["said"] == "2025-05-01 to 2025-05-04; Chicago, US."
    # Cy is first of 40: tier 1. Of no cohort: tier 3, Ada before Bo by influence.
    assert _names(found["participants"]) == ["Cy Quill", "Ada Quill", "Bo Marsh"]
    assert [one["tier"] for one in found["participants"]] == [1, 3, 3]
    assert _said(found["participants"][2]["parts"]) == [
        "Chair: Pumps, 2025-05-02.",
        "Poster presenter: Breath, 2025-05-03.",
    ]
    assert (found["participantCount"], found["metCount"], found["notMetCount"]) == (3, 3, 1)
    assert [(one["person"]["name"], *_said(one["touches"])) for one in found["met"]] == [
        ("Ada Quill", "MSL-2 on 2025-05-02, by call, 15 minutes."),
        ("Bo Marsh", "MSL-1 on 2025-05-03, at the congress, 15 minutes."),
        ("Dee Ames", "MSL-2 on 2025-05-04, at the congress, 15 minutes."),
    ]
    assert _names(found["notMet"]) == ["Cy Quill"]
    assert _names(_debrief(as_caller, first=1)["met"]) == ["Ada Quill"]


@pytest.mark.usefixtures("visited")
def test_topics_titles_competitors_and_what_is_left_are_told(as_caller: Ask) -> None:
    found = _debrief(as_caller)
    assert [(one["name"], one["sessions"], one["persons"]) for one in found["topics"]] == [
        *(("Heart Failure", 1, 2), ("Lung Diseases", 1, 1), (None, 1, 1))
    ]
    assert _said(found["presented"]) == ["On hearts. By Ada Quill.", "Breathing. By Bo Marsh."]
    assert [one["kind"] for one in found["presented"][0]["records"]] == ["Session", "Paper"]
    assert _said(found["competitors"]) == ["Mill: 1 trial with Bo Marsh."]
    # Bo's debrief says none, Dee's was done on 1 June.
    assert _said(found["followOns"]) == ["Ada Quill: send the guideline, due on 2025-07-01."]
    assert "Dee Ames: call back, no day is set." in _said(
        _debrief(as_caller, asOf="2025-05-20")["followOns"]
    )
    assert found["empty"] == []


@pytest.mark.usefixtures("visited")
def test_ours_are_those_of_the_territory_else_those_ever_met(as_caller: Ask) -> None:
    # MSL-2 covers Illinois: Ada. MSL-1 covers nothing and has met Bo. A team is its liaisons.
    for given, names in (
        ({"liaison": "MSL-2"}, ["Ada Quill"]),
        ({"team": "South"}, ["Ada Quill"]),
        ({"liaison": "MSL-1"}, ["Bo Marsh"]),
        ({"team": "North"}, ["Bo Marsh"]),
    ):
        assert _names(_debrief(as_caller, **given)["participants"]) == names, given
    own = Caller("u-2", Role.LIAISON, frozenset({"DE"}))
    assert _names(_debrief(as_caller, own)["participants"]) == ["Bo Marsh"]
    assert "Ada Quill" not in str(_debrief(as_caller, own))


@pytest.mark.usefixtures("visited")
def test_a_segment_bounds_the_persons_and_gives_the_tiers(as_caller: Ask) -> None:
    saved = as_caller(LOCAL, SEGMENT)
    assert saved.errors is None, saved.errors
    id = saved.data["saveSegment"]["segment"]["id"]
    found = _debrief(as_caller, segment=id)
    assert [(one["person"]["name"], one["tier"]) for one in found["participants"]] == [
        *(("Ada Quill", 1), ("Bo Marsh", 1))
    ]


@pytest.mark.usefixtures("visited")
def test_conversations_are_for_those_who_may_read_them(as_caller: Ask) -> None:
    analyst = Caller("u-1", Role.ANALYST)
    (error,) = as_caller(analyst, FULL, congress="hearts2025").errors
    assert error.extensions["code"] == "FORBIDDEN"
    assert "guideline" not in str(_debrief(as_caller, analyst))
    refused = as_caller(Caller("u-3", Role.VIEWER), PLAIN, congress="hearts2025")
    assert {one.extensions["code"] for one in refused.errors} == {"FORBIDDEN"}
    assert refused.data is None


def test_a_congress_of_which_nothing_is_known_says_so_part_by_part(
    visited: Driver, as_caller: Ask
) -> None:
    visited.execute_query(
        "CREATE (:Congress {congressId: 'ahead', name: 'Ahead', fromOn: date('2025-09-01')})"
    )
    visited.execute_query("MATCH (c:Company) REMOVE c.isCompetitor")
    found = _debrief(as_caller, congress="ahead")
    assert found["when"]["said"] == (
        "2025-09-01, last day not known; place not known. It has not begun: the programme is what "
        "is planned."
    )
    assert [one["part"] for one in found["empty"]] == [
        *("participants", "topics", "presented", "competitors", "met", "notMet", "followOns")
    ]
    said = {one["part"]: one["why"]["said"] for one in found["empty"]}
    assert said["competitors"].startswith("Who competes is not known: no list says.")
    assert "territories is not loaded" in said["participants"]


def test_whoever_is_hidden_was_not_there(visited: Driver, as_caller: Ask, kept_at: Any) -> None:
    suppress(kept_at, "P1", [key_of("mention", "P1")], "u-1", "asked for it")
    found = _debrief(as_caller)
    assert _names(found["participants"]) == ["Cy Quill", "Bo Marsh"]
    assert "Ada" not in str(found)
    assert found["followOns"] == []


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"congress": "hearts2026"}, "no Congress has the `congressId` 'hearts2026'"),
        ({"congress": ""}, "no Congress has the `congressId` ''"),
        ({"congress": "x" * 100_000}, "no Congress has"),
        ({"liaison": "MSL-1", "team": "North"}, "both `liaison` and `team`"),
        ({"team": "East"}, "no Team has the `teamId` 'East'"),
        ({"first": 0}, "`first` is 0; give 1 to 100"),
        ({"first": 101}, "`first` is 101"),
        ({"asOf": "1066-10-14"}, "give a year of 1900 to 2199"),
        ({"segment": "no number"}, "no number"),
    ],
    ids=lambda one: str(one)[:60],
)
def test_what_is_no_congress_is_refused(refused: Ask, given: dict[str, Any], said: str) -> None:
    assert said in refused(PLAIN, **{"congress": "hearts2025"} | given).message
