"""A screening, asked of a drawn graph: families decide whose a payment is, every check opens to its
records, and a liaison screens the own territory alone."""

from collections.abc import Callable
from typing import Any

import pytest

from algorithms.screening.roles import roles
from api.callers import Caller, Role
from api.screening_types import ScreeningRole

Ask = Callable[..., Any]
SCREENING = """
query ($person: String!, $role: ScreeningRole!, $company: String!, $states: [String!],
  $hours: Float, $rateUsd: Float, $topic: String) {
  screening(person: $person, role: $role, company: $company, states: $states, hours: $hours,
    rateUsd: $rateUsd, topic: $topic) {
    personId name role company states feeUsd screenedOn outcome competitors
    checks { name title outcome why recordCount
      records { source record node said happenedOn checkedOn amountUsd } }
    payments { family side group year usd payments } sources { name listedOn } } }"""


def _screened(ask: Ask, person: str, **given: Any) -> Any:
    asked = {"role": "SPEAKER", "company": "Acme", "person": person} | given
    return ask(SCREENING, **asked)["screening"]


def _outcomes(found: Any) -> dict[str, str]:
    return {one["name"]: one["outcome"] for one in found["checks"]}


@pytest.mark.usefixtures("invited")
def test_each_check_of_each_person_ends_as_drawn(ask: Ask) -> None:
    ada = _screened(ask, "P1", hours=2, rateUsd=350)
    assert (ada["outcome"], ada["states"], ada["feeUsd"]) == ("ATTENTION", ["IL"], 700.0)
    assert _outcomes(ada) == {
        "exclusion-leie": "CLEAR",
        "exclusion-sam": "CLEAR",
        "licence-IL": "CLEAR",
        "npi": "CLEAR",
        "payments-company": "ATTENTION",  # 3,000.10 + 2,000 are 5,000.10
        "payments-others": "UNKNOWN",  # a meal of no amount
        "ownership": "CLEAR",
        "competitors": "ATTENTION",
        "trials": "CLEAR",
        "rationale": "CLEAR",  # the paper
        "fee": "CLEAR",  # 700 is less than 3,000.10
    }
    bo = _screened(ask, "P2")
    assert bo["outcome"] == "BLOCKED"
    ends = _outcomes(bo)
    assert (ends["exclusion-leie"], ends["exclusion-sam"]) == ("BLOCKED", "CLEAR")
    assert (ends["licence-DE"], ends["payments-company"]) == ("UNKNOWN", "CLEAR")
    assert (ends["trials"], ends["fee"]) == ("ATTENTION", "UNKNOWN")
    cy = _outcomes(_screened(ask, "P3"))
    assert (cy["exclusion-leie"], cy["exclusion-sam"]) == ("ATTENTION", "ATTENTION")
    dee = _screened(ask, "P4")
    assert (dee["outcome"], dee["states"]) == ("ATTENTION", [])  # no reason for the role
    assert {*_outcomes(dee).values()} == {"UNKNOWN", "ATTENTION", "CLEAR"}
    assert _outcomes(dee)["exclusion-leie"] == "ATTENTION"  # AMES, DEE R may be she
    assert _outcomes(dee)["exclusion-sam"] == "UNKNOWN"
    clear = [name for name, outcome in _outcomes(dee).items() if outcome == "CLEAR"]
    assert clear == ["trials"]


@pytest.mark.usefixtures("invited")
def test_every_record_has_source_id_and_day_and_is_opened_by_node(ask: Ask) -> None:
    found = _screened(ask, "P1", states=["il ", "WI"])
    assert found["states"] == ["IL", "WI"]
    checks = {one["name"]: one for one in found["checks"]}
    assert checks["licence-IL"]["records"] == [
        {
            "source": "licences",
            "record": "r1",
            "node": "Licence:IL L1",
            "said": "IL L1: active, ends 2026-06-30, action: none",
            "happenedOn": None,
            "checkedOn": "2025-01-15",
            "amountUsd": None,
        }
    ]
    assert checks["licence-WI"]["outcome"] == "UNKNOWN"
    assert [one["node"] for one in checks["payments-company"]["records"]] == [
        "Payment:s2",
        "Payment:s1",
    ]
    for check in found["checks"]:
        assert check["recordCount"] == len(check["records"])
        for record in check["records"]:
            node = ask("query($id: ID!) { node(id: $id) { id } }", id=record["node"])["node"]
            assert node == {"id": record["node"]}


@pytest.mark.usefixtures("invited")
def test_whose_a_payment_is_goes_by_the_family_of_who_invites(ask: Ask) -> None:
    by_acme = _screened(ask, "P1")
    assert (by_acme["company"], by_acme["competitors"]) == ("Acme", ["Rival"])
    assert [tuple(one.values()) for one in by_acme["payments"]] == [
        ("Acme", "inviting", "speaking", 2024, 5000.10, 2),
        ("Rival", "competitor", "consulting", 2024, 900.0, 1),
        ("Rival", "competitor", "meals", 2024, None, 1),
    ]
    by_rival = _screened(ask, "P1", company="rivulet")
    assert (by_rival["company"], by_rival["competitors"]) == ("Rival", ["Acme"])
    assert _outcomes(by_rival)["payments-others"] == "ATTENTION"
    assert [one["side"] for one in by_rival["payments"]] == ["inviting"] * 2 + ["competitor"]
    # Of Firm no list says whether it competes.
    assert _screened(ask, "P1", company="Firm")["competitors"] is None
    assert _outcomes(_screened(ask, "P2", company="firm"))["competitors"] == "UNKNOWN"


@pytest.mark.usefixtures("invited")
def test_a_topic_counts_with_all_below_it(ask: Ask) -> None:
    for topic, outcome in (("Diseases", "CLEAR"), ("Lung Diseases", "ATTENTION")):
        assert _outcomes(_screened(ask, "P1", topic=topic))["rationale"] == outcome


@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"person": "P9"}, "no person has the id 'P9'"),
        ({"person": ""}, "`person` takes 1 to 200"),
        ({"company": "Acne"}, "Acme"),
        ({"company": " "}, "`company` takes"),
        ({"states": []}, "`states` has 0 values"),
        ({"states": ["Illinois"]}, "two letters, such as IL"),
        ({"states": ["IL"] * 21}, "`states` has 21 values"),
        ({"hours": 0}, "`hours` is 0"),
        ({"hours": -1}, "`hours` is -1"),
        ({"rateUsd": 1e300}, "`rateUsd` is 1e+300"),
        ({"topic": "Hart Failure"}, "Heart Failure"),
        ({"topic": "x" * 201}, "`topic` takes"),
    ],
    ids=str,
)
def test_what_cannot_be_screened_is_refused_with_what_to_do(
    refused: Ask, given: dict[str, Any], said: str
) -> None:
    asked = {"role": "SPEAKER", "company": "Acme", "person": "P1"} | given
    error = refused(SCREENING, **asked)
    assert error.extensions["code"] == "BAD_USER_INPUT"
    assert said in error.message


def test_every_role_of_the_rules_can_be_asked_for() -> None:
    assert [one.value for one in ScreeningRole] == list(roles())


@pytest.mark.usefixtures("invited")
def test_a_liaison_screens_the_own_territory_alone(as_caller: Ask) -> None:
    liaison = Caller("l-1", Role.LIAISON, frozenset({"IL"}))
    asked = {"role": "SPEAKER", "company": "Acme"}
    assert as_caller(liaison, SCREENING, person="P1", **asked).errors is None
    for caller, person in ((liaison, "P2"), (Caller("v", Role.VIEWER), "P1")):
        errors = as_caller(caller, SCREENING, person=person, **asked).errors
        assert {error.extensions["code"] for error in errors} == {"FORBIDDEN"}
