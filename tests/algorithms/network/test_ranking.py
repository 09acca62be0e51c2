"""Runs on a part of the network, drawn by hand: whose ties count, and what is left behind."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from neo4j import Driver

from algorithms.network.ranking import NothingInScope, rows, run, write
from graph.scopes import Scope, scope_of
from schema.settings import Settings

#   a - p1 - b     c - p2 - d    p3: a, b, c, on the valves of the heart, 2015
#   b - t1 - c, a trial on the heart; all of MA but d
DRAW = """
CREATE (a:Person {personId: 'a', name: 'Dr a', state: 'MA', specialty: 'Cardiology'})
CREATE (b:Person {personId: 'b', name: 'Dr b', state: 'MA', specialty: 'Cardiology'})
CREATE (c:Person {personId: 'c', name: 'Dr c', state: 'MA'})
CREATE (d:Person {personId: 'd', name: 'Dr d', state: 'NY'})
CREATE (p1:Paper {pmid: '1', publishedOn: date('2020-01-01'), authors: 2})
CREATE (p2:Paper {pmid: '2', publishedOn: date('2020-01-01'), authors: 2})
CREATE (p3:Paper {pmid: '3', publishedOn: date('2015-01-01'), authors: 3})
CREATE (t1:Trial {nctId: 'NCT1', startedOn: date('2020-01-01')})
CREATE (heart:Topic {name: 'Heart'})<-[:BROADER]-(valves:Topic {name: 'Heart Valves'})
CREATE (p3)-[:ABOUT]->(valves), (t1)-[:STUDIES]->(heart)
CREATE (a)-[:AUTHORED]->(p1)<-[:AUTHORED]-(b), (c)-[:AUTHORED]->(p2)<-[:AUTHORED]-(d)
CREATE (a)-[:AUTHORED]->(p3)<-[:AUTHORED]-(b), (c)-[:AUTHORED]->(p3)
CREATE (b)-[:INVESTIGATES]->(t1)<-[:INVESTIGATES]-(c)
CREATE (a)-[:CONNECTED_TO {strength: 0.5, paperStrength: 0.5}]->(b)
CREATE (b)-[:CONNECTED_TO {strength: 0.6, paperStrength: 0.2, trialStrength: 0.5}]->(c)
CREATE (c)-[:CONNECTED_TO {strength: 0.3, paperStrength: 0.3}]->(d)"""


@pytest.fixture
def ranked(driver: Driver, outside: Settings, tmp_path: Path) -> Callable[[Scope], Any]:
    """A function that runs on the drawn graph within a scope."""
    driver.execute_query(DRAW)
    at = outside.model_copy(update={"home": tmp_path})
    return lambda scope: run(at, scope)


def _of(found: Any, name: str) -> dict[str, Any]:
    return {row["person_id"]: row[name] for row in found.table.to_pylist()}


def test_a_state_keeps_the_ties_within_it(ranked: Any, driver: Driver) -> None:
    found = ranked(scope_of(None, "MA", None, None, None))
    assert (found.persons, found.ties) == (3, 2)
    # Within MA b stands between a and c; in the whole network c would, too.
    assert _of(found, "betweenness") == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert _of(found, "is_cut_person") == {"a": False, "b": True, "c": False}
    held = driver.execute_query("MATCH (p:Person) WHERE p.influence IS NOT NULL RETURN p").records
    assert held == []  # the graph says of persons what it said
    assert not driver.execute_query("CALL gds.graph.list() YIELD graphName").records


def test_kinds_choose_the_strength(ranked: Any) -> None:
    trials = ranked(scope_of(["trial"], None, None, None, None))
    assert (trials.persons, trials.ties) == (2, 1)
    assert _of(trials, "tie_count") == {"b": 1, "c": 1}
    with pytest.raises(ValueError, match="phone"):
        scope_of(["phone"], None, None, None, None)


def test_a_topic_counts_records_of_its_subtree(ranked: Any) -> None:
    found = ranked(scope_of(None, None, None, "Heart", date(2020, 1, 1)))
    # p3 makes three pairs of weight 1/2, halved by its five years; t1 gives b and c 1 more.
    half = 0.5 ** ((date(2020, 1, 1) - date(2015, 1, 1)).days / 365.25 / 5)
    assert found.ties == 3
    reasons = _of(found, "influence_reasons")
    assert reasons["b"][0] == f"2 ties, of summed strength {round(half + 1, 2)}"
    assert _of(found, "constraint").keys() == {"a", "b", "c"}


def test_no_record_after_the_day_is_looked_at(ranked: Any, driver: Driver) -> None:
    scope = scope_of(None, None, None, None, date(2019, 12, 31))
    before = ranked(scope)
    assert (before.persons, before.ties) == (3, 3)  # p3 alone
    driver.execute_query(
        "MATCH (a:Person {personId: 'a'}), (d:Person {personId: 'd'}) "
        "CREATE (a)-[:AUTHORED]->(:Paper {pmid: '9', publishedOn: date('2021-01-01'), authors: 2})"
        "<-[:AUTHORED]-(d)"
    )
    after = ranked(scope)
    assert after.run == before.run and after.table.equals(before.table)


def test_a_run_is_written_with_its_id_and_listed_by_any_number(ranked: Any, tmp_path: Path) -> None:
    found = ranked(Scope(state="MA"))
    place = write(found, tmp_path / "runs")
    assert place.name == f"{found.run}.parquet"
    assert pq.read_table(place).equals(found.table)
    assert f'"run": "{found.run}"' in place.with_suffix(".json").read_text()
    assert [row["personId"] for row in rows(found, "betweenness", 2)] == ["b", "a"]
    with pytest.raises(ValueError, match="'fame' is no number of a run"):
        rows(found, "fame", 2)


def test_a_scope_without_a_tie_is_an_error(ranked: Any) -> None:
    with pytest.raises(NothingInScope, match="state XX"):
        ranked(Scope(state="XX"))
