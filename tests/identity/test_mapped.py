"""What is kept in a file comes back as it was, without being read as a whole."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from identity.mapped import keep, kept


def test_arrays_and_tables_come_back_as_they_were(tmp_path: Path) -> None:
    table = pa.table({"name": ["a", None, "é" * 1000], "n": [1, 2, 3]})
    what = {
        "words": np.arange(1000, dtype=np.uint64),
        "square": np.ones((3, 5), np.float32),
        "nothing": np.zeros(0, np.int64),
        "ids": pa.array(["x", "y"]),
        "parts": pa.chunked_array([["a"], ["b", "c"]]),
        "table": table,
        "small": ("text", 7, frozenset({"a"})),
    }
    keep(what, tmp_path / "it")
    found = kept(tmp_path / "it")
    assert found.keys() == what.keys()
    for name in ("words", "square", "nothing"):
        assert found[name].dtype == what[name].dtype
        assert np.array_equal(found[name], what[name])
    assert found["table"].equals(table)
    assert all(found[name] == what[name] for name in ("ids", "parts", "small"))
    assert [each.name for each in tmp_path.iterdir()] == ["it"]


def test_what_was_opened_is_not_written_to_and_outlives_what_takes_its_place(
    tmp_path: Path,
) -> None:
    place = tmp_path / "it"
    keep(np.arange(100_000), place)
    first = kept(place)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1
    keep(np.zeros(3), place)
    assert first.sum() == sum(range(100_000))
    assert kept(place).tolist() == [0, 0, 0]


def test_what_cannot_be_kept_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "it"
    keep([1], place)
    with pytest.raises((AttributeError, TypeError, ValueError)):
        keep(lambda: 0, place)
    assert kept(place) == [1]
