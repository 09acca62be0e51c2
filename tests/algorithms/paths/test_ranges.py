"""Ties laid out in many ranges are those of one range, and of one large sort."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from algorithms.paths import chance
from algorithms.paths.arcs import SHIFT, Rows
from algorithms.paths.ranges import compressed, sorted_rows
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import Records, pieces
from schema.ties import ALL_KINDS

NODES = 40
# low, high, bit, strength in hundredths, day; few nodes and strengths, so that much is equal.
Piece = tuple[int, int, int, int, int]
PIECES = st.lists(
    st.tuples(
        st.integers(0, NODES - 1),
        st.integers(0, NODES - 1),
        st.integers(0, 11),
        st.sampled_from([0, 20, 50, 100]),
        st.integers(-3, 70_000),
    ),
    max_size=120,
)


def _batches(given: list[Piece], size: int) -> Iterator[Records]:
    for at in range(0, len(given), size):
        low, high, bit, strength, day = np.array(given[at : at + size]).T
        yield pieces(low, high, 1 << bit, strength / 100, day)


def _joined(found: list[Rows]) -> list[NDArray[Any]]:
    return [np.concatenate(column) for column in zip(*found, strict=True)]


def _sorted(given: list[Piece]) -> list[NDArray[Any]]:
    """All arcs by one sort, their costs worked out tie by tie."""
    ties: dict[tuple[int, int], dict[int, tuple[float, int]]] = {}
    for a, b, bit, strength, day in given:
        if strength:
            tie = ties.setdefault((min(a, b), max(a, b)), {})
            tie[1 << bit] = (strength / 100, min(max(day, 0), 65_535))
    arcs = []
    for (low, high), tie in ties.items():
        have = sum(tie)
        for choice in (choice for choice in range(1, have + 1) if choice & have == choice):
            chosen = [said for bit, said in tie.items() if bit & choice]
            left = np.array([1.0])
            for strength, _ in chosen:
                left *= 1 - strength
            cost = np.maximum(-np.log1p(-left), 1e-6).astype("f4")[0]
            more = (cost, have | choice << SHIFT, max(day for _, day in chosen))
            arcs += [(low, high, *more), (high, low, *more)]
    arcs.sort(key=lambda arc: (arc[0], arc[2], arc[1], arc[3]))
    columns: Any = zip(*arcs, strict=True) if arcs else [()] * 5
    end, near, price, kinds, last = columns
    degree = np.bincount(np.array(end, np.int64), minlength=NODES)
    return [
        np.array(values, kind)
        for values, kind in zip((degree, near, price, kinds, last), _TYPES, strict=True)
    ]


_TYPES = ("i8", "i4", "f4", "u4", "u2")


def _few_kinds(given: list[Piece]) -> list[Piece]:
    """Without all but four kinds of a tie: of twelve, it has 4,095 arcs."""
    return [(a, b, (a + b) % 9 + bit % 4, *said) for a, b, bit, *said in given]


@settings(max_examples=150, deadline=None)
@given(PIECES, st.integers(1, 60), st.integers(1, 40))
def test_many_ranges_give_the_rows_of_one_range_and_of_one_sort(
    given: list[Piece], most: int, size: int
) -> None:
    given = _few_kinds(given)
    one = _joined([*sorted_rows(_batches(given, 1000), NODES)])
    with TemporaryDirectory() as folder:
        found = [*sorted_rows(_batches(given, size), NODES, Path(folder), most)]
        assert [*Path(folder).iterdir()] == []
    for many, whole, by_sort in zip(_joined(found), one, _sorted(given), strict=True):
        assert many.dtype == whole.dtype == by_sort.dtype
        assert many.tobytes() == whole.tobytes() == by_sort.tobytes()
    # No more is held than may be, but where it is of a single node.
    assert all(len(some.near) <= most or len(some.degree) == 1 for some in found)
    census = chance.Census(NODES - 3)
    for some in found:
        census.add(some)
    whole_chance = chance.of(compressed(_batches(given, 1000), NODES, NODES - 3))
    told = census.chance()
    assert (told.ends, told.branching) == (whole_chance.ends, whole_chance.branching)
    assert told.costs.tobytes() == whole_chance.costs.tobytes()


def test_whoever_has_all_the_ties_is_a_range_alone(tmp_path: Path) -> None:
    everyone = np.arange(1, 1000)
    star = pieces(np.zeros(999), everyone, 1, np.full(999, 0.5), 7)
    found = [*sorted_rows([star[:500], star[500:]], 1000, tmp_path, 100)]
    assert (len(found[0].degree), len(found[0].near)) == (1, 999)
    assert max(len(some.near) for some in found[1:]) <= 100
    assert _joined(found)[0].tolist() == [999, *[1] * 999]
    assert _joined(found)[1].tolist() == [*everyone, *[0] * 999]


def test_a_tie_of_many_kinds_is_counted_with_all_its_arcs(tmp_path: Path) -> None:
    # Eight kinds: 2^8 - 1 arcs from either end. By its pieces alone it would seem to fit.
    said = [pieces(np.array([a]), np.array([a + 1]), 1 << k, np.array([0.1]), 0)
            for a in range(0, 10, 2) for k in range(8)]  # fmt: skip
    found = [*sorted_rows(said, 10, tmp_path, 300)]
    assert max(len(some.near) for some in found) == 255
    assert sum(len(some.near) for some in found) == 10 * 255


@pytest.mark.parametrize(("a", "b"), [(0, 5), (-1, 2), (7, 1)])
def test_a_tie_that_ends_at_no_node_is_refused(a: int, b: int) -> None:
    wrong = pieces(np.array([a]), np.array([b]), 1, np.array([0.5]), 0)
    with pytest.raises(ValueError, match="there are 5"):
        compressed([wrong], 5)


@pytest.mark.parametrize("nodes", [0, 1, 3])
def test_without_ties_every_row_is_empty(nodes: int) -> None:
    arcs = compressed([], nodes)
    assert arcs.start.tolist() == [0] * (nodes + 1)
    assert len(arcs.near) == 0


def test_the_memory_of_a_search_goes_by_nodes_and_not_by_ties() -> None:
    random = np.random.default_rng(1)
    sizes = []
    for ties in (2_000, 200_000):
        a, b = random.integers(0, 1000, (2, ties))
        given = pieces(a, b, 1, random.uniform(0.1, 0.9, ties), 0)[a != b]
        searcher = Searcher(compressed([given], 1000, 1000))
        alone = searcher.nbytes
        searcher.chains([0], 1, 2, 4)
        sizes.append((alone // 1000, (searcher.nbytes - alone) // 1000))
    assert sizes == [(59, 80), (59, 80)]


def test_every_kind_there_is_has_its_bit() -> None:
    assert ALL_KINDS < 1 << SHIFT
