"""How long is a publisher waited for, how often is it asked, and when is it given up?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_random_exponential

from fetching.faults import Unreachable

T = TypeVar("T")
OVERTAXED = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Limits:
    """What is waited for, taken and kept free: seconds, bytes, and bytes a second."""

    attempts: int = 6
    connect_seconds: float = 20
    read_seconds: float = 60
    longest_wait: float = 600
    slowest: int = 1_000
    page_bytes: int = 128 << 20
    file_bytes: int = 64 << 30
    free_bytes: int = 2 << 30
    redirects: int = 5


class Again(Exception):
    """To be tried again, after so many seconds where the publisher names them."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Watch:
    """Gives up on a publisher who sends, but hardly anything, for as long as a silent one is
    waited for."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.since, self.bytes = limits, monotonic(), 0

    def count(self, more: int) -> None:
        """Count bytes that came; raises `Again` where they are too few."""
        self.bytes += more
        seconds = monotonic() - self.since
        if seconds > self.limits.read_seconds:
            if self.bytes < self.limits.slowest * seconds:
                raise Again(f"sent {self.bytes / seconds:,.0f} bytes a second only")
            self.since, self.bytes = monotonic(), 0


def tried(
    address: str, attempt: Callable[[], T], attempts: int, sleep: Callable[[float], None]
) -> T:
    """What the attempt gives, made again while that may help. Raises `Unreachable` where it never
    does."""

    def once() -> T:
        try:
            return attempt()
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as error:
            raise Again(str(error) or type(error).__name__) from None

    retrying = Retrying(
        stop=stop_after_attempt(attempts),
        retry=retry_if_exception_type(Again),
        wait=_seconds,
        sleep=sleep,
        reraise=True,
    )
    try:
        return retrying(once)
    except Again as again:
        raise Unreachable(
            f"{address}: {again}, {attempts} times in a row; run this again later"
        ) from None


_BACK_OFF = wait_random_exponential(multiplier=1, min=1, max=60)


def _seconds(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    after = error.after if isinstance(error, Again) else None
    return _BACK_OFF(state) if after is None else after


def retry_after(response: httpx.Response) -> float | None:
    """The seconds that the publisher asks to wait, from a number or a day and time."""
    printed = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", printed):
        return float(printed)
    try:
        at = parsedate_to_datetime(printed)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
