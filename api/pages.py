"""What does a page of a list look like?"""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from api.fields import taken

E = TypeVar("E")
N = TypeVar("N")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more rows follow.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row.")
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last row; give it as `after`."
    )


@strawberry.type(description="One page of a list.")
class Page(Generic[E, N]):
    edges: list[E] = taken("Rows with what joins them to the list's owner.")
    nodes: list[N] = taken("The rows themselves.")
    page_info: PageInfo = taken("Where the page stands.")
    total_count: int = taken("Rows in the whole list.")
