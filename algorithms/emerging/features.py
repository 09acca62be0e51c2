"""What could be seen of a person at the end of a year that may tell how the next years go?

One row per person, one column per sign, all from what had happened by then: output and its growth,
citations and to how fresh work, new ties and those into other circles, standing among co-authors
(PageRank, k-core) now and before, the standing of recent partners and of the first mentor, the
company that the person's venues keep, career age and recency, and how the person's topics grow.
Signs from a source that is silent (citations, venues, topics) are left out, never zero.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from algorithms.algorithm import Algorithm
from algorithms.histories.timeline import Flags, Floats, Ints, Timeline
from schema.nodes import Paper
from schema.relationships import ABOUT, AUTHORED, CITES

ALGORITHM = Algorithm(
    name="Signs of an emerging expert",
    about=__doc__,
    reads=(AUTHORED, Paper, CITES, ABOUT),
    writes=(),
    distrust="See the timeline.",
)


EVER = 1_000  # years: a window that holds everything
WINDOWS = {"in the last year": 1, "in two years": 2, "in three years": 3, "in five years": 5}
PRIOR_PAPERS = 10  # a venue's mean is drawn towards that of all with the weight of ten papers


def features(of: Timeline, year: int) -> pd.DataFrame:
    """The signs of every person at the end of `year`: non-negative numbers, named in words."""
    found: dict[str, Floats] = {}
    circle, core = of.circles(year)
    found |= _output(of, year) | _meetings(of, year)
    rank = of.page_rank(year)
    found |= {"PageRank": rank, "k-core": core}
    for back in (3, 6):
        found[f"PageRank {back} years before"] = of.page_rank(year - back)
    found["PageRank gained in three years"] = np.maximum(rank - of.page_rank(year - 3), 0)
    found["size of the circle"] = np.mean([_sizes(one) for one in circle], axis=0)
    level = found["papers in three years"]
    if len(of.citing):
        found |= _citations(of, year, found["papers in all"])
        level = found["citations in three years"]
    found |= _company(of, year, level, rank, found)
    found |= _venues(of, year, rank, found["papers in three years"])
    if of.topics:
        found["growth of the topics"] = _topic_growth(of, year)
    return pd.DataFrame(found)


def _count(of: Timeline, person: Ints, where: Flags, weight: Floats | None = None) -> Floats:
    given = None if weight is None else weight[where]
    return np.bincount(person[where], given, minlength=of.persons).astype(np.float64)


def _most(of: Timeline, person: Ints, value: Floats) -> Floats:
    found = np.zeros(of.persons)
    np.maximum.at(found, person, value)
    return found


def _windows(year: int, when: Ints) -> dict[str, Flags]:
    past = when <= year
    recent = {words: past & (when > year - size) for words, size in WINDOWS.items()}
    return recent | {"in all": past}


def _output(of: Timeline, year: int) -> dict[str, Floats]:
    by = of.bylines
    found: dict[str, Floats] = {}
    for words, seen in _windows(year, by.year).items():
        found[f"papers {words}"] = _count(of, by.person, seen)
        found[f"papers by share {words}"] = _count(of, by.person, seen, 1 / by.authors)
        if words in ("in three years", "in all"):
            found[f"first author {words}"] = _count(of, by.person, seen & by.is_first)
            found[f"last author {words}"] = _count(of, by.person, seen & by.is_last)
    seen = by.year <= year
    latest = np.full(of.persons, year - EVER, np.int64)
    np.maximum.at(latest, by.person[seen], by.year[seen])
    found["years since the last paper"] = np.minimum(year - latest, 99).astype(np.float64)
    found["career age"] = np.clip(year - of.first_year, 0, 99).astype(np.float64)
    years = np.unique(by.person[seen] * 10_000 + by.year[seen]) // 10_000
    found["years with a paper"] = np.bincount(years, minlength=of.persons).astype(np.float64)
    authors = _count(of, by.person, seen, by.authors.astype(np.float64))
    found["authors a paper"] = authors / np.maximum(found["papers in all"], 1)
    return found


def _sizes(circle: Ints) -> Floats:
    members = np.bincount(circle[circle >= 0], minlength=1)
    return np.where(circle >= 0, members[np.maximum(circle, 0)], 0).astype(np.float64)


def _meetings(of: Timeline, year: int) -> dict[str, Floats]:
    met, found = of.met, {}
    across = of.apart(year, met.start, met.end)
    for words, seen in _windows(year, met.year).items():
        found[f"new ties {words}"] = _count(of, met.start, seen)
        found[f"new ties into other circles {words}"] = _count(of, met.start, seen, across)
        found[f"new ties into other circles by share {words}"] = _count(
            of, met.start, seen, across * met.weight
        )
    return found


def _citations(of: Timeline, year: int, papers: Floats) -> dict[str, Floats]:
    got, found = of.citations, {}
    for words, seen in _windows(year, got.year).items():
        found[f"citations {words}"] = _count(of, got.person, seen)
    found["citations in the year before"] = _count(of, got.person, got.year == year - 1)
    past = got.year <= year
    for words, size in (("two", 2), ("three", 3)):
        fresh = past & (of.year[got.paper] > year - size)
        found[f"citations to papers of {words} years"] = _count(of, got.person, fresh)
    found["citations a paper"] = found["citations in all"] / np.maximum(papers, 1)
    seen = of.bylines.year <= year
    best = paper_citations(of, year, 3)[of.bylines.paper[seen]]
    found["citations of the best paper in three years"] = _most(of, of.bylines.person[seen], best)
    return found


def paper_citations(of: Timeline, year: int, size: int) -> Floats:
    """Citations that each paper received in the `size` years up to the end of `year`."""
    when = of.year[of.citing]
    seen = (when <= year) & (when > year - size)
    return np.bincount(of.cited[seen], minlength=of.papers).astype(np.float64)


def _company(
    of: Timeline, year: int, level: Floats, rank: Floats, own: dict[str, Floats]
) -> dict[str, Floats]:
    """The standing of those worked with: of five years, of two years, and in the first three years
    of the career (the mentor)."""
    found, joint = {}, of.joint
    recent = (joint.year <= year) & (joint.year > year - 5)
    start, end, weight = joint.start[recent], joint.end[recent], joint.weight[recent]
    summed = np.maximum(np.bincount(start, weight, minlength=of.persons), 1e-9)
    standings = {"level": level, "PageRank": rank, "papers": own["papers in three years"]}
    for words, standing in standings.items():
        found[f"best partner by {words}"] = _most(of, start, standing[end])
        total = np.bincount(start, standing[end] * weight, minlength=of.persons)
        found[f"mean partner by {words}"] = total / summed
    last = (joint.year <= year) & (joint.year > year - 2)
    found["best partner of two years by level"] = _most(
        of, joint.start[last], level[joint.end[last]]
    )
    begun = (joint.year <= year) & (joint.year <= of.first_year[joint.start] + 2)
    found["papers of the mentor"] = _most(
        of, joint.start[begun], own["papers in all"][joint.end[begun]]
    )
    return found


def _venues(of: Timeline, year: int, rank: Floats, papers: Floats) -> dict[str, Floats]:
    """The mean standing of a venue's papers of five years (their citations; without citations the
    PageRank of their authors), over the person's papers of three years."""
    if of.venue.max(initial=-1) < 1:
        return {}
    by, known = of.bylines, of.venue >= 0
    if len(of.citing):
        worth = paper_citations(of, year, 5)
    else:
        summed = np.bincount(by.paper, rank[by.person], minlength=of.papers)
        worth = summed / np.maximum(np.bincount(by.paper, minlength=of.papers), 1)
    seen = known & (of.year <= year) & (of.year > year - 5)
    mean = float(worth[seen].mean()) if seen.any() else 0.0
    venues = int(of.venue.max()) + 1
    total = np.bincount(of.venue[seen], worth[seen], minlength=venues) + PRIOR_PAPERS * mean
    quality = total / (np.bincount(of.venue[seen], minlength=venues) + PRIOR_PAPERS)
    paper = np.where(known, quality[np.maximum(of.venue, 0)], mean)[by.paper]
    recent = (by.year <= year) & (by.year > year - 3)
    recently = _count(of, by.person, recent, paper)
    return {
        "venues in three years": recently,
        "venues in the last year": _count(of, by.person, by.year == year, paper),
        "mean venue": recently / np.maximum(papers, 1),
        "best venue": _most(of, by.person[recent], paper[recent]),
    }


def main_topic(of: Timeline, year: int) -> Ints:
    """The topic of most of a person's papers, those of late counting more (a fifth less for every
    year of age); -1 where no paper has one."""
    topical = _topical(of, year)
    if not of.topics:
        return np.full(of.persons, -1, np.int64)
    main = np.asarray(topical.argmax(axis=1)).ravel().astype(np.int64)
    silent = np.asarray(topical.sum(axis=1)).ravel() == 0
    return np.where(silent, -1, main)


def _topical(of: Timeline, year: int) -> sparse.csr_matrix:
    """How much each person has written of each topic."""
    by = of.bylines
    seen = by.year <= year
    signed = sparse.csr_matrix(
        (0.8 ** (year - by.year[seen]), (by.person[seen], by.paper[seen])),
        shape=(of.persons, of.papers),
    )
    about = sparse.csr_matrix(
        (np.ones(len(of.topical)), (of.topical, of.topic)), shape=(of.papers, len(of.topics))
    )
    return (signed @ about).tocsr()


def _topic_growth(of: Timeline, year: int) -> Floats:
    """Papers of three years on a person's main topic over those of the three years before, beside
    the same of all papers; 1 is growth like the rest."""
    when = of.year[of.topical]
    late = np.bincount(of.topic[(when <= year) & (when > year - 3)], minlength=len(of.topics))
    early = np.bincount(of.topic[(when <= year - 3) & (when > year - 6)], minlength=len(of.topics))
    overall = (late.sum() + 1) / (early.sum() + 1)
    growth = (late + PRIOR_PAPERS * overall) / (early + PRIOR_PAPERS) / overall
    main = main_topic(of, year)
    return np.where(main >= 0, growth[np.maximum(main, 0)], 1.0)
