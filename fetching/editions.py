"""Which edition of a file is this, is it whole, and can a part of it be gone on with?"""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import orjson


@dataclass(frozen=True)
class Edition:
    """What a publisher names an edition of a file by: the `ETag` and `Last-Modified` it sent."""

    etag: str | None = None
    modified: str | None = None

    @classmethod
    def of(cls, response: httpx.Response) -> Edition:
        """The edition that an answer speaks of."""
        return cls(response.headers.get("etag"), response.headers.get("last-modified"))

    @property
    def proof(self) -> str | None:
        """What `If-Range` may name: a weak tag does not prove that bytes are the same."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.modified

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only if it is another edition."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}


@dataclass(frozen=True)
class Expected:
    """What the publisher says elsewhere of a file: name, length in bytes, digests; and `most`, the
    bytes it may have at all."""

    name: str
    bytes: int | None = None
    md5: str | None = None
    sha256: str | None = None
    most: int | None = None

    def fault(self, path: Path) -> str | None:
        """In what the file differs from it, as the end of a sentence; None where in nothing."""
        size = path.stat().st_size
        if self.bytes is not None and size != self.bytes:
            return f"has {size:,} bytes, the publisher says {self.bytes:,}"
        for kind, said in (("md5", self.md5), ("sha256", self.sha256)):
            if said is not None and (digest := _digest(path, kind)) != said.lower():
                return f"has the {kind.upper()} digest {digest}, the publisher says {said}"
        return None


class Part:
    """A file on its way at `place`, and beside it the edition that it is of."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._beside = place.with_name(f"{place.name}.edition")

    def start(self) -> int:
        """From which byte on it can be gone on with; 0 where only from the beginning."""
        if not self.place.exists() or self._edition().proof is None:
            return 0
        return self.place.stat().st_size

    def headers(self, start: int, known: Edition | None) -> dict[str, str]:
        """What asks for the rest, or for the file if it is not `known`."""
        if start:
            return {"Range": f"bytes={start}-", "If-Range": self._edition().proof or ""}
        return known.conditions() if known else {}

    def goes_on(self, start: int, response: httpx.Response) -> bool:
        """Whether a partial answer is the rest of this part."""
        begins = re.match(r"bytes (\d+)-", response.headers.get("content-range", ""))
        edition, before = Edition.of(response), self._edition()
        same = all(
            now is None or now == then
            for now, then in ((edition.etag, before.etag), (edition.modified, before.modified))
        )
        return bool(start and begins and int(begins[1]) == start and same)

    def begin(self, edition: Edition) -> None:
        """Begin anew, with a file of this edition."""
        self.discard()
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self._beside.write_bytes(orjson.dumps(asdict(edition)))

    def discard(self) -> None:
        """Leave nothing of it."""
        self.place.unlink(missing_ok=True)
        self._beside.unlink(missing_ok=True)

    def _edition(self) -> Edition:
        try:
            return Edition(**orjson.loads(self._beside.read_bytes()))
        except (OSError, orjson.JSONDecodeError, TypeError):
            return Edition()


def _digest(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()
