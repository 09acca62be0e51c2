"""A forecast that did not come true as often as it said fails its own check."""

import numpy as np
import pytest

from algorithms.histories.check import calibration_error, check


def test_the_calibration_error_is_the_mean_distance_of_groups() -> None:
    chance, came = np.array([0.1, 0.2, 0.6, 0.9]), np.array([False, True, True, True])
    # Two groups: said 0.15, seen 0.5; said 0.75, seen 1.
    assert calibration_error(chance, came, 2) == pytest.approx((0.35 + 0.25) / 2)


def test_what_was_said_and_seen_alike_passes() -> None:
    chance = np.repeat([0.1, 0.5], [7_000, 8_000])
    came = np.tile(np.arange(10), 1_500) < np.repeat([1, 5], [7_000, 8_000])
    found = check(chance, came, 2015, 2017)
    assert found.withheld is None
    assert (found.error, found.limit) == (pytest.approx(0), 0.04)


def test_rates_that_change_abruptly_are_found_and_named() -> None:
    # Three in ten were said, one in ten came: off by 0.2 in every group.
    found = check(np.full(15_000, 0.3), np.tile(np.arange(10) < 1, 1_500), 2015, 2017)
    assert found.error == pytest.approx(0.2)
    assert found.limit == 0.04  # by chance so many cases stay below it
    assert (found.withheld or "").startswith(
        "the forecast was withheld: its own check on years 2015\u20132017 was off by 0.20, more "
    )


def test_few_cases_may_be_off_by_chance() -> None:
    # 225 cases in groups of 15: a group's share has a standard deviation of sqrt(.21 / 15) = .12
    # around 0.3, and a mean distance of .8 times that, .09.
    came = np.arange(225) % 15 < np.where(np.arange(225) < 120, 6, 3)
    found = check(np.full(225, 0.3), came, 2017, 2017)
    assert found.error == pytest.approx(0.1)  # 0.4 and 0.2 were seen
    assert found.limit == pytest.approx(0.12, abs=0.02)
    assert found.withheld is None


def test_too_few_cases_decide_nothing() -> None:
    few = check(np.full(199, 0.9), np.arange(199) < 30, 2015, 2015)
    rare = check(np.full(300, 0.01), np.arange(300) < 19, 2015, 2015)
    assert few.error is rare.error is few.withheld is rare.withheld is None


def test_what_was_said_often_and_never_came_fails() -> None:
    found = check(np.full(300, 0.4), np.zeros(300, bool), 2015, 2015)
    assert found.error == pytest.approx(0.4)
    assert found.withheld is not None
