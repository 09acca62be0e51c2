"""What do the addresses of documents answer, such as `GET /screenings/NUMBER.pdf`?

A document is asked for as the caller, as any question is: with the same rights, limits and audit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from api import brief_questions
from api.admitting import CONVERSATION
from api.brief_documents import introduction_document
from api.congress_debrief_documents import congress_document
from api.context import Context
from api.endpoint import caller_of
from api.errors import bad_input
from api.evidence_pack_documents import evidence_document
from api.filed_copies import KINDS, MEDIA
from api.filed_copies import printed as filed
from api.refusals import refused
from documents.document import Document

FILED = """
query FiledScreening($number: Int!) {
  filedScreening(number: $number) { personId content } }"""
STATUS = {"FORBIDDEN": 403, "NOT_FOUND": 404, "RATE_LIMITED": 429, "UNAVAILABLE": 503}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Asked:
    """A document that can be asked for: its address without the ending, the question (of one who
    may read of conversations or not), the variables that stand behind `?` in the address, those
    that are whole numbers among them, and the file of a kind by the answer."""

    path: str
    question: Callable[[bool], str]
    file: Callable[[Any, str], bytes]
    variables: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def values(self, request: Request) -> dict[str, Any]:
        """The variables of a request; raises BAD_USER_INPUT."""
        given = request.query_params
        for name in given:
            if name not in self.variables or len(given.getlist(name)) > 1:
                known = ", ".join(sorted(self.variables)) or "nothing"
                raise bad_input(f"`{name[:80]}` in the address; give each of these once: {known}")
        return {**request.path_params, **{name: self._value(name, given[name]) for name in given}}

    def _value(self, name: str, text: str) -> str | int:
        if name not in self.numbers:
            return text
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise bad_input(f"`{name}` is {text[:80]!r}; give a whole number")
        return int(text)


def _of(name: str, document: Callable[[Mapping[str, Any]], Document]) -> Callable[..., bytes]:
    """What makes a file of the answer to the root field of a name."""
    return lambda data, kind: KINDS[kind](document(data[name]))


_SIDE = frozenset({"liaison", "team", "asOf", "first"})
DOCUMENTS = (
    Asked(
        "/screenings/{number:int}",
        lambda _: FILED,
        lambda data, kind: filed(data["filedScreening"]["content"], kind),
    ),
    Asked(
        "/briefs/introduction",
        lambda _: brief_questions.INTRODUCTION_BRIEF,
        _of("introductionBrief", introduction_document),
        _SIDE | {"person"},
        frozenset({"first"}),
    ),
    Asked(
        "/briefs/evidence",
        brief_questions.evidence_pack,
        _of("evidencePack", evidence_document),
        frozenset({"person", "product", "asOf", "first"}),
        frozenset({"first"}),
    ),
    Asked(
        "/briefs/congress",
        brief_questions.congress_debrief,
        _of("congressDebrief", congress_document),
        _SIDE | {"congress", "segment"},
        frozenset({"first"}),
    ),
)


@dataclass
class Printed:
    """The documents of one sort as `html` or `pdf`."""

    schema: Schema
    context: Context
    asked: Asked
    kind: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the document, or refuse."""
        context = replace(self.context, caller=caller_of(scope), is_trusted=True)
        try:
            answer = await self._answer(Request(scope, receive), context)
        except GraphQLError as error:
            answer = _refusal(error)
        await answer(scope, receive, send)

    async def _answer(self, request: Request, context: Context) -> Response:
        values = self.asked.values(request)
        question = self.asked.question(context.may(CONVERSATION))
        result = await self.schema.execute(question, variable_values=values, context_value=context)
        if result.errors:
            return _refusal(result.errors[0])
        file = await asyncio.to_thread(self.asked.file, result.data, self.kind)
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
        Route(f"{one.path}.{kind}", Printed(schema, context, one, kind), methods=["GET"])
        for one in DOCUMENTS
        for kind in MEDIA
    ]
