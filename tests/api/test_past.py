"""What is told of a past day, and why something is so, on the drawn graph."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase, Driver

from api import explaining
from api.callers import Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from schema.settings import Settings

Ask = Callable[..., Any]
ON_DAY = """query ($day: Date!, $known: DateTime) { person(id: "P1") {
  onDay(asOf: $day, knownBy: $known) { asOf knownBy paperCount trialCount firstPaperOn lastPaperOn
    receivedUsd colleagues centrality } } }"""


def test_counts_stop_at_the_day(paid: Driver, ask: Ask) -> None:
    paid.execute_query(
        "MATCH (p:Person {personId: 'P1'}) SET p.trendUntil = date('2024-12-31'), "
        "p.centralityByQuarter = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, $gap, 11.0, 12.0]",
        gap=float("nan"),
    )
    late = ask(ON_DAY, day="9999-12-31")["person"]["onDay"]
    # Payments a, b, c and g of Ada; c reached her in two roles and counts once.
    assert late == {
        "asOf": "9999-12-31",
        "knownBy": None,
        "paperCount": 1,
        "trialCount": 0,
        "firstPaperOn": "2024-02-29",
        "lastPaperOn": "2024-02-29",
        "receivedUsd": "1130.30",
        "colleagues": 1,
        "centrality": 12.0,
    }
    day_before = ask(ON_DAY, day="2024-02-28")["person"]["onDay"]
    assert (day_before["paperCount"], day_before["firstPaperOn"]) == (0, None)
    assert (day_before["receivedUsd"], day_before["colleagues"]) == ("130.30", 0)
    # The fourth quarter of 2023, the eighth of twelve, is the last that had ended by then.
    assert day_before["centrality"] == 8.0
    gap = ask(ON_DAY, day="2024-07-15")["person"]["onDay"]
    assert gap["centrality"] is None  # the tenth quarter is not covered
    # A quarter has 91 or 92 days: the eleventh ends 92 days before the twelfth.
    for day, centrality in (("2024-09-30", 11.0), ("2024-09-29", None), ("2024-12-30", 11.0)):
        assert ask(ON_DAY, day=day)["person"]["onDay"]["centrality"] == centrality
    early = ask(ON_DAY, day="0001-01-01")["person"]["onDay"]
    assert (early["receivedUsd"], early["centrality"], early["paperCount"]) == (None, None, 0)


def test_what_was_not_loaded_yet_was_not_known(paid: Driver, ask: Ask) -> None:
    paid.execute_query(
        "MATCH (:Person {personId: 'P1'})-[a:AUTHORED]->() "
        "SET a.knownFrom = datetime('2026-03-05T00:00:00Z')"
    )
    for known, count in (("2026-03-04T23:59:59Z", 0), ("2026-03-05T00:00:00Z", 1)):
        found = ask(ON_DAY, day="2030-01-01", known=known)["person"]["onDay"]
        assert found["paperCount"] == count and found["centrality"] is None
        question = """query ($known: DateTime) { person(id: "P1") {
          papers(knownBy: $known) { totalCount nodes { pmid } } } }"""
        papers = ask(question, known=known)["person"]["papers"]
        assert (papers["totalCount"], len(papers["nodes"])) == (count, count)


def test_lists_of_what_happens_are_cut_by_a_day(paid: Driver, ask: Ask) -> None:
    question = """query ($day: Date) {
      payments(asOf: $day, orderBy: {field: PAID_ON, direction: ASC}) { totalCount
        nodes { paymentId } }
      company(id: "firm") { payments(asOf: $day) { totalCount
        groups(by: [NATURE]) { count sum(of: AMOUNT_USD) } } }
      trials(asOf: $day) { totalCount } papers(asOf: $day) { totalCount } }"""
    found = ask(question, day="2023-05-01")
    assert [one["paymentId"] for one in found["payments"]["nodes"]] == ["a", "b"]
    assert found["company"]["payments"] == {
        "totalCount": 2,
        "groups": [{"count": 2, "sum": "30.30"}],
    }
    assert (found["trials"]["totalCount"], found["papers"]["totalCount"]) == (1, 0)
    # Of what has no day it cannot be told: payment f is in no past list.
    assert ask(question, day="9999-12-31")["payments"]["totalCount"] == 6
    assert ask(question)["payments"]["totalCount"] == 7


EXPLAINED = """{ person(id: "P1") {
  influenceExplained { sentences method version asOf } connectorExplained { sentences }
  papers { edges { explanation { sentences method asOf } } }
  ties { edges { explanation { sentences method asOf } } } } }"""


def test_scores_ties_and_identity_are_explained_in_words(paid: Driver, ask: Ask) -> None:
    paid.execute_query(
        "MATCH (p:Person {personId: 'P1'}) SET p.scoreRun = 'r1', "
        "p.influenceReasons = ['1 tie'], p.influenceUntil = date('2024-12-31') "
        "WITH p MATCH (p)-[t:CONNECTED_TO]-() SET t.strengthParts = [0.5, -0.01, -0.25]"
    )
    paid.execute_query(
        "MATCH (:Person {personId: 'P1'})-[a:AUTHORED]->() "
        "SET a.identityReasons = ['NPI 1: 15 practitioners bear this full name, same city']"
    )
    person = ask(EXPLAINED)["person"]
    influence = person["influenceExplained"]
    assert influence["sentences"][1:3] == [
        "It is 1.000: the first person has 1. Compared are all persons with a tie.",
        "1 tie",
    ]
    assert (influence["version"], influence["asOf"]) == ("r1", "2024-12-31")
    assert influence["method"] == "docs/algorithms.md#influence"
    assert person["connectorExplained"] is None
    ((identity,),) = [[edge["explanation"] for edge in person["papers"]["edges"]]]
    assert identity["sentences"] == [
        "The record is held to be this person's with probability 0.500; it prints the name as Ada "
        "Quill.",
        "NPI 1: 15 practitioners bear this full name, same city",
        "Against it speaks: 15 practitioners bear this full name, with probability 0.500 it is "
        "someone else's.",
    ]
    ((tie,),) = [[edge["explanation"] for edge in person["ties"]["edges"]]]
    assert tie["sentences"][1:] == [
        "It is 0.50, of 1 joint paper.",
        "1 joint paper",
        "Each theme adds to the log odds: how recent the joint records are +0.50, how steadily, "
        "over how long -0.25.",
    ]
    assert tie["asOf"] == "2024-02-29"


@pytest.mark.parametrize("state", ["IL", "NY"])
def test_a_liaison_reads_the_past_of_the_own_territory(
    paid: Driver, server: Settings, tmp_path: Any, state: str
) -> None:
    at = connection.address(server)
    caller = Caller("u-7", Role.LIAISON, frozenset({state}))

    async def asked() -> Any:
        async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
            cursors = Cursors(tmp_path / "cursor.key")
            context = Context(driver, server.neo4j_database, cursors, caller=caller)
            return await schema.execute(question, context_value=context)

    question = """{ person(id: "P1") { onDay(asOf: "2030-01-01") { paperCount }
      influenceExplained { sentences } connectorExplained { sentences } } }"""
    found = asyncio.run(asked())
    assert found.errors is None and found.data
    is_own = state == "IL"
    assert (found.data["person"]["onDay"] is not None) == is_own
    assert (found.data["person"]["influenceExplained"] is not None) == is_own


def test_every_method_named_is_a_heading_of_the_documentation() -> None:
    for read in ("INFLUENCE", "CONNECTOR", "EMERGING", "TIE", "IDENTITY"):
        match = getattr(explaining, read).metadata["read"].match
        file, heading = match.split("method: '")[1].split("'")[0].split("#")
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        titles = {line.lstrip("# ").lower().replace(" ", "-") for line in lines if line[:1] == "#"}
        assert heading in titles
