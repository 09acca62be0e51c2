"""The strongest chain costs what GDS Dijkstra and networkx say, on a real co-authorship network:
Newman's network scientists (2006), which `PEERLINE_REAL_DATA` holds, and a made-up network."""

from math import log
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from neo4j import Driver

from algorithms.paths.ranges import compressed
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import pieces

DRAW = """
UNWIND $ties AS tie
MERGE (a:Person {personId: tie[0]})
MERGE (b:Person {personId: tie[1]})
CREATE (a)-[:CONNECTED_TO {cost: tie[2]}]->(b)"""
PROJECT = """
CALL gds.graph.project('chains', 'Person',
  {CONNECTED_TO: {orientation: 'UNDIRECTED', properties: 'cost'}}) YIELD graphName
RETURN graphName"""
DIJKSTRA = """
UNWIND $pairs AS pair
MATCH (a:Person {personId: pair[0]}), (b:Person {personId: pair[1]})
CALL gds.shortestPath.dijkstra.stream('chains',
  {sourceNode: a, targetNode: b, relationshipWeightProperty: 'cost'}) YIELD totalCost
RETURN pair[0] AS a, pair[1] AS b, totalCost AS cost"""


@pytest.mark.parametrize("which", ["real", "made up"])
def test_a_thousand_pairs_cost_what_gds_and_networkx_say(
    driver: Driver, data: Path, which: str
) -> None:
    ties = _real(data) if which == "real" else _made_up()
    nodes = max(max(a, b) for a, b, _ in ties) + 1
    ends = np.array([(a, b) for a, b, _ in ties], np.int64)
    strength = np.array([one for _, _, one in ties])
    searcher = Searcher(compressed([pieces(*ends.T, 1, strength, 0)], nodes))
    random = np.random.default_rng(7)
    pairs = [[int(v) for v in random.choice(nodes, 2, replace=False)] for _ in range(1000)]

    rows = [[str(a), str(b), -log(one)] for a, b, one in ties]
    driver.execute_query("CREATE INDEX chainEnds IF NOT EXISTS FOR (p:Person) ON (p.personId)")
    driver.execute_query(DRAW, ties=rows)
    driver.execute_query(PROJECT)
    try:
        named = [[str(a), str(b)] for a, b in pairs]
        found = driver.execute_query(DIJKSTRA, pairs=named).records
    finally:
        driver.execute_query("CALL gds.graph.drop('chains') YIELD graphName RETURN graphName")
        driver.execute_query("DROP INDEX chainEnds IF EXISTS")
    theirs = {(int(row["a"]), int(row["b"])): row["cost"] for row in found}
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, -log(one)) for a, b, one in ties)

    reached = 0
    for a, b in pairs:
        ours = searcher.chains([a], b, 1)
        assert bool(ours) == ((a, b) in theirs)
        if ours:
            reached += 1
            assert ours[0].cost == pytest.approx(theirs[a, b], rel=1e-5, abs=1e-5)
            cost = nx.dijkstra_path_length(graph, a, b)
            assert ours[0].cost == pytest.approx(cost, rel=1e-5, abs=1e-5)
    assert reached > 20


def _real(data: Path) -> list[tuple[int, int, float]]:
    graph = nx.read_gml(data / "network" / "netscience.gml", label="id")
    return [(a, b, 0.99 * (1 - np.exp(-w))) for a, b, w in graph.edges(data="value")]


def _made_up() -> list[tuple[int, int, float]]:
    random = np.random.default_rng(11)
    graph = nx.barabasi_albert_graph(1500, 3, seed=11)
    return [(a, b, float(random.uniform(0.01, 0.95))) for a, b in graph.edges]
