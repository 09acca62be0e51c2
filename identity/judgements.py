"""What did stewards say of mentions, and what follows for pairs of them?

A judgement says that the mentions of `one` are the same person as those of `other`, or that they
are different ones. Of two that contradict each other the later stands.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identity.bags import Ints
from lake.current import Lake
from lake.relations import Relation, clear, make, put

# What stewards said: `kind` is `same` or `different`, later ones have greater numbers.
JUDGEMENTS = Relation(
    "identity.judgements",
    "judgement BIGINT, kind VARCHAR, one VARCHAR[], other VARCHAR[], why VARCHAR",
)

# What was said of each pair of mentions.
JUDGED_PAIRS = Relation(
    "identity.judged_pairs",
    "judgement BIGINT, kind VARCHAR, one VARCHAR, other VARCHAR",
    """
SELECT judgement, kind, least(one, other) AS one, greatest(one, other) AS other
FROM (SELECT judgement, kind, one, unnest(other) AS other
  FROM (SELECT judgement, kind, unnest(one) AS one, other FROM identity.judgements))
""",
)

# What mentions that were judged are nodes of: payees and practitioners, of their keys.
JUDGED_NODES = Relation(
    "identity.judged_nodes",
    "mention VARCHAR, node VARCHAR",
    """
SELECT mention, coalesce('npi:' || y.npi, 'profile:' || y.profile_id,
  if(mention LIKE 'nppes:%', 'npi:' || substr(mention, 7), mention)) AS node
FROM (SELECT DISTINCT unnest(list_concat(one, other)) AS mention FROM identity.judgements)
LEFT JOIN facts."Payee" y USING (mention)
""",
)

# Pairs of nodes that stewards hold apart, unless a later judgement joined them.
NODES_APART = Relation(
    "identity.nodes_apart",
    "one VARCHAR, other VARCHAR",
    """
WITH latest AS (
  SELECT one, other, arg_max(kind, judgement) AS kind FROM identity.judged_pairs
  GROUP BY one, other
)
SELECT DISTINCT a.node AS one, b.node AS other
FROM latest JOIN identity.judged_nodes a ON a.mention = one
JOIN identity.judged_nodes b ON b.mention = other
WHERE kind = 'different' AND a.node <> b.node
""",
)


class Judged(NamedTuple):
    """What stewards said of pairs of mentions: 1 the same person, -1 different ones."""

    left: Ints
    right: Ints
    sign: Ints


NOBODY = Judged(*(np.zeros(0, np.int64) for _ in range(3)))


def take_judgements(lake: Lake, judgements: pa.Table | None) -> None:
    """Leave the judgements that stand, and what follows from them for pairs and nodes."""
    if judgements is None:
        clear(lake.tables, JUDGEMENTS)
    else:
        put(lake.tables, JUDGEMENTS, judgements)
    make(lake.tables, JUDGED_PAIRS, JUDGED_NODES, NODES_APART)


def judged(lake: Lake, ids: pa.Array) -> Judged:
    """What stewards said of pairs of the mentions with these ids, by their places among them."""
    pairs = lake.sql("FROM identity.judged_pairs ORDER BY judgement, one, other").combine_chunks()
    named = pc.unique(pa.chunked_array([*pairs["one"].chunks, *pairs["other"].chunks], pa.string()))
    at = np.flatnonzero(pc.is_in(ids, named))
    known = ids.take(pa.array(at))
    ends = [pc.index_in(pairs[end], known).fill_null(-1).to_numpy() for end in ("one", "other")]
    both = (ends[0] >= 0) & (ends[1] >= 0)
    sign = np.where(np.asarray(pc.equal(pairs["kind"], "same")), 1, -1)
    left, right = (at[end[both]] for end in ends)
    return Judged(left, right, sign[both])
