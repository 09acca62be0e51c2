"""A rule takes in those for whom all its parts hold, and says of who comes and goes why."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql import parse, validate

from api.objectives import ruled
from api.ruling import clauses
from api.schema import schema

Ask = Callable[..., Any]

# Cardiologists are Ada and Bo; Bo and Cy are in a trial; Ada is the first author of a paper.
DRY_RUN = """
{ segmentDryRun(rule: %s, than: %s, first: %d) {
    clauses persons stays enters leaves
    changes { move person { personId } outcomes { clause isOfRule holds value } } } }"""
CARDIOLOGISTS = '{specialty: {eq: "Cardiology"}}'
IN_TRIALS = "{trialCount: {gte: 1}, influence: {gt: 0.1}}"


def _tried(ask: Ask, rule: str, than: str = "null", first: int = 10) -> Any:
    return ask(DRY_RUN % (rule, than, first))["segmentDryRun"]


@pytest.mark.usefixtures("graph")
def test_who_comes_and_goes_is_told_with_the_parts_that_decide(ask: Ask) -> None:
    found = _tried(ask, IN_TRIALS, CARDIOLOGISTS)
    assert found["clauses"] == ["trialCount: {gte: 1}", "influence: {gt: 0.1}"]
    counts = (found["persons"], found["stays"], found["enters"], found["leaves"])
    assert counts == (2, 1, 1, 1)
    comes, goes = found["changes"]
    assert (comes["move"], comes["person"]) == ("ENTERS", {"personId": "P3"})
    assert [tuple(one.values()) for one in comes["outcomes"]] == [
        ("trialCount: {gte: 1}", True, True, "1"),
        ("influence: {gt: 0.1}", True, True, "0.25"),
        ('specialty: {eq: "Cardiology"}', False, False, None),  # no source says which
    ]
    assert (goes["move"], goes["person"]) == ("LEAVES", {"personId": "P1"})
    assert [one["holds"] for one in goes["outcomes"]] == [False, True, True]


@pytest.mark.usefixtures("graph")
def test_without_a_rule_before_all_come_the_most_influential_first(ask: Ask) -> None:
    found = _tried(ask, "{}", first=3)
    assert (found["persons"], found["stays"], found["enters"], found["leaves"]) == (4, 0, 4, 0)
    assert [one["person"]["personId"] for one in found["changes"]] == ["P1", "P2", "P3"]
    assert _tried(ask, "null") == _tried(ask, "{}")
    assert _tried(ask, CARDIOLOGISTS, first=0)["changes"] == []


@pytest.mark.usefixtures("graph")
def test_edges_and_filters_joined_are_parts_too(ask: Ask) -> None:
    rule = "{and: [{papers: {isFirst: true}}, {or: [{npi: {isNull: false}}, {trials: {}}]}]}"
    found = _tried(ask, rule)
    assert found["clauses"] == [
        "papers: {isFirst: true}",
        "or: [{npi: {isNull: false}}, {trials: {}}]",
    ]
    [ada] = found["changes"]
    assert ada["person"] == {"personId": "P1"}
    assert [one["value"] for one in ada["outcomes"]] == [None, None]


@pytest.mark.usefixtures("graph")
def test_a_rule_that_errs_is_refused_with_what_may_be_meant(refused: Ask) -> None:
    for rule, first, said in [
        ('{speciality: {eq: "Cardiology"}}', 1, "Did you mean 'specialty'"),
        ("{trialCount: {least: 1}}", 1, "least"),
        ('{trialCount: {gte: "one"}}', 1, "one"),
        ("{}", 101, "give 0 to 100"),
        ("{}", -1, "give 0 to 100"),
        ("{not: " * 12 + "{}" + "}" * 12, 1, "more than 8"),
    ]:
        error = refused(DRY_RUN % (rule, "null", first))
        assert said in error.message, rule


@pytest.mark.usefixtures("graph")
def test_the_rules_of_objectives_can_be_asked(ask: Ask) -> None:
    found = ask("{ objectives { name title why rule } }")["objectives"]
    assert [one["name"] for one in found] == [one.name for one in ruled()]
    assert len(found) == 7
    for one in found:
        assert not validate(schema._schema, parse(DRY_RUN % (one["rule"], "null", 1)))
        tried = _tried(ask, one["rule"])
        assert tried["persons"] == tried["enters"] <= 4
        assert len(tried["clauses"]) >= 1


def test_a_rule_is_taken_apart_in_its_order() -> None:
    rule = {"and": [{"npi": {"isNull": False}}, {"state": {"in": ["IL"]}}], "name": None, "or": []}
    assert [one.text for one in clauses(rule)] == [
        "npi: {isNull: false}",
        'state: {in: ["IL"]}',
        "or: []",
    ]
