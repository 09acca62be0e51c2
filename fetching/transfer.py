"""How does a file come over the network: politely, resumed, checked and within bounds?

A file grows in a part beside which stands what names its edition (`ETag`, `Last-Modified`). A part
is gone on with only while the publisher confirms that edition (`Range` with `If-Range`); else the
file is taken anew. What a publisher answers while it is overtaxed (429, 5xx), and what is cut off,
is tried again, later each time, or when its `Retry-After` says.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from fetching.contents import title_of
from fetching.editions import Edition, Expected, Part
from fetching.faults import Absent, NoRoom, NotAsPublished, Stopped, Unreachable
from fetching.patience import OVERTAXED, Again, Limits, Watch, retry_after, tried

T = TypeVar("T")
# Told of the file's name, the bytes that are here, and all there will be where that is known.
Progress = Callable[[str, int, int | None], None]
_AGENT = "peerline"


@dataclass(frozen=True)
class Request:
    """What is asked of a publisher. `secret` parameters (keys) are sent, and never written down;
    a `body` is posted as JSON."""

    address: str
    secret: Mapping[str, str] = field(default_factory=dict)
    body: object = None


@dataclass
class Transfer:
    """A way to one publisher. `wait` waits so many seconds; `is_stopped` ends the work between two
    pieces; between two requests to a host lie `pace` seconds at least."""

    wait: Callable[[float], object]
    pace: float = 0.2
    progress: Progress = lambda *_: None
    is_stopped: Callable[[], bool] = lambda: False
    limits: Limits = field(default_factory=Limits)
    contact: str | None = None

    def __post_init__(self) -> None:
        agent = f"{_AGENT} ({self.contact})" if self.contact else _AGENT
        timeout = httpx.Timeout(self.limits.read_seconds, connect=self.limits.connect_seconds)
        # What comes is kept as it is published, so nothing may pack it on the way.
        headers = {"User-Agent": agent, "Accept-Encoding": "identity"}
        self._client = httpx.Client(timeout=timeout, headers=headers)
        self._next: dict[str, float] = {}

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def page(self, request: Request) -> bytes:
        """The answer as bytes, of `page_bytes` at most."""

        def attempt() -> bytes:
            with self._answer(request, {}) as response:
                self._check(request, response)
                content = bytearray()
                for piece in response.iter_bytes():
                    content += piece
                    if len(content) > self.limits.page_bytes:
                        raise NotAsPublished(_too_long(request.address, self.limits.page_bytes))
                return bytes(content)

        return self._tried(request.address, attempt)

    def file(
        self, request: Request, place: Path, expected: Expected, known: Edition | None = None
    ) -> Edition | None:
        """Bring the file to `place` and say which edition came; None where the publisher still has
        the edition that is `known`.

        Raises `NotAsPublished` where it is not as `expected` when taken anew, `Unreachable`,
        `NoRoom` or `Stopped`; what has come by then stays as a part and is gone on with.
        """
        part = Part(place)
        for _ in range(2):
            edition = self._tried(
                request.address, lambda: self._go_on(request, part, expected, known)
            )
            fault = expected.fault(place) if edition is not None else None
            if fault is None:
                return edition
            part.discard()
        raise NotAsPublished(f"{request.address} {fault}; it was not kept")

    def _tried(self, address: str, attempt: Callable[[], T]) -> T:
        return tried(address, attempt, self.limits.attempts, self._sleep)

    def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.wait(seconds)
        if self.is_stopped():
            raise Stopped

    @contextmanager
    def _answer(self, request: Request, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer at the end of the redirects, its body still to come."""
        address = request.address
        if request.secret:
            address = str(httpx.URL(address).copy_merge_params(dict(request.secret)))
        for _ in range(self.limits.redirects + 1):
            self._keep_pace(address)
            method = "GET" if request.body is None else "POST"
            with self._client.stream(
                method, address, headers=headers, json=request.body
            ) as response:
                if not response.has_redirect_location:
                    yield response
                    return
                address = _onward(request, address, response.headers["location"])
        raise NotAsPublished(
            f"{request.address} redirects more than {self.limits.redirects} times; nothing came"
        )

    def _keep_pace(self, address: str) -> None:
        host, now = urlsplit(address).netloc, monotonic()
        at = max(self._next.get(host, now), now)
        self._next[host] = at + self.pace
        self._sleep(at - now)

    def _check(self, request: Request, response: httpx.Response) -> None:
        """Raise where the answer is none."""
        said = f"answered {response.status_code} {response.reason_phrase}".strip()
        if response.status_code in OVERTAXED:
            after = retry_after(response)
            if after is not None and after > self.limits.longest_wait:
                raise Unreachable(
                    f"{request.address} {said} and asks to come back in {after:,.0f} seconds; "
                    "run this again then"
                )
            raise Again(said, after)
        if response.status_code not in (200, 206):
            fault = Absent if response.status_code in (404, 410) else NotAsPublished
            raise fault(f"{request.address} {said}; the publisher may have moved it")

    def _go_on(
        self, request: Request, part: Part, expected: Expected, known: Edition | None
    ) -> Edition | None:
        """Bring the part to its end: on from where it stands, or from the beginning."""
        start = part.start()
        with self._answer(request, part.headers(start, known)) as response:
            if response.status_code == 304 and known is not None and not start:
                return None
            if response.status_code == 416:
                part.discard()
                raise Again("answered 416, the file has changed", 0)
            self._check(request, response)
            _check_kind(request, response)
            edition = Edition.of(response)
            if response.status_code == 206 and not part.goes_on(start, response):
                part.discard()
                raise Again("went on with another edition of the file", 0)
            if response.status_code == 200:
                start = 0
                part.begin(edition)
            self._receive(request, response, part, start, expected)
        return edition

    def _receive(
        self,
        request: Request,
        response: httpx.Response,
        part: Part,
        start: int,
        expected: Expected,
    ) -> None:
        announced = response.headers.get("content-length", "")
        total = start + int(announced) if announced.isdigit() else expected.bytes
        most = min(self.limits.file_bytes, expected.most or self.limits.file_bytes)
        if total is not None and total > most:
            raise NotAsPublished(_too_long(request.address, most))
        self._keep_free(part.place.parent, (total or start) - start)
        watch = Watch(self.limits)
        with part.place.open("ab" if start else "wb") as file:
            size = start
            for piece in response.iter_raw():
                file.write(piece)
                size += len(piece)
                if size > most:
                    part.discard()
                    raise NotAsPublished(_too_long(request.address, most))
                if self.is_stopped():
                    raise Stopped
                watch.count(len(piece))
                if total is None:
                    self._keep_free(part.place.parent, 0)
                self.progress(expected.name, size, total)

    def _keep_free(self, folder: Path, more: int) -> None:
        free = shutil.disk_usage(folder).free
        if free - more < self.limits.free_bytes:
            raise NoRoom(
                f"{folder} has {free:,} bytes free; {more:,} are to come and "
                f"{self.limits.free_bytes:,} stay free: make room or set PEERLINE_HOME elsewhere"
            )


def _onward(request: Request, address: str, location: str) -> str:
    """Where a redirect leads; from an encrypted address only to another."""
    onward = urljoin(address, location)
    before, after = urlsplit(address), urlsplit(onward)
    if after.scheme != "https" and (after.scheme, before.scheme) != ("http", "http"):
        raise NotAsPublished(
            f"{request.address} redirects to {after.scheme}://{after.netloc}, which is not "
            "encrypted; it was not followed"
        )
    return onward


def _check_kind(request: Request, response: httpx.Response) -> None:
    """Raise where a web page comes in place of the file, whatever its status says."""
    if response.headers.get("content-type", "").lower().startswith("text/html"):
        head = next(response.iter_raw(), b"")
        raise NotAsPublished(
            f"{request.address} answered with a web page{title_of(head)}, not with the file"
        )


def _too_long(address: str, most: int) -> str:
    return f"{address} is longer than the {most:,} bytes that it may have; it was not kept"
