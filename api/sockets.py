"""How are subscriptions told over a WebSocket? By the protocol graphql-transport-ws.

Who opens a connection shows the same credentials as for a POST, in a header or in the first
message, and has the same rights, limits and points. Questions and changes are sent by POST alone.
A message that is no message of the protocol ends the connection with the protocol's code.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry import Schema
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.types.graphql import OperationType

from api.bodies import LARGEST_BODY, question_of
from api.callers import Caller
from api.context import Context
from api.lasting import sign_in_of, signed_out
from api.places import Full, Places
from api.sign_in import Refused
from api.trusted import refuse_own_text, text_for

INIT_SECONDS, IDLE_SECONDS = 5.0, 60.0
MOST_OPERATIONS, LONGEST_ID, LONGEST_REASON = 20, 100, 120


class Told:
    """The schema as a connection asks it: for subscriptions alone."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    async def stream(self, query: str, **how: Any) -> Any:
        """The results of a subscription."""
        kinds = (OperationType.SUBSCRIPTION,)
        return await self.schema.stream(query, allowed_operation_types=kinds, **how)


class Socket(ASGIWebSocketAdapter):
    """A connection that sends texts, and that may be closed twice."""

    async def send_json(self, message: Any) -> None:
        """Send a message; raises `WebSocketDisconnected` where nobody is there."""
        try:
            await self.ws.send_text(orjson.dumps(message).decode())
        except (WebSocketDisconnect, RuntimeError):
            raise WebSocketDisconnected from None

    async def close(self, code: int, reason: str) -> None:
        """End the connection; a reason is cut to what a frame holds."""
        if self.ws.application_state is not WebSocketState.DISCONNECTED:
            short = reason.encode()[:LONGEST_REASON].decode(errors="ignore")
            with suppress(RuntimeError, WebSocketDisconnect):
                await self.ws.close(code, short)


class Connection(BaseGraphQLTransportWSHandler[Context, None]):
    """One connection, from its first message to its end."""

    view: Sockets
    websocket: Socket

    async def handle(self) -> None:
        """Answer until one side ends."""
        self.taken, self.watch = ExitStack(), asyncio.create_task(self._idle())
        with self.taken:
            try:
                await super().handle()
            except WebSocketDisconnected:
                pass
            finally:
                self.watch.cancel()

    async def handle_message(self, message: Any) -> None:
        """Answer a message; what is none of the protocol ends the connection."""
        if not _is_message(message):
            await self.handle_invalid_message("No message of graphql-transport-ws")
            return
        await super().handle_message(message)

    async def handle_connection_init(self, message: Any) -> None:
        """Sign in by the payload, else by what the connection was opened with."""
        payload = message.get("payload")
        if payload is None:
            message = {"type": "connection_init"}
        if not self.connection_init_received and isinstance(payload, dict | None):
            try:
                await self._signed_in(payload or {})
            except (Refused, GraphQLError):
                await self.websocket.close(4403, "Forbidden")
                return
            except Full as full:
                await self.websocket.close(1013, str(full))
                return
        await super().handle_connection_init(message)

    async def handle_subscribe(self, message: Any) -> None:
        """Begin to tell; a document may be named by its id."""
        payload = message["payload"]
        if self.connection_acknowledged:
            try:
                asked = question_of(payload)
                context = replace(self.context, is_trusted=False)
                if asked.document_id is not None:
                    asked.query = await text_for(context, asked.document_id)
                refuse_own_text(context)
            except GraphQLError as error:
                told: Any = {"id": message["id"], "type": "error", "payload": [error.formatted]}
                await self.send_message(told)
                return
            message = message | {"payload": payload | {"query": asked.query}}
        await super().handle_subscribe(message)

    async def _signed_in(self, payload: dict[str, Any]) -> None:
        """Know the caller, who has a place from now on. Raises `Refused` or `Full`."""
        scope = self.websocket.ws.scope
        sign_in, caller = sign_in_of(scope), scope["state"]["caller"]
        shown = {name.lower(): value for name, value in payload.items()}.get("authorization")
        if shown is not None:
            caller = await sign_in.by(shown if isinstance(shown, str) else "")
        else:
            shown = self.websocket.ws.headers.get("authorization")
        if caller is None:
            raise Refused(401, "UNAUTHENTICATED", "sign in")
        self.taken.enter_context(self.view.places.of(caller))
        # Each text is looked at as it is sent; what comes further is known.
        self.context = replace(self.context, caller=caller, is_trusted=True)
        self.watch.cancel()
        self.watch = asyncio.create_task(self._watched(caller, shown))

    async def _watched(self, caller: Caller, shown: str | None) -> None:
        sign_in = sign_in_of(self.websocket.ws.scope)
        idle = asyncio.ensure_future(self._idle())
        out = asyncio.ensure_future(signed_out(sign_in, caller, shown))
        try:
            await asyncio.wait({idle, out}, return_when=asyncio.FIRST_COMPLETED)
            if out.done():
                await self.websocket.close(4401, "Unauthorized")
        finally:
            idle.cancel()
            out.cancel()

    async def _idle(self) -> None:
        """End a connection over which nothing has been told for a while."""
        while True:
            await asyncio.sleep(self.view.idle_seconds)
            if not self.operations:
                await self.websocket.close(1000, "Idle")
                return


class Sockets(GraphQL[Context, None]):
    """The endpoint of WebSockets, behind the sign-in."""

    websocket_adapter_class = Socket
    graphql_transport_ws_handler_class = Connection

    def __init__(
        self, schema: Schema, context: Context, places: Places, origins: tuple[str, ...]
    ) -> None:
        super().__init__(
            Told(schema),  # type: ignore[arg-type]
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
            max_subscriptions_per_connection=MOST_OPERATIONS,
            allowed_origins=origins,
        )
        self.shared, self.places, self.idle_seconds = context, places, IDLE_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer where there is a place; else end before it begins."""
        try:
            with self.places.place():
                await super().__call__(scope, receive, send)
        except Full:
            await WebSocket(scope, receive, send).close(1013)

    async def get_context(self, request: Any, response: Any) -> Context:  # noqa: ARG002
        """What a connection shares with the requests; nobody is signed in yet."""
        return replace(self.shared)

    def decode_json(self, data: str | bytes) -> object:
        """A message; raises `json.JSONDecodeError` for what is none, or too long."""
        if not isinstance(data, str) or len(data) > LARGEST_BODY:
            raise orjson.JSONDecodeError("too long", "", 0)
        return orjson.loads(data)


def _is_message(message: Any) -> bool:
    """Whether a message has the form that its type needs."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    if message["type"] in ("subscribe", "complete"):
        id = message.get("id")
        if not isinstance(id, str) or not 0 < len(id) <= LONGEST_ID:
            return False
    return message["type"] != "subscribe" or isinstance(message.get("payload"), dict)
