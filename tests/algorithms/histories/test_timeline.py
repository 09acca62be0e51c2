"""A timeline of a handful of papers, with every event counted on paper."""

import numpy as np
import pandas as pd
import pytest

from algorithms.histories.history import History
from algorithms.histories.timeline import Timeline, timeline

Paper = tuple[str, int, str, list[str]]  # id, year, one letter an author, cited


def _history(papers: list[Paper]) -> History:
    names = sorted({author for _, _, authors, _ in papers for author in authors})
    frame = pd.DataFrame(
        {
            "paper_id": [paper[0] for paper in papers],
            "year": [paper[1] for paper in papers],
            "venue": None,
            "topics": [[] for _ in papers],
            "cited_ids": [paper[3] for paper in papers],
        }
    )
    signed = [(n, names.index(a)) for n, paper in enumerate(papers) for a in paper[2]]
    paper, person = np.array(signed, np.int64).T
    return History(frame, np.array(names, object), paper, person)


@pytest.fixture
def events() -> Timeline:
    """2001: ab write p; 2003: abc write q and cite p; 2004: d writes r alone and cites p and q."""
    return timeline(
        _history(
            [
                ("p", 2001, "ab", []),
                ("q", 2003, "abc", ["p", "elsewhere"]),
                ("r", 2004, "d", ["p", "q"]),
            ]
        )
    )


def test_a_citation_counts_for_authors_who_have_not_signed_the_citing_paper(
    events: Timeline,
) -> None:
    got = events.citations
    # q cites p, but both authors of p sign q. r cites p (a, b) and q (a, b, c).
    assert sorted(zip(got.person, got.paper, got.year, strict=True)) == [
        (0, 0, 2004),
        (0, 1, 2004),
        (1, 0, 2004),
        (1, 1, 2004),
        (2, 1, 2004),
    ]


def test_a_pair_weighs_one_over_the_other_authors_and_halves_in_five_years(
    events: Timeline,
) -> None:
    weights = events.weights(2006).toarray()
    # a-b: p gives 1/(2-1) of five years ago, q 1/(3-1) of three years ago.
    assert weights[0, 1] == weights[1, 0] == pytest.approx(0.5 + 0.5 * 0.5 ** (3 / 5))
    assert weights[0, 2] == pytest.approx(0.5 * 0.5 ** (3 / 5))
    assert weights[3].sum() == 0


def test_of_quarters_the_half_life_is_given_in_quarters() -> None:
    quarters = timeline(_history([("p", 2001, "ab", []), ("q", 2021, "ab", [])]), half_life=20.0)
    # p is 20 quarters old at the end of the last one, q of that quarter itself.
    assert quarters.weights(2021).toarray()[0].tolist() == [0, 0.5 ** (20 / 20) + 1]


def test_a_year_sees_nothing_of_the_years_after(events: Timeline) -> None:
    assert events.weights(2002).toarray()[0].tolist() == [0, 0.5 ** (1 / 5), 0, 0]
    assert events.page_rank(2000).tolist() == [0, 0, 0, 0]
    assert events.circles(2000)[0].max() == -1


def test_the_first_joint_paper_is_when_two_met(events: Timeline) -> None:
    met = events.met
    found = dict(zip(zip(met.start, met.end, strict=True), met.year, strict=True))
    assert found[(0, 1)] == found[(1, 0)] == 2001
    assert found[(2, 0)] == 2003
    assert len(found) == 6


def test_page_rank_is_one_on_average_and_larger_in_the_middle() -> None:
    # a - b - c: the middle m and an end e hold m + 2e = 3 and e = 0.15 + 0.85 m / 2.
    star = timeline(_history([("p", 2001, "ab", []), ("q", 2001, "bc", [])]))
    middle = (3 - 2 * 0.15) / (1 + 0.85)
    assert star.page_rank(2001) == pytest.approx([(3 - middle) / 2, middle, (3 - middle) / 2])


def test_two_cliques_are_apart_in_every_run_and_partners_in_none() -> None:
    papers: list[Paper] = [("p", 2001, "abc", []), ("q", 2001, "def", [])]
    cliques = timeline(_history(papers))
    assert cliques.apart(2001, np.array([0, 0]), np.array([3, 1])).tolist() == [1.0, 0.0]
    # Before they have written there is no circle to be apart from.
    assert cliques.apart(2000, np.array([0]), np.array([3])).tolist() == [0.0]
