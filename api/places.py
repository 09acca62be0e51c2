"""How many of what takes long may be under way at a time, of one caller and in all?

An open subscription costs little while nothing happens, and never ends by itself; an export is many
pages. So each has a place, or is sent away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.callers import Caller

IN_ALL, OF_ONE = 500, 10


class Full(Exception):
    """No place is free; the text says whose are taken."""


@dataclass
class Places:
    """What is under way; `of_one` bounds that of one subject."""

    in_all: int = IN_ALL
    of_one: int = OF_ONE
    open: int = 0
    by_subject: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place among all. Raises `Full`."""
        if self.open >= self.in_all:
            raise Full("Too many subscriptions are open; try again later.")
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    @contextmanager
    def of(self, caller: Caller) -> Iterator[None]:
        """A place among the caller's. Raises `Full`."""
        if self.by_subject[caller.subject] >= self.of_one:
            raise Full(f"{self.of_one} connections of yours are open; close one first.")
        self.by_subject[caller.subject] += 1
        try:
            yield
        finally:
            self.by_subject[caller.subject] -= 1
            if not self.by_subject[caller.subject]:
                del self.by_subject[caller.subject]
