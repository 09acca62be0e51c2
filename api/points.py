"""How many points may a caller still spend this hour?

Every operation that is run costs its points (`api/measuring.py`), whether it succeeds or not; what
is refused before costs nothing. They are counted by the caller's subject: by all processes together
where the workspace is a PostgreSQL, else by each for itself.
"""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import strawberry
from graphql import GraphQLError
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.callers import Caller
from api.limits import LIMITS
from schema.settings import Settings
from workspace.counters import Counters


@strawberry.type(description="What an operation costs, and what is left of the caller's hour.")
class RateLimit:
    limit: int = strawberry.field(description="Points an hour.")
    cost: int = strawberry.field(description="Points of this operation.")
    remaining: int = strawberry.field(description="Points left after it.")
    reset_at: datetime = strawberry.field(description="When all points are there again.")


def points_of(settings: Settings) -> Points:
    """The points of whom the processes on the workspace of the settings answer."""
    if (settings.workspace or "").startswith("postgresql"):
        return Points(FixedWindowRateLimiter(Counters(settings)))
    return Points()


@dataclass(frozen=True)
class Points:
    """The points that every caller has spent in this hour."""

    window: FixedWindowRateLimiter = field(
        default_factory=lambda: FixedWindowRateLimiter(MemoryStorage())
    )

    async def spend(self, caller: Caller, cost: int) -> RateLimit:
        """The balance after an operation of so many points; raises RATE_LIMITED where they are not
        there. In one process nothing is awaited between the look and the spending, so of operations
        at once none spends another's points; of two processes the later one may spend what it is
        then refused."""
        if isinstance(self.window.storage, MemoryStorage):
            return self._spent(caller, cost)
        return await asyncio.to_thread(self._spent, caller, cost)

    def _spent(self, caller: Caller, cost: int) -> RateLimit:
        limit = LIMITS[caller.role].points_an_hour
        item, whose = RateLimitItemPerHour(limit), (caller.role.value, caller.subject)
        is_enough = self.window.test(item, *whose, cost=cost)
        is_enough = is_enough and self.window.hit(item, *whose, cost=cost)
        stats = self.window.get_window_stats(item, *whose)
        reset_at = datetime.fromtimestamp(math.ceil(stats.reset_time), UTC)
        if is_enough:
            return RateLimit(limit=limit, cost=cost, remaining=stats.remaining, reset_at=reset_at)
        raise GraphQLError(
            f"the operation costs {cost} points, and {stats.remaining} of {limit} are left; all "
            f"are there again at {reset_at:%H:%M} UTC",
            extensions={
                "code": "RATE_LIMITED",
                "limit": limit,
                "cost": cost,
                "remaining": stats.remaining,
                "resetAt": reset_at.isoformat(),
                "retryAfter": max(1, math.ceil(stats.reset_time - time.time())),
            },
        )
