"""Strengths that did not come true as often as they said are no probabilities, and say so."""

from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from algorithms.histories.history import History
from algorithms.ties.features import features
from algorithms.ties.joint import Joint, from_history, pairs_of, since
from algorithms.ties.model import SHIPPED, calibrated, read
from algorithms.ties.saying import by_model, told

LAST = 2010


def _records(stops: int, begins: int = 1996, share: float = 0.5, twice: int = 0) -> Joint:
    """Pairs of a hundred and fifty trios of whom a share write together in any year; from the year
    `stops` on, one in forty. The first few write `twice` a year."""
    random = np.random.default_rng(5)
    years, signed = [], []
    for year in range(begins, LAST + 1):
        for trio in (*range(150), *range(twice)):
            if random.random() < (share if year < stops else 0.025):
                years.append(year)
                signed.append(3 * trio + np.arange(3))
    papers = pd.DataFrame({"paper_id": range(len(years)), "year": years})
    paper = np.repeat(np.arange(len(years)), 3)
    history = History(papers, np.arange(450).astype(object), paper, np.concatenate(signed))
    joint = from_history(history)
    return replace(joint, time=joint.time - 1970)


def _told(records: Joint) -> list[dict[str, Any]]:
    """What is said of the pairs at the end of the last year."""
    pairs, at = pairs_of(records), LAST + 1.0 - 1970
    learnt = by_model(duckdb.connect(), records, pairs, at)
    rows: list[dict[str, Any]] = told(pairs, features(records, pairs, at), learnt).to_pylist()
    return rows


@pytest.mark.parametrize(("stops", "is_withheld"), [(9_999, False), (LAST - 1, True)])
def test_rates_that_change_abruptly_are_said(stops: int, is_withheld: bool) -> None:
    rows = _told(_records(stops))
    cautions = {row["caution"] for row in rows}
    assert len(cautions) == 1
    [caution] = cautions
    if not is_withheld:
        assert caution is None
        return
    assert caution.startswith(
        f"the forecast was withheld: its own check on years {LAST - 1}\u2013{LAST} was off by 0."
    )
    assert caution.endswith("strength orders, it is no probability")


def test_where_everybody_came_again_the_strength_says_so_and_still_orders() -> None:
    # Three years of records: two years before the end nothing was there to calibrate by.
    rows = _told(_records(9_999, LAST - 2, 1.0, twice=5))
    assert {row["caution"] for row in rows} == {None}
    twice = [row["chance"] for row in rows if row["number"] < 15]
    once = [row["chance"] for row in rows if row["number"] >= 15]
    assert 0.98 < max(once) < min(twice) <= 1
    assert np.mean([*once, *twice]) == pytest.approx(451 / 452, abs=0.01)


def test_a_kind_that_looks_back_some_years_sees_what_a_source_sees_that_begins_then() -> None:
    joint, at = _records(9_999), LAST + 1 - 1970
    recent = since(joint, at - 3.0)
    assert 0 < recent.time.min() - (at - 3.0) <= 0.5
    assert len(recent.time) == int((joint.time > at - 3.0).sum())
    every, kept = pairs_of(joint), pairs_of(recent)
    assert len(kept.time) == int((every.time > at - 3.0).sum())
    assert kept.size.tolist() == [3] * len(kept.size)


def test_a_few_ties_that_came_to_one_end_make_nothing_certain() -> None:
    model = read(SHIPPED)
    records = _records(9_999)
    rows = features(records, pairs_of(records), LAST + 1.0 - 1970)
    draw = np.random.default_rng(3)
    said = model.before_calibration(rows.values)
    live = draw.random(len(said)) < 0.2
    order = np.argsort(said)
    live[order[:4]], live[order[-4:]] = False, True  # the ends, by chance
    steps = np.array(calibrated(model, rows.values, live).steps)
    assert (np.diff(steps[:, 1]) >= 0).all()
    assert 0 < steps[0, 1] < 0.2 < steps[-1, 1] < 0.9
    shares = np.interp(said, *steps.T)
    assert shares.mean() == pytest.approx(live.mean(), abs=0.01)
