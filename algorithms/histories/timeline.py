"""What had each person written, with whom and cited by whom, up to the end of a year?

A `Timeline` holds the events of a history as columns: bylines, pairs of co-authors, first joint
papers, citations received. Whatever is asked of it up to a year sees nothing of the years after.

Papers of more than 50 authors make no pair. A pair weighs 1/(authors - 1) a paper (Newman 2001,
"Scientific collaboration networks II"), halved for every five years of age, as ties do. A citation
counts for every author of the cited paper who has not signed the citing one. Circles are those of
Leiden on the pairs' weights (Traag, Waltman and van Eck 2019), found five times with fixed seeds,
for at the borders one run is a coin toss: two persons are in different circles to the share of runs
that part them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import igraph
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from algorithms.algorithm import Algorithm
from algorithms.histories.history import History
from algorithms.network.page_rank import page_rank
from schema.nodes import Paper
from schema.relationships import ABOUT, AUTHORED, CITES
from schema.ties import HALF_LIFE_YEARS, MOST_PERSONS

ALGORITHM = Algorithm(
    name="Timeline of a history",
    about=__doc__,
    reads=(AUTHORED, Paper, CITES, ABOUT),
    writes=(),
    distrust="Citations come from the file's own papers only, and a name that two people share is "
    "one person here.",
)


Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SEED, RUNS = 20_190_326, 5
NEVER = 9_999  # a year after all years: "has not happened"


@dataclass(frozen=True)
class Bylines:
    """One entry a byline, in the order of papers and as printed."""

    person: Ints
    paper: Ints
    year: Ints
    authors: Ints
    is_first: Flags
    is_last: Flags


@dataclass(frozen=True)
class Pairs:
    """Pairs of co-authors from either end: `weight` is 1/(authors - 1) of the paper."""

    start: Ints
    end: Ints
    year: Ints
    weight: Floats


@dataclass(frozen=True)
class Citations:
    """Citations received, self-citations left out: who, for which paper, and in which year."""

    person: Ints
    paper: Ints
    year: Ints


@dataclass
class Timeline:
    """The events of a history. `joint` holds every pair's papers, `met` only each pair's first.

    `venue` is -1 where the file is silent; `topic` and `topical` are one entry per paper and topic.
    """

    persons: int
    year: Ints
    bylines: Bylines
    joint: Pairs
    met: Pairs
    citations: Citations
    citing: Ints
    cited: Ints
    venue: Ints
    topics: list[str]
    topical: Ints
    topic: Ints
    first_year: Ints
    half_life: float = HALF_LIFE_YEARS
    _ranks: dict[int, Floats] = field(default_factory=dict)
    _circles: dict[int, tuple[Ints, Floats]] = field(default_factory=dict)

    @property
    def papers(self) -> int:
        """The number of papers."""
        return len(self.year)

    def weights(self, year: int) -> sparse.csr_matrix:
        """The pairs' weights at the end of a year, decayed with age, as a symmetric matrix."""
        seen = self.joint.year <= year
        age = year - self.joint.year[seen]
        weight = self.joint.weight[seen] * 0.5 ** (age / self.half_life)
        ends = (self.joint.start[seen], self.joint.end[seen])
        return sparse.csr_matrix((weight, ends), shape=(self.persons, self.persons))

    def page_rank(self, year: int) -> Floats:
        """PageRank at the end of a year, 1 on average over those with a co-author, 0 for others."""
        if year not in self._ranks:
            self._ranks[year] = page_rank(self.weights(year))
        return self._ranks[year]

    def circles(self, year: int) -> tuple[Ints, Floats]:
        """The circle of each person at the end of a year, one row a run, -1 without a co-author;
        and the k-core."""
        if year not in self._circles:
            self._circles[year] = _circles(self.weights(year))
        return self._circles[year]

    def apart(self, year: int, start: Ints, end: Ints) -> Floats:
        """The share of runs in which two persons are in different circles at the end of a year; 0
        where one has no circle yet."""
        circle, _ = self.circles(year)
        known = (circle[0, start] >= 0) & (circle[0, end] >= 0)
        differ = sum((one[start] != one[end]).astype(np.float64) for one in circle)
        return np.asarray(known * differ / len(circle))


def timeline(history: History, half_life: float = HALF_LIFE_YEARS) -> Timeline:
    """The events of a history. What a history calls years may be other periods: then the half-life
    is given in these."""
    persons, year = len(history.names), history.year
    authors = np.bincount(history.paper, minlength=len(year))
    offsets = np.r_[0, np.cumsum(authors)]
    place = np.arange(len(history.paper)) - offsets[history.paper]
    of = authors[history.paper]
    bylines = Bylines(
        history.person,
        history.paper,
        year[history.paper],
        of,
        (place == 0) & (of > 1),
        (place == of - 1) & (of > 1),
    )
    joint = _pairs(bylines, offsets)
    _, firsts = np.unique(joint.start * persons + joint.end, return_index=True)
    met = Pairs(*(column[firsts] for column in vars(joint).values()))
    citing, cited = _references(history)
    topics = history.papers["topics"].explode().dropna()
    codes, names = pd.factorize(topics, sort=True)
    first_year = np.full(persons, NEVER, np.int64)
    np.minimum.at(first_year, bylines.person, bylines.year)
    return Timeline(
        persons=persons,
        year=year,
        bylines=bylines,
        joint=joint,
        met=met,
        citations=_received(bylines, offsets, year, citing, cited, persons),
        citing=citing,
        cited=cited,
        venue=np.asarray(pd.factorize(history.papers["venue"])[0], np.int64),
        topics=[str(name) for name in names],
        topical=topics.index.to_numpy(np.int64),
        topic=np.asarray(codes, np.int64),
        first_year=first_year,
        half_life=half_life,
    )


def within(offsets: Ints, groups: Ints) -> tuple[Ints, Ints]:
    """Every member of each group, as (position in `groups`, member): a group's members are
    `offsets[group]` up to `offsets[group + 1]`."""
    sizes = offsets[groups + 1] - offsets[groups]
    row = np.repeat(np.arange(len(groups)), sizes)
    before = np.cumsum(sizes) - sizes
    return row, np.arange(len(row)) - before[row] + offsets[groups][row]


def _pairs(bylines: Bylines, offsets: Ints) -> Pairs:
    of = np.flatnonzero((bylines.authors >= 2) & (bylines.authors <= MOST_PERSONS))
    row, other = within(offsets, bylines.paper[of])
    one = of[row]
    apart = one != other
    one, other = one[apart], other[apart]
    weight = 1.0 / (bylines.authors[one] - 1)
    return Pairs(bylines.person[one], bylines.person[other], bylines.year[one], weight)


def _references(history: History) -> tuple[Ints, Ints]:
    """Citing and cited papers, as positions; references to papers outside the file are left out."""
    position = pd.Series(np.arange(len(history.papers)), index=history.papers["paper_id"])
    given = history.papers["cited_ids"].explode().dropna()
    known = given.map(position).dropna()
    citing, cited = known.index.to_numpy(np.int64), known.to_numpy(np.int64)
    return citing[citing != cited], cited[citing != cited]


def _received(
    bylines: Bylines, offsets: Ints, year: Ints, citing: Ints, cited: Ints, persons: int
) -> Citations:
    row, at = within(offsets, cited)
    person, by = bylines.person[at], citing[row]
    signed = np.sort(bylines.paper * persons + bylines.person)
    asked = by * persons + person
    found = np.searchsorted(signed, asked)
    found[found == len(signed)] = 0
    others = signed[found] != asked if len(signed) else np.ones(len(asked), bool)
    return Citations(person[others], cited[row][others], year[by][others])


def _circles(weights: sparse.csr_matrix) -> tuple[Ints, Floats]:
    persons = weights.shape[0]
    circle, core = np.full((RUNS, persons), -1, np.int64), np.zeros(persons)
    half = sparse.triu(weights, k=1).tocoo()
    tied, ends = np.unique(np.r_[half.row, half.col], return_inverse=True)
    if not len(tied):
        return circle, core
    graph = igraph.Graph(n=len(tied), edges=ends.reshape(2, -1).T)
    for run in range(RUNS):
        igraph.set_random_number_generator(random.Random(SEED + run))
        found = graph.community_leiden("modularity", weights=half.data, n_iterations=3)
        circle[run, tied] = found.membership
    core[tied] = graph.coreness()
    return circle, core
