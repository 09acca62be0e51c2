"""What does a caller read when a request is refused, or fails?

Faults of ours and of the database are told by the id of their request alone; the log has the rest.
"""

from __future__ import annotations

import logging
import re

from graphql import GraphQLError
from neo4j.exceptions import ClientError, DriverError, Neo4jError, TransientError
from starlette.responses import JSONResponse

from api import metrics
from api.scalars import Unreadable
from api.tally import now

log = logging.getLogger("peerline.api")


def refused(status: int, code: str, message: str, retry_after: int | None = None) -> JSONResponse:
    """The answer to a request that no operation is read from, or run for."""
    metrics.REFUSED.labels(code).inc()
    error = {"message": message, "extensions": {"code": code}}
    headers = {"content-type": "application/json; charset=utf-8"}
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    return JSONResponse({"errors": [error]}, status, headers)


def without_suggestion(error: GraphQLError) -> GraphQLError:
    """The error without the names of the schema that graphql-core takes what was typed for."""
    message = re.sub(r" Did you mean [^?]*\?", "", error.message)
    return GraphQLError(message, error.nodes, path=error.path, extensions=error.extensions)


def told(error: GraphQLError) -> GraphQLError:
    """The error as the caller may see it: faults of ours and of the database lose their text."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError | Unreadable):
        extensions = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
        return GraphQLError(error.message, error.nodes, path=error.path, extensions=extensions)
    request = now().request
    log.error("request %s failed", request, exc_info=cause)
    timed_out = isinstance(cause, ClientError) and "TimedOut" in (cause.code or "")
    if timed_out or isinstance(cause, TransientError | DriverError):
        message, code = (
            "The database could not answer in time; ask for less, or again.",
            "UNAVAILABLE",
        )
    elif isinstance(cause, Neo4jError):
        message, code = "The database could not answer this.", "INTERNAL"
    else:
        message, code = "Something went wrong on our side.", "INTERNAL"
    return GraphQLError(
        f"{message} (request {request})",
        error.nodes,
        path=error.path,
        extensions={"code": code, "request": request},
    )
