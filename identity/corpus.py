"""How common are words, names and fields, so that what is rare says more?

What is known beforehand (`identity.reference`) decides, so that two bylines are judged alike
whatever is loaded beside them. What is loaded corrects it: words that more records hold here than
elsewhere, and family names, of which the records and the registry are samples of a hundred thousand
people at most. The correction is learnt from all records at once, and stands still until a tenth
more are loaded: only so can the evidence on two records stay what it was when a third one comes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from identity.bags import Bag, Counts, Floats, Hashes, Ints, Shares, chosen, owner
from identity.reference import known

# Words that more records hold, every pair shares.
COMMONPLACE = 0.2
# What is not known of a word: one record in so many holds it. Of a name: one author in so many.
UNSEEN, _UNHEARD = 5_000, 1_000_000
_SAMPLE = 100_000
# Of the field's length, the broadest directions make one half.
_BROAD = 20
# Weights of a shared co-author: of a name of their own, and of one that many bear.
_RAREST_COAUTHOR, _LEAST_COAUTHOR, _EVERYBODY = 9.0, 1.0, 4.0


@dataclass(frozen=True)
class Corpus:
    """The share of records that hold each word, by bag, and of people who bear each family name."""

    words: dict[str, Shares]
    families: Shares


def learnt(
    bags: dict[str, Counts], owners: dict[str, int], families: Counts, registered: Counts
) -> Corpus:
    """The statistics of what is loaded: counts of words by bag and of those who hold any; family
    names of the records' people, and of the registry's."""
    shares = {bag: _words(bag, counts, owners[bag]) for bag, counts in bags.items()}
    return Corpus(shares, _families(families, registered))


def _words(bag: str, counts: Counts, owners: int) -> Shares:
    """What is known of a bag's words, or how many hold them here, whichever is more."""
    share = (np.maximum(counts.times, 1) / (owners + UNSEEN)).astype(np.float32)
    before = known.words().shares.get(bag)
    if before is None:
        return Shares(counts.words, share)
    words = np.union1d(before.words, counts.words)
    return Shares(words, np.maximum(before.of(words, 0), Shares(counts.words, share).of(words, 0)))


def _families(families: Counts, registered: Counts) -> Shares:
    names = np.union1d(families.words, registered.words)
    before = known.surnames().share.of(names, 0.0).astype(np.float64) + 1 / _UNHEARD
    bearers, people = before * _SAMPLE, float(_SAMPLE)
    for sample in (families, registered):
        total = max(int(sample.times.sum()), 1)
        bearers = bearers + sample.of(names) * min(1.0, _SAMPLE / total)
        people += min(total, _SAMPLE)
    return Shares(names, (bearers / people).astype(np.float32))


def telling(bag: Bag, corpus: Corpus) -> Bag:
    """What records are about, without the words that every pair shares."""
    return chosen(bag, corpus.words["subject"].of(bag.words, 0.0) <= COMMONPLACE)


def field(subject: Bag) -> Floats:
    """The field of each record: a unit vector of latent semantic analysis (Deerwester et al. 1990)
    of what it is about, half of its weight on the broadest directions. All zeros where no word of
    it is known."""
    words = known.words()
    latent = table(subject, words.vocabulary) @ words.basis
    vectors = np.zeros((len(latent), _BROAD + latent.shape[1]), np.float32)
    for part, span in ((latent[:, :_BROAD], np.s_[:_BROAD]), (latent, np.s_[_BROAD:])):
        norm = np.linalg.norm(part, axis=1, keepdims=True)
        vectors[:, span] = part / np.where(norm > 0, norm, 1) * np.sqrt(0.5)
    return vectors


def table(subject: Bag, words: Hashes) -> csr_array:
    """The records' words as unit rows; words that are not among `words` are left out."""
    column = np.minimum(np.searchsorted(words, subject.words), len(words) - 1)
    is_known = words[column] == subject.words
    rows = owner(subject.start)[is_known]
    cells = subject.weights[is_known] / (subject.length[rows] + 1e-9)
    return csr_array((cells, (rows, column[is_known])), (len(subject.start) - 1, len(words)))


def rarity(corpus: Corpus, family: Hashes, initial: Ints) -> Floats:
    """How rare a family name is: the powers of ten between it and everyone; half a power more for
    each that the first initial is rarer than one in ten."""
    rare = -np.log10(corpus.families.of(family, 1 / _UNHEARD))
    letter = -np.log10(known.words().initials[initial])
    return np.where(initial == 0, rare, rare + 0.5 * (letter - 1)).astype(np.float32)


def coauthor_share(corpus: Corpus, family: Hashes, initial: Ints) -> Floats:
    """The share that gives a co-author their weight: the rarer the name, the more it says to share
    one."""
    share = corpus.families.of(family, 1 / _UNHEARD) * known.words().initials[initial]
    weight = np.clip(-np.log(share) - _EVERYBODY, _LEAST_COAUTHOR, _RAREST_COAUTHOR)
    return np.asarray(np.exp(-weight), np.float32)
