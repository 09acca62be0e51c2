"""What does `POST /export` answer? All rows of one list as a file: a table or a graph.

The body is that of a question, with the `format` beside it. Every page is asked as the caller, with
the same rights, limits and audit as any question. A file is sent when it is whole, so a refusal on
its last page is a refusal, never half a file.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
from graphql import GraphQLError, OperationType
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from api.bodies import object_of, question_of
from api.context import Context
from api.endpoint import caller_of
from api.exporting import NotExportable, Walk
from api.exports import FORMATS, Format
from api.graph_files import NotDrawable
from api.places import Full, Places
from api.refusals import refused
from api.reviewing import reviewed
from api.trusted import refuse_own_text, text_for

AT_ONCE, EACH = 4, 1
MOST_PAGES = 2_000
STATUS = {"FORBIDDEN": 403, "RATE_LIMITED": 429, "UNAVAILABLE": 503, "INTERNAL": 500}


class Refusal(Exception):
    """A page was refused; `code` and the text are those of its first error."""

    def __init__(self, message: str, code: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.code, self.retry_after = code, retry_after


@dataclass
class Downloads:
    """Exports of a schema, behind `Bounded`: `AT_ONCE` at a time, one of each caller."""

    schema: Schema
    context: Context
    places: Places = field(default_factory=lambda: Places(AT_ONCE, EACH))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or refuse."""
        caller = caller_of(scope)
        try:
            with self.places.place(), self.places.of(caller):
                body = await Request(scope, receive).body()
                context = replace(self.context, caller=caller, exports=True)
                answer = await self._answer(body, context)
        except Full:
            answer = refused(
                429, "RATE_LIMITED", "an export is under way; ask again when it has ended", 10
            )
        await answer(scope, receive, send)

    async def _answer(self, body: bytes, context: Context) -> Response:
        try:
            given = object_of(body)
            asked, (name, chosen) = question_of(given), _format(given)
            if asked.document_id is not None:
                asked.query = await text_for(context, asked.document_id)
            refuse_own_text(context)
            schema, text, values = self.schema._schema, asked.query or "", asked.variables or {}
            # Before anything walks the document: its spreads may lead to more than can be walked.
            reviewed(schema, text, context.caller.role, frozenset(OperationType))
            walk = Walk(schema, text, values, is_graph=chosen.is_graph)
            place = await self._written(walk, chosen, context)
        except GraphQLError as error:
            code = str((error.extensions or {}).get("code", "BAD_USER_INPUT"))
            return refused(STATUS.get(code, 400), code, error.message)
        except (NotExportable, NotDrawable) as error:
            return refused(400, "BAD_USER_INPUT", str(error))
        except Refusal as error:
            return refused(STATUS.get(error.code, 400), error.code, str(error), error.retry_after)
        return FileResponse(
            place,
            media_type=chosen.media,
            filename=f"peerline.{name}",
            headers={"x-content-type-options": "nosniff", "cache-control": "no-store"},
            background=BackgroundTask(place.unlink),
        )

    async def _written(self, walk: Walk, chosen: Format, context: Context) -> Path:
        """The file of a whole walk. The writer works in a thread and asks here for its pages."""
        loop, is_left = asyncio.get_running_loop(), False

        def pages() -> Iterator[dict[str, Any]]:
            count = 0
            while not walk.is_over and not is_left:
                if count == MOST_PAGES:
                    message = f"an export has {MOST_PAGES:,} pages at most; filter the list"
                    raise NotExportable(message)
                count += 1
                page = self._page(walk.question, walk.variables, context)
                yield asyncio.run_coroutine_threadsafe(page, loop).result()

        def fill(descriptor: int) -> None:
            with open(descriptor, "wb") as out:
                chosen.write(out, walk, pages())

        descriptor, name = tempfile.mkstemp(prefix="peerline-")
        place = Path(name)
        try:
            await asyncio.to_thread(fill, descriptor)
        except BaseException:
            is_left = True
            place.unlink(missing_ok=True)
            raise
        return place

    async def _page(
        self, text: str, variables: Mapping[str, object], context: Context
    ) -> dict[str, Any]:
        result = await self.schema.execute(
            text, variable_values=dict(variables), context_value=context
        )
        if result.errors:
            error = result.errors[0]
            extensions = error.extensions or {}
            code, later = str(extensions.get("code", "INTERNAL")), extensions.get("retryAfter")
            raise Refusal(error.message, code, later if isinstance(later, int) else None)
        # As it would be sent: dates and amounts as texts.
        return orjson.loads(orjson.dumps(result.data))  # type: ignore[no-any-return]


def _format(given: dict[str, object]) -> tuple[str, Format]:
    name = given.get("format")
    if not isinstance(name, str) or name not in FORMATS:
        raise NotExportable(f"give a `format`: {', '.join(FORMATS)}")
    return name, FORMATS[name]
