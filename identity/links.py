"""What joins mentions, and what is taken back where it joined too much?

Two bylines of one paper are two people, and so are two NPIs or two ORCID iDs, and those of whom a
steward says so. Where links join what these keep apart, the weakest of them fall and the others
stand (`identity.contradictions`). What no link joins is a person of its own.
"""

from __future__ import annotations

from collections import defaultdict

import duckdb
import pyarrow as pa

from identity.components import join
from identity.contradictions import Apart, Singles, fallen
from identity.extent import settled
from lake.current import Lake
from lake.relations import Relation, clear, let, make, put, rows_of, show, view

# From strong to weak.
LAYERS = ("judged", "key", "profile", "name", "registry")
_LINK = "mention VARCHAR, key VARCHAR, layer VARCHAR, score DOUBLE, reason VARCHAR"
_PAYEES = settled('SELECT mention, npi, profile_id FROM facts."Payee"')
_REGISTRANTS = settled('SELECT DISTINCT mention FROM facts."Registrant"')
_PRACTITIONERS = settled("""SELECT npi, 'nppes:' || npi AS mention FROM facts."Practitioner" """)

# All that can be joined: mentions that have a name, the keys of payees and practitioners, and
# registrants of other countries.
NODES = Relation(
    "identity.nodes",
    "node VARCHAR",
    f"""
WITH paid AS ({_PAYEES}), registered AS ({_PRACTITIONERS})
SELECT mention AS node FROM identity.mentions
UNION SELECT 'npi:' || npi FROM registered
UNION SELECT 'npi:' || npi FROM paid WHERE npi IS NOT NULL
UNION SELECT 'profile:' || profile_id FROM paid WHERE profile_id IS NOT NULL
UNION SELECT mention FROM ({_REGISTRANTS})
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

ORCID_LINKS = Relation(
    "identity.orcid_links",
    _LINK,
    """
SELECT mention, 'orcid:' || orcid AS key, 'key' AS layer, 0.99 AS score,
  'ORCID ' || orcid || ' is printed with it' AS reason
FROM identity.mentions WHERE orcid IS NOT NULL
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

NIH_LINKS = Relation(
    "identity.nih_links",
    _LINK,
    """
SELECT mention, 'nih:' || profile AS key, 'profile' AS layer, 0.98 AS score,
  'same NIH profile' AS reason
FROM identity.mentions WHERE profile IS NOT NULL
""",
)

# Whom one record names twice: a trial, or a paper among its authors and its investigators. Those of
# different middle initials are different people.
RECORD_LINKS = Relation(
    "identity.record_links",
    _LINK,
    """
WITH keyed AS (
  SELECT mention, roster, concat_ws('|', record, surname, given, middle) AS key
  FROM identity.mentions WHERE roster = 0 OR given <> ''
)
SELECT mention, 'twice:' || key AS key, 'name' AS layer, 0.97 AS score,
  'the same record names this person twice' AS reason
FROM keyed QUALIFY count(*) OVER (PARTITION BY key) > 1
  AND (roster = 0 OR count(DISTINCT roster) OVER (PARTITION BY key) > 1)
""",
)

# Whom the model holds to be one person (`identity.reasons`).
NAME_LINKS = Relation(
    "identity.name_links",
    _LINK,
    """
FROM identity.name_links_before ANTI JOIN identity.blocks_beside USING (block)
UNION ALL BY NAME FROM identity.name_links_beside
""",
)

SETTLED_NAME_LINKS = Relation(
    "identity.settled_name_links", _LINK, settled("FROM identity.name_links")
)

# The links of all layers; those of the registry once persons without it are settled. They tie
# persons without an NPI of their own to the practitioner (`identity.registry`) or the registrant of
# another country (`identity.registers`) they are.
PROPOSED_LINKS = Relation(
    "identity.proposed_links",
    _LINK,
    """
FROM identity.judged_links
UNION ALL FROM identity.orcid_links
UNION ALL FROM identity.profile_links
UNION ALL FROM identity.nih_links
UNION ALL FROM identity.record_links
UNION ALL FROM identity.settled_name_links
UNION ALL FROM identity.registry_links WHERE getvariable('with_registry')
UNION ALL FROM identity.register_links WHERE getvariable('with_registry')
""",
)

# Links that would join what must stay apart, beside stronger ones.
FALLEN_LINKS = Relation("identity.fallen_links", "mention VARCHAR, key VARCHAR")

# The links that stand.
LINKS = Relation(
    "identity.links",
    _LINK,
    "FROM identity.proposed_links ANTI JOIN identity.fallen_links USING (mention, key)",
)

# What a person has one of: an NPI, an ORCID iD, an NIH profile, a number in a register, a place in
# a record's roster. Printed there twice with one ORCID iD, a person has two.
SINGLES = Relation(
    "identity.singles",
    "node VARCHAR, kind VARCHAR, value VARCHAR",
    """
SELECT node, split_part(node, ':', 1) AS kind, node AS value FROM identity.nodes
WHERE node LIKE 'npi:%'
UNION ALL
SELECT node, regexp_extract(node, '^(.*?[|].*?)[|]', 1), node FROM identity.nodes
WHERE node LIKE 'register:%'
UNION ALL
SELECT DISTINCT 'orcid:' || orcid, 'orcid', orcid FROM identity.mentions WHERE orcid IS NOT NULL
UNION ALL
SELECT mention, 'orcid', orcid FROM identity.mentions WHERE orcid IS NOT NULL
UNION ALL
SELECT mention, 'profile', profile FROM identity.mentions WHERE profile IS NOT NULL
UNION ALL
SELECT mention, concat_ws(' ', record, roster), coalesce(orcid, mention)
FROM identity.mentions WHERE roster > 0
""",
)

# Components that hold together what must stay apart.
CONTRADICTED_COMPONENTS = Relation(
    "identity.contradicted_components",
    "component VARCHAR",
    """
SELECT DISTINCT component FROM identity.singles JOIN identity.components USING (node)
GROUP BY component, kind HAVING count(DISTINCT value) > 1
UNION
SELECT a.component FROM identity.nodes_apart d
JOIN identity.components a ON a.node = d.one JOIN identity.components b ON b.node = d.other
WHERE a.component = b.component
""",
)

# Links within those, from strong to weak.
CONTRADICTED_LINKS = Relation(
    "identity.contradicted_links",
    _LINK,
    f"""
SELECT l.* FROM identity.links l JOIN identity.components c ON c.node = l.mention
SEMI JOIN identity.contradicted_components USING (component)
ORDER BY list_position({list(LAYERS)}, layer), score DESC, key, mention
""",
)

FALLEN_SO_FAR = Relation(
    "identity.fallen_so_far",
    FALLEN_LINKS.columns,
    "FROM identity.fallen_links UNION FROM identity.falling_links",
)

# Those of the contradicted links that fall.
FALLING_LINKS = Relation(
    "identity.falling_links",
    FALLEN_LINKS.columns,
    computed_from=("identity.contradicted_links", "identity.singles", "identity.nodes_apart"),
)


def link(lake: Lake, is_part: bool) -> None:
    """Leave `identity.nodes`, and the `links` of all layers but the registry's, settled; with
    `is_part`, of those in scope."""
    tables = lake.tables
    if is_part:  # looked up among those of everyone once
        show(tables, SETTLED_NAME_LINKS, rows_of(tables, SETTLED_NAME_LINKS))
    else:
        view(tables, SETTLED_NAME_LINKS)
    let(tables, {"with_registry": False})
    make(tables, NODES, SINGLES, JUDGED_LINKS, ORCID_LINKS, PROFILE_LINKS, NIH_LINKS, RECORD_LINKS)
    clear(tables, FALLEN_LINKS)
    view(tables, PROPOSED_LINKS, LINKS)
    _settle(tables)


def link_registry(lake: Lake) -> None:
    """Add the registry's links to those that stand, and settle all of them."""
    let(lake.tables, {"with_registry": True})
    _settle(lake.tables)


def _settle(tables: duckdb.DuckDBPyConnection) -> None:
    """Join what the links join; where that joins what must stay apart, the weakest links fall."""
    join(tables)
    make(tables, CONTRADICTED_COMPONENTS, CONTRADICTED_LINKS)
    contradicted = rows_of(tables, CONTRADICTED_LINKS)
    if contradicted.num_rows:
        ends = [contradicted[end].to_pylist() for end in ("mention", "key")]
        falls = fallen(list(zip(*ends, strict=True)), _singles(tables), _apart(tables))
        put(tables, FALLING_LINKS, contradicted.filter(pa.array(falls)))
        put(tables, FALLEN_LINKS, FALLEN_SO_FAR)
        join(tables)


def _singles(tables: duckdb.DuckDBPyConnection) -> Singles:
    """What each node has one of, by its kind, in components that are contradicted."""
    singles: Singles = defaultdict(dict)
    for node, kind, value in tables.execute(_CONTRADICTED_SINGLES).fetchall():
        singles[node][kind] = value
    return singles


def _apart(tables: duckdb.DuckDBPyConnection) -> Apart:
    """From whom each node must stay apart."""
    apart: Apart = defaultdict(set)
    for one, other in tables.execute("FROM identity.nodes_apart").fetchall():
        apart[one].add(other)
        apart[other].add(one)
    return apart


_CONTRADICTED_SINGLES = """
SELECT node, kind, value FROM identity.singles JOIN identity.components USING (node)
SEMI JOIN identity.contradicted_components USING (component)
"""
