"""The network that a projection of the graph holds, read once for all algorithms on it."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import numpy as np

from algorithms.network.network import Network, network
from graph.projection import Projection


def of_ties(ties: Projection) -> Network:
    """The network of a projection, made once."""
    if "network" not in ties.held:
        ties.held["network"] = _read(ties.tables)
    found: Network = ties.held["network"]
    return found


def _read(tables: duckdb.DuckDBPyConnection) -> Network:
    tables.execute(
        "CREATE TEMP TABLE numbered AS SELECT person_id, "
        "(row_number() OVER (ORDER BY person_id) - 1)::INTEGER AS number FROM network.persons"
    )
    ids = tables.execute("SELECT person_id FROM numbered ORDER BY number").fetchnumpy()
    arcs = tables.sql(
        "SELECT a.number AS one, b.number AS other, strength FROM network.ties "
        "JOIN numbered a ON a.person_id = one JOIN numbered b ON b.person_id = other"
    ).to_arrow_table()
    tables.execute("DROP TABLE numbered")
    person = np.asarray(ids["person_id"], object)
    one, other, strength = (column.to_numpy() for column in arcs.columns)
    found = network(len(person), one, other, strength)
    return replace(found, person=person)
