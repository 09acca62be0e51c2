"""What do the records say of everyone they name, in the columns that comparisons need?

A *mention* is a name in one record: a byline, a study group's member, a trial's official. What
belongs to the record (co-authors, topics, title words, journal, year) is kept once a record, what
belongs to the name once a mention. Sets of words are *bags*: hashes in one flat column, sorted
within each owner, with the weight of every word beside it. A word's weight is its rarity among the
records loaded; a thousand imaginary records keep weights sensible where only a few are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD

from identity.names import Forms, forms
from lake.current import Lake

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

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
JOIN records r USING (record)
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
WITH given AS (
  SELECT DISTINCT owner, hash(word) AS word FROM ({rows}) AS rows
  WHERE length(word) > 1 AND word NOT IN ({common})
)
SELECT owner, word, count(*) OVER (PARTITION BY word) AS holders FROM given ORDER BY owner, word
"""

# On a paper of more people, a shared name says little of who knows whom.
CROWD = 100
_IMAGINED = 1_000


class Bag(NamedTuple):
    """Words of owner `o` are `words[start[o]:start[o + 1]]`, ascending; `weights` beside them, of
    length 1 in all where `length` is divided by."""

    start: Ints
    words: npt.NDArray[np.uint64]
    weights: Floats
    length: Floats


@dataclass(frozen=True)
class Mentions:
    """All mentions in columns, in the order of their ids; `record` points into the record's."""

    ids: pa.Array
    record: Ints
    apart: npt.NDArray[np.bool_]
    orcid: npt.NDArray[np.uint64]
    suffix: Ints
    surname: npt.NDArray[np.uint64]
    author: npt.NDArray[np.uint64]
    rarity: Floats
    letters: Floats
    form: Ints
    forms: Forms
    block: Ints
    year: Ints
    journal: npt.NDArray[np.uint64]
    affiliation: Bag
    places: Bag
    title: Bag
    topics: Bag
    subject: Bag
    field: Floats
    coauthors: Bag
    cited: Bag
    grants: Bag
    pmid: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.record)


def mentions(lake: Lake, crowd: int = CROWD) -> Mentions:
    """Everyone whom the lake's records name. Leaves the tables `mentions` and `records`."""
    lake.run(FOLDED)
    lake.keep("named", NAMED)
    lake.keep("mentions", MENTIONS)
    lake.run("ALTER TABLE mentions ADD COLUMN letter VARCHAR")
    lake.run("UPDATE mentions SET letter = substr(plain(fore_name || ' ' || initials), 1, 1)")
    lake.keep("records", RECORDS)
    lake.keep("crowds", "SELECT record, count(*) AS people FROM mentions GROUP BY record")
    rows = lake.sql("""
      SELECT mention, r.place AS record, apart, hash(surname) AS surname,
        if(orcid IS NULL, 0::UBIGINT, hash(orcid)) AS orcid,
        dense_rank() OVER (ORDER BY suffix) - 1 AS suffix,
        hash(concat(surname, ' ', letter)) AS author,
        count(DISTINCT record) OVER (PARTITION BY surname, letter) AS namesakes,
        count(DISTINCT record) OVER (PARTITION BY surname) AS family,
        length(surname) AS letters,
        dense_rank() OVER (ORDER BY fore_name, initials) - 1 AS form,
        dense_rank() OVER (ORDER BY folded(surname), letter) - 1 AS block
      FROM mentions m JOIN records r USING (record) ORDER BY m.place
    """)
    spelled = lake.sql("SELECT DISTINCT fore_name, initials FROM mentions ORDER BY ALL")
    held = lake.sql("SELECT year, journal, hash(record) AS pmid FROM records ORDER BY place")
    people, papers = rows.num_rows, held.num_rows
    lake.keep("affiliation_words", AFFILIATION)
    topics, subject = (_bag(lake, words, papers) for words in (TOPICS, SUBJECT))
    subject = _telling(subject)
    return Mentions(
        rows["mention"].combine_chunks(),
        _ints(rows, "record"),
        rows["apart"].to_numpy(),
        rows["orcid"].to_numpy(),
        _ints(rows, "suffix"),
        rows["surname"].to_numpy(),
        rows["author"].to_numpy(),
        _rarity(_ints(rows, "namesakes"), _ints(rows, "family"), people),
        _ints(rows, "letters").astype(np.float32),
        _ints(rows, "form"),
        forms(zip(*(spelled[name].to_pylist() for name in ("fore_name", "initials")), strict=True)),
        _ints(rows, "block"),
        held["year"].fill_null(0).to_numpy().astype(np.int64),
        held["journal"].to_numpy(),
        _bag(lake, "FROM affiliation_words", people),
        _bag(lake, PLACES, papers),
        _bag(lake, TITLE, papers),
        topics,
        subject,
        _field(subject),
        _bag(lake, COAUTHORS.format(crowd=crowd), papers),
        _bag(lake, CITED, papers),
        _bag(lake, GRANTS, papers),
        held["pmid"].to_numpy(),
    )


def _rarity(namesakes: Ints, family: Ints, people: int) -> Floats:
    """How rare a family name is: the powers of ten between it and everyone. What counts are mostly
    the bearers with another first initial: of those with the same, who may all be one prolific
    person, only the root."""
    bearers = family - namesakes + np.sqrt(np.maximum(namesakes - 1, 0))
    return -np.log10((bearers + 1) / (people + _IMAGINED)).astype(np.float32)


def _telling(bag: Bag) -> Bag:
    """The bag without words of one record only, which compare with none, and without those of one
    record in five, which every pair shares; all of it where few records are loaded."""
    records = len(bag.start) - 1
    if records < _LEARNABLE:
        return bag
    _, place, holders = np.unique(bag.words, return_inverse=True, return_counts=True)
    keep = ((holders >= 2) & (holders <= records / 5))[place]
    start = np.concatenate([[0], np.cumsum(keep)])[bag.start]
    weights = bag.weights[keep]
    owner = np.repeat(np.arange(records), np.diff(start))
    length = np.sqrt(np.bincount(owner, weights.astype(np.float64) ** 2, records))
    return Bag(start, bag.words[keep], weights, length.astype(np.float32))


def _field(subject: Bag) -> Floats:
    """The field of each record: a unit vector of latent semantic analysis (Deerwester et al. 1990)
    of what the records are about, half of its weight on the broadest directions. All zeros where
    too few records are loaded to learn from."""
    records = len(subject.start) - 1
    found = np.zeros((records, _BROAD + _FINE), np.float32)
    words, column = np.unique(subject.words, return_inverse=True)
    if records < _LEARNABLE or len(words) < _LEARNABLE:
        return found
    owner = np.repeat(np.arange(records), np.diff(subject.start))
    cells = subject.weights / (subject.length[owner] + 1e-9)
    table = csr_array((cells, (owner, column)), (records, len(words)))
    latent = TruncatedSVD(_FINE, n_iter=4, random_state=0).fit_transform(table)
    for part, span in ((latent[:, :_BROAD], np.s_[:_BROAD]), (latent, np.s_[_BROAD:])):
        norm = np.linalg.norm(part, axis=1, keepdims=True)
        found[:, span] = part / np.where(norm > 0, norm, 1) * np.sqrt(0.5)
    return found


_BROAD, _FINE, _LEARNABLE = 20, 50, 200


def _ints(rows: pa.Table, name: str) -> Ints:
    column: Ints = rows[name].to_numpy().astype(np.int64)
    return column


def _bag(lake: Lake, rows: str, owners: int) -> Bag:
    found = lake.sql(BAG.format(rows=rows, common=COMMON))
    owner = _ints(found, "owner")
    start = np.searchsorted(owner, np.arange(owners + 1))
    weights = np.log((owners + _IMAGINED) / _ints(found, "holders")).astype(np.float32)
    square = np.zeros(owners)
    np.add.at(square, owner, weights.astype(np.float64) ** 2)
    return Bag(start, found["word"].to_numpy(), weights, np.sqrt(square).astype(np.float32))
