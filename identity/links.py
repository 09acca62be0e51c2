"""What joins mentions, and what is taken back where it joined too much?

Two bylines of one paper are two people, and so are two NPIs or two ORCIDs, and those of whom a
steward says so: where links join what these keep apart, the weakest layer among them is taken back
for all who are concerned. What no link joins is a person of its own.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from identity.extent import settled
from lake.current import Lake
from lake.relations import Relation, let, make, put

# From strong to weak.
LAYERS = ("judged", "key", "profile", "name", "registry")
_LINK = "mention VARCHAR, key VARCHAR, layer VARCHAR, score DOUBLE, reason VARCHAR"
_PAYEES = settled('SELECT mention, npi, profile_id FROM facts."Payee"')
_PRACTITIONERS = settled("""SELECT npi, 'nppes:' || npi AS mention FROM facts."Practitioner" """)

# All that can be joined: mentions that have a name, and the keys of payees and practitioners.
NODES = Relation(
    "identity.nodes",
    "node VARCHAR",
    f"""
WITH paid AS ({_PAYEES}), registered AS ({_PRACTITIONERS})
SELECT mention AS node FROM identity.mentions
UNION SELECT 'npi:' || npi FROM registered
UNION SELECT 'npi:' || npi FROM paid WHERE npi IS NOT NULL
UNION SELECT 'profile:' || profile_id FROM paid WHERE profile_id IS NOT NULL
""",
)

# Whom a steward joined, unless a later judgement holds them apart.
JUDGED_LINKS = Relation(
    "identity.judged_links",
    _LINK,
    """
SELECT DISTINCT node AS mention, 'judgement:' || judgement AS key, 'judged' AS layer, 1.0 AS score,
  why AS reason
FROM (
  SELECT judgement, why, unnest(list_concat(one, other)) AS mention
  FROM identity.judgements WHERE kind = 'same' AND judgement NOT IN (
    SELECT s.judgement FROM identity.judged_pairs s JOIN identity.judged_pairs d
      ON d.one = s.one AND d.other = s.other AND d.judgement > s.judgement
    WHERE s.kind = 'same' AND d.kind = 'different')
)
JOIN identity.judged_nodes USING (mention) SEMI JOIN identity.nodes USING (node)
""",
)

# An ORCID's bylines whose surname or given name is the one it is mostly printed with.
ORCID_LINKS = Relation(
    "identity.orcid_links",
    _LINK,
    """
WITH usual AS (
  SELECT orcid, mode(surname ORDER BY mention) AS surname,
    mode(nullif(given, '') ORDER BY mention) AS given
  FROM identity.mentions WHERE orcid IS NOT NULL GROUP BY orcid
)
SELECT m.mention, 'orcid:' || m.orcid AS key, 'key' AS layer, 0.99 AS score,
  'ORCID ' || m.orcid || ' is printed with it' AS reason
FROM identity.mentions m JOIN usual u USING (orcid)
WHERE m.surname = u.surname OR m.given = u.given
""",
)

PROFILE_LINKS = Relation(
    "identity.profile_links",
    _LINK,
    f"""
SELECT DISTINCT 'npi:' || npi AS mention, 'profile:' || profile_id AS key, 'profile' AS layer,
  0.98 AS score, 'same Open Payments profile' AS reason
FROM ({_PAYEES}) WHERE npi IS NOT NULL AND profile_id IS NOT NULL
""",
)

# Whom one trial names twice; those of different middle initials are different people.
TRIAL_LINKS = Relation(
    "identity.trial_links",
    _LINK,
    """
WITH keyed AS (
  SELECT mention, concat_ws('|', record, surname, given) || '|' || middle AS key
  FROM identity.mentions WHERE NOT apart
)
SELECT mention, 'twice:' || key AS key, 'name' AS layer, 0.97 AS score,
  'the same trial names this person twice' AS reason
FROM keyed QUALIFY count(*) OVER (PARTITION BY key) > 1
""",
)

# Whom the model holds to be one person (`identity.reasons`).
NAME_LINKS = Relation("identity.name_links", _LINK, computed_from=("identity.name_clusters",))

# The links of all layers but the registry's.
PROPOSED_LINKS = Relation(
    "identity.proposed_links",
    _LINK,
    """
FROM identity.judged_links
UNION ALL FROM identity.orcid_links
UNION ALL FROM identity.profile_links
UNION ALL FROM identity.trial_links
UNION ALL FROM identity.name_links SEMI JOIN identity.mentions USING (mention)
""",
)

# Persons without an NPI of their own and the practitioner they are (`identity.registry`).
LINKS_WITH_REGISTRY = Relation(
    "identity.links_with_registry",
    _LINK,
    "FROM identity.links UNION ALL FROM identity.registry_links",
)

# The links that stand.
LINKS = Relation(
    "identity.links",
    _LINK,
    computed_from=(
        "identity.proposed_links",
        "identity.links_with_registry",
        "identity.links_that_stay",
    ),
)

# Each node with the smallest node that links lead to.
COMPONENTS = Relation(
    "identity.components",
    "node VARCHAR, component VARCHAR",
    computed_from=("identity.nodes", "identity.links"),
)

# Components that hold together what must stay apart.
CONTRADICTED_COMPONENTS = Relation(
    "identity.contradicted_components",
    "component VARCHAR",
    """
SELECT component FROM identity.components WHERE node LIKE 'npi:%'
GROUP BY component HAVING count(*) > 1
UNION
SELECT component FROM identity.components WHERE node LIKE 'orcid:%'
GROUP BY component HAVING count(*) > 1
UNION
SELECT component FROM identity.components JOIN identity.mentions ON mention = node WHERE apart
GROUP BY component, record HAVING count(*) > 1
UNION
SELECT a.component FROM identity.nodes_apart d
JOIN identity.components a ON a.node = d.one JOIN identity.components b ON b.node = d.other
WHERE a.component = b.component
""",
)

LINKS_THAT_STAY = Relation(
    "identity.links_that_stay",
    _LINK,
    """
FROM identity.links WHERE layer <> getvariable('weakest_layer') OR mention NOT IN (
  SELECT node FROM identity.components
  SEMI JOIN identity.contradicted_components USING (component))
""",
)


def link(lake: Lake) -> None:
    """Leave `identity.nodes`, and the `links` of all layers but the registry's, settled."""
    rules = JUDGED_LINKS, ORCID_LINKS, PROFILE_LINKS, TRIAL_LINKS
    make(lake.tables, NODES, *rules)
    put(lake.tables, LINKS, PROPOSED_LINKS)
    _settle(lake.tables)


def link_registry(lake: Lake) -> None:
    """Add the registry's links to those that stand, and settle all of them."""
    put(lake.tables, LINKS, LINKS_WITH_REGISTRY)
    _settle(lake.tables)


def _settle(tables: duckdb.DuckDBPyConnection) -> None:
    """Join what the links join, then take back the weakest layer wherever that joined too much."""
    _join(tables)
    for layer in reversed(LAYERS):
        make(tables, CONTRADICTED_COMPONENTS)
        if not tables.execute(_CONTRADICTIONS).fetchall()[0][0]:
            return
        let(tables, {"weakest_layer": layer})
        put(tables, LINKS, LINKS_THAT_STAY)
        _join(tables)


_CONTRADICTIONS = "SELECT count(*) FROM identity.contradicted_components"


def _join(tables: duckdb.DuckDBPyConnection) -> None:
    links = tables.sql("SELECT DISTINCT mention, key FROM identity.links").to_arrow_table()
    nodes = tables.sql("FROM identity.nodes UNION SELECT key FROM identity.links").to_arrow_table()
    names = nodes["node"].combine_chunks()
    names = names.take(pc.array_sort_indices(names))
    ends = [pc.index_in(links[end], names).to_numpy() for end in ("mention", "key")]
    size = len(names)
    graph = coo_array((np.ones(len(ends[0]), bool), (ends[0], ends[1])), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label, return_index=True)
    component = names.take(pa.array(first[label]))
    put(tables, COMPONENTS, pa.table({"node": names, "component": component}))
