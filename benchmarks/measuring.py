"""How long does a piece of work take, in a process of its own, and how much memory at its peak?

Machines are noisy and only ratios taken in one run count: rounds of all contenders are interleaved,
and of each the median is taken. Each run is a fresh process, so that none profits from another.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import statistics
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil

from engine.engine import Engine, Part, Result

Work = Callable[..., float | None]


@dataclass(frozen=True)
class Run:
    """Seconds of work, and the peak resident memory in MiB of its process and their children."""

    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Line:
    """One line of the table; `ratio` is ours to theirs, the goal is on the ratio."""

    area: str
    seen: str
    against: str
    ratio: float
    goal: str
    met: bool
    peak_mib: float


def interleaved(
    rounds: int, contenders: Mapping[str, tuple[Work, Any]], warm: bool = False
) -> dict[str, Run]:
    """The median run of each contender. Each is a function of a module with its arguments; where it
    returns a number, that is the seconds, else the whole call is. `warm` does the work once before
    the clock starts, so that what a process needs once (imports on first use) is not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, (work, given) in contenders.items():
            runs[name].append(alone(work, *given, warm=warm))
    return {
        name: Run(
            statistics.median(run.seconds for run in found), max(run.peak_mib for run in found)
        )
        for name, found in runs.items()
    }


def alone(work: Work, *given: Any, warm: bool = False) -> Run:
    """Run the work in a fresh process. Raises `RuntimeError` when it fails there."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, work, given, warm))
    process.start()
    sender.close()
    peak = _Peak(process.pid or 0)
    try:
        seconds = receiver.recv()
    except EOFError:
        raise RuntimeError(f"{work.__module__}.{work.__name__} failed; see above") from None
    finally:
        process.join()
        mib = peak.end()
    return Run(seconds, mib)


def _work(sender: Any, work: Work, given: tuple[Any, ...], warm: bool) -> None:
    if warm:
        work(*given)
    gc.collect()
    began = perf_counter()
    said = work(*given)
    sender.send(perf_counter() - began if said is None else said)
    sender.close()


class _Peak:
    """Looks at a process and its children until it is told to end. The system's own high-water
    mark does not serve: a child inherits its parent's."""

    EVERY_SECONDS = 0.02

    def __init__(self, pid: int) -> None:
        self.bytes, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._look, args=(psutil.Process(pid),))
        self._thread.start()

    def end(self) -> float:
        self._over.set()
        self._thread.join()
        return self.bytes / 2**20

    def _look(self, process: psutil.Process) -> None:
        while not self._over.wait(self.EVERY_SECONDS):
            try:
                family = [process, *process.children(recursive=True)]
                self.bytes = max(self.bytes, sum(one.memory_info().rss for one in family))
            except psutil.NoSuchProcess:
                continue


class Watched:
    """An engine that counts what goes through its files, and the memory of its tasks."""

    def __init__(self, engine: Engine, shared: Path) -> None:
        self.engine, self.shared = engine, shared
        self.bytes, self.task_mib = 0, 0.0

    def each(
        self, task: Callable[[Part], Result], parts: Iterable[Part]
    ) -> Iterator[tuple[int, Result]]:
        """See `engine.engine.Engine`."""
        begun = False
        for place, (result, mib) in self.engine.each(
            partial(_with_memory, task), self._seen(parts)
        ):
            self.bytes += 0 if begun else self._size("*.result")
            begun, self.task_mib = True, max(self.task_mib, mib)
            yield place, result

    def _seen(self, parts: Iterable[Part]) -> Iterator[Part]:
        yield from parts
        self.bytes += self._size("*.part")

    def _size(self, name: str) -> int:
        return sum(place.stat().st_size for place in self.shared.glob(f"parts-*/{name}"))


def _with_memory(task: Callable[[Part], Result], part: Part) -> tuple[Result, float]:
    """The result of a part, and the most memory (MiB) that its process had."""
    result = task(part)
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
