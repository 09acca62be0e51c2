"""How alike are two spellings of a person's given names? The kernels are compiled.

A spelling is a row of each of the columns of `identity.names.Forms`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

Letters = npt.NDArray[np.uint8]
Groups = npt.NDArray[np.int32]

# Values of `given` and of `middle`.
SAME, ALIKE, INITIALS, ONE_INITIAL, DIFFERENT = 4.0, 3.0, 2.0, 1.0, 0.0
SAME_MIDDLE, SAME_MIDDLE_INITIAL, NO_MIDDLE, ONE_MIDDLE, OTHER_MIDDLE = 4.0, 3.0, 2.0, 1.0, 0.0


@njit(cache=True)
def given(first: Letters, whole: Letters, short: Groups, f: int, g: int) -> float:
    """How two spellings of a first name compare."""
    one, two = first[f], first[g]
    if one[0] == 0 or two[0] == 0:
        return INITIALS
    if one[1] == 0 or two[1] == 0:
        if one[0] != two[0]:
            return DIFFERENT
        return INITIALS if one[1] == 0 and two[1] == 0 else ONE_INITIAL
    if same(one, two) or (whole[f][0] != 0 and same(whole[f], whole[g])):
        return SAME
    for x in short[f]:
        for y in short[g]:
            if x != 0 and x == y:
                return ALIKE
    if near(one, two) or begins(whole[f], whole[g]):
        return ALIKE
    return DIFFERENT


@njit(cache=True)
def middle(first: Letters, second: Letters, whole: Letters, f: int, g: int) -> float:
    """How two spellings of a second name compare."""
    one, two = second[f], second[g]
    if whole[f][0] != 0 and same(whole[f], whole[g]) and not same(first[f], first[g]):
        return SAME_MIDDLE_INITIAL  # one name, written in one word and in two
    if one[0] == 0 or two[0] == 0:
        return NO_MIDDLE if one[0] == 0 and two[0] == 0 else ONE_MIDDLE
    if one[0] != two[0]:
        return OTHER_MIDDLE
    if one[1] == 0 or two[1] == 0:
        return SAME_MIDDLE_INITIAL
    return SAME_MIDDLE if same(one, two) or near(one, two) or begins(one, two) else OTHER_MIDDLE


@njit(cache=True)
def same(one: npt.NDArray[np.uint8], two: npt.NDArray[np.uint8]) -> bool:
    """Whether two words are equal."""
    for at in range(len(one)):
        if one[at] != two[at]:
            return False
        if one[at] == 0:
            return True
    return True


@njit(cache=True)
def begins(one: npt.NDArray[np.uint8], two: npt.NDArray[np.uint8]) -> bool:
    """Whether one word begins with the other, of three letters or more."""
    for at in range(len(one)):
        if one[at] == 0 or two[at] == 0:
            return at >= 3
        if one[at] != two[at]:
            return False
    return True


@njit(cache=True)
def near(one: npt.NDArray[np.uint8], two: npt.NDArray[np.uint8]) -> bool:
    """Whether two words of five letters or more differ by one slip: a letter changed, lost,
    added, or two neighbours swapped; the first letter stays."""
    m, n = 0, 0
    while m < len(one) and one[m] != 0:
        m += 1
    while n < len(two) and two[n] != 0:
        n += 1
    if min(m, n) < 5 or abs(m - n) > 1 or one[0] != two[0]:
        return False
    front = 0
    while front < min(m, n) and one[front] == two[front]:
        front += 1
    back = 0
    while back < min(m, n) - front and one[m - 1 - back] == two[n - 1 - back]:
        back += 1
    p, q = m - front - back, n - front - back
    if p <= 1 and q <= 1:
        return True
    swapped = p == 2 and q == 2
    return swapped and one[front] == two[front + 1] and one[front + 1] == two[front]
