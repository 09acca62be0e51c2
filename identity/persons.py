"""Which mentions mean one person?

What joins mentions comes in layers, from strong to weak, each of which can be taken back on its
own:

1. *judged*: a steward said so;
2. *key*: the same NPI, or the same ORCID where the names do not contradict it;
3. *profile*: the same Open Payments profile;
4. *name*: the model holds mentions of one name to be one person (`identity.clustering`), or one
   trial names a person twice;
5. *registry*: the person fits one practitioner of the registry best (`identity.registry`).

Two bylines of one paper are two people, and so are two NPIs or two ORCIDs, and those of whom a
steward says so: where links join what these keep apart, the weakest layer among them is taken back
for all who are concerned. What no link joins is a person of its own.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from identity import registry, scope, stability
from identity.clustering import Told
from identity.mentions import Mentions
from lake.current import Lake

LAYERS = ("judged", "key", "profile", "name", "registry")

# An ORCID's bylines whose surname or given name is the one it is mostly printed with.
BY_ORCID = """
WITH usual AS (
  SELECT orcid, mode(surname ORDER BY mention) AS surname,
    mode(nullif(given, '') ORDER BY mention) AS given
  FROM mentions WHERE orcid IS NOT NULL GROUP BY orcid
)
SELECT m.mention, 'orcid:' || m.orcid AS key, 'key' AS layer, 0.99 AS score,
  'ORCID ' || m.orcid || ' is printed with it' AS reason
FROM mentions m JOIN usual u USING (orcid)
WHERE m.surname = u.surname OR m.given = u.given
"""

BY_TRIAL = """
SELECT mention, concat_ws('|', record, surname, given) AS key, middle, 0.97 AS score,
  'the same trial names this person twice' AS reason
FROM mentions WHERE NOT apart
"""

# Groups of two or more; a group with different middle initials falls apart by them.
TWICE = """
WITH split AS (SELECT mention, key || '|' || middle AS key, score, reason FROM ({rule}))
SELECT mention, 'twice:' || key AS key, 'name' AS layer, score, reason FROM split
QUALIFY count(*) OVER (PARTITION BY key) > 1
"""

# What mentions that were judged are nodes of: payees and practitioners, of their keys.
MEANT = """
SELECT mention, coalesce('npi:' || y.npi, 'profile:' || y.profile_id,
  if(mention LIKE 'nppes:%', 'npi:' || substr(mention, 7), mention)) AS node
FROM (SELECT DISTINCT unnest(list_concat(one, other)) AS mention FROM judgements)
LEFT JOIN facts."Payee" y USING (mention)
"""

JUDGED = """
SELECT DISTINCT node AS mention, 'judgement:' || judgement AS key, 'judged' AS layer, 1.0 AS score,
  why AS reason
FROM (
  SELECT judgement, why, unnest(list_concat(one, other)) AS mention
  FROM judgements WHERE kind = 'same' AND judgement NOT IN (
    SELECT s.judgement FROM said s JOIN said d
      ON d.one = s.one AND d.other = s.other AND d.judgement > s.judgement
    WHERE s.kind = 'same' AND d.kind = 'different')
)
JOIN meant USING (mention) SEMI JOIN nodes USING (node)
"""

BY_PROFILE = """
SELECT DISTINCT 'npi:' || npi AS mention, 'profile:' || profile_id AS key, 'profile' AS layer,
  0.98 AS score, 'same Open Payments profile' AS reason
FROM (FROM facts."Payee" {within}) WHERE npi IS NOT NULL AND profile_id IS NOT NULL
"""

# Components that hold together what must stay apart.
CONTRADICTED = """
SELECT component FROM components WHERE node LIKE 'npi:%' GROUP BY component HAVING count(*) > 1
UNION
SELECT component FROM components WHERE node LIKE 'orcid:%' GROUP BY component HAVING count(*) > 1
UNION
SELECT component FROM components JOIN mentions ON mention = node WHERE apart
GROUP BY component, record HAVING count(*) > 1
UNION
SELECT a.component FROM different d
JOIN components a ON a.node = d.one JOIN components b ON b.node = d.other
WHERE a.component = b.component
"""

# Pairs that stewards hold apart, unless a later judgement joined them.
DIFFERENT = """
WITH latest AS (
  SELECT one, other, arg_max(kind, judgement) AS kind FROM said GROUP BY one, other
)
SELECT DISTINCT a.node AS one, b.node AS other
FROM latest JOIN meant a ON a.mention = one JOIN meant b ON b.mention = other
WHERE kind = 'different' AND a.node <> b.node
"""

# What was said of each pair of mentions.
SAID = """
SELECT judgement, kind, least(one, other) AS one, greatest(one, other) AS other
FROM (SELECT judgement, kind, one, unnest(other) AS other
  FROM (SELECT judgement, kind, unnest(one) AS one, other FROM judgements))
"""

CLAIMS = """
WITH why AS (
  SELECT mention, max(score) FILTER (layer <> 'registry') AS score,
    list_sort(list(DISTINCT reason)) AS reasons
  FROM links GROUP BY mention
),
tied AS (
  SELECT c.component, max(l.score) AS score
  FROM links l JOIN components c ON c.node = l.mention WHERE l.layer = 'registry'
  GROUP BY c.component
),
named AS (
  SELECT m.mention, p.person_id, coalesce(w.score, 1.0) * coalesce(t.score, 1.0) AS score,
    coalesce(w.reasons, ['no other record was joined to it']) AS reasons, {model} AS model
  FROM mentions m JOIN components c ON c.node = m.mention
  JOIN people p USING (component)
  LEFT JOIN why w ON w.mention = m.mention
  LEFT JOIN tied t ON t.component = c.component
),
payees AS (
  SELECT y.mention, p.person_id, if(y.npi IS NOT NULL, 1.0, 0.98) AS score,
    [if(y.npi IS NOT NULL, 'NPI ' || y.npi, 'Open Payments profile ' || y.profile_id)
      || ' is reported with the payment'] AS reasons, NULL AS model
  FROM (FROM facts."Payee" {within}) y
  JOIN components c ON c.node = coalesce('npi:' || y.npi, 'profile:' || y.profile_id)
  JOIN people p USING (component)
),
registered AS (
  SELECT 'nppes:' || npi AS mention, person_id, 1.0 AS score,
    ['the registry''s own record'] AS reasons, NULL AS model
  FROM facts."Practitioner" JOIN components c ON c.node = 'npi:' || npi
  JOIN people USING (component)
)
SELECT * FROM named UNION ALL SELECT * FROM payees UNION ALL SELECT * FROM registered
ORDER BY mention
"""

NODES = """
WITH paid AS (SELECT npi, profile_id FROM facts."Payee" {within})
SELECT mention AS node FROM mentions
UNION SELECT 'npi:' || npi FROM (
  SELECT npi, 'nppes:' || npi AS mention FROM facts."Practitioner") {within}
UNION SELECT 'npi:' || npi FROM paid WHERE npi IS NOT NULL
UNION SELECT 'profile:' || profile_id FROM paid WHERE profile_id IS NOT NULL
"""
# Where only some are settled, what concerns them.
WITHIN = "WHERE mention IN (FROM scope)"


def judged(lake: Lake, judgements: pa.Table | None) -> None:
    """Leave the tables `judgements`, `said`, `meant` and `different`."""
    lake.keep("judgements", JUDGEMENTS.empty_table() if judgements is None else judgements)
    lake.keep("said", SAID)
    lake.keep("meant", MEANT)
    lake.keep("different", DIFFERENT)


def persons(lake: Lake, model: str, is_part: bool = False) -> pa.Table | None:
    """All `Claim`s; with `is_part`, those of the table `scope`, or none where it has grown by names
    that must be read first. Needs the tables that `placements`, `mentions` and `judged` leave, and
    the links of names as table `alike`."""
    within = WITHIN if is_part else ""
    _link(lake, within)
    lake.keep("ties", registry.ties(lake))
    if is_part and (wider := scope.widened(lake)) is not None:
        if wider:
            return None
        _link(lake, within)
    lake.keep("links", "FROM links UNION ALL BY NAME FROM ties")
    _settle(lake)
    lake.keep("people", stability.people(lake, is_part))
    return lake.sql(CLAIMS.format(model=f"'{model}'", within=within))


def _link(lake: Lake, within: str) -> None:
    """Leave `nodes`, and the `links` of all layers but the registry's, settled."""
    lake.keep("nodes", NODES.format(within=within))
    alike = "FROM alike SEMI JOIN mentions USING (mention)" if within else "FROM alike"
    rules = JUDGED, BY_ORCID, BY_PROFILE.format(within=within), TWICE.format(rule=BY_TRIAL), alike
    columns = "mention, key, layer, score, reason"
    lake.keep("links", " UNION ALL ".join(f"SELECT {columns} FROM ({rule})" for rule in rules))
    _settle(lake)


JUDGEMENTS = pa.schema(
    [
        ("judgement", pa.int64()),
        ("kind", pa.string()),
        ("one", pa.list_(pa.string())),
        ("other", pa.list_(pa.string())),
        ("why", pa.string()),
    ]
)

# What stewards said of pairs of mentions that have a name, in the order of the judgements.
TOLD = """
SELECT a.place AS one, b.place AS other, if(kind = 'same', 1, -1) AS sign
FROM said JOIN placed a ON a.mention = said.one JOIN placed b ON b.mention = said.other
ORDER BY judgement, a.mention, b.mention
"""


def told(lake: Lake, m: Mentions) -> Told:
    """What stewards said of pairs of mentions, by their places in the columns; needs `judged`."""
    lake.keep("placed", pa.table({"mention": m.ids, "place": np.arange(len(m))}))
    rows = lake.sql(TOLD)
    left, right, sign = (rows[name].to_numpy().astype(np.int64) for name in rows.column_names)
    return Told(left, right, sign)


def _settle(lake: Lake) -> None:
    """Join what the links join, then take back the weakest layer wherever that joined too much."""
    _join(lake)
    for layer in reversed(LAYERS):
        if not lake.sql(CONTRADICTED).num_rows:
            return
        concerned = f"SELECT node FROM components WHERE component IN ({CONTRADICTED})"
        lake.keep("links", f"FROM links WHERE layer <> '{layer}' OR mention NOT IN ({concerned})")
        _join(lake)


def _join(lake: Lake) -> None:
    """Leave `components`: each node with the smallest node that links lead to."""
    links = lake.sql("SELECT DISTINCT mention, key FROM links")
    nodes = lake.sql("FROM nodes UNION SELECT key FROM links")["node"].combine_chunks()
    nodes = nodes.take(pc.array_sort_indices(nodes))
    ends = [pc.index_in(links[end], nodes).to_numpy() for end in ("mention", "key")]
    size = len(nodes)
    graph = coo_array((np.ones(len(ends[0]), bool), (ends[0], ends[1])), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    _, first = np.unique(label, return_index=True)
    table = pa.table({"node": nodes, "component": nodes.take(pa.array(first[label]))})
    lake.keep("components", table)
