"""What do the records say of everyone they name?

A *mention* is a name in one record: a byline, a study group's member, a trial's official. What
belongs to the record (co-authors, topics, title words, journal, year) is read once a record, what
belongs to the name once a mention. Sets of words are *bags* (`identity.bags`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from identity.bags import Hashes, Ints
from identity.extent import EVERYONE, look_at, looked_at
from identity.names import Forms, forms
from identity.orcids import ORCIDS
from lake.current import Lake
from lake.relations import Relation, clear, make, rows_of
from schema.grant_numbers import serial

# Everyone named by a paper, a trial or a grant. Spellings that the publisher withdrew name nobody.
# Two of a `roster` are two persons: 1 are authors, 2 the investigators of a study group, 3 those of
# a grant; trials have none. RePORTER prints capitals, in which no given name could be told from
# initials.
NAMED = Relation(
    "identity.named",
    "mention VARCHAR, record VARCHAR, roster UTINYINT, last_name VARCHAR, fore_name VARCHAR, "
    "initials VARCHAR, suffix VARCHAR, orcid VARCHAR, profile VARCHAR",
    looked_at("""
SELECT mention, pmid AS record, 1 AS roster, last_name, fore_name, initials, suffix, orcid,
  NULL AS profile
FROM facts."Byline" WHERE collective_name IS NULL AND is_valid AND last_name IS NOT NULL
UNION ALL
SELECT mention, pmid, 2, last_name, fore_name, initials, suffix, orcid, NULL
FROM facts."Collaborator" WHERE last_name IS NOT NULL
UNION ALL
SELECT mention, nct_id, 0, last_name, fore_name, NULL, suffix, NULL, NULL
FROM facts."Official" WHERE last_name IS NOT NULL
UNION ALL
SELECT mention, application_id, 3, last_name,
  if(fore_name = upper(fore_name), lower(fore_name), fore_name), NULL, suffix, NULL, profile_id
FROM facts."PrincipalInvestigator"
"""),
)

# Names are taken apart once for each spelling, of which there are far fewer than mentions.
FAMILY_NAMES = Relation(
    "identity.family_names",
    "last_name VARCHAR, surname VARCHAR",
    "SELECT last_name, surname(last_name) AS surname "
    "FROM (SELECT DISTINCT last_name FROM identity.named)",
)
GIVEN_NAMES = Relation(
    "identity.given_names",
    "is_printed BOOLEAN, fore_name VARCHAR, initials VARCHAR, given VARCHAR, middle VARCHAR, "
    "letter VARCHAR",
    """
SELECT is_printed, fore_name, initials, given(fore_name) AS given, middle(fore_name) AS middle,
  substr(plain(if(is_printed, fore_name, initials) || ' ' || initials), 1, 1) AS letter
FROM (SELECT DISTINCT fore_name IS NOT NULL AS is_printed, coalesce(fore_name, '') AS fore_name,
  coalesce(initials, '') AS initials FROM identity.named)
""",
)

MENTIONS = Relation(
    "identity.mentions",
    "place BIGINT, mention VARCHAR, record VARCHAR, roster UTINYINT, orcid VARCHAR, "
    "profile VARCHAR, "
    "surname VARCHAR, fore_name VARCHAR, initials VARCHAR, suffix VARCHAR, given VARCHAR, "
    "middle VARCHAR, letter VARCHAR",
    """
WITH distinct_names AS (
  SELECT DISTINCT ON (mention) n.*, b.mention IS NOT NULL AS is_believed
  FROM identity.named n LEFT JOIN identity.believed_orcids b USING (mention)
)
SELECT row_number() OVER (ORDER BY mention) - 1 AS place, mention, record, roster,
  if(is_believed, orcid, NULL) AS orcid, profile, surname,
  coalesce(n.fore_name, n.initials, '') AS fore_name, coalesce(n.initials, '') AS initials,
  if(suffix IS NULL, '', plain(suffix)) AS suffix, given, middle, letter
FROM distinct_names n JOIN identity.family_names USING (last_name)
JOIN identity.given_names g ON g.is_printed = (n.fore_name IS NOT NULL)
  AND g.fore_name = coalesce(n.fore_name, '') AND g.initials = coalesce(n.initials, '')
WHERE surname <> '' ORDER BY mention
""",
)

RECORDS = Relation(
    "identity.records",
    "place BIGINT, record VARCHAR, year BIGINT, journal UBIGINT, title VARCHAR",
    """
WITH naming AS (SELECT DISTINCT record FROM identity.mentions)
SELECT row_number() OVER (ORDER BY naming.record) - 1 AS place, naming.record,
  coalesce(year(coalesce(p.published_on, t.started_on)), g.fiscal_year) AS year,
  if(p.journal_id IS NULL, 0::UBIGINT, hash(p.journal_id)) AS journal,
  coalesce(p.title, t.title, g.title) AS title
FROM naming LEFT JOIN facts."Paper" p ON p.pmid = naming.record
LEFT JOIN facts."Trial" t ON t.nct_id = naming.record
LEFT JOIN facts."Project" g ON g.application_id = naming.record ORDER BY naming.record
""",
)

# On a paper of more people, a shared name says little of who knows whom.
_CROWD = 100
SMALL_RECORDS = Relation(
    "identity.small_records",
    "place BIGINT, record VARCHAR",
    f"""
SELECT r.place, record FROM identity.mentions JOIN identity.records r USING (record)
GROUP BY r.place, record HAVING count(*) <= {_CROWD}
""",
)

# Words that nearly every affiliation or title holds; the others are weighted by their rarity.
_COMMON = "of the and for in at de la y et di und der des dept department division section school"
_COMMON += " university universite universita hospital medical medicine center centre institute"
_COMMON += " college faculty research health sciences science from with on an to by or a usa"
COMMON = ", ".join(f"'{word}'" for word in _COMMON.split())


def _words(texts: str) -> str:
    """The words of texts, of which many owners have the same: each is taken apart once."""
    return f"""
WITH texts AS MATERIALIZED ({texts}),
taken_apart AS (
  SELECT text, string_split(plain(text), ' ') AS words FROM (SELECT DISTINCT text FROM texts)
)
SELECT owner, unnest(words) AS word FROM texts JOIN taken_apart USING (text)"""


AFFILIATION_WORDS = Relation(
    "identity.affiliation_words",
    "owner BIGINT, word VARCHAR",
    _words("""
SELECT m.place AS owner, text FROM facts."Affiliation" JOIN identity.mentions m USING (mention)
"""),
)
_PLACES = """
SELECT r.place AS owner, a.word FROM identity.affiliation_words a
JOIN identity.mentions m ON m.place = a.owner JOIN identity.small_records r USING (record)
"""
_TITLE = """
SELECT place AS owner, unnest(string_split(plain(title), ' ')) AS word
FROM identity.records WHERE title IS NOT NULL
"""
_TOPICS = """
SELECT r.place AS owner, a."end" AS word
FROM facts."ABOUT" a JOIN identity.records r ON r.record = a.start
UNION ALL
SELECT r.place, s."end" FROM facts."STUDIES" s JOIN identity.records r ON r.record = s.start
"""
_COAUTHORS = """
SELECT r.place AS owner, concat(m.surname, ' ', m.letter) AS word
FROM identity.mentions m JOIN identity.small_records r USING (record)
"""
_JOURNAL = _words("""
SELECT r.place AS owner, j.title AS text
FROM identity.records r JOIN facts."Paper" p ON p.pmid = r.record
JOIN facts."Journal" j USING (journal_id)
""")
# What a record is about, in one bag: words of its title, its topics, its journal's title.
_SUBJECT = f"""
SELECT * FROM ({_TITLE}) UNION ALL SELECT * FROM ({_JOURNAL})
UNION ALL SELECT * FROM ({_TOPICS})
UNION ALL SELECT * FROM ({_words(f"SELECT owner, word AS text FROM ({_TOPICS})")})
"""
# Of PubMed's own lists: other sources name citations of papers whose records have not changed.
_CITED = """
SELECT r.place AS owner, c."end" AS word
FROM facts."CITES" c JOIN identity.records r ON r.record = c.start WHERE c.source = 'pubmed'
"""
# A paper's grants, and the grant that a record is about, by what all printings share: institute and
# serial number.
_GRANTS = f"""
SELECT owner, coalesce(nullif({serial("printed")}, ''), printed) AS word FROM (
  SELECT r.place AS owner, f."end" AS printed
  FROM facts."FUNDED_BY" f JOIN identity.records r ON r.record = f.start
  UNION ALL
  SELECT r.place, g.core_project
  FROM facts."Project" g JOIN identity.records r ON r.record = g.application_id
)
"""


def _bag(kind: str, words: str) -> Relation:
    """The words of each owner: of each mention its affiliations', of each record the others."""
    return Relation(
        f"identity.{kind}_bag",
        "owner BIGINT, word UBIGINT",
        f"""
SELECT DISTINCT owner, hash(word) AS word FROM ({words}) AS words
WHERE length(word) > 1 AND word NOT IN ({COMMON}) ORDER BY owner, word
""",
    )


BAGS = {
    "places": _bag("places", _PLACES),
    "topics": _bag("topics", _TOPICS),
    "subject": _bag("subject", _SUBJECT),
    "coauthors": _bag("coauthors", _COAUTHORS),
    "cited": _bag("cited", _CITED),
    "grants": _bag("grants", _GRANTS),
    "affiliation": _bag("affiliation", "FROM identity.affiliation_words"),
}

# The words of all bags but co-authors, citations and grants.
BAG_WORDS = Relation(
    "identity.bag_words",
    "word VARCHAR",
    f"""
SELECT word FROM identity.affiliation_words
UNION SELECT word FROM ({_TOPICS})
UNION SELECT word FROM ({_SUBJECT})
""",
)

MENTION_COLUMNS = Relation(
    "identity.mention_columns",
    "mention VARCHAR, key UBIGINT, record BIGINT, roster UTINYINT, surname UBIGINT, orcid UBIGINT, "
    "profile UBIGINT, "
    "suffix UBIGINT, author UBIGINT, block UBIGINT, initial UBIGINT, letters BIGINT, "
    "given UBIGINT, form BIGINT",
    """
SELECT mention, hash(mention) AS key, r.place AS record, roster, hash(surname) AS surname,
  if(orcid IS NULL, 0::UBIGINT, hash(orcid)) AS orcid,
  if(profile IS NULL, 0::UBIGINT, hash(profile)) AS profile,
  if(suffix = '', 0::UBIGINT, hash(suffix)) AS suffix,
  hash(concat(surname, ' ', letter)) AS author, hash(concat(folded(surname), letter)) AS block,
  if(letter = '', 0, ord(letter)) AS initial, length(surname) AS letters,
  if(given = '', NULL, hash(given)) AS given,
  dense_rank() OVER (ORDER BY fore_name, initials) - 1 AS form
FROM identity.mentions m JOIN identity.records r USING (record) ORDER BY m.place
""",
)

# Spellings of given names, in the order that `form` counts.
SPELLINGS = Relation(
    "identity.spellings",
    "fore_name VARCHAR, initials VARCHAR",
    "SELECT DISTINCT fore_name, initials FROM identity.mentions ORDER BY ALL",
)

RECORD_COLUMNS = Relation(
    "identity.record_columns",
    "year BIGINT, journal UBIGINT, pmid UBIGINT",
    "SELECT year, journal, hash(record) AS pmid FROM identity.records ORDER BY place",
)


class Read(NamedTuple):
    """What the records say, before words are weighed: columns of mentions and of records, spellings
    of given names, and of each bag where owners' words begin and the words."""

    mentions: pa.Table
    records: pa.Table
    forms: Forms
    bags: dict[str, tuple[Ints, Hashes]]


def name(lake: Lake) -> None:
    """Make the table `identity.mentions` of whom the step looks at (`identity.extent`)."""
    make(lake.tables, NAMED, FAMILY_NAMES, GIVEN_NAMES, MENTIONS)
    clear(lake.tables, NAMED, FAMILY_NAMES, GIVEN_NAMES)


def read_everyone(lake: Lake) -> Read:
    """Read everyone, with nothing read or decided before."""
    look_at(lake, EVERYONE)
    make(lake.tables, *ORCIDS)
    return read(lake)


def read(lake: Lake) -> Read:
    """Read whom the step looks at. Leaves the tables `identity.mentions` and `identity.records`."""
    tables = lake.tables
    name(lake)
    make(tables, RECORDS, SMALL_RECORDS, AFFILIATION_WORDS)
    mentions, records = rows_of(tables, MENTION_COLUMNS), rows_of(tables, RECORD_COLUMNS)
    spellings = rows_of(tables, SPELLINGS).to_pydict()
    bags = {}
    for kind, bag in BAGS.items():
        owners = mentions if kind == "affiliation" else records
        words = rows_of(tables, bag)
        start = np.searchsorted(words["owner"].to_numpy(), np.arange(owners.num_rows + 1))
        bags[kind] = start, words["word"].to_numpy()
    clear(tables, SMALL_RECORDS, AFFILIATION_WORDS)
    return Read(mentions, records, forms(zip(*spellings.values(), strict=True)), bags)
