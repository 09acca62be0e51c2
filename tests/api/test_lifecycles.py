"""A product's milestones name the experts on its condition, and say who was met, and how late."""

from collections.abc import Callable
from typing import Any

import pytest
from changing import Office
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
LIFECYCLE = """
{ lifecycle(product: %s, asOf: "2026-03-01") { said asOf product { name }
    milestones { name condition phase beginsOn hasBegun discuss missed
      experts { person { personId } score reasons engagements firstMetOn lastMetOn liaisons
        meeting daysLate why latest { kind record day source } } } } }"""

#  Oakol is in phase 3 for heart failure. Paper 101 (2024) of Ada and Bo is about it, Bo being last;
#  the trial of 2020 with Bo and Cy is of phase 3 and about it. A liaison met Bo twice, the first
#  time 20 days after phase 3 began; a visit to Ada was called off, one is ahead.
DRAW = """
MATCH (oakol:Product {productId: 'drug oakol'}), (heart:Topic {name: 'Heart Failure'}),
  (trial:Trial {nctId: 'NCT00000001'}), (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'})
SET trial.phases = ['PHASE3']
CREATE (trial)-[:STUDIES {role: 'condition'}]->(heart),
  (oakol)-[:DEVELOPED_FOR {phase: 'phase 3', checkedOn: date('2026-01-15')}]->(heart),
  (msl:Liaison {liaisonId: 'MSL-07'})
WITH oakol, ada, bo, msl
UNWIND [['trial start', 'phase 3', '2025-01-01'], ['launch', null, '2027-01-01']] AS m
CREATE (oakol)-[:HAS_MILESTONE]->(:Milestone {milestoneId: m[0], kind: m[0], note: m[1],
  condition: 'Heart Failure', happensOn: date(m[2]), isExpected: false})
WITH DISTINCT ada, bo, msl
UNWIND [['a', bo, '2025-01-21', false], ['b', bo, '2026-02-01', false],
  ['c', ada, '2024-06-01', true], ['d', ada, '2026-04-01', false]] AS e
WITH msl, e, e[1] AS who
CREATE (msl)-[:HELD]->(:Engagement {engagementId: e[0], heldOn: date(e[2]), isCancelled: e[3]})
  -[:ENGAGED {identityScore: 1.0, identityReasons: ['id']}]->(who)
"""


@pytest.fixture
def product(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a product on the way."""
    paid.execute_query(DRAW, database_=server.neo4j_database)
    return paid


@pytest.mark.usefixtures("product")
def test_each_milestone_has_its_experts_and_says_who_was_met_when(ask: Ask) -> None:
    found = ask(LIFECYCLE % '"Oakol"')["lifecycle"]
    assert (found["asOf"], found["product"]) == ("2026-03-01", {"name": "Oakol"})
    first, second, third, after = found["milestones"]
    assert [one["name"] for one in found["milestones"]] == [
        *("phase-1", "phase-2", "phase-3", "after-launch")
    ]
    assert {(one["condition"], one["phase"]) for one in found["milestones"]} == {
        ("Heart Failure", "phase 3")
    }
    begun = [(one["beginsOn"], one["hasBegun"]) for one in found["milestones"]]
    assert begun == [(None, True), (None, True), ("2025-01-01", True), ("2027-01-01", False)]
    # Phase 3 weighs trials 2, guidelines 2, papers 1: Bo 3 of 5, Cy 2 of 5, Ada 1 of 5.
    bo, cy, ada = third["experts"]
    assert [one["person"]["personId"] for one in (bo, cy, ada)] == ["P2", "P3", "P1"]
    assert [one["score"] for one in (bo, cy, ada)] == pytest.approx([0.6, 0.4, 0.2])
    assert bo["reasons"] == [
        "runs large trials in it: 1 trial of phase 3",
        "publishes on the condition: 1 paper",
    ]
    assert bo["latest"] == [
        {"kind": "Paper", "record": "101", "day": "2024-02-29", "source": "pubmed"},
        {"kind": "Trial", "record": "NCT00000001", "day": "2020-01-01"}
        | {"source": "clinical-trials"},
    ]
    assert (bo["engagements"], bo["firstMetOn"], bo["lastMetOn"]) == (2, "2025-01-21", "2026-02-01")
    assert (bo["liaisons"], bo["meeting"], bo["daysLate"]) == (["MSL-07"], "met late", 20)
    # From 2025-01-01 to 2026-03-01: a year, January and February.
    for one in (cy, ada):
        assert (one["engagements"], one["firstMetOn"], one["meeting"]) == (0, None, "missed")
        assert one["daysLate"] == 365 + 31 + 28
    assert third["missed"] == 3
    # Before phase 3 no day is listed: who was met was met, whoever was not is missed, undated.
    assert [(one["meeting"], one["daysLate"]) for one in first["experts"]] == [
        ("met", None),
        ("missed", None),
    ]
    # Ada and Bo have one paper each; equals go by id.
    assert [one["meeting"] for one in after["experts"]] == ["not due", "met in time"]
    # Bo is the last author: of phase 2, where nobody has other records.
    assert [one["person"]["personId"] for one in second["experts"]] == ["P2"]
    assert "No day is listed for 2 of 4 milestones." in found["said"]


@pytest.mark.usefixtures("product")
def test_a_product_of_no_listed_condition_has_no_milestones(ask: Ask) -> None:
    found = ask(LIFECYCLE % '"Ashol"')["lifecycle"]
    assert found["milestones"] == []
    assert "No list says what the product is for" in found["said"]


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ('"Okol"', "the nearest are 'Oakol'"),
        ('"Oakol", first: 0', "`first` is 0; give 1 to 50"),
        ('"Oakol", first: 51', "give 1 to 50"),
        ('""', "no Product has"),
    ],
)
def test_what_is_no_product_is_refused(refused: Ask, arguments: str, said: str) -> None:
    assert said in refused(LIFECYCLE % arguments).message


OFFICE = """
MATCH (oak:Person {personId: $oak}), (elm:Person {personId: $elm})
CREATE (p:Product {productId: 'drug oakol', name: 'Oakol'})-[:DEVELOPED_FOR {phase: 'phase 1'}]->
  (t:Topic {name: 'Heart Failure'})<-[:ABOUT]-(w:Paper {pmid: '9', publishedOn: date('2024-01-01')})
CREATE (oak)-[:AUTHORED {isLast: false}]->(w)<-[:AUTHORED {isLast: true}]-(elm)"""
WHO = '{ lifecycle(product: "Oakol") { milestones { experts { person { personId } } } } }'

SUPPRESS = 'mutation ($who: String!) { suppress(person: $who, why: "w") { takesEffect } }'


def _first(office: Office, **how: Any) -> set[str]:
    first = office.data(WHO, **how)["lifecycle"]["milestones"][0]
    return {one["person"]["personId"] for one in first["experts"]}


def test_a_liaison_is_told_experts_of_the_own_territory(office: Office, driver: Driver) -> None:
    driver.execute_query(OFFICE, oak=office.oak, elm=office.elm, database_=office.database)
    assert _first(office) == {office.oak, office.elm}
    assert _first(office, role="liaison", subject="MSL-07", territory=("IL",)) == {office.oak}
    office.data(SUPPRESS, who=office.elm)
    assert _first(office) == {office.oak}
