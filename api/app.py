"""What answers over HTTP: GraphQL, its explorer, health and readiness."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from neo4j import READ_ACCESS, AsyncDriver
from neo4j.exceptions import DriverError, Neo4jError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL

from algorithms.introductions import tie_days
from api.answering import Context
from api.cursors import Cursors
from api.sign_in import SignIn
from api.starting import check
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
LARGEST_BODY = 100_000


class Endpoint(GraphQL[Context, None]):
    """The GraphQL endpoint: POST only, bodies of 100 kB at most."""

    def __init__(self, schema: Schema, context: Context) -> None:
        super().__init__(schema, graphql_ide=None, allow_queries_via_get=False)
        self._context = context

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """What all requests share, and who sends this one."""
        return replace(self._context, caller=request.state.caller)


def context_of(settings: Settings, driver: AsyncDriver) -> Context:
    """What the requests on the settings' database and home share."""
    home = settings.home
    cursors = Cursors(home / "cursor.key")
    ties_on = partial(tie_days.on, home)
    database = settings.neo4j_database
    return Context(driver, database, cursors, home, ties_on, settings=settings)


def application(settings: Settings, schema: Schema, host: str = "127.0.0.1") -> Starlette:
    """The ASGI application that answers by the schema, on the database of the settings; `host` is
    where it will listen. Raises `api.starting.MayNotStart`."""
    check(settings)
    driver = connection.async_driver(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # What is alive now stays: full collections would only walk it again, at 40 ms each.
        gc.collect()
        gc.freeze()
        yield
        gc.unfreeze()
        await driver.close()

    app = Starlette(
        lifespan=lifespan,
        middleware=[Middleware(SignIn, settings=settings, host=host)],
        routes=[
            Route("/", lambda request: RedirectResponse("/graphiql")),
            Route("/graphiql", _page),
            Route("/health", _health),
            Route("/ready", _ready(driver, settings.neo4j_database)),
            Route("/graphql", Bounded(Endpoint(schema, context_of(settings, driver)))),
            Mount("/static", StaticFiles(directory=STATIC)),
            Mount(
                "/libraries", StaticFiles(directory=settings.cache / "graphiql", check_dir=False)
            ),
        ],
    )
    return app


class Bounded:
    """Refuses bodies that say they are longer than `LARGEST_BODY`, or turn out to be."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what it sends."""
        size = 0
        announced = dict(scope.get("headers", [])).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > LARGEST_BODY:
            await _too_long(scope, receive, send)
            return
        parts: list[Message] = []
        while True:
            message = await receive()
            parts.append(message)
            size += len(message.get("body", b""))
            if size > LARGEST_BODY:
                await _too_long(scope, receive, send)
                return
            if message["type"] != "http.request" or not message.get("more_body"):
                break

        async def replay() -> Message:
            return parts.pop(0) if parts else await receive()

        await self.app(scope, replay, send)


_too_long = JSONResponse(
    {
        "errors": [
            {"message": f"The body is longer than {LARGEST_BODY} bytes; send a shorter query."}
        ]
    },
    413,
)


def _page(request: Request) -> Response:
    return FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY})


def _health(request: Request) -> Response:
    return JSONResponse({"status": "alive", "process": os.getpid()})


def _ready(
    driver: AsyncDriver, database: str
) -> Callable[[Request], Coroutine[None, None, Response]]:
    async def ready(request: Request) -> Response:
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
