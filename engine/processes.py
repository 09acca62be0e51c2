"""The engine of one machine: a process a core."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for

from engine.engine import Part, Result


@dataclass(frozen=True)
class Processes:
    """Runs tasks by processes of its own, one a core where `workers` is not given; by this one
    where that is 1, or there is but one part."""

    workers: int | None = None

    def each(
        self, task: Callable[[Part], Result], parts: Sequence[Part]
    ) -> Iterator[tuple[int, Result]]:
        """See `engine.engine.Engine`."""
        workers = min(self.workers or os.cpu_count() or 1, len(parts))
        if workers <= 1:  # a process of its own would only cost its start
            for place, part in enumerate(parts):
                yield place, task(part)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as pool:
            running: dict[Future[Result], int] = {
                pool.submit(task, part): place for place, part in enumerate(parts)
            }
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()


def _end_with_parent() -> None:
    """Workers of a killed parent would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(
            target=lambda: (wait_for([parent.sentinel]), os._exit(1)), daemon=True
        )
        watch.start()
