"""What does a page look like whose rows no statement paged?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

N = TypeVar("N")


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
