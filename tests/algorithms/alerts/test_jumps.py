"""A line jumps where a quarter stands out from the same quarter of the years before."""

import numpy as np
import pytest

from algorithms.alerts.jumps import COUNTS, RANKS, jumps

CALM = np.array([False])


def test_a_quarter_that_doubles_beyond_chance_is_a_jump() -> None:
    # Every quarter 100, the last 200. On the scale 2√(x + 3/8): 20.037 and 28.311, so that the
    # change over the year is 8.274; the earlier seven changes are 0, and chance alone gives √2:
    # 8.274 / 1.414 = 5.85 ≥ 3.5, and 200 / 100 = 2 ≥ 1.5.
    line = np.array([[100.0] * 11 + [200.0]])
    found = jumps(line, CALM, COUNTS)
    assert found.is_jump.tolist() == [True]
    assert (found.last[0], found.before[0], found.quarter) == (200, 100, 11)


def test_a_season_is_no_jump() -> None:
    # The fourth quarter is five times the others, every year.
    line = np.array([[100.0, 100, 100, 500] * 3])
    assert not jumps(line, CALM, COUNTS).is_jump[0]


def test_small_numbers_are_left_to_chance() -> None:
    # From 2 to 5: 2√5.375 - 2√2.375 = 4.637 - 3.082 = 1.555, and 1.555 / 1.414 = 1.1 < 3.5.
    assert not jumps(np.array([[2.0] * 11 + [5.0]]), CALM, COUNTS).is_jump[0]


def test_who_grows_every_year_alike_does_not_jump() -> None:
    # Each year 1.6 times the one before: the changes of the last quarter are like the earlier ones.
    line = np.array([[100.0] * 4 + [160.0] * 4 + [256.0] * 4])
    # Changes over a year: 2√160.375 - 2√100.375 = 5.29 four times, then 2√256.375 - 2√160.375 =
    # 6.70. The median of the earlier seven is 5.29, and 1.41 above it is 1.41 / 1.414 = 1 < 3.5.
    assert not jumps(line, CALM, COUNTS).is_jump[0]


def test_a_jump_lasts_until_the_change_is_ordinary_again() -> None:
    # From 100 to 155 the change is 2√155.375 - 2√100.375 = 24.930 - 20.037 = 4.893, and
    # 4.893 / 1.414 = 3.46: just no jump, and yet one that goes on, for it is above 2.
    line = np.array([[100.0] * 11 + [155.0]])
    assert not jumps(line, CALM, COUNTS).is_jump[0]
    assert jumps(line, np.array([True]), COUNTS).is_jump[0]
    # At 125: 22.394 - 20.037 = 2.357, and 2.357 / 1.414 = 1.67 < 2.
    assert not jumps(np.array([[100.0] * 11 + [125.0]]), np.array([True]), COUNTS).is_jump[0]


def test_gaps_at_the_ends_are_passed_over_and_too_short_a_line_says_nothing() -> None:
    nan = np.nan
    line = np.array([[nan] + [100.0] * 8 + [300.0] + [nan] * 2])
    found = jumps(line, CALM, COUNTS)
    assert (found.is_jump[0], found.quarter) == (True, 9)
    short = np.array([[nan] * 4 + [100.0] * 7 + [300.0]])
    assert jumps(short, CALM, COUNTS).quarter is None
    assert jumps(np.zeros((0, 12)), np.zeros(0, bool), COUNTS).quarter is None


def test_a_gap_of_one_person_is_no_jump_of_that_person() -> None:
    line = np.array([[100.0] * 12, [100.0] * 3 + [np.nan] + [100.0] * 7 + [300.0]])
    found = jumps(line, np.zeros(2, bool), COUNTS)
    assert found.is_jump.tolist() == [False, False]


def test_ranks_are_held_against_each_other_by_their_ratio() -> None:
    # From 1 to 1.6: log 1.6 = 0.470, and 0.470 / 0.1 = 4.7 ≥ 3.5; to 1.4 it is too small a ratio.
    assert jumps(np.array([[1.0] * 11 + [1.6]]), CALM, RANKS).is_jump[0]
    assert not jumps(np.array([[1.0] * 11 + [1.4]]), CALM, RANKS).is_jump[0]
    assert not jumps(np.array([[0.0] * 12]), CALM, RANKS).is_jump[0]


@pytest.mark.parametrize("level", [1, 5, 20, 100, 1_000])
def test_chance_alone_seldom_jumps(level: int) -> None:
    # 4,000 lines of chance around a season: at most one in five hundred is taken for a jump.
    random = np.random.default_rng(7)
    season = np.tile([1.0, 0.6, 1.2, 1.4], 3) * level
    lines = random.poisson(season, (4_000, 12)).astype(float)
    found = jumps(lines, np.zeros(len(lines), bool), COUNTS)
    assert found.is_jump.mean() <= 0.002
