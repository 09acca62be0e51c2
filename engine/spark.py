"""The engine past one machine: Apache Spark schedules the tasks, tries them again elsewhere where a
machine is lost, and brings their results.

Each part is a row of its own in a Spark partition of its own, and our own code runs on it inside
the task (`mapInArrow`). The executors need the same version of Peerline as this process, and see
the home under the same path.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.engine import CannotRun, Part, Result, TaskFailed
from engine.java import needs_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS = "part BIGINT, body BINARY"
_FAILED = re.compile(r"RuntimeError: cannot do (.+)")
_LOCAL = re.compile(r"local(\[.*\])?")


class Spark:
    """Runs tasks on the Spark that `master` names, such as `local[2]` or `spark://host:7077`."""

    def __init__(self, master: str) -> None:
        self.master = master

    def each(
        self, task: Callable[[Part], Result], parts: Sequence[Part]
    ) -> Iterator[tuple[int, Result]]:
        """See `engine.engine.Engine`."""
        if not parts:
            return
        session = self.session()
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        bodies = [pickle.dumps(part, protocol=5) for part in parts]
        rows = pa.table({"part": pa.array(range(len(parts)), pa.int64()), "body": bodies})
        apart = session.createDataFrame(rows).repartitionByRange(len(parts), "part")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)
                done = apart.mapInArrow(_runs(task), ROWS).toArrow()
        except (PySparkException, Py4JJavaError) as error:
            said = _FAILED.search(str(error))
            raise TaskFailed(
                f"Spark at {self.master} could not do {said[1] if said else 'a task'}; its own "
                "log says more"
            ) from error
        for place, body in zip(done["part"].to_pylist(), done["body"].to_pylist(), strict=True):
            yield place, pickle.loads(body)

    def described(self) -> str:
        """Of what it is made, without a start of it. Raises `CannotRun`."""
        return f"Spark {_pyspark()} at {self.master}, by {needs_java()}"

    def session(self) -> SparkSession:
        """The session of this process, made where there is none. Raises `CannotRun`."""
        needs_java()
        _pyspark()
        from pyspark.sql import SparkSession

        if _LOCAL.fullmatch(self.master):
            # The workers of this machine are of this environment, not of whatever is first in PATH.
            os.environ["PYSPARK_PYTHON"] = sys.executable
        return (
            SparkSession.builder.master(self.master)
            .appName("Peerline")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
            .getOrCreate()
        )


def _pyspark() -> str:
    """Its version. Raises `CannotRun`."""
    try:
        with warnings.catch_warnings():
            # It has not been tried with the newest pandas by its makers; we hand it Arrow alone.
            warnings.simplefilter("ignore", FutureWarning)
            import pyspark.sql
    except ImportError:
        raise CannotRun(
            "PEERLINE_ENGINE=spark needs PySpark: pip install 'peerline[spark]'"
        ) from None
    version: str = pyspark.__version__
    return version


def _runs(
    task: Callable[[Part], Result],
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = zip(batch["part"].to_pylist(), batch["body"].to_pylist(), strict=True)
            for place, body in rows:
                part = pickle.loads(body)
                try:
                    result = task(part)
                except Exception as error:
                    raise RuntimeError(f"cannot do {part}\n{error!r}") from error
                found = pickle.dumps(result, protocol=5)
                yield pa.record_batch({"part": pa.array([place], pa.int64()), "body": [found]})

    return run
