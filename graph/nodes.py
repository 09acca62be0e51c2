"""How is each label made of facts and claims, and which source wins for each property?

One SELECT a label: its fields, then `source, record, known_from`. Where several sources speak of
one thing, the text says who wins. `bare` is a name in lower-case letters and digits; `company_key`
is that without its legal form.
"""

from collections.abc import Callable

import duckdb
import pyarrow as pa
from duckdb.func import ARROW

from graph.classes import drawn
from graph.companies import COMPANY
from graph.debriefs import DEBRIEF
from graph.facilities import OF_MEDICARE
from graph.licences import LICENCE
from graph.practice import MEDICARE_YEAR
from graph.products import PRODUCT
from graph.societies import SOCIETY
from graph.territories import TERRITORY
from lake.relations import Relation
from schema import fieldwork, industry, nodes, practice, profession
from schema.spellings import FOLD, LEGAL_FORMS, name_keys, part_keys
from schema.vocabulary import Node

MACROS = (
    """
CREATE OR REPLACE TEMP MACRO bare(name) AS
  trim(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', ' ', 'g'))""",
    f"""
CREATE OR REPLACE TEMP MACRO company_key(name) AS coalesce(nullif(trim(regexp_replace(
  regexp_replace(bare(name), '{LEGAL_FORMS}', '', 'g'), ' +', ' ', 'g')), ''), bare(name))""",
    """
CREATE OR REPLACE TEMP MACRO cased(name) AS if(name = upper(name), array_to_string(
  list_transform(string_split(lower(name), ' '), lambda w: upper(w[1]) || w[2:]), ' '), name)""",
    """
CREATE OR REPLACE TEMP MACRO with_further(list, further) AS nullif(list_concat(
  coalesce(list, []), list_filter(coalesce(further, []), lambda one:
    NOT list_contains(coalesce(list, []), one))), [])""",
    f"""
CREATE OR REPLACE TEMP MACRO with_folded(keys) AS list_distinct(list_concat(keys,
  list_transform(keys, lambda k: regexp_replace(k, '{FOLD}', '\\1\\2', 'g'))))""",
)


def prepare(tables: duckdb.DuckDBPyConnection) -> None:
    """Give the connection the functions that the texts call."""
    for macro in MACROS:
        tables.execute(macro)
    known = "SELECT count(*) FROM duckdb_functions() WHERE function_name = 'name_keys'"
    if not tables.execute(known).fetchall()[0][0]:
        keys = "VARCHAR[]"
        tables.create_function("name_keys", _name_keys, [str, str, str], keys, type=ARROW)
        tables.create_function("part_keys", _part_keys, [str, str], keys, type=ARROW)


def _name_keys(last: pa.Array, fore: pa.Array, suffix: pa.Array) -> pa.Array:
    return _lists(name_keys, last, fore, suffix)


def _part_keys(last: pa.Array, fore: pa.Array) -> pa.Array:
    return _lists(part_keys, last, fore)


def _lists(function: Callable[..., list[str]], *columns: pa.Array) -> pa.Array:
    rows = zip(*(column.to_pylist() for column in columns), strict=True)
    return pa.array([function(*row) for row in rows], pa.list_(pa.string()))


# Every mention of every person with the name it prints; a registry record comes first.
SPELLINGS = Relation(
    "graph.spellings",
    "person_id VARCHAR, mention VARCHAR, name VARCHAR, last_name VARCHAR, fore_name VARCHAR, "
    "suffix VARCHAR, orcid VARCHAR, npi VARCHAR, rank INTEGER, source VARCHAR, "
    "known_from TIMESTAMPTZ",
    """
WITH printed AS (
  SELECT mention, last_name, fore_name, suffix, NULL AS npi, 2 AS rank, source, known_from
  FROM facts."Byline" WHERE collective_name IS NULL
  UNION ALL
  SELECT mention, last_name, fore_name, suffix, NULL, 3, source, known_from
  FROM facts."Collaborator"
  UNION ALL
  SELECT mention, last_name, fore_name, suffix, NULL, 4, source, known_from
  FROM facts."Official"
  UNION ALL
  SELECT mention, cased(last_name), cased(concat_ws(' ', first_name, middle_name)), cased(suffix),
    npi, 5, source, known_from FROM facts."Payee"
  UNION ALL
  SELECT 'nppes:' || npi, cased(last_name), cased(concat_ws(' ', first_name, middle_name)),
    cased(suffix), npi, 1, source, known_from FROM facts."Practitioner"
)
SELECT c.person_id, c.orcid, p.*, concat_ws(' ', nullif(fore_name, ''), last_name, suffix) AS name
FROM printed p JOIN claims."Claim" c USING (mention)""",
)

NPI_HOLDERS = Relation(
    "graph.npi_holders",
    "npi VARCHAR, person_id VARCHAR",
    """
SELECT npi, min(person_id) AS person_id FROM graph.spellings
WHERE npi IS NOT NULL GROUP BY npi""",
)

PERSON = """
WITH spelled AS (
  SELECT person_id, name, min(last_name) AS last_name, min(fore_name) AS fore_name,
    min(suffix) AS suffix, min(rank) AS rank, count(*) AS n
  FROM graph.spellings WHERE name <> '' GROUP BY person_id, name
),
keyed AS (
  SELECT *,
    name_keys(coalesce(last_name, ''), coalesce(fore_name, ''), coalesce(suffix, '')) AS keys
  FROM spelled
),
best AS (
  SELECT DISTINCT ON (person_id) * FROM keyed
  ORDER BY person_id, rank = 1 DESC, length(fore_name) DESC NULLS LAST, n DESC, name
),
former AS (
  SELECT person_id, list_sort(list(DISTINCT name)) AS names, flatten(list(list_concat(
    keys, part_keys(coalesce(last_name, ''), coalesce(fore_name, ''))))) AS keys
  FROM (
    SELECT person_id, name, last_name, fore_name, keys FROM keyed
    UNION ALL
    SELECT person_id, fore_name || ' ' || last_name, last_name, fore_name,
      name_keys(coalesce(last_name, ''), coalesce(fore_name, ''), '')
    FROM (
      SELECT npi, cased(split_part(other, ', ', 1)) AS last_name,
        cased(split_part(other, ', ', 2)) AS fore_name
      FROM (SELECT npi, unnest(other_names) AS other FROM facts."Practitioner")
    ) JOIN graph.npi_holders USING (npi)
  ) GROUP BY person_id
),
keys AS (
  SELECT person_id, max(npi) AS npi, mode(orcid ORDER BY mention) AS orcid,
    min(known_from) AS known_from, string_agg(DISTINCT source, ', ' ORDER BY source) AS source
  FROM graph.spellings GROUP BY person_id
),
registered AS (
  SELECT p.* REPLACE (coalesce(d.deactivated_on,
      if(p.reactivated_on >= p.deactivated_on, NULL, p.deactivated_on)) AS deactivated_on),
    t.code, t.name AS specialty
  FROM facts."Practitioner" p LEFT JOIN facts."Deactivation" d USING (npi) LEFT JOIN (
    SELECT npi, arg_min(r.code, (NOT r.is_primary, r.ordinal)) AS code,
      arg_min(coalesce(s.name, r.code), (NOT r.is_primary, r.ordinal)) AS name
    FROM facts."Registration" r LEFT JOIN facts."Specialty" s USING (code)
    WHERE r.code IS NOT NULL GROUP BY npi
  ) t USING (npi)
),
reported AS (
  SELECT person_id, mode(specialty ORDER BY mention) AS specialty,
    mode(cased(city) ORDER BY mention) AS city, mode(state ORDER BY mention) AS state,
    mode(country ORDER BY mention) AS country
  FROM facts."Payee" JOIN claims."Claim" USING (mention) GROUP BY person_id
),
papers AS (
  SELECT start AS person_id, count(*) AS papers, min(published_on) AS first_on,
    max(published_on) AS last_on
  FROM graph.signatures JOIN facts."Paper" ON pmid = "end" WHERE counted_with IS NULL
  GROUP BY start
),
schooled AS (
  SELECT npi, min(medical_school) AS medical_school, min(graduation_year) AS graduation_year
  FROM facts."Listing" GROUP BY npi
),
trials AS (
  SELECT person_id, count(DISTINCT nct_id) AS trials
  FROM facts."Official" JOIN claims."Claim" USING (mention) GROUP BY person_id
)
SELECT k.person_id, coalesce(b.name, k.npi, k.person_id) AS name, b.last_name, b.fore_name,
  nullif(list_filter(f.names, lambda n: n <> b.name), []) AS other_names,
  nullif(b.keys, []) AS name_keys,
  nullif(list_sort(list_filter(with_folded(f.keys), lambda k: NOT list_contains(b.keys, k)
    AND NOT regexp_matches(k, '[A-Z.]'))), []) AS other_name_keys, r.credentials,
  k.npi, k.orcid,
  coalesce(r.specialty, p.specialty) AS specialty, r.code AS specialty_code,
  cased(s.medical_school) AS medical_school, s.graduation_year,
  coalesce(cased(r.city), p.city) AS city, coalesce(r.state, p.state) AS state,
  coalesce(r.country, p.country) AS country, r.enumerated_on, r.deactivated_on,
  coalesce(papers, 0) AS paper_count, coalesce(trials, 0) AS trial_count,
  a.first_on AS first_paper_on, a.last_on AS last_paper_on, k.source,
  k.person_id AS record, k.known_from
FROM keys k LEFT JOIN best b USING (person_id) LEFT JOIN former f USING (person_id)
LEFT JOIN registered r USING (npi) LEFT JOIN reported p USING (person_id)
LEFT JOIN schooled s USING (npi) LEFT JOIN papers a USING (person_id)
LEFT JOIN trials t USING (person_id)"""

# ROR and the registry speak for themselves, with what Medicare says of those that are hospitals; a
# sponsor that resolves to neither stands by its name.
INSTITUTION = f"""
WITH certified AS (
  SELECT institution_id, list('ccn:' || ccn ORDER BY ccn) AS ccns,
    list_sort(list(DISTINCT kind) FILTER (kind IS NOT NULL)) AS kinds,
    min(ownership) AS ownership, bool_or(has_emergency) AS has_emergency, min(rating) AS rating
  FROM graph.certified WHERE ownership IS NOT NULL GROUP BY institution_id
)
SELECT DISTINCT ON (institution_id) i.* REPLACE (
  if(d.npi IS NULL, status, 'inactive') AS status,
  with_further(types, kinds) AS types, with_further(identifiers, ccns) AS identifiers,
  c.ownership AS ownership, c.has_emergency AS has_emergency, c.rating AS rating)
FROM facts."Institution" i LEFT JOIN facts."Deactivation" d ON institution_id = 'npi:' || d.npi
LEFT JOIN certified c USING (institution_id)
UNION ALL BY NAME
SELECT 'name:' || bare(name) AS institution_id, min(name) AS name, min(source) AS source,
  min(record) AS record, min(known_from) AS known_from
FROM facts."Sponsor" s ANTI JOIN claims."Placement" p
  ON p.mention = 'sponsor:' || s.nct_id || ':' || s.name
WHERE kind IS DISTINCT FROM 'INDUSTRY' AND bare(name) <> '' GROUP BY bare(name)
UNION ALL BY NAME {OF_MEDICARE}"""

# MeSH gives the tree; the id is the same wherever it is printed, and so is the topic of an id.
TOPIC = """
WITH other AS (
  SELECT name, list(heading ORDER BY heading) AS names FROM graph.headings
  WHERE heading <> name GROUP BY name
)
SELECT coalesce(h.name, t.name) AS name, coalesce(max(h.mesh_id), max(t.mesh_id)) AS mesh_id,
  list_sort(list_distinct(flatten(list(tree_numbers) FILTER (tree_numbers IS NOT NULL))))
    AS tree_numbers,
  any_value(o.names) AS other_names,
  string_agg(DISTINCT source, ', ' ORDER BY source) AS source, coalesce(h.name, t.name) AS record,
  min(known_from) AS known_from
FROM facts."Topic" t LEFT JOIN graph.headings h ON h.heading = t.name
LEFT JOIN other o ON o.name = coalesce(h.name, t.name)
GROUP BY coalesce(h.name, t.name)"""

JOURNAL = """
SELECT journal_id, max(title) AS title, max(abbreviation) AS abbreviation, max(issn) AS issn,
  min(source) AS source, journal_id AS record, min(known_from) AS known_from
FROM facts."Journal" GROUP BY journal_id"""

PAYMENT = """
SELECT DISTINCT ON (payment_id) p.* REPLACE (c.company_id AS company_id)
FROM facts."Payment" p LEFT JOIN graph.payers c ON c.payer_id = p.company_id"""


def _as_stated(declared: type[Node]) -> str:
    """A label that one source speaks for alone: the fact itself, once."""
    key = declared.key
    return f'SELECT DISTINCT ON ({key}) * FROM facts."{declared.__name__}" ORDER BY {key}, record'


NODE_VIEWS: dict[type[Node], Relation] = {
    declared: drawn(declared, text)
    for declared, text in (
        (nodes.Person, PERSON),
        (nodes.Institution, INSTITUTION),
        (nodes.Company, COMPANY),
        (nodes.Journal, JOURNAL),
        (nodes.Paper, _as_stated(nodes.Paper)),
        (nodes.Topic, TOPIC),
        (nodes.Grant, _as_stated(nodes.Grant)),
        (nodes.Trial, _as_stated(nodes.Trial)),
        (nodes.Payment, PAYMENT),
        (nodes.Product, PRODUCT),
        (industry.Milestone, "FROM graph.milestones"),
        (nodes.Specialty, _as_stated(nodes.Specialty)),
        (profession.Licence, LICENCE),
        (profession.Society, SOCIETY),
        (nodes.Exclusion, "FROM graph.exclusions"),
        (nodes.Liaison, _as_stated(nodes.Liaison)),
        (fieldwork.Territory, TERRITORY),
        (fieldwork.Debrief, DEBRIEF),
        (nodes.Team, _as_stated(nodes.Team)),
        (nodes.Engagement, _as_stated(nodes.Engagement)),
        (nodes.CodeGroup, _as_stated(nodes.CodeGroup)),
        (practice.MedicareYear, MEDICARE_YEAR),
    )
}
