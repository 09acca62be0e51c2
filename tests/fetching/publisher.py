"""A publisher's server on loopback, that behaves well or badly, as a test asks.

It knows `ETag` and `Last-Modified`, conditions, ranges and digests, and counts what it was asked.
`faults` names, address by address, what it does to the next requests in turn.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Answer = Callable[["Asked"], "Page | bytes"]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any = None


@dataclass(frozen=True)
class Page:
    """What stands at an address; `etag` None: the publisher names no edition."""

    content: bytes
    kind: str = "application/octet-stream"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = ""
    modified: str | None = None

    def edition(self) -> dict[str, str]:
        etag = f'"{hashlib.md5(self.content).hexdigest()}"' if self.etag == "" else self.etag
        named = {"ETag": etag, "Last-Modified": self.modified}
        return {name: value for name, value in named.items() if value}


Fault = Callable[["_Handler", Page], None]


class Publisher:
    """Pages by path, and what goes wrong with the next requests for them."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Answer] = {}
        self.otherwise = Page(b"nothing here", "text/plain", 404)
        self.faults: dict[str, list[Fault]] = {}
        self.requests: list[Asked] = []
        self.address = ""

    def put(self, path: str, content: bytes | str, **named: Any) -> None:
        self.pages[path] = Page(content.encode() if isinstance(content, str) else content, **named)

    def put_json(self, path: str, content: object, **named: Any) -> None:
        self.put(path, json.dumps(content), kind="application/json", **named)

    def put_gz(self, path: str, content: bytes) -> None:
        """A packed file and its digest beside it, as the library of medicine gives them out."""
        name = path.rpartition("/")[2]
        self.put(path, content)
        self.put(f"{path}.md5", f"MD5({name})= {hashlib.md5(content).hexdigest()}\n")

    def spoil(self, path: str, *faults: Fault) -> None:
        self.faults.setdefault(path, []).extend(faults)

    def asked(self, path: str) -> list[Asked]:
        return [one for one in self.requests if one.path == path]

    def forget(self) -> None:
        self.requests.clear()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes; else the second waits for the first to be acknowledged.
    disable_nagle_algorithm = True
    publisher: Publisher

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query))
        asked = Asked(self.command, parts.path, query, headers, body)
        self.publisher.requests.append(asked)
        at = self.publisher.pages.get(parts.path, self.publisher.otherwise)
        answer = at(asked) if callable(at) else at
        page = answer if isinstance(answer, Page) else Page(answer)
        faults = self.publisher.faults.get(parts.path)
        if faults:
            faults.pop(0)(self, page)
        else:
            self.answer(page)

    do_POST = do_GET

    def answer(self, page: Page) -> None:
        """As a good publisher answers."""
        edition = page.edition()
        if page.status == 200 and self._is_known(edition):
            self.head(304, edition)
            return
        start = self._start(page, edition)
        if start is not None and start >= len(page.content):
            self.head(416, {"Content-Length": "0"})
            return
        body = page.content[start or 0 :]
        headers = {"Content-Type": page.kind, "Content-Length": str(len(body)), **edition}
        if start is not None:
            end, total = len(page.content) - 1, len(page.content)
            headers["Content-Range"] = f"bytes {start}-{end}/{total}"
        self.head(page.status if start is None else 206, headers | page.headers)
        self.wfile.write(body)

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _is_known(self, edition: dict[str, str]) -> bool:
        if "if-none-match" in self.headers:
            return self.headers["if-none-match"] == edition.get("ETag")
        since = self.headers.get("if-modified-since")
        return since is not None and since == edition.get("Last-Modified")

    def _start(self, page: Page, edition: dict[str, str]) -> int | None:
        wanted = self.headers.get("range")
        if wanted is None or page.status != 200:
            return None
        if self.headers.get("if-range") not in edition.values():
            return None
        return int(wanted.removeprefix("bytes=").removesuffix("-"))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def cut(after: int) -> Fault:
    """Close the connection after so many bytes of the body."""

    def fault(handler: _Handler, page: Page) -> None:
        start = handler._start(page, page.edition()) or 0
        length = len(page.content) - start
        headers = {"Content-Length": str(length), **page.edition()}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(page.content) - 1}/{len(page.content)}"
        handler.head(206 if start else 200, headers)
        handler.wfile.write(page.content[start : start + after])
        handler.wfile.flush()
        handler.close_connection = True

    return fault


def status(code: int, **headers: str) -> Fault:
    """Answer with an error."""

    def fault(handler: _Handler, page: Page) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.head(code, {"Content-Length": "4", **named})
        handler.wfile.write(b"busy")

    return fault


def wrong_range(handler: _Handler, page: Page) -> None:
    """Go on with the bytes of another edition, as if it were the same."""
    start = int(handler.headers["range"].removeprefix("bytes=").removesuffix("-"))
    body = page.content[start:]
    span = f"bytes {start}-{len(page.content) - 1}/{len(page.content)}"
    headers = {"Content-Length": str(len(body)), "Content-Range": span, **page.edition()}
    handler.head(206, headers)
    handler.wfile.write(body)


def slow(seconds: float) -> Fault:
    """Send a byte now and then, for as long as anybody listens."""

    def fault(handler: _Handler, page: Page) -> None:
        handler.head(200, {"Content-Length": str(len(page.content)), **page.edition()})
        pause = threading.Event()
        try:
            for at in range(len(page.content)):
                handler.wfile.write(page.content[at : at + 1])
                handler.wfile.flush()
                pause.wait(seconds)
        except OSError:
            handler.close_connection = True

    return fault


def silent(handler: _Handler, page: Page) -> None:
    """Take the request and never answer."""
    handler.rfile.read(1)
    handler.close_connection = True


def announced(length: int) -> Fault:
    """Announce a length, and send what there is."""

    def fault(handler: _Handler, page: Page) -> None:
        handler.head(200, {"Content-Length": str(length), **page.edition()})
        handler.wfile.write(page.content)
        handler.close_connection = True

    return fault


def endless(handler: _Handler, page: Page) -> None:
    """Send for as long as anybody listens, in chunks, without a length."""
    handler.head(200, {"Transfer-Encoding": "chunked", **page.edition()})
    piece = page.content * (1 + (1 << 16) // len(page.content))
    try:
        while True:
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
    except OSError:
        handler.close_connection = True


def redirect(to: str, code: int = 302) -> Fault:
    """Send elsewhere."""
    return status(code, Location=to)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has gone away, as many of the tests do."""


@contextmanager
def publishing() -> Iterator[Publisher]:
    """A publisher that answers at a free port of loopback until the end of the block."""
    publisher = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    server = _Server(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
