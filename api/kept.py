"""What is counted once for a published graph, and kept for whoever asks the same again?

What is kept belongs to one refresh: once the next has ended it is counted anew. Where none has
ended, nothing is kept. The memory has a bound; what was asked longest ago goes first.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from graph.marks import Mark

T = TypeVar("T")
MOST_BYTES = 256 * 2**20


def version_of(home: Path | None) -> str | None:
    """The refresh that the graph is the outcome of; none where none has ended here."""
    return Mark(home).inputs if home else None


@dataclass
class Kept:
    """Values by key, `most` bytes of them; each is counted by one request at a time."""

    most: int = MOST_BYTES
    _values: OrderedDict[tuple[str, Hashable], tuple[Any, int]] = field(default_factory=OrderedDict)
    _counting: WeakValueDictionary[Hashable, asyncio.Lock] = field(
        default_factory=WeakValueDictionary
    )

    @property
    def nbytes(self) -> int:
        """The bytes that all values take."""
        return sum(size for _, size in self._values.values())

    async def of(
        self,
        home: Path | None,
        key: Hashable,
        count: Callable[[], Awaitable[T]],
        size: Callable[[T], int],
    ) -> T:
        """The value of the key, counted unless it is there; `size` gives its bytes."""
        version = version_of(home)
        if version is None:
            return await count()
        whole = (version, key)
        lock = self._counting.setdefault(whole, asyncio.Lock())
        async with lock:
            if whole not in self._values:
                fresh = await count()
                if version_of(home) != version:
                    return fresh
                self._put(whole, fresh, size(fresh))
            self._values.move_to_end(whole)
            value: T = self._values[whole][0]
            self._shrink()
        return value

    def _put(self, whole: tuple[str, Hashable], value: object, size: int) -> None:
        for key in [key for key in self._values if key[0] != whole[0]]:
            del self._values[key]
        self._values[whole] = value, size

    def _shrink(self) -> None:
        while self._values and self.nbytes > self.most:
            self._values.popitem(last=False)
