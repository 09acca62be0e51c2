"""A real S3-compatible server on loopback, and a way to it on which things go wrong by a plan."""

import http.client
import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from localbucket import S3Handler, read_chunked

KEY, SECRET = "AKIDLAKE", "NotToBePrinted"
BUSY, CUT, LOST, TRICKLE, REFUSED = "busy", "cut", "lost", "trickle", "403"
KINDS = (BUSY, CUT, LOST, TRICKLE, REFUSED)
Asked = tuple[str, str]


@dataclass
class Plan:
    """What becomes of each request: a kind of fault, or nothing. `told` is called after each."""

    of: Callable[[str, str], str | None] = lambda method, path: None
    told: Callable[[], None] = lambda: None
    injected: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0
    lock: Any = field(default_factory=threading.Lock)

    def next(self, method: str, path: str) -> str | None:
        """The fault of a request, which is counted."""
        with self.lock:
            self.asked.append((method, path))
            fault = self.of(method, path)
            if fault:
                self.injected.append(fault)
        if fault:
            self.told()
        return fault


def seeded(seed: int, faults: int) -> Callable[[str, str], str | None]:
    """So many faults in bursts: the client's own retries outlast all but a refusal."""
    draw, left = random.Random(seed), faults
    wait, burst, kind = 0, 0, BUSY

    def of(method: str, path: str) -> str | None:
        nonlocal left, wait, burst, kind
        if not left or wait:
            wait = max(wait - 1, 0)
            return None
        if not burst:
            burst, kind = draw.choice((1, 1, 2, 3)), draw.choice(KINDS)
        burst, left = burst - 1, left - 1
        wait = 0 if burst else draw.randint(1, 5)
        return kind

    return of


class _Way(BaseHTTPRequestHandler):
    """Passes requests on. The server behind it knows no keys and no markers of folders: a wrong key
    is refused here, and a marker is taken and forgotten."""

    protocol_version = "HTTP/1.1"
    server: Any

    def _pass(self) -> None:
        if self.headers.get("Transfer-Encoding"):
            body = read_chunked(self.rfile)
            del self.headers["Transfer-Encoding"]
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        del self.headers["Content-Length"], self.headers["Expect"]
        self.headers["Content-Length"] = str(len(body))
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            self._refuse(403, "InvalidAccessKeyId", "The key that was given is not known.")
            return
        if self.command == "PUT" and self.path.partition("?")[0].endswith("/"):
            self._answer(200, {}, b"")
            return
        fault = self.server.plan.next(self.command, self.path)
        if fault == BUSY:
            self._refuse(503, "SlowDown", "Please reduce your request rate.")
        elif fault == REFUSED:
            self._refuse(403, "AccessDenied", "Access Denied")
        elif fault == CUT and body:
            self._send_half(body)
            self.close_connection = True
        else:
            self._forward(body, fault)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass

    def _forward(self, body: bytes, fault: str | None) -> None:
        behind = http.client.HTTPConnection("127.0.0.1", self.server.behind)
        behind.request(self.command, self.path, body, dict(self.headers))
        answer = behind.getresponse()
        content = answer.read()
        behind.close()
        headers = {name: value for name, value in answer.getheaders() if name != "Connection"}
        if fault == LOST:
            self.close_connection = True
            return
        if fault == CUT:
            self.close_connection = True
            headers["Content-Length"] = headers.get("Content-Length", "0")
            self._answer(answer.status, headers, content[: len(content) // 2])
            return
        self._answer(answer.status, headers, content, trickles=fault == TRICKLE)

    def _send_half(self, body: bytes) -> None:
        head = f"{self.command} {self.path} HTTP/1.1\r\n{self.headers}".replace("\n", "\r\n")
        with socket.create_connection(("127.0.0.1", self.server.behind)) as behind:
            behind.sendall(head.replace("\r\r", "\r").encode() + body[: len(body) // 2])
            behind.shutdown(socket.SHUT_WR)
            behind.recv(1)  # it has done with it

    def _answer(
        self, status: int, headers: dict[str, str], content: bytes, trickles: bool = False
    ) -> None:
        self.send_response_only(status)
        for name, value in ({"Content-Length": str(len(content))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        with self.server.plan.lock:
            self.server.plan.sent += len(content)
        first = content[:2_000] if trickles else b""
        for at in range(len(first)):
            self.wfile.write(first[at : at + 1])
        self.wfile.write(content[len(first) :])

    def _refuse(self, status: int, code: str, message: str) -> None:
        said = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
        self._answer(status, {"Content-Type": "application/xml"}, said.encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients leave: nothing is said of it."""


@dataclass
class Bucket:
    """A bucket named `bucket`: the plan of the way to it, its files, where it answers, and where
    it does so without faults."""

    plan: Plan
    files: Path
    port: int
    calm: int

    @property
    def lake(self) -> Path:
        """The files of the lake at `url()`."""
        return self.files / "desk" / "lake"

    def url(self, key: str = KEY, bucket: str = "bucket", port: int | None = None) -> str:
        """A lake in it."""
        where = f"endpoint_override=127.0.0.1:{port or self.port}&scheme=http&region=us-east-1"
        return f"s3://{key}:{SECRET}@{bucket}/desk/lake?{where}"


@contextmanager
def bucket(folder: Path) -> Iterator[Bucket]:
    """A server whose files are in a folder, and a way to it without faults."""
    (folder / "bucket").mkdir(parents=True)
    kept = type("Kept", (S3Handler,), {"data_root": folder})
    behind = _Quiet(("127.0.0.1", 0), kept)
    ways: list[Any] = [_Quiet(("127.0.0.1", 0), _Way) for _ in range(2)]
    for way in ways:
        way.plan, way.behind = Plan(), behind.server_address[1]
    for server in (behind, *ways):
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield Bucket(ways[0].plan, folder / "bucket", *(way.server_address[1] for way in ways))
    finally:
        for server in (*ways, behind):
            server.shutdown()
            server.server_close()
