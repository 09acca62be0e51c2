"""One visit to a publisher: ask its lists and pages, and bring the files that are new."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode, urljoin, urlsplit

import orjson
from lxml import etree

from fetching import contents, unpacking
from fetching.cache import Arrival, Cache
from fetching.editions import Edition, Expected
from fetching.faults import NotAsPublished
from fetching.transfer import Request, Transfer
from lake.web_pages import is_web_page

Chosen = TypeVar("Chosen")
Asked = dict[str, str | int]
_SAFE_NAME = re.compile(r"[A-Za-z0-9][\w .,()&+=@~-]{0,199}", re.A)
_PAGE_BYTES = 128 << 20


@dataclass(frozen=True)
class Link:
    """A link on a publisher's page: where it leads, and what the page prints behind it."""

    name: str
    address: str
    printed: str


@dataclass(frozen=True)
class Wanted:
    """A file that the publisher names: `stamp` is what its list says of the edition; of an archive,
    the `members` whose names match are kept, and the archive is not."""

    address: str
    name: str
    series: str
    stamp: str | None = None
    bytes: int | None = None
    md5: str | None = None
    sha256: str | None = None
    members: str | None = None


@dataclass
class Visit(Generic[Chosen]):
    """A way to a publisher, with the options of the user and what came before. `keys` are secret
    parameters by the host that they are for; `origin` is asked in place of the publisher's
    `hosts`; `lake` is where what was loaded is, in the home where none is given."""

    transfer: Transfer
    cache: Cache
    options: Chosen
    hosts: tuple[str, ...]
    origin: str | None = None
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    lake: str | None = None

    def page(self, address: str, asked: Asked | None = None, body: object = None) -> bytes:
        """What the publisher answers at an address."""
        return self.transfer.page(self.request(address, asked, body))

    def json(self, address: str, asked: Asked | None = None, body: object = None) -> Any:
        """The publisher's answer as JSON; raises `NotAsPublished` where it is none."""
        return _parsed(self.page(address, asked, body), address)

    def links(self, address: str, pattern: str) -> list[Link]:
        """The links of a page whose last part matches `pattern`, in their order, each once.

        Raises `NotAsPublished` where there is none: the page is not the one that it was."""
        content = self.page(address)
        links: dict[str, Link] = {}
        for href, printed in _anchors(content):
            try:
                onward = urljoin(address, href.strip())
                name = urlsplit(onward).path.rpartition("/")[2]
            except ValueError:
                continue  # it leads nowhere, so to none of the files
            if re.fullmatch(pattern, name):
                links.setdefault(name, Link(name, onward, " ".join(printed.split())))
        if not links:
            title = contents.title_of(content[: 1 << 16])
            raise NotAsPublished(
                f"{address}{title} names no file like {pattern}; the publisher may have changed "
                "the page"
            )
        return list(links.values())

    def has(self, wanted: Wanted) -> list[Arrival]:
        """The files that came of what is wanted, where the publisher's list says that they are of
        the edition it has now; else none."""
        here = self.cache.at(wanted.address)
        stamped = wanted.stamp is not None and all(one.stamp == wanted.stamp for one in here)
        return here if stamped else []

    def file(self, wanted: Wanted) -> list[Arrival]:
        """The file, or the archive's files, as they are now with the publisher; fetched only where
        they are not here."""
        if here := self.has(wanted):
            return here
        here = self.cache.at(wanted.address)
        part = self.cache.part(wanted.address)
        expected = Expected(wanted.name, wanted.bytes, wanted.md5, wanted.sha256)
        # A list that names a new edition is believed over what the file's own answer may say.
        known = here[0].edition if here and wanted.stamp is None else None
        known = known if known and known.proof else None
        edition = self.transfer.file(self.request(wanted.address), part, expected, known)
        if edition is None:
            return here
        arrivals = self.keep(part, wanted, edition)
        self.cache.note(arrivals)
        return arrivals

    def keep(self, part: Path, wanted: Wanted, edition: Edition) -> list[Arrival]:
        """Check what came, unpack an archive, and put all in its place."""
        beside = part.with_name(f"{part.name}.edition")
        folder = part.with_name(f"{part.name}.unpacked")
        try:
            contents.check(part, wanted.name, wanted.address)
            if wanted.members is None:
                files = {wanted.name: part}
            else:
                paths = unpacking.unpack(part, wanted.members, folder, wanted.address)
                for path in paths:
                    contents.check(path, path.name, wanted.address)
                files = {path.name: path for path in paths}
        except NotAsPublished:
            part.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
            raise
        at = self.now()
        arrivals = [self._arrived(file, name, wanted, edition, at) for name, file in files.items()]
        part.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        return arrivals

    def _arrived(
        self, file: Path, name: str, wanted: Wanted, edition: Edition, at: datetime
    ) -> Arrival:
        if not _SAFE_NAME.fullmatch(name):
            raise NotAsPublished(f"{wanted.address} names a file {name[:80]!r}; it was not kept")
        size = file.stat().st_size
        sha256, place = self.cache.keep(file, name)
        return Arrival(
            series=wanted.series,
            name=name,
            address=wanted.address,
            at=at,
            sha256=sha256,
            bytes=size,
            etag=edition.etag,
            modified=edition.modified,
            stamp=wanted.stamp,
            path=place,
        )

    def delivery(self, series: str) -> Delivery:
        """Pages of answers that are to come whole or not at all."""
        return Delivery(self, series)

    def request(self, address: str, asked: Asked | None = None, body: object = None) -> Request:
        """The request, at the publisher's own address or the one to ask in its place."""
        try:
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            parts, host = urlsplit(""), None
        if parts.scheme != "https" or host not in self.hosts:
            raise NotAsPublished(
                f"{address} is no https address of {' or '.join(self.hosts)}; it was not fetched"
            )
        if self.origin:
            address = self.origin + address.removeprefix(f"https://{parts.netloc}")
        if asked:
            address += f"?{urlencode(asked, quote_via=quote)}"
        return Request(address, self.keys.get(host, {}), body)


class Delivery:
    """Pages of one series as they come; they count once `end` writes them down together."""

    def __init__(self, visit: Visit[Any], series: str) -> None:
        self.visit, self.series = visit, series
        self.arrivals: list[Arrival] = []

    def page(
        self, name: str, address: str, asked: Asked | None = None, body: object = None
    ) -> Path:
        """Bring an answer as a file of that name; where it is."""
        request = self.visit.request(address, asked, body)
        told = request.address if body is None else f"{request.address} {_digest(body)}"
        part = self.visit.cache.part(told)
        # Answers change from one question to the next: a part of one is never gone on with.
        part.unlink(missing_ok=True)
        edition = self.visit.transfer.file(request, part, Expected(name, most=_PAGE_BYTES))
        wanted = Wanted(told, name, self.series)
        self.arrivals += self.visit.keep(part, wanted, edition or Edition())
        return self.arrivals[-1].path

    def json(self, name: str, address: str, asked: Asked | None = None, body: object = None) -> Any:
        """Bring a JSON answer as a file of that name; what is in it."""
        path = self.page(name, address, asked, body)
        return _parsed(path.read_bytes(), address)

    def drop_last(self) -> None:
        """Leave the page that came last out: it says nothing."""
        self.arrivals.pop().path.unlink(missing_ok=True)

    def end(self, marks: dict[str, str]) -> list[Arrival]:
        """Write the pages and the marks down, and give all files of the series."""
        at = self.visit.now()
        self.visit.cache.note([replace(one, at=at) for one in self.arrivals], marks)
        return self.visit.cache.series(self.series)


def _anchors(content: bytes) -> Iterator[tuple[str, str]]:
    """Where each link of a page leads, and what stands behind it on its line."""
    try:
        root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    except (etree.XMLSyntaxError, ValueError):
        return  # no page at all
    if root is not None:
        for anchor in root.iter("a"):
            yield anchor.get("href") or "", (anchor.tail or "").partition("\n")[0]


def _parsed(content: bytes, address: str) -> Any:
    if is_web_page(content):
        raise NotAsPublished(
            f"{address} answered with a web page{contents.title_of(content[: 1 << 16])}, not with "
            "JSON"
        )
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise NotAsPublished(f"{address} answered with what is no JSON ({error})") from None


def _digest(body: object) -> str:
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
