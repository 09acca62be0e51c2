"""Do parts come back, and is a part that fails named?"""

import math
import operator

import pytest

from engine.engine import TaskFailed
from engine.spark import Spark


def test_every_part_comes_back_at_its_place(spark: Spark) -> None:
    assert dict(spark.each(operator.neg, list(range(50)))) == {at: -at for at in range(50)}


def test_no_parts_start_nothing() -> None:
    assert list(Spark("spark://nowhere:1").each(operator.neg, [])) == []


def test_a_part_that_fails_is_named(spark: Spark) -> None:
    with pytest.raises(TaskFailed, match="could not do -7"):
        list(spark.each(math.log, [1.0, -7, 2.0]))
    assert dict(spark.each(math.log, [1.0])) == {0: 0.0}
