"""A file's thin beginning and unfinished end are found and named; steady growth is neither."""

import numpy as np
import pytest
from numpy.typing import NDArray

from algorithms.histories.span import span


def _years(*papers: int) -> NDArray[np.int64]:
    """The year of each paper, so many a year from 1990."""
    return np.repeat(np.arange(1990, 1990 + len(papers)), papers)


@pytest.mark.parametrize(
    ("papers", "first"),
    [
        # Up to 1992 the mean is (1 + 11 + 233) / 3 = 82, under a quarter of 2,600.
        ((1, 11, 233, 2500, 2600, 2700), 1993),
        # 82 is more than a quarter of 250, but (1 + 11) / 2 is not of (233 + 260 + 250) / 3.
        ((1, 11, 233, 260, 250, 240), 1992),
        ((1, 0, 0, 0, 0, 0, 0, 300, 320, 310), 1997),
        ((300, 5, 11, 233, 2500, 2500, 2500), 1994),
        ((20, 20, 20, 20, 20, 20, 300, 310, 290), 1996),
        # Growth by a third a year, a gap in the midst, a conference every other year, a few papers.
        ((24, 32, 43, 57, 76, 101, 135, 180), 1990),
        ((50, 50, 50, 50, 0, 0, 0, 50, 50, 50), 1990),
        ((30, 0, 40, 0, 50, 0, 60, 0, 70), 1990),
        ((80, 110, 100, 100), 1990),
        ((1, 0, 1), 1990),
        ((1,), 1990),
    ],
)
def test_a_history_begins_where_its_years_are_full(papers: tuple[int, ...], first: int) -> None:
    assert span(_years(*papers)).first_full_year == first


def test_the_years_passed_over_are_named_with_the_reason() -> None:
    whole = span(_years(1, 11, 233, 2500, 2600, 2700, 2500, 300))
    assert (whole.first_full_year, whole.last_complete_year) == (1993, 1996)
    assert whole.passed_over == (
        "1990 to 1992: 245 papers, a thin beginning: under a quarter of what the years after it "
        "hold",
        "1997: 300 papers, an unfinished end: under three quarters of what the best years before "
        "it hold",
    )
    assert span(_years(100, 100, 100)).passed_over == ()
