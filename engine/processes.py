"""The engine of one machine: a process a core."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import BaseContext

from engine.engine import Part, Result


@dataclass(frozen=True)
class Processes:
    """Runs tasks by processes of its own, one a core where `workers` is not given; by this one
    where that is 1, or there is but one part."""

    workers: int | None = None

    def each(
        self, task: Callable[[Part], Result], parts: Iterable[Part]
    ) -> Iterator[tuple[int, Result]]:
        """See `engine.engine.Engine`."""
        workers, numbered = self.workers or os.cpu_count() or 1, enumerate(parts)
        first = list(islice(numbered, 2))
        coming = chain(first, numbered)
        if workers == 1 or len(first) < 2:  # a process of its own would only cost its start
            for place, part in coming:
                yield place, task(part)
            return
        context = _context(task)
        with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as pool:
            running: dict[Future[Result], int] = {}
            while True:
                for place, part in islice(coming, 2 * workers - len(running)):
                    running[pool.submit(task, part)] = place
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()


def _context(task: Callable[[Part], Result]) -> BaseContext:
    """How processes start: as copies of one that has imported the task's module and runs no
    threads, where the system knows such; else from nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([getattr(task, "func", task).__module__])
    return context


def _end_with_parent() -> None:
    """Workers of a killed parent would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(
            target=lambda: (wait_for([parent.sentinel]), os._exit(1)), daemon=True
        )
        watch.start()
