"""What others say about two who have worked together, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from algorithms.histories.history import History
from algorithms.ties.features import COLUMNS
from algorithms.ties.joint import FIRST, LAST
from algorithms.ties.learning import Past

# The five sign a paper in 2004, in this order; b and d knew each other. a and c meet again, and so
# do b and e. f, new, works with a and b.
PAPERS = [(2002, "bd"), (2004, "abcde"), (2005, "ca"), (2006, "af"), (2006, "fb"), (2006, "eb")]


def _past(papers: list[tuple[int, str]]) -> Past:
    """(year, authors as letters), oldest first."""
    names = sorted({name for _, authors in papers for name in authors})
    frame = pd.DataFrame({"paper_id": range(len(papers)), "year": [year for year, _ in papers]})
    paper = [at for at, (_, authors) in enumerate(papers) for _ in authors]
    person = [names.index(name) for _, authors in papers for name in authors]
    return Past(History(frame, np.array(names, object), np.array(paper), np.array(person)))


def _row(past: Past, pair: str, year: int) -> dict[str, float]:
    found, names = past.at(year), past.history.names
    pairs = ["".join((names[past.pairs.a[at]], names[past.pairs.b[at]])) for at in found.pair]
    return dict(zip(COLUMNS, found.values[pairs.index(pair)], strict=True))


def test_the_latest_record_tells_who_stood_where() -> None:
    row = _row(_past(PAPERS), "bd", 2006)
    assert (row["persons"], row["before"], row["between"], row["after"]) == (5, 1, 1, 1)
    # Before the paper of five the two had one alone, b first.
    row = _row(_past(PAPERS), "bd", 2003)
    assert (row["persons"], row["before"], row["between"], row["after"]) == (2, 0, 0, 0)


def test_records_that_one_leads_or_ends_are_halved_every_two_years() -> None:
    past = _past(PAPERS)
    # At the end of 2006 the papers of 2002, 2004 and 2005 are 4.5, 2.5 and 1.5 years old.
    ab, ac, bd = (_row(past, pair, 2006) for pair in ("ab", "ac", "bd"))
    assert (ab["led"], ab["ended"], ab["lead"]) == (pytest.approx(0.5**1.25), 0, 0)
    # a leads the first, c leads and a ends the second.
    assert ac["led"] == pytest.approx(0.5**1.25 + 0.5**0.75)
    assert ac["ended"] == ac["lead"] == pytest.approx(0.5**0.75)
    # b and d: one step apart in 2002, two in 2004.
    assert bd["near"] == pytest.approx(0.5**2.25 + 0.5**1.25 / 2)


def test_the_others_on_the_latest_record_have_come_together_again_or_knew_each_other() -> None:
    past = _past(PAPERS)
    # Five persons are ten pairs, nine besides a and b. Of these a-c and b-e met again; b-d had met.
    ab, bd = _row(past, "ab", 2006), _row(past, "bd", 2006)
    assert ab["team_again"] == pytest.approx((2 + 0.1) / (9 + 1))
    assert ab["team_known"] == pytest.approx((1 + 0.1) / (9 + 1))
    # The own meeting of b and d is not that of others.
    assert bd["team_known"] == pytest.approx((0 + 0.1) / (9 + 1))
    # At the end of 2004 nobody had come together again; two alone have no others.
    assert _row(past, "ab", 2004)["team_again"] == pytest.approx(0.1 / 10)
    assert _row(past, "af", 2006)["team_again"] == pytest.approx(0.1 / 1)


def test_common_partners_count_by_who_has_worked_with_them_since() -> None:
    row = _row(_past(PAPERS), "ab", 2006)
    # c, d, e and f; since 2004 both have worked with f, a alone with c, b alone with e.
    assert (row["mutual"], row["mutual_since"], row["mutual_of_one"]) == (4, 1, 2)
    before = _row(_past(PAPERS), "ab", 2004)
    assert (before["mutual"], before["mutual_since"], before["mutual_of_one"]) == (3, 0, 0)


def test_a_record_without_an_order_has_everyone_anywhere() -> None:
    past = _past([(2004, "abcde")])
    past.joint.lead[:] = 0
    assert (past.pairs.places == -1).all()
    row = _row(past, "ab", 2004)
    # Three others: one before, one between, one after on average; so two steps apart.
    assert (row["before"], row["between"], row["after"]) == (1, 1, 1)
    assert row["near"] == pytest.approx(0.5**0.25 / 2)
    assert row["led"] == row["ended"] == row["lead"] == 0


def test_who_leads_and_who_ends_add_up() -> None:
    pairs = _past([(2004, "abc")]).pairs
    assert pairs.lead.tolist() == [FIRST, FIRST + LAST, LAST]  # a-b, a-c, b-c
    assert pairs.places.tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
