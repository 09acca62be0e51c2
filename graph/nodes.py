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
from graph.congresses import CONGRESS, SESSION
from graph.debriefs import DEBRIEF
from graph.digital import ACTIVITY
from graph.facilities import OF_MEDICARE
from graph.grants import GRANT
from graph.licences import LICENCE
from graph.persons import PERSON
from graph.practice import MEDICARE_YEAR
from graph.products import PRODUCT
from graph.registers import REGISTER
from graph.societies import SOCIETY
from graph.territories import TERRITORY
from graph.works import PAPER
from lake.relations import Relation
from schema import (
    congresses,
    digital,
    fieldwork,
    funding,
    industry,
    nodes,
    practice,
    profession,
    registers,
)
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


# ROR and the registry speak for themselves, with what Medicare says of those that are hospitals; a
# sponsor, a grantee or what somebody leads stands by its name where it resolves to neither.
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
SELECT 'name:' || bare(name) AS institution_id, min(name) AS name,
  string_agg(DISTINCT source, ', ' ORDER BY source) AS source, min(record) AS record,
  min(known_from) AS known_from
FROM (
  SELECT 'sponsor:' || nct_id || ':' || name AS mention, name, source, record, known_from
  FROM facts."Sponsor" WHERE kind IS DISTINCT FROM 'INDUSTRY'
  UNION ALL
  SELECT 'grantee:' || application_id, cased(organisation), source, record, known_from
  FROM facts."Project" WHERE NOT is_subproject
  UNION ALL
  SELECT mention, institution, source, record, known_from
  FROM facts."LeadershipRole" WHERE institution_id IS NULL
) ANTI JOIN claims."Placement" USING (mention)
WHERE bare(name) <> '' GROUP BY bare(name)
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
        (nodes.Paper, PAPER),
        (nodes.Topic, TOPIC),
        (funding.Grant, GRANT),
        (nodes.Trial, _as_stated(nodes.Trial)),
        (nodes.Payment, PAYMENT),
        (nodes.Product, PRODUCT),
        (industry.Milestone, "FROM graph.milestones"),
        (nodes.Specialty, _as_stated(nodes.Specialty)),
        (profession.Licence, LICENCE),
        (profession.Society, SOCIETY),
        (congresses.Congress, CONGRESS),
        (congresses.Session, SESSION),
        (digital.Activity, ACTIVITY),
        (registers.Register, REGISTER),
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
