"""Which nodes do links lead to each other? Each component is named after its smallest node.

Nodes are numbered, so that what is joined are numbers, and found by SciPy's breadth-first search.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from lake.relations import Relation, clear, make, put, rows_of

# Every node and key of a link, numbered in any order.
NUMBERED_NODES = Relation(
    "identity.numbered_nodes",
    "node VARCHAR, number BIGINT",
    """
SELECT node, row_number() OVER () - 1 AS number
FROM (FROM identity.nodes UNION SELECT key FROM identity.links)
""",
)
NUMBERED_LINKS = Relation(
    "identity.numbered_links",
    "one BIGINT, other BIGINT",
    """
SELECT a.number AS one, b.number AS other FROM identity.links l
JOIN identity.numbered_nodes a ON a.node = l.mention JOIN identity.numbered_nodes b ON b.node = key
""",
)

# What the links join has one label.
LABELS = Relation(
    "identity.labels",
    "number BIGINT, label BIGINT",
    computed_from=("identity.numbered_nodes", "identity.numbered_links"),
)

# Each node with the smallest node that links lead to.
COMPONENTS = Relation(
    "identity.components",
    "node VARCHAR, component VARCHAR",
    """
WITH labelled AS (
  SELECT node, label FROM identity.numbered_nodes JOIN identity.labels USING (number)
),
smallest AS (SELECT label, min(node) AS component FROM labelled GROUP BY label)
SELECT node, component FROM labelled JOIN smallest USING (label)
""",
)


def join(tables: duckdb.DuckDBPyConnection) -> None:
    """Leave `identity.components`, of `identity.nodes` and `.links`."""
    make(tables, NUMBERED_NODES)
    [(size,)] = tables.execute("SELECT count(*) FROM identity.numbered_nodes").fetchall()
    links = rows_of(tables, NUMBERED_LINKS)
    ends = links["one"].to_numpy(), links["other"].to_numpy()
    graph = coo_array((np.ones(len(ends[0]), bool), ends), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    put(tables, LABELS, pa.table({"number": np.arange(size), "label": label.astype(np.int64)}))
    make(tables, COMPONENTS)
    clear(tables, NUMBERED_NODES, LABELS)
