"""What do `GET /screenings/NUMBER.html` and `.pdf` answer? The document of a filed screening.

It is asked for as the caller, as any question is: with the same rights, limits and audit.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from api.context import Context
from api.endpoint import caller_of
from api.filed_copies import MEDIA, printed
from api.refusals import refused

QUESTION = """
query FiledScreening($number: Int!) {
  filedScreening(number: $number) { personId content } }"""
STATUS = {"FORBIDDEN": 403, "NOT_FOUND": 404, "RATE_LIMITED": 429, "UNAVAILABLE": 503}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@dataclass
class Printed:
    """The documents of one kind, `html` or `pdf`."""

    schema: Schema
    context: Context
    kind: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the document, or refuse."""
        request = Request(scope, receive)
        context = replace(self.context, caller=caller_of(scope), is_trusted=True)
        values = {"number": request.path_params["number"]}
        result = await self.schema.execute(QUESTION, variable_values=values, context_value=context)
        answer = _refusal(result.errors[0]) if result.errors else await self._file(result.data)
        await answer(scope, receive, send)

    async def _file(self, data: Any) -> Response:
        content = data["filedScreening"]["content"]
        file = await asyncio.to_thread(printed, content, self.kind)
        headers = {
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
            "content-security-policy": POLICY,
        }
        return Response(file, media_type=MEDIA[self.kind], headers=headers)


def _refusal(error: Any) -> Response:
    extensions = error.extensions or {}
    code = str(extensions.get("code", "BAD_USER_INPUT"))
    status = 500 if code == "INTERNAL" else STATUS.get(code, 400)
    return refused(status, code, error.message, extensions.get("retryAfter"))


def routes(schema: Schema, context: Context) -> list[BaseRoute]:
    """The addresses of documents."""
    return [
        Route(f"/screenings/{{number:int}}.{kind}", Printed(schema, context, kind), methods=["GET"])
        for kind in MEDIA
    ]
