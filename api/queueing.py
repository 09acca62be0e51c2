"""Whose operation runs now, which one waits, and which is sent away?

So many operations run at a time, so many wait for a short while, and the rest is told to come
back: a server that takes everything answers nobody. Each caller has a share, so that one cannot
fill the queue for all. Health, readiness and metrics do not queue.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.callers import Role
from api.endpoint import caller_of
from api.refusals import refused

RUNNING, WAITING = 32, 64
WAIT_SECONDS = 2.0


@dataclass(frozen=True)
class Share:
    """How many operations of one caller may run and wait at a time, and how long one may take."""

    at_once: int
    seconds: float


SHARES: Mapping[Role, Share] = {
    Role.VIEWER: Share(8, 20),
    Role.LIAISON: Share(8, 20),
    Role.AUDITOR: Share(8, 20),
    Role.ANALYST: Share(16, 30),
    Role.STEWARD: Share(16, 30),
    Role.ADMIN: Share(1_000, 60),
}


class Queue:
    """Lets `running` operations through at a time; `waiting` more stand in line for two seconds."""

    def __init__(
        self,
        app: ASGIApp,
        running: int = RUNNING,
        waiting: int = WAITING,
        shares: Mapping[Role, Share] = SHARES,
    ) -> None:
        self.app, self.shares = app, shares
        self.free, self.places = asyncio.Semaphore(running), waiting
        self.waiting = 0
        self.by_subject = Counter[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in turn: 429 beyond the caller's share, 503 beyond the queue's length or time."""
        caller = caller_of(scope)
        share = self.shares[caller.role]
        if self.by_subject[caller.subject] >= share.at_once:
            message = f"{share.at_once} operations of yours are under way; wait for one to end"
            refusal = refused(429, "RATE_LIMITED", message, retry_after=1)
            await refusal(scope, receive, send)
            return
        self.by_subject[caller.subject] += 1
        try:
            if await self._turn():
                try:
                    with metrics.RUNNING.track_inprogress():
                        await self._bounded(share.seconds, scope, receive, send)
                finally:
                    self.free.release()
            else:
                message = "Too many operations are under way; ask again in a moment."
                refusal = refused(503, "UNAVAILABLE", message, retry_after=round(WAIT_SECONDS))
                await refusal(scope, receive, send)
        finally:
            self.by_subject[caller.subject] -= 1
            if not self.by_subject[caller.subject]:
                del self.by_subject[caller.subject]

    async def _turn(self) -> bool:
        """Whether it is this one's turn, at once or after a wait."""
        if self.free.locked() and self.waiting >= self.places:
            return False
        self.waiting += 1
        try:
            with metrics.WAITING.track_inprogress():
                async with asyncio.timeout(WAIT_SECONDS):
                    await self.free.acquire()
        except TimeoutError:
            return False
        finally:
            self.waiting -= 1
        return True

    async def _bounded(self, seconds: float, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            async with asyncio.timeout(seconds) as clock:
                await self.app(scope, receive, noted)
        except TimeoutError:
            if has_begun or not clock.expired():
                raise
            message = f"The operation took longer than {seconds:g} s; ask for less."
            await refused(503, "UNAVAILABLE", message, retry_after=1)(scope, receive, send)
