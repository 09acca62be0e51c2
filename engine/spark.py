"""The engine past one machine: Apache Spark schedules the tasks, tries them again elsewhere where a
machine is lost, and brings their results.

Parts and results wait in files under `shared`, one in memory at a time: what goes through Spark are
their names, each a row in a partition of its own (`mapInArrow`). The executors need the same
version of Peerline as this process, and see `shared` and the home under the same path.
"""

from __future__ import annotations

import os
import pickle
import re
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.engine import CannotRun, Part, Result, TaskFailed
from engine.java import needs_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_FAILED = re.compile(r"RuntimeError: cannot do (.+)")
_LOCAL = re.compile(r"local(-cluster)?(\[.*\])?")
_PREFIX = "parts-"


@dataclass(frozen=True)
class _Waiting:
    """A part in a file of `folder`, and beside it whether it was begun and what came of it."""

    folder: Path
    place: int

    @property
    def part(self) -> Path:
        return self.folder / f"{self.place}.part"

    @property
    def begun(self) -> Path:
        return self.folder / f"{self.place}.begun"

    @property
    def result(self) -> Path:
        return self.folder / f"{self.place}.result"


class Spark:
    """Runs tasks on the Spark that `master` names, such as `local[2]` or `spark://host:7077`;
    `shared` is a folder that all its machines see."""

    def __init__(self, master: str, shared: Path) -> None:
        self.master, self.shared = master, shared

    def each(
        self, task: Callable[[Part], Result], parts: Iterable[Part]
    ) -> Iterator[tuple[int, Result]]:
        """See `engine.engine.Engine`."""
        folder = self._emptied()
        try:
            names = [_put_by(_Waiting(folder, place), part) for place, part in enumerate(parts)]
            if names:
                self._do(task, folder, names)
            for place in range(len(names)):
                with _Waiting(folder, place).result.open("rb") as file:
                    result: Result = pickle.load(file)
                _Waiting(folder, place).result.unlink()
                yield place, result
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _emptied(self) -> Path:
        """A folder for parts; those of a process that was killed are no more."""
        self.shared.mkdir(parents=True, exist_ok=True)
        for left in self.shared.glob(f"{_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        return Path(mkdtemp(dir=self.shared, prefix=_PREFIX))

    def _do(self, task: Callable[[Part], Result], folder: Path, names: list[str]) -> None:
        """Have every part done. Raises `TaskFailed` and `CannotRun`."""
        session = self.session()
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        rows = pa.table({"part": pa.array(range(len(names)), pa.int64()), "name": names})
        apart = session.createDataFrame(rows).repartitionByRange(len(names), "part")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)
                apart.mapInArrow(_runs(task, folder), "part BIGINT").toArrow()
        except (PySparkException, Py4JJavaError) as error:
            said = _FAILED.search(str(error))
            named = said[1] if said else _unended(folder, names)
            raise TaskFailed(
                f"Spark at {self.master} could not do {named}; its own log says more"
            ) from error

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


def _put_by(waiting: _Waiting, part: object) -> str:
    """Write the part to its file; what it calls itself."""
    with waiting.part.open("wb") as file:
        pickle.dump(part, file, protocol=5)
    return str(part)


def _unended(folder: Path, names: list[str]) -> str:
    """The parts that were begun and never ended: a task that the system kills, as where memory is
    out, says nothing itself."""
    every = (_Waiting(folder, place) for place in range(len(names)))
    begun = [names[it.place] for it in every if it.begun.exists() and not it.result.exists()]
    return ", or ".join(begun) or "a task"


def _runs(
    task: Callable[[Part], Result], folder: Path
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = zip(batch["part"].to_pylist(), batch["name"].to_pylist(), strict=True)
            for place, name in rows:
                try:
                    _do_waiting(task, _Waiting(folder, place))
                except Exception as error:
                    raise RuntimeError(f"cannot do {name}\n{error!r}") from error
                yield pa.record_batch({"part": pa.array([place], pa.int64())})

    return run


def _do_waiting(task: Callable[[Part], Result], waiting: _Waiting) -> None:
    """Do a part and leave its result whole: another try, or two at a time, leave the same."""
    waiting.begun.touch()
    with waiting.part.open("rb") as file:
        part: Part = pickle.load(file)
    result = task(part)
    with NamedTemporaryFile(dir=waiting.folder, delete=False) as left:
        pickle.dump(result, left, protocol=5)
    Path(left.name).replace(waiting.result)
