"""GraphQL over HTTP: which media type is answered in, and with which status?

As the specification of GraphQL over HTTP has it. In `application/graphql-response+json` a request
that was not run is 400; in `application/json`, where older clients take any other status for a
broken server, it is 200. What was run is 200 in both, with errors or without.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from graphql import GraphQLError
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Scope
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.types import ExecutionResult, SubscriptionExecutionResult

from api.bodies import Question, question
from api.callers import LOCAL, Caller
from api.context import Context
from api.refusals import refused
from api.trusted import refuse_own_text, text_for

Executed = ExecutionResult | list[ExecutionResult] | SubscriptionExecutionResult
JSON, GRAPHQL = "application/json", "application/graphql-response+json"


def caller_of(scope: Scope) -> Caller:
    """Who sends a request: whom the sign-in found, else the machine itself."""
    caller: Caller = getattr(HTTPConnection(scope).state, "caller", LOCAL)
    return caller


def media_type(accept: str) -> str | None:
    """Which of our two media types a client likes best, plain JSON where it has no preference; none
    where it takes neither."""
    likes: dict[str, float] = {}
    for one in accept.split(",") if accept.strip() else ["*/*"]:
        name, *parameters = (part.strip().lower() for part in one.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        charset = next((p[8:].strip('"') for p in parameters if p.startswith("charset=")), "utf-8")
        try:
            likes[name] = float(weight) if charset in ("utf-8", "utf8") else 0.0
        except ValueError:
            likes[name] = 0.0
    anything = likes.get("application/*", likes.get("*/*", 0.0))
    best = max((JSON, GRAPHQL), key=lambda name: (likes.get(name, anything), name in likes))
    return best if likes.get(best, anything) > 0 else None


class Endpoint(GraphQL[Context, None]):
    """The GraphQL endpoint, behind `Bounded`."""

    def __init__(self, schema: Schema, context: Context) -> None:
        super().__init__(schema, graphql_ide=None, allow_queries_via_get=False)
        self._context = context

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """What all requests share, and who sends this one."""
        return replace(self._context, caller=caller_of(request.scope))

    def accepts(self, accept: str) -> bool:
        """Whether there is an answer in what the client takes."""
        return media_type(accept) is not None

    async def run(self, request: Any, *arguments: Any, **others: Any) -> Any:
        """The answer; what is no question of GraphQL is refused in JSON too."""
        if not self.accepts(request.headers.get("accept", "")):
            message = f"accept `{GRAPHQL}` or `{JSON}`; there is nothing else to give"
            return refused(406, "BAD_USER_INPUT", message)
        try:
            return await super().run(request, *arguments, **others)
        except GraphQLError as error:
            return refused(400, (error.extensions or {})["code"], error.message)
        except HTTPException as error:
            return refused(error.status_code, "BAD_USER_INPUT", error.reason)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> Question:
        """The one operation asked for; raises BAD_USER_INPUT."""
        body = await request.get_body()
        return question(body.encode() if isinstance(body, str) else body)

    async def execute_operation(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        request_data: GraphQLRequestData | list[GraphQLRequestData],
        context: Context,
        root_value: None,
        sub_response: Response,
    ) -> Executed:
        """The answer to an operation that is given by its text or by the id of a document."""
        if isinstance(request_data, Question) and request_data.document_id is not None:
            request_data.query = await text_for(context, request_data.document_id)
        refuse_own_text(context)
        return await super().execute_operation(
            request, request_adapter, request_data, context, root_value, sub_response
        )

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        """A response that has no more than the media type yet."""
        response = await super().get_sub_response(request)
        response.media_type = media_type(request.headers.get("accept", ""))
        return response

    def encode_json(self, data: object) -> bytes:
        """Numbers that JSON has no word for, and there are none in the graph, become null."""
        return orjson.dumps(data)

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """The answer with its status; what was not run has no `data`."""
        assert isinstance(response_data, dict)
        media, status = sub_response.media_type, 200
        errors: list[Any] = response_data.get("errors") or []
        if response_data.get("data") is None and not any(error.get("path") for error in errors):
            response_data.pop("data", None)
            status = 400 if media == GRAPHQL else 200
        headers = {"content-type": f"{media}; charset=utf-8", "vary": "accept"}
        for error in errors:
            if error["extensions"]["code"] == "RATE_LIMITED":
                status, headers["retry-after"] = 429, str(error["extensions"]["retryAfter"])
        return Response(self.encode_json(response_data), status, headers)
