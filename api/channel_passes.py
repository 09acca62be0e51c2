"""Who sends what waits for its hour while the server runs? The server itself, every 15 seconds.

Each worker does so; what one has taken no other sends. So does `peerline deliver`, where no server
runs.
"""

from __future__ import annotations

import asyncio
import logging
from threading import Event

from sqlalchemy.exc import SQLAlchemyError

from notifying.sending import Sender
from schema.settings import Settings
from workspace.migrating import UnknownWorkspace

log = logging.getLogger("peerline.api")
SECONDS = 15.0


async def deliver(settings: Settings) -> None:
    """Make a pass every 15 seconds until cancelled; one that the workspace does not let through is
    made up for by the next."""
    ends = Event()
    sender = Sender(settings, is_stopped=ends.is_set)
    try:
        while True:
            await asyncio.sleep(SECONDS)
            try:
                await asyncio.to_thread(sender.run)
            except (SQLAlchemyError, UnknownWorkspace, OSError):
                log.exception("alerts cannot be sent now: the workspace does not answer")
    finally:
        ends.set()
