"""Evidence for a visit: trials and papers of others beside interests, and what is not known."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver
from visited import DAY

from api import brief_questions
from api.callers import LOCAL, Caller, Role
from workspace.suppression import key_of, suppress

Ask = Callable[..., Any]
FULL, PLAIN = brief_questions.evidence_pack(True), brief_questions.evidence_pack(False)
ANALYST = Caller("u-1", Role.ANALYST)


def _pack(as_caller: Ask, caller: Caller = ANALYST, **given: Any) -> Any:
    question = FULL if caller.role in (Role.ADMIN, Role.LIAISON) else PLAIN
    result = as_caller(caller, question, **{"person": "P1", "asOf": DAY} | given)
    assert result.errors is None, result.errors
    return result.data["evidencePack"]


def _ids(part: list[dict[str, Any]], name: str) -> list[str]:
    return [one[name]["record"] for one in part]


@pytest.mark.usefixtures("visited")
def test_trials_and_papers_of_others_come_with_why_they_were_chosen(as_caller: Ask) -> None:
    found = _pack(as_caller)
    assert [(one["name"], one["recordCount"]) for one in found["interests"]] == [
        ("Heart Failure", 3)  # paper 101, trial N2, session S1; the retracted paper counts nowhere
    ]
    # N10 has a site in Illinois; N11 is open; N12 is about a part and began within the year.
    assert _ids(found["trials"], "trial") == ["N10", "N11", "N12"]
    assert [one["sitesInState"] for one in found["trials"]] == [1, 0, 0]
    assert [one["said"] for one in found["trials"][0]["why"]] == [
        "Recruiting; began on 2022-01-01.",
        "About Heart Failure.",
        "1 site in IL: Clinic of N10.",
    ]
    assert found["trials"][2]["why"][2]["said"] == "No site in IL is known."
    # 201 cites Ada: 2. 202 is by a co-author and cited 2.5 times as often: 1 + 1. 203: neither.
    papers = found["papers"]
    assert [(one["paper"]["record"], one["points"]) for one in papers] == [
        *(("201", 2), ("202", 2), ("203", 0))
    ]
    assert [one["said"] for one in papers[1]["why"]] == [
        "About Heart Failure.",
        "Signed by Bo Marsh, who wrote with the person.",
        "Cited 2.5 times as often as its field (iCite).",
    ]
    assert papers[0]["why"][1]["said"] == "Cites 1 paper of the person."
    assert [one["record"] for one in papers[0]["why"][1]["records"]] == ["101"]
    assert (papers[0]["journal"], papers[0]["publishedAs"]) == ("J Hearts", "2025-01")


@pytest.mark.usefixtures("visited")
def test_what_is_counted_of_practice_keeps_unknown_apart_from_zero(as_caller: Ask) -> None:
    assert [one["said"] for one in _pack(as_caller)["practice"]] == [
        "Medicare 2023, as Cardiology: 1,000 services for 400 patients; prescriptions not known.",
        "Echocardiography: 120 services for an unknown number of patients, 2023-01-01 to "
        "2023-12-31, office.",
        "Oakol: 30 claims of an unknown number of patients in 2023 (Part D).",
    ]
    # On a day before all of it nothing is known, and the sources are named.
    before = _pack(as_caller, asOf="2019-01-01")
    why = {one["part"]: one["why"] for one in before["empty"]}
    assert why.keys() == {"practice", "interests", "trials", "papers"}
    assert "PART-D-DRUGS is not loaded" in why["practice"]["said"]
    assert why["trials"]["said"].startswith("No trial that is open or began within a year can be")
    limits = [one["said"] for one in before["limits"]]
    assert "MEDICARE-PROVIDERS: loaded on 2025-06-01, its records end on 2023-12-31." in limits
    assert "Icite is not loaded." in limits


@pytest.mark.usefixtures("visited")
def test_topics_of_debriefs_choose_for_those_alone_who_may_read_them(as_caller: Ask) -> None:
    found = _pack(as_caller, LOCAL)
    (topic,) = found["discussed"]
    assert (topic["name"], topic["why"]["records"][0]["kind"]) == ("Lung Diseases", "Debrief")
    assert _ids(found["trials"], "trial") == ["N10", "N11", "N15", "N12"]
    assert _ids(found["papers"], "paper") == ["201", "202", "203", "207"]
    (error,) = as_caller(ANALYST, FULL, person="P1").errors
    assert error.extensions["code"] == "FORBIDDEN"
    abroad = Caller("u-2", Role.LIAISON, frozenset({"DE"}))
    (error,) = as_caller(abroad, FULL, person="P1").errors
    assert error.extensions["code"] == "FORBIDDEN"
    near = Caller("u-2", Role.LIAISON, frozenset({"IL"}))
    assert _pack(as_caller, near)["discussed"] == found["discussed"]


@pytest.mark.usefixtures("visited")
def test_a_product_narrows_to_what_it_is_listed_for(as_caller: Ask) -> None:
    found = _pack(as_caller, LOCAL, product="Oakol")
    assert [one["said"] for one in found["narrowedTo"]] == [
        "Oakol is listed for Heart Failure: phase 3, read on 2025-01-15."
    ]
    assert _ids(found["trials"], "trial") == ["N10", "N11", "N12"]
    assert found["discussed"] == []
    # Of Dee nothing is known: the product's condition stands.
    nothing = _pack(as_caller, person="P4", product="Oakol")
    assert nothing["interests"] == []
    # N2 is Ada's, not Dee's: it is by others for Dee. Dee has no state, so that none is near.
    assert _ids(nothing["trials"], "trial") == ["N11", "N2", "N10", "N12"]
    unlisted = _pack(as_caller, product="Ashol")
    assert unlisted["narrowedTo"][0]["said"].startswith("No list says what Ashol is for")
    assert (unlisted["trials"], unlisted["papers"]) == ([], [])


def test_a_hidden_co_author_is_not_named(visited: Driver, as_caller: Ask, kept_at: Any) -> None:
    suppress(kept_at, "P2", [key_of("mention", "P2")], "u-1", "asked for it")
    found = _pack(as_caller)
    assert "Bo Marsh" not in str(found)
    # Without Bo paper 202 has the point for its citations alone.
    assert [(one["paper"]["record"], one["points"]) for one in found["papers"]] == [
        *(("201", 2), ("202", 1), ("203", 0))
    ]


@pytest.mark.usefixtures("visited")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"person": "P9"}, "no person has the id 'P9'"),
        ({"person": "x" * 100_000}, "no person has the id"),
        ({"product": "Okol"}, "the nearest are 'Oakol'"),
        ({"product": ""}, "no Product has the `name` ''"),
        ({"product": "' RETURN 1 //"}, "no Product has the `name`"),
        ({"first": 0}, "`first` is 0; give 1 to 25"),
        ({"first": -1}, "`first` is -1"),
        ({"first": 26}, "`first` is 26"),
        ({"first": 2**31}, "2147483648"),
        ({"asOf": "9999-12-31"}, "give a year of 1900 to 2199"),
    ],
    ids=lambda one: str(one)[:60],
)
def test_what_no_evidence_can_be_for_is_refused(
    refused: Ask, given: dict[str, Any], said: str
) -> None:
    assert said in refused(PLAIN, **{"person": "P1"} | given).message
