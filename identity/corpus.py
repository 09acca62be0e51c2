"""How common are words, names and fields among the records, so that what is rare says more?

These statistics are learnt from all records at once, and then stand still until a tenth more are
loaded: only so can the evidence on two records stay what it was when a third one comes. Which
records they were learnt from is part of a home's state, as persons' ids are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD

from identity.bags import (
    IMAGINED,
    Bag,
    Counts,
    Floats,
    Hashes,
    Ints,
    chosen,
    counted,
    owner,
    weighed,
)

# Dimensions of the broadest directions and of all; below this many records nothing is learnt, and
# beyond that many a sample teaches as much.
_BROAD, _FINE, _LEARNABLE, _ENOUGH = 20, 50, 200, 30_000


@dataclass(frozen=True)
class Corpus:
    """Counts of words by bag, of records by family name and by name with initial, of given names by
    the latter, of first initials; directions of latent semantic analysis, a row a word of
    `words`."""

    records: int
    people: int
    counts: dict[str, Counts]
    families: Counts
    authors: Counts
    givens: Counts
    initials: Counts
    words: Hashes
    basis: Floats


def learnt(
    records: int,
    people: int,
    bags: dict[str, tuple[Ints, Hashes]],
    names: tuple[Counts, Counts, Counts, Counts],
    order: Hashes,
) -> Corpus:
    """The statistics of everything loaded; `order` draws the records of a sample."""
    counts = {name: counted(words) for name, (_, words) in bags.items()}
    blank = Corpus(
        records, people, counts, *names, np.zeros(0, np.uint64), np.zeros((0, _FINE), np.float32)
    )
    subject = telling(blank, weighed(*bags["subject"], counts["subject"], records))
    words = np.unique(subject.words)
    if records < _LEARNABLE or len(words) < _LEARNABLE:
        return blank
    table = _table(subject, words)[np.sort(np.argsort(order, kind="stable")[:_ENOUGH])]
    latent = TruncatedSVD(_FINE, n_iter=4, random_state=0).fit(table)
    basis = np.ascontiguousarray(latent.components_.T, np.float32)
    return Corpus(records, people, counts, *names, words, basis)


def telling(corpus: Corpus, bag: Bag) -> Bag:
    """What records are about, without words of one record only, which compare with none, and those
    of one record in five, which every pair shares; all of it where few records were counted."""
    if corpus.records < _LEARNABLE:
        return bag
    holders = corpus.counts["subject"].of(bag.words)
    return chosen(bag, (holders >= 2) & (holders <= corpus.records / 5))


def field(corpus: Corpus, subject: Bag) -> Floats:
    """The field of each record: a unit vector of latent semantic analysis (Deerwester et al. 1990)
    of what it is about, half of its weight on the broadest directions. All zeros where too few
    records were there to learn from."""
    vectors = np.zeros((len(subject.start) - 1, _BROAD + _FINE), np.float32)
    if not len(corpus.words):
        return vectors
    latent = _table(subject, corpus.words) @ corpus.basis
    for part, span in ((latent[:, :_BROAD], np.s_[:_BROAD]), (latent, np.s_[_BROAD:])):
        norm = np.linalg.norm(part, axis=1, keepdims=True)
        vectors[:, span] = part / np.where(norm > 0, norm, 1) * np.sqrt(0.5)
    return vectors


def _table(subject: Bag, words: Hashes) -> csr_array:
    """The records' words as unit rows; words that are not among `words` are left out."""
    column = np.minimum(np.searchsorted(words, subject.words), len(words) - 1)
    known = words[column] == subject.words
    rows = owner(subject.start)[known]
    cells = subject.weights[known] / (subject.length[rows] + 1e-9)
    return csr_array((cells, (rows, column[known])), (len(subject.start) - 1, len(words)))


def rarity(
    corpus: Corpus, family: Hashes, author: Hashes, initial: Hashes
) -> npt.NDArray[np.float32]:
    """How rare a family name is: the powers of ten between it and everyone; half a power more for
    each that the first initial is rarer than one in ten. What counts are mostly the bearers with
    another first initial: of those with the same, who may all be one prolific person, only the
    root."""
    namesakes = corpus.authors.of(author)
    bearers = corpus.families.of(family) - namesakes + np.sqrt(np.maximum(namesakes - 1, 0))
    rare = -np.log10((bearers + 1) / (corpus.people + IMAGINED))
    letter = -np.log10((corpus.initials.of(initial) + 1) / (corpus.people + 1))
    return np.where(initial == 0, rare, rare + 0.5 * (letter - 1)).astype(np.float32)
