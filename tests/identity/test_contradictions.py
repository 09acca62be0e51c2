"""A contradiction costs the weakest link that brings it."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.contradictions import fallen

Links = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("links", "falls"),
    [
        ([("a", "x"), ("b", "x"), ("c", "x")], [False, False, True]),
        ([("a", "b"), ("b", "c")], [False, True]),
        ([("b", "c"), ("a", "b"), ("a", "c")], [False, True, True]),
        ([("a", "x"), ("c", "y"), ("b", "x"), ("x", "y")], [False, False, False, True]),
    ],
)
def test_the_weakest_link_falls_and_the_rest_stands(links: Links, falls: list[bool]) -> None:
    """`a` and `c` have an NPI each."""
    singles = {"a": {"npi": "1"}, "c": {"npi": "2"}}
    assert fallen(links, singles, {}) == falls


def test_two_who_are_held_apart_are_not_joined_by_way_of_others() -> None:
    links = [("a", "x"), ("b", "y"), ("x", "z"), ("y", "z")]
    assert fallen(links, {}, {"a": {"b"}, "b": {"a"}}) == [False, False, False, True]


nodes = st.sampled_from("abcdefgh")


@given(
    links=st.lists(st.tuples(nodes, nodes), max_size=20),
    npis=st.dictionaries(nodes, st.sampled_from("123")),
    pairs=st.lists(st.tuples(nodes, nodes), max_size=4),
)
def test_what_stands_contradicts_nothing_and_whatever_falls_would(
    links: Links, npis: dict[str, str], pairs: Links
) -> None:
    pairs = [(one, other) for one, other in pairs if one != other]
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        apart[one].add(other)
        apart[other].add(one)
    falls = fallen(links, {node: {"npi": npi} for node, npi in npis.items()}, apart)
    standing: Links = []
    for link, has_fallen in zip(links, falls, strict=True):
        parts = _parts([*standing, link])
        contradicts = any(len({npis[n] for n in part if n in npis}) > 1 for part in parts)
        contradicts |= any({one, other} <= part for part in parts for one, other in pairs)
        assert has_fallen == contradicts
        if not has_fallen:
            standing.append(link)


def _parts(links: Links) -> list[set[str]]:
    """The parts that the links join, found by merging sets until none meet."""
    parts: list[set[str]] = []
    for link in links:
        meeting = [part for part in parts if part & set(link)]
        parts = [part for part in parts if not part & set(link)]
        parts.append(set(link).union(*meeting))
    return parts
