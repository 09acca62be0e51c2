"""When is a new version of the graph served? It is told to whoever waits for it.

A refresh ends by writing the mark from which this server knows which tie index and which snapshot
belong to the graph; what is told is that mark's change.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated

import strawberry

from api.alerts import alerted
from api.changing import Info
from api.errors import unavailable
from workspace.saved import Citation, citation

LOOK_SECONDS = 1.0


@strawberry.type(description="A version of the graph that is served.")
class Publication:
    snapshot: str = strawberry.field(description="Digest of what it was made from.")
    published_at: datetime = strawberry.field(description="When the refresh ended.")
    version: str = strawberry.field(description="Version of Peerline.")


async def refreshed(
    info: Info,
    since: Annotated[
        str | None,
        strawberry.argument(
            description="The `snapshot` known; where another is served, it is told at once."
        ),
    ] = None,
) -> AsyncGenerator[Publication, None]:
    """Each version of the graph that is served from now on."""
    settings = info.context.settings
    if settings is None:
        raise unavailable("this server follows no refreshes")
    known: Citation | None = citation(settings)
    if since is not None and known and known.snapshot != since:
        known = None
    while True:
        served = citation(settings)
        if served.snapshot and served != known:
            known = served
            assert served.published_at
            yield Publication(
                snapshot=served.snapshot,
                published_at=served.published_at,
                version=served.version,
            )
        await asyncio.sleep(LOOK_SECONDS)


@strawberry.type(description="What is told as it happens.")
class Subscription:
    refreshed = strawberry.subscription(
        resolver=refreshed,
        description="A new version of the graph is served, once a refresh has ended.",
    )
    alerted = strawberry.subscription(
        resolver=alerted, description="An alert of the caller is raised, once a refresh has ended."
    )
