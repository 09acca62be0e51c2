"""Of a person each source speaks, is silent, or is not loaded, and these three are never mixed."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
MORE = """
MATCH (ada:Person {personId: 'P1'})
CREATE (s:Society {societyId: 's', name: 'S'}),
  (ada)-[:BELONGS_TO_SOCIETY {role: 'officer', term: 'officer', source: 'societies'}]->(s)
WITH ada
UNWIND [['pubmed', 2], ['societies', 1], ['clinical-trials', 1], ['digital', 0]] AS one
CREATE (:Source {name: one[0], title: one[0], files: one[1], terms: 'Terms of ' + one[0],
  loadedAt: CASE WHEN one[1] > 0 THEN datetime('2026-03-01T12:30:00Z') END,
  toldUntil: CASE WHEN one[0] = 'pubmed' THEN date('2026-02-27') END})
"""
COVERAGE = '{ person(id: "%s") { coverage { name state toldUntil loadedAt licence } } }'


@pytest.fixture
def covered(graph: Driver, server: Settings) -> Driver:
    """The drawn graph with four sources."""
    graph.execute_query(MORE, database_=server.neo4j_database)
    return graph


@pytest.mark.parametrize(
    ("person", "states"),
    [
        ("P1", ["silent", "not loaded", "speaks", "speaks"]),
        ("P3", ["speaks", "not loaded", "silent", "silent"]),
        ("P4", ["silent", "not loaded", "silent", "silent"]),
    ],
)
def test_what_each_source_says_of_a_person(
    covered: Driver, ask: Ask, person: str, states: list[str]
) -> None:
    found = ask(COVERAGE % person)["person"]["coverage"]
    assert [one["name"] for one in found] == [
        *("clinical-trials", "digital", "pubmed", "societies")
    ]
    assert [one["state"] for one in found] == states
    assert [one["loadedAt"] is None for one in found] == [False, True, False, False]
    assert [one["toldUntil"] for one in found] == [None, None, "2026-02-27", None]
    assert {one["licence"] for one in found} == {
        *("Terms of clinical-trials", "Terms of digital", "Terms of pubmed", "Terms of societies")
    }
