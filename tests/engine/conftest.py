"""Spark in this process, of two workers; without Java its tests say that they did not run."""

from collections.abc import Iterator

import pytest

from engine.engine import CannotRun
from engine.java import needs_java
from engine.spark import Spark


@pytest.fixture(scope="session")
def java() -> None:
    """A Java that Spark can use."""
    try:
        needs_java()
    except CannotRun as missing:
        pytest.skip(f"the tests on Spark did not run: {missing}")


@pytest.fixture(scope="session")
def spark(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    """Two workers of this machine, of at most four gigabytes each."""
    settings = tmp_path_factory.mktemp("spark")
    (settings / "spark-defaults.conf").write_text("spark.executor.pyspark.memory 4g\n")
    engine = Spark("local[2]", tmp_path_factory.mktemp("shared"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(settings))
        try:
            session = engine.session()
        except CannotRun as missing:
            pytest.skip(f"the tests on Spark did not run: {missing}")
    yield engine
    session.stop()
