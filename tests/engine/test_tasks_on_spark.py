"""Do parts come back, and is a part that fails named?"""

import math
import operator
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.engine import TaskFailed
from engine.spark import Spark


def test_every_part_comes_back_at_its_place(spark: Spark) -> None:
    assert dict(spark.each(operator.neg, list(range(50)))) == {at: -at for at in range(50)}


def test_no_parts_start_nothing(tmp_path: Path) -> None:
    assert list(Spark("spark://nowhere:1", tmp_path).each(operator.neg, [])) == []


def test_parts_are_made_one_by_one_and_nothing_is_left(spark: Spark) -> None:
    def made() -> Iterator[int]:
        for number in range(3):
            assert len(list(spark.shared.glob("*/*.part"))) == number
            yield number

    assert [result for _, result in spark.each(operator.neg, made())] == [0, -1, -2]
    assert list(spark.shared.iterdir()) == []


def test_what_a_killed_process_left_goes(spark: Spark) -> None:
    left = spark.shared / "parts-left"
    left.mkdir()
    (left / "0.result").touch()
    assert list(spark.each(operator.neg, [7])) == [(0, -7)]
    assert not left.exists()


def test_a_part_that_fails_is_named(spark: Spark) -> None:
    with pytest.raises(TaskFailed, match="could not do -7"):
        list(spark.each(math.log, [1.0, -7, 2.0]))
    assert dict(spark.each(math.log, [1.0])) == {0: 0.0}


def test_a_part_that_needs_more_memory_than_there_is_is_named(spark: Spark) -> None:
    too_much = 6 << 30
    with pytest.raises(TaskFailed, match=f"could not do {too_much};"):
        list(spark.each(bytes, [10, too_much, 20]))


def test_a_part_whose_process_the_system_kills_is_named(spark: Spark) -> None:
    with pytest.raises(TaskFailed, match="could not do 9;"):
        list(spark.each(os._exit, [9]))
