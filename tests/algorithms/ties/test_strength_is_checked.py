"""Strengths that did not come true as often as they said are no probabilities, and say so."""

from dataclasses import replace

import duckdb
import numpy as np
import pandas as pd
import pytest

from algorithms.histories.history import History
from algorithms.ties.joint import Joint, from_history
from algorithms.ties.saying import by_model

LAST = 2010


def _records(stops: int) -> Joint:
    """Pairs of a hundred and fifty trios of whom half write together in any year; from the year
    `stops` on, one in forty."""
    random = np.random.default_rng(5)
    years, signed = [], []
    for year in range(1996, LAST + 1):
        for trio in range(150):
            if random.random() < (0.5 if year < stops else 0.025):
                years.append(year)
                signed.append(3 * trio + np.arange(3))
    papers = pd.DataFrame({"paper_id": range(len(years)), "year": years})
    paper = np.repeat(np.arange(len(years)), 3)
    history = History(papers, np.arange(450).astype(object), paper, np.concatenate(signed))
    joint = from_history(history)
    return replace(joint, time=joint.time - 1970)


@pytest.mark.parametrize(("stops", "is_withheld"), [(9_999, False), (LAST - 1, True)])
def test_rates_that_change_abruptly_are_said(stops: int, is_withheld: bool) -> None:
    rows = by_model(duckdb.connect(), _records(stops), LAST + 1 - 1970).to_pylist()
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
