"""What answers over HTTP: GraphQL, its explorer, the tools of agents, health and metrics."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable, Collection, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from neo4j import READ_ACCESS, AsyncDriver
from neo4j.exceptions import DriverError, Neo4jError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from strawberry import Schema

from algorithms.introductions import tie_days
from api import explorer, metrics, tracing
from api.agents import Agents
from api.bodies import Bounded
from api.channel_passes import deliver
from api.context import Context
from api.cursors import Cursors
from api.downloads import Downloads
from api.endpoint import Endpoint
from api.observing import Observed
from api.origins import Guarded
from api.places import Places
from api.points import points_of
from api.printing import routes as printing_routes
from api.queueing import Queue
from api.sign_in import SignIn
from api.sockets import Sockets
from api.starting import check
from api.streams import Streams, by_accept
from api.warming import warm
from graph import connection
from schema.settings import Settings

STATIC = Path(__file__).parent / "graphiql"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def context_of(settings: Settings, driver: AsyncDriver) -> Context:
    """What the requests on the settings' database and home share."""
    home = settings.home
    cursors = Cursors(home / "cursor.key")
    ties_on = partial(tie_days.on, home)
    database, points = settings.neo4j_database, points_of(settings)
    return Context(driver, database, cursors, home, ties_on, settings=settings, points=points)


def application(
    settings: Settings, schema: Schema, host: str = "127.0.0.1", delivers: bool = False
) -> Starlette:
    """The ASGI application that answers by the schema, on the database of the settings; `host` is
    where it will listen, `delivers` whether it sends alerts too. Raises
    `api.starting.MayNotStart`."""
    check(settings)
    driver = connection.async_driver(settings)
    context = context_of(settings, driver)
    agents, routes_of_agents = Agents(schema, context).over_http()
    warming: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # What is alive now stays: full collections would only walk it again, at 40 ms each.
        gc.collect()
        gc.freeze()
        task = asyncio.create_task(warm(schema, context))
        warming.add(task)
        task.add_done_callback(warming.discard)
        sending = [asyncio.create_task(deliver(settings))] if delivers else []
        async with agents.session_manager.run():
            yield
        await _end(task, *sending)
        gc.unfreeze()
        await driver.close()
        await asyncio.to_thread(tracing.end)

    return Starlette(
        lifespan=lifespan,
        middleware=[*_doors(settings), Middleware(SignIn, settings=settings, host=host)],
        routes=[
            Route("/health", _health),
            Route("/ready", _ready(driver, settings.neo4j_database, warming)),
            Route("/metrics", metrics.told),
            *_questions(settings, schema, context),
            *routes_of_agents,
            *_files(settings),
        ],
    )


async def _end(*tasks: asyncio.Task[None]) -> None:
    for each in tasks:
        each.cancel()
    await asyncio.wait(tasks)


def _questions(settings: Settings, schema: Schema, context: Context) -> list[BaseRoute]:
    """What answers questions, at once or as a file, and what tells subscriptions, which share their
    places."""
    places = Places()
    streams, answers = Streams(schema, context, places), Queue(Endpoint(schema, context))
    return [
        Route("/graphql", Bounded(by_accept(streams, answers))),
        WebSocketRoute("/graphql", Sockets(schema, context, places, settings.origins)),
        Route("/export", Bounded(Downloads(schema, context))),
        *printing_routes(schema, context),
    ]


def _files(settings: Settings) -> list[BaseRoute]:
    """The pages: the network explorer, and the one for those who write queries."""
    libraries = StaticFiles(directory=settings.cache / "graphiql", check_dir=False)
    return [
        *explorer.routes(settings),
        Route("/graphiql", _page),
        Mount("/static", StaticFiles(directory=STATIC)),
        Mount("/libraries", libraries),
    ]


def _doors(settings: Settings) -> list[Middleware]:
    """What every request passes, from outside to inside."""
    guarded = Middleware(Guarded, hosts=settings.hosts, origins=settings.origins)
    if not settings.origins:
        return [Middleware(Observed), guarded]
    cross = Middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["POST"],
        allow_headers=["content-type", "authorization", "peerline-purpose", "x-request-id"],
        expose_headers=["x-request-id", "retry-after"],
    )
    return [Middleware(Observed), cross, guarded]


def _page(request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY})


def _health(request: Request) -> Response:
    parent = multiprocessing.parent_process()  # of a worker, who is the server by its process id
    return JSONResponse({"status": "alive", "process": parent.pid if parent else os.getpid()})


def _ready(
    driver: AsyncDriver, database: str, warming: Collection[asyncio.Task[None]]
) -> Callable[[Request], Coroutine[None, None, Response]]:
    async def ready(request: Request) -> Response:
        if warming:
            return JSONResponse({"status": "not ready", "reason": "warming up"}, 503)
        try:
            session = driver.session(database=database, default_access_mode=READ_ACCESS)
            async with session, await session.begin_transaction(timeout=2) as transaction:
                result = await transaction.run("MATCH (p:Person) RETURN p.personId LIMIT 1")
                found = await result.single()
        except (DriverError, Neo4jError) as error:
            return JSONResponse({"status": "not ready", "reason": type(error).__name__}, 503)
        if found is None:
            return JSONResponse({"status": "not ready", "reason": "the graph is empty"}, 503)
        return JSONResponse({"status": "ready"})

    return ready
