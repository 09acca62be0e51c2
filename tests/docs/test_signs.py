"""Every sign of influence that the field names has what tells of it, and nothing counts twice."""

from collections import Counter

from algorithms.dimensions.scores import read_weights
from algorithms.dimensions.signs import SIGNS
from demo.country import FOLDERS
from loaders.reading.source import sources
from schema.tie_kinds import KINDS


def test_every_indicator_tells_of_one_sign() -> None:
    weighed = {name for indicators in read_weights().values() for name in indicators}
    told = Counter(indicator for sign in SIGNS for indicator in sign.indicators)
    assert set(told) == weighed
    assert set(told.values()) == {1}


def test_every_kind_of_tie_tells_of_one_sign() -> None:
    assert Counter(tie for sign in SIGNS for tie in sign.ties) == Counter(list(KINDS))


def test_every_sign_is_told_by_sources_that_can_be_loaded_and_that_the_demo_writes() -> None:
    for sign in SIGNS:
        assert set(sign.sources) <= sources().keys(), sign.name
        assert sign.sources and (sign.indicators or sign.ties or sign.shown), sign.name
        assert set(sign.sources) <= set(FOLDERS), sign.name


def test_a_kind_of_tie_has_the_sources_of_its_sign() -> None:
    for sign in SIGNS:
        for tie in sign.ties:
            assert set(KINDS[tie].sources) <= set(sign.sources), tie
