"""Do parts come back, and is a part that fails named?"""

import pytest

from engine.engine import TaskFailed
from engine.spark import Spark


def halved(number: int) -> float:
    """A task: half of a number."""
    return number / 2


def inverse(number: int) -> float:
    """A task that one number spoils."""
    return 1 / number


def grown(megabytes: int) -> int:
    """A task that needs as much memory as it is told."""
    return len(bytearray(megabytes * 1_048_576))


def test_every_part_comes_back_at_its_place(spark: Spark) -> None:
    assert dict(spark.each(halved, list(range(50)))) == {at: at / 2 for at in range(50)}


def test_no_parts_start_nothing() -> None:
    assert list(Spark("spark://nowhere:1").each(halved, [])) == []


def test_a_part_that_fails_is_named(spark: Spark) -> None:
    with pytest.raises(TaskFailed, match="could not do 0"):
        list(spark.each(inverse, [1, 0, 2]))
    assert dict(spark.each(inverse, [1])) == {0: 1.0}
