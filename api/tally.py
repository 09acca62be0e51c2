"""What is known of the request that is being answered? Kept for its log line and the metrics.

Never a query's text, a variable or a name: an operation is known by the digest of its text.
"""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import uuid4


@dataclass
class Tally:
    """One request under way: its id, and as far as it has come the operation's digest, its root
    fields, who asked in which role, points, objects in the answer, statements and their seconds."""

    request: str = field(default_factory=lambda: uuid4().hex[:12])
    operation: str | None = None
    fields: tuple[str, ...] = ()
    role: str | None = None
    cost: int | None = None
    rows: int | None = None
    statements: int = 0
    database_seconds: float = 0.0


_NOW: ContextVar[Tally | None] = ContextVar("tally", default=None)


def begin(request: str | None) -> Tally:
    """The tally of a new request, under the id that it came with."""
    tally = Tally(request) if request else Tally()
    _NOW.set(tally)
    return tally


def now() -> Tally:
    """The tally of the request under way; outside of any, one of its own."""
    return _NOW.get() or Tally()


@lru_cache(maxsize=1_000)
def digest(text: str) -> str:
    """Twelve hexadecimal digits of the SHA-256 of an operation's text."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def objects_in(data: object) -> int:
    """How many objects stand in lists anywhere in an answer."""
    count, stack = 0, [data]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list):
            count += sum(isinstance(each, dict) for each in value)
            stack += value
    return count
