"""What does an operator see of a request? An id that goes in and out, a line, and numbers."""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from datetime import UTC, datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics, tracing
from api.tally import Tally, begin

ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
log = logging.getLogger("peerline.requests")


class Observed:
    """Gives every request an id, its own if that is well-formed, and tells of it once answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and tell."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        asked = headers.get("x-request-id", "")
        tally = begin(asked if ID.fullmatch(asked) else None)
        begun, status = time.perf_counter(), 499  # the client left before an answer
        lasts = False

        async def marked(message: Message) -> None:
            nonlocal status, lasts
            if message["type"] == "http.response.start":
                status, headers = message["status"], MutableHeaders(scope=message)
                headers["x-request-id"] = tally.request
                lasts = headers.get("content-type", "").startswith("text/event-stream")
            await send(message)

        try:
            with tracing.request(headers, tally):
                await self.app(scope, receive, marked)
        finally:
            seconds = time.perf_counter() - begun
            if scope["path"].rstrip("/") == "/graphql":
                metrics.ANSWERED.labels(metrics.label(tally.operation), status).inc()
                if not lasts:
                    metrics.SECONDS.observe(seconds)
            log.info("answered", extra={"line": _line(tally, scope["path"], status, seconds)})


def _line(tally: Tally, path: str, status: int, seconds: float) -> dict[str, object]:
    return {
        "request": tally.request,
        "path": path,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "operation": tally.operation,
        "fields": tally.fields,
        "role": tally.role,
        "cost": tally.cost,
        "rows": tally.rows,
        "statements": tally.statements,
        "databaseMs": round(tally.database_seconds * 1000, 1),
    }


class Lines(logging.Formatter):
    """A JSON object a line. Of a fault it has the kind and the places, not the words, which may
    repeat what was asked."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "line", {}),
        }
        if record.exc_info and record.exc_info[0]:
            kind, _, places = record.exc_info
            line["fault"] = kind.__name__
            frames = traceback.extract_tb(places)
            line["places"] = [f"{frame.filename}:{frame.lineno}" for frame in frames[-8:]]
        return json.dumps({name: value for name, value in line.items() if value is not None})


def write_lines(level: str) -> None:
    """Write what the API has to tell as JSON lines to standard error, from a level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    for name in ("peerline", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level.upper())
