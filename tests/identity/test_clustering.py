"""Clusters keep to what must stay apart, whatever the likenesses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity.comparing_names import (
    ALIKE,
    DIFFERENT,
    INITIALS,
    NO_MIDDLE,
    ONE_INITIAL,
    ONE_MIDDLE,
    OTHER_MIDDLE,
    SAME,
    SAME_MIDDLE,
    SAME_MIDDLE_INITIAL,
)
from identity.comparing_names import given as first_names
from identity.comparing_names import middle as middle_names
from identity.joining import Settings, join
from identity.names import forms

NEVER = -1e9


def _compared(one: tuple[str, str], two: tuple[str, str]) -> tuple[float, float]:
    """How two spellings `(fore name, initials)` compare: first names, middle names."""
    of = forms([one, two])
    given = first_names(of.first, of.whole, of.short, 0, 1)
    return given, middle_names(of.first, of.second, of.whole, 0, 1)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (("Ada B", "AB"), ("Ada B", "AB"), (SAME, SAME_MIDDLE_INITIAL)),
        (("Ada Beth", "AB"), ("Ada Beth", "AB"), (SAME, SAME_MIDDLE)),
        (("Ada B", "AB"), ("Ada C", "AC"), (SAME, OTHER_MIDDLE)),
        (("Ada", "A"), ("A", "A"), (ONE_INITIAL, NO_MIDDLE)),
        (("A B", "AB"), ("A", "A"), (INITIALS, ONE_MIDDLE)),
        (("Ada", "A"), ("Amy", "A"), (DIFFERENT, NO_MIDDLE)),
        (("Bill", "B"), ("William", "W"), (ALIKE, NO_MIDDLE)),
        (("Jonathan", "J"), ("Jonathna", "J"), (ALIKE, NO_MIDDLE)),
        (("Áda", "A"), ("Ada", "A"), (SAME, NO_MIDDLE)),
        # Korean and Chinese names in one word, in two, with a hyphen; another second word.
        (("Ji-Young", "JY"), ("Jiyoung", "J"), (SAME, ONE_MIDDLE)),
        (("Ji Young", "JY"), ("Jiyoung", "J"), (SAME, SAME_MIDDLE_INITIAL)),
        (("Ji-Young", "JY"), ("Ji-Hoon", "JH"), (DIFFERENT, OTHER_MIDDLE)),
        (("Ji Young", "JY"), ("Ji Hoon", "JH"), (SAME, OTHER_MIDDLE)),
        (("Ji-Young H", "JYH"), ("J Y H", "JYH"), (ONE_INITIAL, SAME_MIDDLE_INITIAL)),
    ],
)
def test_given_names_compare_as_people_read_them(
    one: tuple[str, str], two: tuple[str, str], expected: tuple[float, float]
) -> None:
    assert _compared(one, two) == expected
    assert _compared(two, one) == expected


def _square(size: int, likeness: dict[tuple[int, int], float]) -> np.ndarray:
    odds = np.full((size, size), -5.0, np.float32)
    for (i, j), value in likeness.items():
        odds[i, j] = odds[j, i] = value
    np.fill_diagonal(odds, NEVER)
    return odds


def _joined(odds: np.ndarray, years: list[int] | None = None) -> list[int]:
    years = years or [0] * len(odds)
    return join(odds.copy(), np.array(years), Settings()).tolist()


def test_what_must_stay_apart_is_carried_through_joins() -> None:
    """0 and 1 are alike, 1 and 2 are alike, but 0 and 2 cannot be one: the weaker likeness gives
    way."""
    assert _joined(_square(3, {(0, 1): 9, (1, 2): 8, (0, 2): NEVER})) == [0, 0, 2]


def test_one_weak_link_does_not_chain_two_groups() -> None:
    """Two pairs at 9 inside, one link of 1 between them, the other three at -5. The best counts 0.2
    and the mean 0.8: once both pairs are joined, 0.2 * 1 + 0.8 * (1 - 15)/4 = -2.6 < 0."""
    assert _joined(_square(4, {(0, 1): 9, (2, 3): 9, (1, 2): 1})) == [0, 0, 2, 2]


def test_a_career_with_a_move_stays_one() -> None:
    """Early papers 0 and 1, late ones 3 and 4 (at -5), alike only through 2 in between: once each
    three are joined to 2, 0.2 * 6 + 0.8 * (12 - 20)/6 = 0.13 > 0."""
    early, late = {(0, 1): 8.0, (0, 2): 6, (1, 2): 6}, {(3, 4): 8.0, (2, 3): 6, (2, 4): 6}
    assert _joined(_square(5, early | late)) == [0, 0, 0, 0, 0]


def test_a_career_of_ninety_years_is_refused() -> None:
    assert _joined(_square(2, {(0, 1): 9}), [1920, 2010]) == [0, 1]
    assert _joined(_square(2, {(0, 1): 9}), [1950, 2010]) == [0, 0]


sizes = st.integers(2, 9)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), size=sizes)
def test_no_likeness_joins_what_must_stay_apart(data: st.DataObject, size: int) -> None:
    odds = _square(size, {})
    for i in range(size):
        for j in range(i):
            value = data.draw(st.sampled_from([NEVER, -3.0, 0.5, 2.0, 11.0]))
            odds[i, j] = odds[j, i] = value
    years = data.draw(
        st.lists(st.sampled_from([0, 1930, 1980, 2020]), min_size=size, max_size=size)
    )
    label = _joined(odds, years)
    for i in range(size):
        assert label[label[i]] == label[i] <= i
        for j in range(i):
            if label[i] == label[j]:
                assert odds[i, j] > NEVER
    for one in set(label):
        lived = [year for year, of in zip(years, label, strict=True) if of == one and year]
        assert not lived or max(lived) - min(lived) <= 70
