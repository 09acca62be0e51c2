"""How are subscriptions told by server-sent events? By graphql-sse, one stream a connection.

A POST that accepts `text/event-stream` opens a stream; it ends with the client, with the sign-in
and with the server. Questions and changes are answered in JSON alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping

import orjson
from cross_web import AsyncHTTPRequestAdapter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.http.streaming import SSETransport
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL
from strawberry.types.graphql import OperationType

from api.bodies import Question
from api.context import Context
from api.endpoint import Endpoint, caller_of
from api.lasting import sign_in_of, signed_out, stopping
from api.places import Full, Places
from api.refusals import refused

MEDIA = "text/event-stream"
OUT = {"message": "You are no longer signed in.", "extensions": {"code": "UNAUTHENTICATED"}}


class Events(SSETransport):
    """Events of subscriptions, and of nothing else."""

    def allowed_operation_types(
        self, allowed_operation_types: set[OperationType]
    ) -> Iterable[OperationType]:
        """Subscriptions."""
        return allowed_operation_types & {OperationType.SUBSCRIPTION}


class Streams(Endpoint):
    """The endpoint of streams, behind `Bounded`."""

    def __init__(self, schema: Schema, context: Context, places: Places) -> None:
        super().__init__(schema, context)
        self.protocols, self.places = (GRAPHQL_SSE_PROTOCOL,), places
        self.stream_transport_classes_by_protocol = {GRAPHQL_SSE_PROTOCOL: Events}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer where there is a place."""
        try:
            with self.places.place(), self.places.of(caller_of(scope)):
                await super().__call__(scope, receive, send)
        except Full as full:
            await refused(429, "RATE_LIMITED", str(full), retry_after=10)(scope, receive, send)

    def accepts(self, accept: str) -> bool:  # noqa: ARG002
        """Streams come here because they are accepted."""
        return True

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> Question:
        """The one operation asked for, whose answers are told as events."""
        asked = await super().parse_http_body(request)
        asked.protocol = "sse"
        return asked

    async def create_streaming_response(
        self,
        request: Request | WebSocket,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,  # noqa: ARG002
        headers: Mapping[str, str],
    ) -> Response:
        """The stream, for as long as the caller is signed in and the server goes on."""
        return StreamingResponse(_lasting(request.scope, stream), 200, headers)


async def _lasting(
    scope: Scope, stream: Callable[[], AsyncIterator[str]]
) -> AsyncGenerator[str, None]:
    shown = Headers(scope=scope).get("authorization")
    out = asyncio.ensure_future(signed_out(sign_in_of(scope), caller_of(scope), shown))
    stops = asyncio.ensure_future(stopping())
    events, following = stream(), None
    try:
        while True:
            following = asyncio.ensure_future(anext(events, None))
            await asyncio.wait({following, out, stops}, return_when=asyncio.FIRST_COMPLETED)
            if not following.done():
                if out.done():
                    error = orjson.dumps({"errors": [OUT]}).decode()
                    yield f"event: next\r\ndata: {error}\r\n\r\n"
                yield "event: complete\r\ndata: \r\n\r\n"
                return
            event = following.result()
            if event is None:
                return
            yield event
    finally:
        for task in (following, out, stops):
            if task:
                task.cancel()
        if following and not following.done():
            await asyncio.wait({following})
        await events.aclose()  # type: ignore[attr-defined]


def by_accept(streams: ASGIApp, answers: ASGIApp) -> ASGIApp:
    """Lead to `streams` whoever accepts events, and all others to `answers`."""

    async def led(scope: Scope, receive: Receive, send: Send) -> None:
        accept = Headers(scope=scope).get("accept", "").lower()
        names = {one.partition(";")[0].strip() for one in accept.split(",")}
        await (streams if MEDIA in names else answers)(scope, receive, send)

    return led
