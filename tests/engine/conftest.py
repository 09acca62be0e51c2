"""Spark in this process, of two workers; without Java its tests say that they did not run."""

from collections.abc import Iterator

import pytest

from engine.engine import CannotRun
from engine.spark import Spark


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark]:
    """Two workers of this machine."""
    engine = Spark("local[2]")
    try:
        session = engine.session()
    except CannotRun as missing:
        pytest.skip(f"the tests on Spark did not run: {missing}")
    yield engine
    session.stop()
