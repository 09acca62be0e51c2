"""What does a page look like whose rows no statement paged?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from api.cursors import Cursors
from api.errors import bad_input
from api.paging import bounded
from api.reads import DEFAULT

N = TypeVar("N")
Rows = Annotated[
    int | None, strawberry.argument(description="Rows from the start, 0 to 100; else 20.")
]
After = Annotated[str | None, strawberry.argument(description="Only rows after this cursor.")]
Last = Annotated[
    int | None,
    strawberry.argument(description="Rows from the end, 0 to 100, in the same order."),
]
Before = Annotated[str | None, strawberry.argument(description="Only rows before this cursor.")]


@dataclass(frozen=True)
class Position:
    """Where a page stands in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True)
class Edge(Generic[N]):
    """A row and its cursor."""

    cursor: str
    node: N


@dataclass(frozen=True)
class Page(Generic[N]):
    """The rows of a page, where it stands, and how many rows there are in all."""

    edges: Sequence[Edge[N]]
    page_info: Position
    total_count: int

    @property
    def nodes(self) -> list[N]:
        """The rows by themselves."""
        return [edge.node for edge in self.edges]


def page_of(
    rows: Sequence[N], cursors: Sequence[str], total: int, is_first: bool, is_last: bool
) -> Page[N]:
    """The page of these rows and their cursors."""
    ends = (cursors[0], cursors[-1]) if cursors else (None, None)
    edges = [Edge(cursor, row) for cursor, row in zip(cursors, rows, strict=True)]
    return Page(edges, Position(not is_last, not is_first, *ends), total)


@dataclass(frozen=True)
class Part:
    """Which rows of an ordered list a page asks for: so many from either end, between cursors."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def of(
        self, size: int, key_at: Callable[[int], tuple[Any, ...]], cursors: Cursors, order: str
    ) -> range:
        """The places of the rows in a list of `size` in ascending order of `key_at`; raises
        BAD_USER_INPUT."""
        if self.first is not None and self.last is not None:
            raise bad_input("give `first` or `last`, not both")
        begin, end = 0, size
        if self.after is not None:
            begin = bisect_right(range(size), tuple(cursors.read(self.after, order)), key=key_at)
        if self.before is not None:
            end = bisect_left(range(size), tuple(cursors.read(self.before, order)), key=key_at)
        if self.last is not None:
            return range(max(begin, end - bounded(self.last, "last")), end)
        asked = bounded(DEFAULT if self.first is None else self.first)
        return range(begin, max(begin, min(begin + asked, end)))

    def page(
        self, size: int, key_at: Callable[[int], tuple[Any, ...]], cursors: Cursors, order: str
    ) -> tuple[range, list[str], Position]:
        """The places as `of` gives them, the cursor of each, and where they stand in the list."""
        places = self.of(size, key_at, cursors, order)
        written = [cursors.write(list(key_at(place)), order) for place in places]
        ends = (written[0], written[-1]) if written else (None, None)
        return places, written, Position(places.stop < size, places.start > 0, *ends)
