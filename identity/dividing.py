"""Into which parts is a block divided that has too many mentions?

Pairs grow by the square of a block: a country has few large ones, the world's papers little else.
They are divided by how first names begin, short forms and spellings together; what is still larger
by whole first names, and then by chance. Of whom only initials are printed goes to the part whose
full names share most co-authors with the record, and stays among initials where none shares any.

When not to trust it: mentions in different parts are never compared. On the made-up country of
20,000 that costs nothing that could be measured; by chance, beyond 4,000 of one first name, careers
fall apart.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from identity.bags import Bag, Hashes, Ints
from identity.mentions import Mentions
from identity.names import Forms

# Mentions in a block from which it is divided by beginnings, and then by first names and by chance.
_LARGE, _LARGEST = 500, 4_000


def divided(m: Mentions) -> Hashes:
    """The block of each mention, those too large divided."""
    ids = m.block.copy()
    for limit, parts in ((_LARGE, _beginnings(m.forms)), (_LARGEST, _first_names(m.forms))):
        large, _ = _beyond(ids, limit)
        large = large[np.argsort(ids[large], kind="stable")]
        part, (_, start) = parts[m.form[large]], np.unique(ids[large], return_index=True)
        _join_initials(np.append(start, len(large)), large, part, m.record, m.author, m.coauthors)
        ids[large] = _mixed(ids[large], part)
    large, sizes = _beyond(ids, _LARGEST)
    ids[large] = _mixed(ids[large], m.key[large] % -(-sizes // _LARGEST).astype(np.uint64))
    return ids


def _beyond(ids: Hashes, limit: int) -> tuple[Ints, Ints]:
    """The places of members of larger blocks, and the sizes of these."""
    _, place, sizes = np.unique(ids, return_inverse=True, return_counts=True)
    large = np.flatnonzero((sizes > limit)[place])
    return large, sizes[place[large]]


def _beginnings(forms: Forms) -> Hashes:
    """A number for how the first name of each spelling begins, by three letters, so that it is the
    same however its parts are put together; short forms of one name have one. 0: initials only."""
    letters = forms.whole[:, :3].astype(np.uint64) @ np.array([65_536, 256, 1], np.uint64)
    return np.where(forms.short[:, 0] > 0, forms.short[:, 0].astype(np.uint64), letters)


def _first_names(forms: Forms) -> Hashes:
    """A number for the first name of each spelling. 0: initials only."""
    letters = forms.first.view(np.uint64).reshape(-1, 2)
    whole = letters[:, 0] * np.uint64(31) + letters[:, 1]
    return np.where(forms.first[:, 1] > 0, whole, np.uint64(0))


def _mixed(ids: Hashes, parts: Hashes) -> Hashes:
    return (ids ^ (parts + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)


@njit(cache=True, nogil=True)
def _join_initials(
    start: Ints, members: Ints, part: Hashes, record: Ints, author: Hashes, coauthors: Bag
) -> None:
    """Give initials (part 0) the part of their block whose full names were seen with most of their
    co-authors, by weight. Blocks follow one another in `members`; `part` stands beside them."""
    for b in range(len(start) - 1):
        some, of = members[start[b] : start[b + 1]], part[start[b] : start[b + 1]]
        parts = np.unique(of[of != 0])
        words, seen_by = _seen_with(some, of, parts, record, author, coauthors)
        votes = np.empty(len(parts))
        for at in np.flatnonzero(of == 0):
            votes[:] = 0
            owner = record[some[at]]
            for place in range(coauthors.start[owner], coauthors.start[owner + 1]):
                word = coauthors.words[place]
                hit = np.searchsorted(words, word)
                while word != author[some[at]] and hit < len(words) and words[hit] == word:
                    votes[seen_by[hit]] += coauthors.weights[place]
                    hit += 1
            if len(votes) and votes.max() > 0:
                of[at] = parts[np.argmax(votes)]


@njit(cache=True, nogil=True)
def _seen_with(
    some: Ints, of: Hashes, parts: Hashes, record: Ints, author: Hashes, coauthors: Bag
) -> tuple[Hashes, Ints]:
    """The co-authors of a block's full names, ascending, and beside each the place of a part among
    `parts` that was seen with it; each two once."""
    full = np.flatnonzero(of != 0)
    sizes = coauthors.start[record[some[full]] + 1] - coauthors.start[record[some[full]]]
    words, seen_by, made = np.empty(sizes.sum(), np.uint64), np.empty(sizes.sum(), np.int64), 0
    for at in full:
        owner, place = record[some[at]], np.searchsorted(parts, of[at])
        for word in coauthors.words[coauthors.start[owner] : coauthors.start[owner + 1]]:
            if word != author[some[at]]:
                words[made], seen_by[made] = word, place
                made += 1
    order = np.argsort(seen_by[:made], kind="mergesort")
    order = order[np.argsort(words[order], kind="mergesort")]
    words, seen_by = words[order], seen_by[order]
    is_new = np.ones(made, np.bool_)
    is_new[1:] = (words[1:] != words[:-1]) | (seen_by[1:] != seen_by[:-1])
    return words[is_new], seen_by[is_new]
