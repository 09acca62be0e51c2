"""How is work given that is cut into parts?

A task is a function of a module, given one part; a part names itself by `str`. Whoever gives out
work needs not know where it runs: the results are the same, whatever their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class CannotRun(Exception):
    """The engine lacks something; the message says what, and what to do."""


class TaskFailed(Exception):
    """A part could not be done, as often as the engine tries; the message names it."""


class Engine(Protocol):
    """Does a task for each of several parts, side by side."""

    def each(
        self, task: Callable[[Part], Result], parts: Iterable[Part]
    ) -> Iterator[tuple[int, Result]]:
        """The place of each part with its result, as they end. Task, parts and results are pickled;
        parts may be made while they are asked for. A task may be done more than once: done again it
        must leave the same. Raises `TaskFailed`, naming the part, and `CannotRun`."""
        ...
