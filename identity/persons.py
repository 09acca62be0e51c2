"""Which mentions mean one person?

First rules, from strong to weak, each a layer of links that can be taken back on its own:

1. *key*: the same NPI, or the same ORCID where the names do not contradict it;
2. *profile*: the same Open Payments profile;
3. *name*: the same full name with the same institution, or with the same co-author, or twice in one
trial; 4. *registry*: a full name and a city that exactly one practitioner of the registry has.

Two bylines of one paper are two people, and so are two NPIs or two ORCIDs: where links join what
these keep apart, the weakest layer among them is taken back for all who are concerned. What no link
joins is a person of its own.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from lake.current import Lake

LAYERS = ("key", "profile", "name", "registry")

# Everyone named by a paper or a trial, with the parts of the name that are compared.
MENTIONS = """
WITH named AS (
  SELECT mention, pmid AS record, true AS apart, last_name, fore_name, orcid
  FROM facts."Byline" WHERE collective_name IS NULL AND is_valid AND last_name IS NOT NULL
  UNION ALL
  SELECT mention, pmid, true, last_name, fore_name, orcid
  FROM facts."Collaborator" WHERE last_name IS NOT NULL
  UNION ALL
  SELECT mention, nct_id, false, last_name, fore_name, NULL
  FROM facts."Official" WHERE last_name IS NOT NULL
)
SELECT DISTINCT ON (mention) mention, record, apart, orcid, surname(last_name) AS surname,
  given(coalesce(fore_name, '')) AS given, middle(coalesce(fore_name, '')) AS middle
FROM named
"""

# An ORCID's bylines whose surname or given name is the one it is mostly printed with.
BY_ORCID = """
WITH usual AS (
  SELECT orcid, mode(surname) AS surname, mode(nullif(given, '')) AS given
  FROM (FROM mentions WHERE orcid IS NOT NULL ORDER BY mention) GROUP BY orcid
)
SELECT m.mention, 'orcid:' || m.orcid AS key, 'key' AS layer, 0.99 AS score,
  'ORCID ' || m.orcid || ' is printed with it' AS reason
FROM mentions m JOIN usual u USING (orcid)
WHERE m.surname = u.surname OR m.given = u.given
"""

# The same full name at the same institution, or with the same affiliation to the letter.
BY_INSTITUTION = """
WITH located AS (
  SELECT mention, institution_id AS place FROM placements
  UNION
  SELECT mention, plain(text) FROM facts."Affiliation" WHERE length(text) > 20
)
SELECT m.mention, concat_ws('|', surname, given, place) AS key, middle, 0.9 AS score,
  'same full name and institution as other records' AS reason
FROM mentions m JOIN located USING (mention) WHERE given <> ''
"""

# The same full name beside the same co-author's full name; study groups make no co-authors.
BY_COAUTHOR = """
WITH authors AS (
  SELECT m.mention, m.record, surname, given, middle
  FROM mentions m JOIN facts."Byline" USING (mention)
  WHERE given <> '' AND m.record NOT IN (SELECT pmid FROM facts."Paper" WHERE authors > 50)
)
SELECT a.mention, concat_ws('|', a.surname, a.given, b.surname, b.given) AS key, a.middle,
  0.88 AS score, 'same full name and co-author as other records' AS reason
FROM authors a JOIN authors b ON a.record = b.record AND a.mention <> b.mention
"""

BY_TRIAL = """
SELECT mention, concat_ws('|', record, surname, given) AS key, middle, 0.97 AS score,
  'the same trial names this person twice' AS reason
FROM mentions WHERE NOT apart
"""

# Groups of two or more; a group with different middle initials falls apart by them.
GROUPED = """
WITH grouped AS (
  SELECT *, count(DISTINCT nullif(middle, '')) OVER (PARTITION BY key) > 1 AS mixed FROM ({rule})
),
split AS (SELECT mention, key || if(mixed, '|' || middle, '') AS key, score, reason FROM grouped)
SELECT mention, '{name}:' || key AS key, 'name' AS layer, score, reason FROM split
QUALIFY count(*) OVER (PARTITION BY key) > 1
"""

BY_PROFILE = """
SELECT DISTINCT 'npi:' || npi AS mention, 'profile:' || profile_id AS key, 'profile' AS layer,
  0.98 AS score, 'same Open Payments profile' AS reason
FROM facts."Payee" WHERE npi IS NOT NULL AND profile_id IS NOT NULL
"""

# The cities of each mention, from its institutions and from the text of its affiliations.
CITIES = """
SELECT mention, plain(city) || ' ' || lower(state) AS city
FROM placements JOIN facts."Institution" USING (institution_id) WHERE state IS NOT NULL
UNION
SELECT a.mention, p.part FROM facts."Affiliation" a JOIN parts p USING (text)
WHERE p.part IN (SELECT city FROM registry)
"""

# The registry prints capitals, in which no given name could be told from initials.
REGISTRY = """
WITH spelled AS (
  SELECT npi, last_name, concat_ws(' ', first_name, middle_name) AS fore_name, city, state
  FROM facts."Practitioner" WHERE last_name IS NOT NULL
  UNION ALL
  SELECT npi, split_part(other, ', ', 1), split_part(other, ', ', 2), city, state
  FROM (SELECT npi, city, state, unnest(other_names) AS other FROM facts."Practitioner")
)
SELECT DISTINCT npi, surname(last_name) AS surname, given(lower(fore_name)) AS given,
  middle(lower(fore_name)) AS middle, plain(city) || ' ' || lower(state) AS city
FROM spelled WHERE city IS NOT NULL AND state IS NOT NULL
"""

# Clusters without an NPI that fit exactly one practitioner by full name and city.
BY_REGISTRY = """
WITH fits AS (
  SELECT DISTINCT c.component, m.mention, r.npi, r.city
  FROM mentions m JOIN components c ON c.node = m.mention
  JOIN cities USING (mention)
  JOIN registry r ON r.surname = m.surname AND r.given = m.given AND r.city = cities.city
    AND (r.middle = m.middle OR r.middle = '' OR m.middle = '')
  WHERE m.given <> ''
),
tied AS (SELECT DISTINCT component FROM components WHERE node LIKE 'npi:%'),
sole AS (
  SELECT component FROM fits WHERE component NOT IN (FROM tied)
  GROUP BY component HAVING count(DISTINCT npi) = 1
)
SELECT DISTINCT mention, 'npi:' || npi AS key, 'registry' AS layer, 0.85 AS score,
  'the only practitioner of this full name in ' || city || ' is NPI ' || npi AS reason
FROM fits JOIN sole USING (component)
"""

# Components that hold together what must stay apart.
CONTRADICTED = """
SELECT component FROM components WHERE node LIKE 'npi:%' GROUP BY component HAVING count(*) > 1
UNION
SELECT component FROM components WHERE node LIKE 'orcid:%' GROUP BY component HAVING count(*) > 1
UNION
SELECT component FROM components JOIN mentions ON mention = node WHERE apart
GROUP BY component, record HAVING count(*) > 1
"""

# One row a component: the strongest key in it names the person.
PEOPLE = """
SELECT component, 'P' || substr(sha256(coalesce(
    min(node) FILTER (node LIKE 'npi:%'), min(node) FILTER (node LIKE 'orcid:%'),
    min(node) FILTER (node LIKE 'profile:%'), min(node))), 1, 12) AS person_id
FROM components GROUP BY component
"""

CLAIMS = """
WITH why AS (
  SELECT mention, max(score) FILTER (layer <> 'registry') AS score,
    list_sort(list(DISTINCT reason)) AS reasons
  FROM links GROUP BY mention
),
tied AS (
  SELECT DISTINCT c.component FROM links l JOIN components c ON c.node = l.mention
  WHERE l.layer = 'registry'
),
named AS (
  SELECT m.mention, p.person_id,
    coalesce(w.score, 1.0) * if(t.component IS NULL, 1.0, 0.85) AS score,
    coalesce(w.reasons, ['no other record was joined to it']) AS reasons
  FROM mentions m JOIN components c ON c.node = m.mention
  JOIN people p USING (component)
  LEFT JOIN why w ON w.mention = m.mention
  LEFT JOIN tied t ON t.component = c.component
),
payees AS (
  SELECT y.mention, p.person_id, if(y.npi IS NOT NULL, 1.0, 0.98) AS score,
    [if(y.npi IS NOT NULL, 'NPI ' || y.npi, 'Open Payments profile ' || y.profile_id)
      || ' is reported with the payment'] AS reasons
  FROM facts."Payee" y
  JOIN components c ON c.node = coalesce('npi:' || y.npi, 'profile:' || y.profile_id)
  JOIN people p USING (component)
),
registered AS (
  SELECT 'nppes:' || npi AS mention, person_id, 1.0 AS score,
    ['the registry''s own record'] AS reasons
  FROM facts."Practitioner" JOIN components c ON c.node = 'npi:' || npi
  JOIN people USING (component)
)
SELECT * FROM named UNION ALL SELECT * FROM payees UNION ALL SELECT * FROM registered
ORDER BY mention
"""

NODES = """
SELECT mention AS node FROM mentions
UNION SELECT 'npi:' || npi FROM facts."Practitioner"
UNION SELECT 'npi:' || npi FROM facts."Payee" WHERE npi IS NOT NULL
UNION SELECT 'profile:' || profile_id FROM facts."Payee" WHERE profile_id IS NOT NULL
"""


def persons(lake: Lake) -> pa.Table:
    """All `Claim`s. Needs the tables that `placements` left, and the table `placements` itself."""
    lake.keep("mentions", MENTIONS)
    lake.keep("nodes", NODES)
    names = [("at", BY_INSTITUTION), ("with", BY_COAUTHOR), ("twice", BY_TRIAL)]
    rules = [BY_ORCID, BY_PROFILE, *(GROUPED.format(rule=r, name=n) for n, r in names)]
    lake.keep("links", " UNION ALL ".join(f"SELECT * FROM ({rule})" for rule in rules))
    _settle(lake)
    lake.keep("registry", REGISTRY)
    lake.keep("cities", CITIES)
    lake.keep("links", f"FROM links UNION ALL FROM ({BY_REGISTRY})")
    _settle(lake)
    lake.keep("people", PEOPLE)
    return lake.sql(CLAIMS)


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
