"""How are all segments reviewed once the graph is new?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from api.context import Context
from api.cursors import Cursors
from api.segment_reviews import Occasion, review
from graph import connection
from schema.settings import Settings
from workspace import segment_reviews as reviews
from workspace.segments import segments
from workspace.suppression import hidden


def review_all(
    settings: Settings,
    snapshot: str,
    as_of: date | None,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Review every segment on the graph that is named by its digest and was asked about a day, one
    after another; the moves that were made. Whom no answer may show is in none any longer."""
    reviews.erase(settings, sorted(hidden(settings)))
    return asyncio.run(_review_all(settings, Occasion(snapshot, as_of), progress))


async def _review_all(
    settings: Settings, occasion: Occasion, progress: Callable[[str], None]
) -> int:
    from api.schema import schema

    moves = 0
    cursors = Cursors(settings.home / "cursor.key")
    async with connection.async_driver(settings) as driver:
        context = Context(
            driver, settings.neo4j_database, cursors, settings.home, settings=settings
        )
        for one in segments(settings):
            progress(f"segments: {one.name}")
            moves += (await review(context, settings, schema._schema, one, occasion)).moves
    return moves
