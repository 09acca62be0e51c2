"""Which years does a file of dated papers hold well enough to learn from and to judge by?

A file often begins with a handful of papers, long before it covers its field, and ends in a year
that is still being filled. At a thin beginning everyone is new and few of their papers are there,
so what is learnt from it is about the file and not about the persons. At a thin end people seem to
fall silent.

The beginning is thin up to a year when the mean of the last three years up to it (fewer at the very
start) is below a quarter of the mean of the three that follow, and all papers so far are fewer than
those of these three; the span begins after the latest such year. Steady growth from small years is
no thin beginning as long as a year grows by less than half, nor is a gap in the midst. A year is
thin at the end when it has fewer papers than three quarters of the mean of the best three before
it; only the last five years are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

AROUND = 3  # years that are averaged on either side of a beginning
BEGUN = 0.25  # of the papers of the years that follow
WHOLE = 0.75  # of the papers that a whole year has


@dataclass(frozen=True)
class Span:
    """The years that a file holds well, both ends included, and in words those passed over."""

    first_full_year: int
    last_complete_year: int
    passed_over: tuple[str, ...]


class NoPapers(ValueError):
    """There is no paper to learn from or to judge by."""


def span(year: NDArray[np.int64]) -> Span:
    """The span of a file: `year` is that of each paper. Raises `NoPapers`."""
    if not len(year):
        raise NoPapers("there is no paper with a date and an author; load papers first")
    first, last = first_full_year(year), last_complete_year(year)
    begun, ended = int(year.min()), int(year.max())
    passed_over = []
    if begun < first:
        passed_over.append(
            f"{_years(begun, first - 1)}: {_papers(year < first)}, a thin beginning: under a "
            "quarter of what the years after it hold"
        )
    if last < ended:
        passed_over.append(
            f"{_years(last + 1, ended)}: {_papers(year > last)}, an unfinished end: under three "
            "quarters of what the best years before it hold"
        )
    return Span(first, last, tuple(passed_over))


def first_full_year(year: NDArray[np.int64]) -> int:
    """The first year after a file's thin beginning."""
    papers = np.bincount(year - year.min())
    for begin in range(len(papers) - 1, 0, -1):
        before, after = papers[:begin], papers[begin : begin + AROUND]
        is_jump = before[-AROUND:].mean() < BEGUN * after.mean()
        if is_jump and before.sum() < after.sum():
            return int(year.min()) + begin
    return int(year.min())


def last_complete_year(year: NDArray[np.int64]) -> int:
    """The last year that a file holds whole, of its last five."""
    years, papers = np.unique(year, return_counts=True)
    for last in range(len(years) - 1, max(len(years) - 6, 3), -1):
        if papers[last] >= WHOLE * np.sort(papers[:last])[-3:].mean():
            return int(years[last])
    return int(years[-1])


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _papers(chosen: NDArray[np.bool_]) -> str:
    count = int(chosen.sum())
    return f"{count:,} paper{'' if count == 1 else 's'}"
