"""How is a search for chains kept from holding up everyone else's answers?

The kernels release the interpreter, so a search in a thread leaves the event loop free.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

T = TypeVar("T")
_ALONE = Lock()


async def alone(work: Callable[[], T]) -> T:
    """What `work` returns, done in a thread, one at a time: a searcher has the memory of one
    search. A caller who leaves does not wait for it."""

    def done() -> T:
        with _ALONE:
            return work()

    return await asyncio.to_thread(done)
