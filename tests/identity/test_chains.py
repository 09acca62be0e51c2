"""The strongest introductions are the strongest of all simple paths, looked at one by one."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.introductions import Chain, depths, strongest

Tie = tuple[str, str, float]

# Powers of two multiply without rounding, so that equal strengths are exactly equal.
exact = st.sampled_from([1.0, 0.5, 0.25, 0.125])
pairs = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(
    lambda pair: pair[0] < pair[1]
)


def _ties(strengths: st.SearchStrategy[float]) -> st.SearchStrategy[list[Tie]]:
    drawn = st.dictionaries(pairs, strengths, max_size=12)
    return drawn.map(lambda found: [(a, b, strength) for (a, b), strength in found.items()])


def _all_paths(ties: list[Tie], start: str, goal: str, max_hops: int) -> list[Chain]:
    near: dict[str, dict[str, float]] = {name: {} for name in "abcdef"}
    for a, b, strength in ties:
        near[a][b] = near[b][a] = strength
    found, paths = [], [(start,)]
    for _ in range(max_hops):
        paths = [(*path, there) for path in paths for there in near[path[-1]] if there not in path]
        found += [path for path in paths if path[-1] == goal]
        paths = [path for path in paths if path[-1] != goal]
    return [Chain(path, tuple(near[a][b] for a, b in pairwise(path))) for path in found]


@settings(deadline=None)
@given(ties=_ties(exact), first=st.integers(1, 8), max_hops=st.integers(1, 4))
def test_the_first_k_of_all_simple_paths_come_in_order(
    ties: list[Tie], first: int, max_hops: int
) -> None:
    expected = _all_paths(ties, "a", "f", max_hops)
    expected.sort(key=lambda chain: (-chain.strength, chain.persons))
    assert strongest(ties, "a", "f", first, max_hops) == expected[:first]


@settings(deadline=None)
@given(ties=_ties(st.floats(0.01, 0.99)), first=st.integers(1, 8), max_hops=st.integers(1, 4))
def test_no_left_out_path_is_stronger(ties: list[Tie], first: int, max_hops: int) -> None:
    expected = sorted((c.strength for c in _all_paths(ties, "a", "f", max_hops)), reverse=True)
    found = strongest(ties, "a", "f", first, max_hops)
    assert [chain.strength for chain in found] == pytest.approx(expected[:first])
    assert len({chain.persons for chain in found}) == len(found)


@given(ties=_ties(exact), max_hops=st.integers(1, 4))
def test_the_way_back_is_as_strong(ties: list[Tie], max_hops: int) -> None:
    there, back = (
        strongest(ties, *ends, first=100, max_hops=max_hops) for ends in (("a", "f"), ("f", "a"))
    )
    turned = {Chain(chain.persons[::-1], chain.strengths[::-1]) for chain in back}
    assert set(there) == turned


def test_a_long_chain_of_strong_ties_outranks_a_weak_direct_one() -> None:
    ties = [("a", "b", 0.9), ("b", "c", 0.8), ("a", "c", 0.5)]
    found = strongest(ties, "a", "c", first=2, max_hops=2)
    assert [chain.persons for chain in found] == [("a", "b", "c"), ("a", "c")]
    assert [chain.strength for chain in found] == [pytest.approx(0.9 * 0.8), 0.5]
    assert strongest(ties, "a", "c", first=2, max_hops=1) == [Chain(("a", "c"), (0.5,))]


def test_the_same_person_has_no_introduction_to_oneself() -> None:
    assert strongest([("a", "b", 0.5)], "a", "a", first=3, max_hops=4) == []


@pytest.mark.parametrize("ties", [[], [("a", "b", 0.5), ("c", "d", 0.5)], [("a", "d", 0.0)]])
def test_without_a_path_there_is_none(ties: list[Tie]) -> None:
    assert strongest(ties, "a", "d", first=3, max_hops=4) == []


def test_a_tie_given_from_both_ends_counts_once() -> None:
    ties = [("a", "b", 0.5), ("b", "a", 0.5)]
    assert strongest(ties, "a", "b", first=9, max_hops=4) == [Chain(("a", "b"), (0.5,))]


@pytest.mark.parametrize("max_hops", [1, 2, 3, 4])
def test_ties_around_both_ends_hold_every_chain(max_hops: int) -> None:
    """Tie n of a chain is read around the start up to its depth, the others around the goal."""
    around_start, around_goal = depths(max_hops)
    assert around_start + around_goal == max_hops
    assert around_start - around_goal in (0, 1)
