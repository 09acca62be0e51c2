"""Our measures and GDS's against igraph's on a real network: M. E. J. Newman's of 1,589 network
scientists (2006), with the strength that joint papers give each tie.

The network is no part of the project; `PEERLINE_REAL_DATA` names the folder it is kept in.
"""

import os
import random
from itertools import islice
from pathlib import Path
from typing import Any

import igraph
import numpy as np
import pytest
from neo4j import Driver

from algorithms.network import centralities, communities, connectors, influence
from graph.projection import projected, scores
from schema.settings import Settings

REAL = Path(
    os.environ.get("PEERLINE_REAL_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data"
)
NETSCIENCE = REAL / "network" / "netscience.gml"

pytestmark = pytest.mark.skipif(
    not NETSCIENCE.exists(),
    reason="the network of network scientists is not here: put netscience.gml into the folder "
    "network/ of the folder that PEERLINE_REAL_DATA names",
)

DRAW = """
UNWIND $ties AS tie
MERGE (a:Person {personId: tie[0]})
MERGE (b:Person {personId: tie[1]})
CREATE (a)-[:CONNECTED_TO {strength: tie[2]}]->(b)"""


def _network() -> igraph.Graph:
    """The persons who have a tie, with ids of five digits in the order of the file."""
    network = igraph.Graph.Read_GML(str(NETSCIENCE))
    network.simplify(combine_edges="first")
    network.delete_vertices([v.index for v in network.vs if v.degree() == 0])
    network.vs["person_id"] = [f"P{v.index:05}" for v in network.vs]
    return network


def _drawn(driver: Driver, network: igraph.Graph) -> None:
    names = network.vs["person_id"]
    ties = iter([names[e.source], names[e.target], e["value"]] for e in network.es)
    while batch := list(islice(ties, 1_000)):
        driver.execute_query(DRAW, ties=batch)


def _property(driver: Driver, network: igraph.Graph, name: str) -> list[Any]:
    rows = driver.execute_query("MATCH (p:Person) RETURN p.personId AS id, p[$n] AS v", n=name)
    found = {row["id"]: row["v"] for row in rows.records}
    return [found[person_id] for person_id in network.vs["person_id"]]


def test_rank_betweenness_and_circles_agree_with_igraph(driver: Driver, server: Settings) -> None:
    network = _network()
    _drawn(driver, network)
    with projected(driver, server.neo4j_database) as ties:
        assert ties is not None
        assert ties.persons == network.vcount()
        influence.compute(ties)
        given = {"tolerance": 1e-9, "max_iterations": 1_000}
        with ties.in_gds() as (gds, graph):
            gds.page_rank.mutate(graph, "theirs", relationship_weight_property="strength", **given)
            ties.tables.register("theirs", scores(gds, graph, "theirs"))
        (apart,) = ties.tables.execute(
            "SELECT max(abs(p.score - t.score)) "
            "FROM network.page_ranks p JOIN theirs t USING (person_id)"
        ).fetchall()[0]
        centralities.compute(ties)
        communities.compute(ties)
        connectors.compute(ties)

    assert apart < 1e-6
    # igraph's ranks sum to 1; ours and GDS's to the number of persons.
    rank = np.array(_property(driver, network, "pageRank")) / network.vcount()
    assert rank == pytest.approx(np.array(network.pagerank(weights="value")), abs=1e-6)
    assert rank.sum() == pytest.approx(1, abs=1e-6)

    between = np.array(_property(driver, network, "betweenness"))
    assert between == pytest.approx(np.array(network.betweenness()), abs=1e-5, rel=1e-9)

    circles = _property(driver, network, "community")
    random.seed(20_060_501)  # igraph draws from Python's generator
    theirs = network.community_leiden("modularity", weights="value", n_iterations=-1)
    ours = network.modularity(circles, weights="value")
    assert ours == pytest.approx(theirs.modularity, abs=0.005)
