"""What may be sent to the GraphQL endpoint, and is the sender still there?

A body is JSON in UTF-8, whole within a stated time, never packed, and of 100 kB at most; whatever
else is sent is refused, and no more of it is taken than is on its way. Since the media type must be
JSON, no page of another origin can send one without the browser asking first.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message as Header
from typing import TypeVar

import orjson
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.http import GraphQLRequestData

from api.errors import bad_input
from api.refusals import refused

LARGEST_BODY = 100_000
BODY_SECONDS, TAKEN_SECONDS = 10.0, 0.5
T = TypeVar("T")


class Bounded:
    """Reads the whole body for the application, which is cancelled when the sender leaves."""

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse and close the connection."""
        refusal = _unread(scope["method"], Headers(scope=scope))
        body = b""
        if refusal is None:
            try:
                async with asyncio.timeout(self.seconds):
                    body, refusal = await _read(receive)
            except TimeoutError:
                message = f"the body did not end within {self.seconds:g} s; send it at once"
                refusal = refused(408, "BAD_USER_INPUT", message)
        if refusal is not None:
            if "expect" not in Headers(scope=scope):
                await _taken(receive)
            refusal.headers["connection"] = "close"
            await refusal(scope, receive, send)
            return
        await self._attended(scope, body, receive, send)

    async def _attended(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        # After the whole body the only message left is that the sender has gone.
        gone = asyncio.ensure_future(receive())
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await asyncio.shield(gone)

        work = asyncio.ensure_future(self.app(scope, replay, send))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                await work
        finally:
            gone.cancel()
            if not work.done():
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work


def _unread(method: str, headers: Headers) -> Response | None:
    """Why the body need not be read at all."""
    if method != "POST":
        refusal = refused(405, "BAD_USER_INPUT", f"{method} asks nothing here; send a POST")
        refusal.headers["allow"] = "POST"
        return refusal
    header = Header()
    header["content-type"] = headers.get("content-type", "")
    charset = (header.get_content_charset("utf-8") or "").replace("_", "-")
    packed = headers.get("content-encoding", "identity")
    if header.get_content_type() != "application/json" or charset not in ("utf-8", "utf8"):
        message = "send `Content-Type: application/json`, in UTF-8"
        return refused(415, "BAD_USER_INPUT", message)
    if packed.lower() != "identity":
        return refused(415, "BAD_USER_INPUT", f"send the body unpacked, not as {packed[:20]!r}")
    announced = headers.get("content-length", "0")
    is_number = announced.isascii() and announced.isdigit()
    if not is_number or len(announced) > 18 or int(announced) > LARGEST_BODY:
        return _too_long()
    return None


async def _read(receive: Receive) -> tuple[bytes, Response | None]:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return b"", _too_long()
        if message["type"] != "http.request" or not message.get("more_body"):
            return bytes(body), None


async def _taken(receive: Receive) -> None:
    """Take what is on its way, within bounds: where a connection is closed on bytes that nobody
    took, it is reset, and the refusal may be lost."""
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(TAKEN_SECONDS):
            while size <= LARGEST_BODY:
                message = await receive()
                size += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return


def _too_long() -> Response:
    message = f"The body is longer than {LARGEST_BODY} bytes; send a shorter query."
    return refused(413, "BAD_USER_INPUT", message)


@dataclass
class Question(GraphQLRequestData):
    """The one operation that is asked for, by its text or by the id of a registered document."""

    document_id: str | None = None


def question(body: bytes) -> Question:
    """The one operation that a body asks for. Raises BAD_USER_INPUT for what is no JSON in UTF-8,
    or no object with a `query` or a `documentId`."""
    return question_of(object_of(body))


def object_of(body: bytes) -> dict[str, object]:
    """The JSON object that a body is; raises BAD_USER_INPUT."""
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad_input(f"the body is no JSON in UTF-8: {error}") from None
    if not isinstance(asked, dict):
        raise bad_input("the body must be one object with a `query`; send operations one by one")
    return asked


def question_of(asked: dict[str, object]) -> Question:
    """The operation that an object asks for, of a body or of a message; raises BAD_USER_INPUT."""
    query = _part(asked, "query", str, "a text")
    document_id = _part(asked, "documentId", str, "a text")
    if not query and document_id is None:
        raise bad_input("the body has no `query`; give the text of an operation")
    if query is not None and document_id is not None:
        raise bad_input("the body has `query` and `documentId`; give one of them")
    return Question(
        query=query,
        variables=_part(asked, "variables", dict, "an object"),
        operation_name=_part(asked, "operationName", str, "a text"),
        extensions=_part(asked, "extensions", dict, "an object"),
        document_id=document_id,
    )


def _part(asked: dict[str, object], name: str, kind: type[T], words: str) -> T | None:
    value = asked.get(name)
    if value is not None and not isinstance(value, kind):
        raise bad_input(f"`{name}` must be {words} or null")
    return value
