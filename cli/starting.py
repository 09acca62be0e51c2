"""The embedded server starts while the front door is still being read in.

Reading in the API takes as long as the server does to start; neither waits for the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from graph import embedded
from graph.publishing import latest
from schema.settings import Settings


@contextmanager
def begun(settings: Settings) -> Iterator[Future[object] | None]:
    """The embedded server, on its way where a graph was published before; none where the server is
    another, or what comes first is an import, for which it must be down. One that was not running
    before is stopped at the end."""
    if not embedded.is_embedded(settings):
        yield None
        return
    is_ours = not embedded.status(settings).running
    try:
        with ThreadPoolExecutor(1) as aside:
            yield aside.submit(embedded.up, settings) if latest(settings.home) else None
    finally:
        if is_ours:
            embedded.down(settings)
