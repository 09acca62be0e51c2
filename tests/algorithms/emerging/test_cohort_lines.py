"""Lines of a cohort, worked out on paper."""

import numpy as np
import pytest

from algorithms.emerging.cohort_lines import annualised, cohort_line

GAP = float("nan")


def test_the_middle_and_the_upper_tenth_are_of_those_whom_the_source_knows() -> None:
    lines = np.array([[1.0, GAP, GAP], [3.0, 2.0, GAP], [8.0, GAP, GAP]])
    found = cohort_line(lines)
    assert found.persons == [3, 1, 0]
    assert found.median[:2].tolist() == [3.0, 2.0] and np.isnan(found.median[2])
    # 0.9 of the way from the first to the third: 3 + 0.8 x (8 - 3).
    assert found.upper[:2].tolist() == [pytest.approx(7.0), 2.0]
    assert cohort_line(np.zeros((0, 12))).persons == [0] * 12


def test_the_change_is_that_of_a_year() -> None:
    # 4 to 9 over the two years between the middles of the first and the last four quarters.
    assert annualised([1.0] * 4 + [5.0] * 4 + [2.25] * 4) == pytest.approx(0.5)
    # Two gaps before, two after: eight quarters, one year apart.
    assert annualised([GAP, GAP] + [1.0] * 4 + [2.0] * 4 + [GAP, GAP]) == pytest.approx(1.0)
    assert annualised([0.0] * 4 + [2.0] * 8) is None
    assert annualised([GAP] * 5 + [1.0] * 7) is None
