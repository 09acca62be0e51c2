"""How alike are two mentions? One number per kind of evidence, nothing where a record is silent.

Sets of words are compared by the cosine of their weights, so that a rare shared word counts for
more. The kernels walk sorted columns and are compiled.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Bag, Ints
from identity.mentions import Mentions
from identity.names import Forms

Evidence = npt.NDArray[np.float32]
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

# Values of `given` and of `middle`.
SAME, ALIKE, INITIALS, ONE_INITIAL, DIFFERENT = 4.0, 3.0, 2.0, 1.0, 0.0
SAME_MIDDLE, SAME_MIDDLE_INITIAL, NO_MIDDLE, ONE_MIDDLE, OTHER_MIDDLE = 4.0, 3.0, 2.0, 1.0, 0.0


class Columns(NamedTuple):
    """What the kernels read of the mentions."""

    record: Ints
    author: npt.NDArray[np.uint64]
    rarity: npt.NDArray[np.float32]
    crowded: npt.NDArray[np.float32]
    letters: npt.NDArray[np.float32]
    form: Ints
    first: npt.NDArray[np.uint8]
    second: npt.NDArray[np.uint8]
    whole: npt.NDArray[np.uint8]
    short: npt.NDArray[np.int32]
    year: Ints
    journal: npt.NDArray[np.uint64]
    pmid: npt.NDArray[np.uint64]
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
    _compare(m, left, right, rows)
    return rows


@njit(cache=True, nogil=True)
def _compare(m: Columns, left: Ints, right: Ints, rows: Evidence) -> None:
    for at in range(len(left)):
        evidence(m, left[at], right[at], rows[at])


@njit(cache=True)
def evidence(m: Columns, i: int, j: int, row: npt.NDArray[np.float32]) -> None:
    """Fill `row` with the evidence on mentions `i` and `j`."""
    a, b = m.record[i], m.record[j]
    row[0] = given(m, m.form[i], m.form[j])
    row[1] = middle(m, m.form[i], m.form[j])
    row[2] = np.log1p(shared(m.coauthors, a, b, m.author[i], m.author[j]) / _ONE_COAUTHOR)
    row[3] = cosine(m.affiliation, i, m.affiliation, j)
    row[5] = cosine(m.places, a, m.places, b)
    row[4] = SILENT
    if np.isnan(row[3]):
        own, other = empty(m.affiliation, i), empty(m.affiliation, j)
        if own and other:
            row[4] = row[5]
        elif own:
            row[4] = cosine(m.places, a, m.affiliation, j)
        else:
            row[4] = cosine(m.affiliation, i, m.places, b)
    one = cosine(m.affiliation, i, m.subject, b)
    two = cosine(m.affiliation, j, m.subject, a)
    row[6] = np.sqrt(one if np.isnan(two) or one > two else two)
    row[7] = np.sqrt(cosine(m.subject, a, m.subject, b))
    row[8] = near_fields(m.field[a], m.field[b])
    row[9] = np.sqrt(cosine(m.topics, a, m.topics, b))
    row[10] = SILENT
    if m.journal[a] != 0 and m.journal[b] != 0:
        row[10] = 1.0 if m.journal[a] == m.journal[b] else 0.0
    row[11] = np.log1p(abs(m.year[a] - m.year[b])) if m.year[a] and m.year[b] else SILENT
    row[12] = min(max(0.5 * (m.rarity[i] + m.rarity[j]), _MOST_COMMON), _RAREST)
    row[13] = m.crowded[i]
    row[14] = min(m.letters[i], m.letters[j])
    row[15] = cites(m, a, b)
    row[16] = np.log1p(shared(m.grants, a, b, np.uint64(0), np.uint64(0)))


# Beyond these, rarity was not seen in enough pairs to say more.
_MOST_COMMON, _RAREST = 2.3, 5.3
# The weight of a co-author with a name of their own among some thousand records.
_ONE_COAUTHOR = 7.5


@njit(cache=True)
def near_fields(one: npt.NDArray[np.float32], two: npt.NDArray[np.float32]) -> float:
    """The cosine of two records' fields; silent where either is unknown."""
    product, known, other = np.float32(0), False, False
    for at in range(len(one)):
        product += one[at] * two[at]
        known |= one[at] != 0
        other |= two[at] != 0
    return float(product) if known and other else SILENT


@njit(cache=True)
def empty(bag: Bag, owner: int) -> bool:
    """Whether the record is silent on this."""
    return bool(bag.start[owner] == bag.start[owner + 1])


@njit(cache=True)
def cosine(one: Bag, i: int, two: Bag, j: int) -> float:
    """The cosine of two bags' weights; silent where either is empty."""
    p, stop, q, end = one.start[i], one.start[i + 1], two.start[j], two.start[j + 1]
    if p == stop or q == end:
        return SILENT
    product = 0.0
    while p < stop and q < end:
        if one.words[p] == two.words[q]:
            product += one.weights[p] * two.weights[q]
            p, q = p + 1, q + 1
        elif one.words[p] < two.words[q]:
            p += 1
        else:
            q += 1
    return float(product / (one.length[i] * two.length[j] + 1e-9))


@njit(cache=True)
def shared(bag: Bag, a: int, b: int, own: np.uint64, other: np.uint64) -> float:
    """The weight of what two records share beside the persons compared; silent where either has
    nothing else."""
    p, stop, q, end = bag.start[a], bag.start[a + 1], bag.start[b], bag.start[b + 1]
    weight, mine, theirs = 0.0, stop - p, end - q
    for at in range(p, stop):
        mine -= bag.words[at] == own or bag.words[at] == other
    for at in range(q, end):
        theirs -= bag.words[at] == own or bag.words[at] == other
    if mine == 0 or theirs == 0:
        return SILENT
    while p < stop and q < end:
        if bag.words[p] == bag.words[q]:
            if bag.words[p] != own and bag.words[p] != other:
                weight += bag.weights[p]
            p, q = p + 1, q + 1
        elif bag.words[p] < bag.words[q]:
            p += 1
        else:
            q += 1
    return float(weight)


@njit(cache=True)
def cites(m: Columns, a: int, b: int) -> float:
    """Whether one record cites the other; silent where neither has a list of references."""
    if empty(m.cited, a) and empty(m.cited, b):
        return SILENT
    for x, y in ((a, b), (b, a)):
        for at in range(m.cited.start[x], m.cited.start[x + 1]):
            if m.cited.words[at] == m.pmid[y]:
                return 1.0
    return 0.0


@njit(cache=True)
def given(m: Columns, f: int, g: int) -> float:
    """How two spellings of a first name compare."""
    one, two = m.first[f], m.first[g]
    if one[0] == 0 or two[0] == 0:
        return INITIALS
    if one[1] == 0 or two[1] == 0:
        if one[0] != two[0]:
            return DIFFERENT
        return INITIALS if one[1] == 0 and two[1] == 0 else ONE_INITIAL
    if same(one, two) or (m.whole[f][0] != 0 and same(m.whole[f], m.whole[g])):
        return SAME
    for x in m.short[f]:
        for y in m.short[g]:
            if x != 0 and x == y:
                return ALIKE
    if near(one, two) or begins(m.whole[f], m.whole[g]):
        return ALIKE
    return DIFFERENT


@njit(cache=True)
def middle(m: Columns, f: int, g: int) -> float:
    """How two spellings of a second name compare."""
    one, two = m.second[f], m.second[g]
    if m.whole[f][0] != 0 and same(m.whole[f], m.whole[g]) and not same(m.first[f], m.first[g]):
        return SAME_MIDDLE_INITIAL  # one name, written in one word and in two
    if one[0] == 0 or two[0] == 0:
        return NO_MIDDLE if one[0] == 0 and two[0] == 0 else ONE_MIDDLE
    if one[0] != two[0]:
        return OTHER_MIDDLE
    if one[1] == 0 or two[1] == 0:
        return SAME_MIDDLE_INITIAL
    return SAME_MIDDLE if same(one, two) or near(one, two) or begins(one, two) else OTHER_MIDDLE


@njit(cache=True)
def same(one: npt.NDArray[np.uint8], two: npt.NDArray[np.uint8]) -> bool:
    """Whether two words are equal."""
    for at in range(len(one)):
        if one[at] != two[at]:
            return False
        if one[at] == 0:
            return True
    return True


@njit(cache=True)
def begins(one: npt.NDArray[np.uint8], two: npt.NDArray[np.uint8]) -> bool:
    """Whether one word begins with the other, of three letters or more."""
    for at in range(len(one)):
        if one[at] == 0 or two[at] == 0:
            return at >= 3
        if one[at] != two[at]:
            return False
    return True


@njit(cache=True)
def near(one: npt.NDArray[np.uint8], two: npt.NDArray[np.uint8]) -> bool:
    """Whether two words of five letters or more differ by one slip: a letter changed, lost,
    added, or two neighbours swapped; the first letter stays."""
    m, n = 0, 0
    while m < len(one) and one[m] != 0:
        m += 1
    while n < len(two) and two[n] != 0:
        n += 1
    if min(m, n) < 5 or abs(m - n) > 1 or one[0] != two[0]:
        return False
    front = 0
    while front < min(m, n) and one[front] == two[front]:
        front += 1
    back = 0
    while back < min(m, n) - front and one[m - 1 - back] == two[n - 1 - back]:
        back += 1
    p, q = m - front - back, n - front - back
    if p <= 1 and q <= 1:
        return True
    swapped = p == 2 and q == 2
    return swapped and one[front] == two[front + 1] and one[front + 1] == two[front]
