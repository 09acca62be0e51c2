"""How alike are two mentions? One number per kind of evidence, nothing where a record is silent.

Sets of words are compared by the cosine of their weights, so that a rare shared word counts for
more. The kernels walk sorted columns and are compiled.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Bag, Hashes, Ints
from identity.comparing_names import Groups, Letters, given, middle
from identity.mentions import Mentions
from identity.names import Forms

Evidence = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]
KINDS = {
    "given": "first names",
    "middle": "middle names",
    "coauthors": "shared co-authors",
    "affiliation": "own affiliations",
    "places": "affiliations of the papers",
    "around": "affiliations of all authors",
    "department": "affiliation of one, subject of the other",
    "subject": "words of titles, topics and journals",
    "field": "fields of work",
    "topics": "MeSH topics",
    "journal": "journal",
    "gap": "years between",
    "rarity": "rarity of the family name",
    "crowded": "family name of a language in which few names serve many",
    "letters": "length of the family name",
    "cited": "citation of each other",
    "grants": "grants",
}
SILENT = float("nan")


class Columns(NamedTuple):
    """What the kernels read of the mentions."""

    record: Ints
    author: Hashes
    rarity: npt.NDArray[np.float32]
    crowded: npt.NDArray[np.float32]
    letters: npt.NDArray[np.float32]
    form: Ints
    first: Letters
    second: Letters
    whole: Letters
    short: Groups
    year: Ints
    journal: Hashes
    pmid: Hashes
    affiliation: Bag
    places: Bag
    topics: Bag
    subject: Bag
    field: npt.NDArray[np.float32]
    coauthors: Bag
    cited: Bag
    grants: Bag


def columns(m: Mentions) -> Columns:
    """The mentions as the kernels read them."""
    spellings = {name: getattr(m.forms, name) for name in Forms.__dataclass_fields__}
    own = {name: getattr(m, name) for name in Columns._fields if name not in spellings}
    return Columns(**own, **spellings)


def compare(m: Columns, left: Ints, right: Ints) -> Evidence:
    """The evidence on pairs of mentions, a row a pair and a column for each of KINDS."""
    rows = np.empty((len(left), len(KINDS)), np.float32)
    names(m, left, right, rows)
    evidence(m, left, right, rows)
    return rows


# A kernel takes many pairs at once: to hand all columns over costs more than to compare two names.


@njit(cache=True, nogil=True)
def names(m: Columns, left: Ints, right: Ints, rows: Evidence) -> None:
    """Fill the first two columns of `rows`: how the first and the second names compare."""
    form, first, second, whole, short = m.form, m.first, m.second, m.whole, m.short
    for at in range(len(left)):
        f, g = form[left[at]], form[right[at]]
        rows[at, 0] = given(first, whole, short, f, g)
        rows[at, 1] = middle(first, second, whole, f, g)


@njit(cache=True, nogil=True)
def evidence(m: Columns, left: Ints, right: Ints, rows: Evidence) -> None:
    """Fill the other columns of `rows`."""
    a, b = m.record[left], m.record[right]
    known = _shared(m.coauthors, a, b, m.author[left], m.author[right])
    rows[:, 2] = np.log1p(known / _ONE_COAUTHOR)
    rows[:, 3] = _cosines(m.affiliation, left, m.affiliation, right)
    rows[:, 5] = _cosines(m.places, a, m.places, b)
    _places(m.affiliation, m.places, left, right, a, b, rows)
    one = _cosines(m.affiliation, left, m.subject, b)
    two = _cosines(m.affiliation, right, m.subject, a)
    rows[:, 6] = np.sqrt(np.fmax(one, two))
    rows[:, 7] = np.sqrt(_cosines(m.subject, a, m.subject, b))
    rows[:, 8] = _near_fields(m.field, a, b)
    rows[:, 9] = np.sqrt(_cosines(m.topics, a, m.topics, b))
    _journals_and_years(m.journal, m.year, a, b, rows)
    rarity = (m.rarity[left] + m.rarity[right]) * np.float32(0.5)
    rows[:, 12] = np.minimum(np.maximum(rarity, _MOST_COMMON), _RAREST)
    rows[:, 13] = m.crowded[left]
    rows[:, 14] = np.minimum(m.letters[left], m.letters[right])
    rows[:, 15] = _cites(m.cited, m.pmid, a, b)
    nobody = np.zeros(len(left), np.uint64)
    rows[:, 16] = np.log1p(_shared(m.grants, a, b, nobody, nobody))


# Beyond these, rarity was not seen in enough pairs to say more.
_MOST_COMMON, _RAREST = 2.3, 5.3
# The weight of a co-author with a name of their own among some thousand records.
_ONE_COAUTHOR = 7.5


@njit(cache=True, nogil=True)
def _places(
    affiliation: Bag, places: Bag, left: Ints, right: Ints, a: Ints, b: Ints, rows: Evidence
) -> None:
    """Fill the fifth column: where a mention has no affiliation of its own, that of its paper."""
    for at in range(len(left)):
        i, j = left[at], right[at]
        rows[at, 4] = SILENT
        if np.isnan(rows[at, 3]):
            own, other = empty(affiliation, i), empty(affiliation, j)
            if own and other:
                rows[at, 4] = rows[at, 5]
            elif own:
                rows[at, 4] = cosine(places, a[at], affiliation, j)
            else:
                rows[at, 4] = cosine(affiliation, i, places, b[at])


@njit(cache=True, nogil=True)
def _journals_and_years(journal: Hashes, year: Ints, a: Ints, b: Ints, rows: Evidence) -> None:
    """Fill the eleventh and twelfth column; silent where either record is."""
    for at in range(len(a)):
        one, two, rows[at, 10], rows[at, 11] = a[at], b[at], SILENT, SILENT
        if journal[one] != 0 and journal[two] != 0:
            rows[at, 10] = 1.0 if journal[one] == journal[two] else 0.0
        if year[one] and year[two]:
            rows[at, 11] = np.log1p(abs(year[one] - year[two]))


@njit(cache=True, nogil=True)
def _near_fields(field: npt.NDArray[np.float32], a: Ints, b: Ints) -> Evidence:
    """The cosine of two records' fields; silent where either is unknown."""
    found = np.empty(len(a), np.float32)
    for at in range(len(a)):
        one, two = field[a[at]], field[b[at]]
        product, known, other = np.float32(0), False, False
        for place in range(len(one)):
            product += one[place] * two[place]
            known |= one[place] != 0
            other |= two[place] != 0
        found[at] = product if known and other else SILENT
    return found


@njit(cache=True, nogil=True)
def empty(bag: Bag, owner: int) -> bool:
    """Whether the record is silent on this."""
    return bool(bag.start[owner] == bag.start[owner + 1])


@njit(cache=True, nogil=True)
def _cosines(one: Bag, left: Ints, two: Bag, right: Ints) -> Weights:
    """The cosine of the weights of each two bags; silent where either is empty."""
    found = np.empty(len(left))
    for at in range(len(left)):
        found[at] = cosine(one, left[at], two, right[at])
    return found


@njit(cache=True, nogil=True)
def cosine(one: Bag, i: int, two: Bag, j: int) -> float:
    """The cosine of two bags' weights; silent where either is empty."""
    p, stop, q, end = one.start[i], one.start[i + 1], two.start[j], two.start[j + 1]
    if p == stop or q == end:
        return SILENT
    product = 0.0
    while p < stop and q < end:
        here, there = one.words[p], two.words[q]
        if here == there:
            product += one.weights[p] * two.weights[q]
        p += here <= there  # without a branch, which nothing could foretell
        q += there <= here
    return float(product / (one.length[i] * two.length[j] + 1e-9))


@njit(cache=True, nogil=True)
def _shared(bag: Bag, a: Ints, b: Ints, own: Hashes, others: Hashes) -> Weights:
    """The weight of what each two records share beside the persons compared; silent where either
    has nothing else."""
    start, words, weights, found = bag.start, bag.words, bag.weights, np.empty(len(a))
    for at in range(len(a)):
        me, you = own[at], others[at]
        p, stop, q, end = start[a[at]], start[a[at] + 1], start[b[at]], start[b[at] + 1]
        weight, mine, theirs = 0.0, stop - p, end - q
        for place in range(p, stop):
            mine -= words[place] == me or words[place] == you
        for place in range(q, end):
            theirs -= words[place] == me or words[place] == you
        while p < stop and q < end and mine and theirs:
            here, there = words[p], words[q]
            if here == there and here != me and here != you:
                weight += weights[p]
            p += here <= there
            q += there <= here
        found[at] = weight if mine and theirs else SILENT
    return found


@njit(cache=True, nogil=True)
def _cites(cited: Bag, pmid: Hashes, a: Ints, b: Ints) -> Evidence:
    """Whether one record cites the other; silent where neither has a list of references."""
    found = np.empty(len(a), np.float32)
    for at in range(len(a)):
        found[at] = SILENT if empty(cited, a[at]) and empty(cited, b[at]) else 0.0
        for x, y in ((a[at], b[at]), (b[at], a[at])):
            for place in range(cited.start[x], cited.start[x + 1]):
                if cited.words[place] == pmid[y]:
                    found[at] = 1.0
    return found
