"""What do the records say of everyone they name, in the columns that comparisons need?

A *mention* is a name in one record: a byline, a study group's member, a trial's official. What
belongs to the record (co-authors, topics, title words, journal, year) is kept once a record, what
belongs to the name once a mention. Sets of words are *bags* (`identity.bags`), weighed by what is
known of all records (`identity.corpus`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from identity.bags import Bag, Floats, Hashes, Ints, counted, weighed
from identity.corpus import Corpus, field, learnt, rarity, telling
from identity.names import Forms, forms
from lake.current import Lake

# Everyone named by a paper or a trial. Spellings that the publisher withdrew name nobody.
NAMED = """
SELECT mention, pmid AS record, true AS apart, last_name, fore_name, initials, suffix, orcid
FROM facts."Byline" WHERE collective_name IS NULL AND is_valid AND last_name IS NOT NULL
UNION ALL
SELECT mention, pmid, true, last_name, fore_name, initials, suffix, orcid
FROM facts."Collaborator" WHERE last_name IS NOT NULL
UNION ALL
SELECT mention, nct_id, false, last_name, fore_name, NULL, suffix, NULL
FROM facts."Official" WHERE last_name IS NOT NULL
"""

MENTIONS = """
WITH one AS (SELECT DISTINCT ON (mention) * FROM named WHERE surname(last_name) <> '')
SELECT row_number() OVER (ORDER BY mention) - 1 AS place, mention, record, apart, orcid,
  surname(last_name) AS surname, coalesce(fore_name, initials, '') AS fore_name,
  coalesce(initials, '') AS initials, plain(coalesce(suffix, '')) AS suffix,
  given(coalesce(fore_name, '')) AS given, middle(coalesce(fore_name, '')) AS middle
FROM one ORDER BY mention
"""

RECORDS = """
WITH held AS (SELECT DISTINCT record FROM mentions)
SELECT row_number() OVER (ORDER BY held.record) - 1 AS place, held.record,
  year(coalesce(p.published_on, t.started_on)) AS year,
  if(p.journal_id IS NULL, 0::UBIGINT, hash(p.journal_id)) AS journal,
  coalesce(p.title, t.title) AS title
FROM held LEFT JOIN facts."Paper" p ON p.pmid = held.record
LEFT JOIN facts."Trial" t ON t.nct_id = held.record ORDER BY held.record
"""

# Umlauts written out and left out meet in one block.
FOLDED = r"""
CREATE OR REPLACE TEMP MACRO folded(name) AS regexp_replace(name, '([aou])e', '\1', 'g')
"""

# Words that nearly every affiliation or title holds; the others are weighted by their rarity.
_COMMON = "of the and for in at de la y et di und der des dept department division section school"
_COMMON += " university universite universita hospital medical medicine center centre institute"
_COMMON += " college faculty research health sciences science from with on an to by or a usa"
COMMON = ", ".join(f"'{word}'" for word in _COMMON.split())

# Bags by name: the owner's place and a word of it, one row each.
WORDS = """
SELECT owner, unnest(string_split(plain(text), ' ')) AS word FROM ({texts})
"""
AFFILIATION = WORDS.format(
    texts='SELECT m.place AS owner, text FROM facts."Affiliation" JOIN mentions m USING (mention)'
)
PLACES = """
SELECT r.place AS owner, a.word FROM affiliation_words a JOIN mentions m ON m.place = a.owner
JOIN records r USING (record) JOIN crowds c USING (record) WHERE c.people <= {crowd}
"""
TITLE = WORDS.format(
    texts="SELECT place AS owner, title AS text FROM records WHERE title IS NOT NULL"
)
TOPICS = """
SELECT r.place AS owner, a."end" AS word FROM facts."ABOUT" a JOIN records r ON r.record = a.start
UNION ALL SELECT r.place, s."end" FROM facts."STUDIES" s JOIN records r ON r.record = s.start
"""
COAUTHORS = """
SELECT r.place AS owner, concat(m.surname, ' ', m.letter) AS word
FROM mentions m JOIN records r USING (record) JOIN crowds c USING (record) WHERE c.people <= {crowd}
"""
# What a record is about, in one bag: words of its title, its topics, its journal's title.
JOURNAL = WORDS.format(
    texts="""
SELECT r.place AS owner, j.title AS text FROM records r JOIN facts."Paper" p ON p.pmid = r.record
JOIN facts."Journal" j USING (journal_id)
"""
)
SUBJECT = f"""
SELECT * FROM ({TITLE}) UNION ALL SELECT * FROM ({JOURNAL})
UNION ALL SELECT * FROM ({TOPICS})
UNION ALL SELECT owner, unnest(string_split(plain(word), ' ')) FROM ({TOPICS})
"""
CITED = """
SELECT r.place AS owner, c."end" AS word FROM facts."CITES" c JOIN records r ON r.record = c.start
"""
GRANTS = """
SELECT r.place AS owner, f."end" AS word
FROM facts."FUNDED_BY" f JOIN records r ON r.record = f.start
"""
BAG = """
SELECT DISTINCT owner, hash(word) AS word FROM ({rows}) AS rows
WHERE length(word) > 1 AND word NOT IN ({common}) ORDER BY owner, word
"""
ROWS = """
SELECT mention, hash(mention) AS key, r.place AS record, apart, hash(surname) AS surname,
  if(orcid IS NULL, 0::UBIGINT, hash(orcid)) AS orcid,
  if(suffix = '', 0::UBIGINT, hash(suffix)) AS suffix,
  hash(concat(surname, ' ', letter)) AS author, hash(concat(folded(surname), letter)) AS block,
  if(letter = '', 0, ord(letter))::UBIGINT AS initial, length(surname) AS letters,
  if(given = '', NULL, hash(given)) AS given,
  dense_rank() OVER (ORDER BY fore_name, initials) - 1 AS form
FROM mentions m JOIN records r USING (record) ORDER BY m.place
"""

# On a paper of more people, a shared name says little of who knows whom.
CROWD = 100


class Read(NamedTuple):
    """What the records say, before words are weighed: rows of mentions and of records, spellings
    of given names, and of each bag where owners' words begin and the words."""

    rows: pa.Table
    held: pa.Table
    forms: Forms
    bags: dict[str, tuple[Ints, Hashes]]


@dataclass(frozen=True)
class Mentions:
    """Mentions in columns; `record` points into the columns of records, from `year` on. `key` is
    the hash of the mention's id, by which mentions of a block are sorted."""

    ids: pa.Array
    key: Hashes
    record: Ints
    apart: npt.NDArray[np.bool_]
    orcid: Hashes
    suffix: Hashes
    author: Hashes
    rarity: Floats
    namesakes: Floats
    letters: Floats
    form: Ints
    block: Hashes
    affiliation: Bag
    forms: Forms
    year: Ints
    journal: Hashes
    pmid: Hashes
    places: Bag
    topics: Bag
    subject: Bag
    field: Floats
    coauthors: Bag
    cited: Bag
    grants: Bag

    def __len__(self) -> int:
        return len(self.record)


def mentions(lake: Lake, crowd: int = CROWD) -> Mentions:
    """Everyone whom the lake's records name, weighed by these records alone. Leaves the tables
    `mentions` and `records`."""
    found = read(lake, crowd=crowd)
    return weigh(found, learn(found))


def name(lake: Lake, only: str = "") -> None:
    """Leave the table `mentions`: all, or those that the condition `only` holds for."""
    lake.run(FOLDED)
    lake.keep("named", f"SELECT * FROM ({NAMED}) {only}")
    lake.keep("mentions", MENTIONS)
    lake.run("ALTER TABLE mentions ADD COLUMN letter VARCHAR")
    lake.run("UPDATE mentions SET letter = substr(plain(fore_name || ' ' || initials), 1, 1)")


def read(lake: Lake, only: str = "", crowd: int = CROWD) -> Read:
    """Read everyone whom the records name, or those that the condition `only` holds for, such as
    `WHERE record IN (…)`. Leaves the tables `mentions` and `records`."""
    name(lake, only)
    lake.keep("records", RECORDS)
    lake.keep("crowds", "SELECT record, count(*) AS people FROM mentions GROUP BY record")
    rows = lake.sql(ROWS)
    spelled = lake.sql("SELECT DISTINCT fore_name, initials FROM mentions ORDER BY ALL")
    held = lake.sql("SELECT year, journal, hash(record) AS pmid FROM records ORDER BY place")
    lake.keep("affiliation_words", AFFILIATION)
    texts = {
        "places": PLACES.format(crowd=crowd),
        "topics": TOPICS,
        "subject": SUBJECT,
        "coauthors": COAUTHORS.format(crowd=crowd),
        "cited": CITED,
        "grants": GRANTS,
    }
    bags = {kind: _bag(lake, text, held.num_rows) for kind, text in texts.items()}
    bags["affiliation"] = _bag(lake, "FROM affiliation_words", rows.num_rows)
    spellings = zip(*(spelled[part].to_pylist() for part in ("fore_name", "initials")), strict=True)
    return Read(rows, held, forms(spellings), bags)


def learn(found: Read) -> Corpus:
    """The statistics of everything that was read."""
    rows = found.rows.select(["record", "surname", "author", "given"]).to_pandas()
    families, authors = (
        counted(rows.drop_duplicates(["record", part])[part].to_numpy())
        for part in ("surname", "author")
    )
    full = rows.dropna().drop_duplicates(["author", "given"])
    initials = counted(found.rows["initial"].to_numpy())
    names = families, authors, counted(full["author"].to_numpy()), initials
    order = found.held["pmid"].to_numpy()
    return learnt(found.held.num_rows, found.rows.num_rows, found.bags, names, order)


def weigh(found: Read, corpus: Corpus) -> Mentions:
    """What was read in the columns that comparisons need."""
    rows, held = found.rows, found.held
    bags = {
        kind: weighed(
            *bag, corpus.counts[kind], corpus.people if kind == "affiliation" else corpus.records
        )
        for kind, bag in found.bags.items()
    }
    bags["subject"] = telling(corpus, bags["subject"])
    surname, author = rows["surname"].to_numpy(), rows["author"].to_numpy()
    others = np.maximum(corpus.givens.of(author) - 1, 0)
    columns: dict[str, Any] = {kind: rows[kind].to_numpy() for kind in _KEPT}
    return Mentions(
        ids=rows["mention"].combine_chunks(),
        record=_ints(rows, "record"),
        form=_ints(rows, "form"),
        rarity=rarity(corpus, surname, author, rows["initial"].to_numpy()),
        namesakes=np.log1p(others).astype(np.float32),
        letters=rows["letters"].to_numpy().astype(np.float32),
        forms=found.forms,
        year=held["year"].fill_null(0).to_numpy().astype(np.int64),
        journal=held["journal"].to_numpy(),
        pmid=held["pmid"].to_numpy(),
        field=field(corpus, bags["subject"]),
        **columns,
        **cast(dict[str, Any], bags),
    )


_KEPT = ("key", "apart", "orcid", "suffix", "author", "block")


def _ints(rows: pa.Table, column: str) -> Ints:
    found: Ints = rows[column].to_numpy().astype(np.int64)
    return found


def _bag(lake: Lake, rows: str, owners: int) -> tuple[Ints, Hashes]:
    found = lake.sql(BAG.format(rows=rows, common=COMMON))
    start = np.searchsorted(_ints(found, "owner"), np.arange(owners + 1))
    return start, found["word"].to_numpy()
