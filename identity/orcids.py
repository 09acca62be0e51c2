"""Whose is the ORCID iD that a record prints?

Journals print one author's iD for all, or for the next in the list. An iD is its holder's, whose
name is the one that it is mostly printed with; what is printed with another name is not believed.
Records that print one iD with several names say nothing of who holds it, and of their names only
the holder's full name is believed.
"""

from __future__ import annotations

from lake.relations import Relation

_FIRST = "split_part(coalesce(nullif(fore_name, ''), initials, ''), ' ', 1)"
_NAMES = f"""lower(strip_accents(last_name)) AS last_name,
  lower(strip_accents(rtrim({_FIRST}, '.'))) AS first_name"""

PRINTED_ORCIDS = Relation(
    "identity.printed_orcids",
    "mention VARCHAR, record VARCHAR, orcid VARCHAR, last_name VARCHAR, first_name VARCHAR, "
    "is_for_many BOOLEAN",
    f"""
WITH printed AS (
  SELECT mention, pmid AS record, orcid, {_NAMES} FROM facts."Byline"
  WHERE orcid IS NOT NULL AND is_valid AND last_name IS NOT NULL
  UNION ALL
  SELECT mention, pmid, orcid, {_NAMES} FROM facts."Collaborator"
  WHERE orcid IS NOT NULL AND last_name IS NOT NULL
),
printings AS (
  SELECT orcid, record, count(DISTINCT concat(last_name, ' ', first_name)) AS names
  FROM printed GROUP BY orcid, record
)
SELECT mention, record, orcid, last_name, first_name, names > 1 AS is_for_many
FROM printed JOIN printings USING (orcid, record)
""",
)

# The name that an iD is mostly printed with.
ORCID_HOLDERS = Relation(
    "identity.orcid_holders",
    "orcid VARCHAR, last_name VARCHAR, first_name VARCHAR",
    """
SELECT orcid, last_name, first_name FROM identity.printed_orcids WHERE NOT is_for_many
GROUP BY orcid, last_name, first_name
QUALIFY row_number() OVER (
  PARTITION BY orcid ORDER BY count(*) DESC, last_name, length(first_name) DESC, first_name) = 1
""",
)

# Mentions whose iD is their own. A family name may change, a first name may be cut.
BELIEVED_ORCIDS = Relation(
    "identity.believed_orcids",
    "mention VARCHAR, orcid VARCHAR",
    """
SELECT mention, orcid
FROM identity.printed_orcids p JOIN identity.orcid_holders h USING (orcid)
WHERE if(is_for_many,
  p.last_name = h.last_name AND p.first_name <> '' AND h.first_name <> ''
    AND (starts_with(p.first_name, h.first_name) OR starts_with(h.first_name, p.first_name)),
  p.last_name = h.last_name OR (p.first_name = h.first_name AND length(p.first_name) > 1))
""",
)

ORCIDS = (PRINTED_ORCIDS, ORCID_HOLDERS, BELIEVED_ORCIDS)
