"""Is what came the kind of file that its name says?"""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from html import unescape
from pathlib import Path

from fetching.faults import NotAsPublished
from lake.web_pages import UTF8_BOM, is_web_page

_TITLE = re.compile(rb"<title[^<>]{0,200}>([^<]{0,1000})", re.I)
_HEAD = 1 << 16
_PIECE = 1 << 20
_BEGINS = {
    ".gz": (rb"\x1f\x8b", "is not packed as gz"),
    ".zip": (rb"PK\x03\x04", "is no zip archive"),
    ".xml": (rb"\s*<", "is no XML"),
    ".json": (rb"\s*[\[{]", "is no JSON"),
}
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x89PNG")


def title_of(head: bytes) -> str:
    """The title of a web page, as ` ("…")`; empty where it has none."""
    title = _TITLE.search(head)
    text = " ".join(unescape(title[1].decode("utf-8", "replace")).split()) if title else ""
    return f' ("{text[:100]}")' if text else ""


def check(path: Path, name: str, address: str) -> None:
    """Raise `NotAsPublished` where the file at `path` is not what its published `name` says: empty,
    a web page, another format, or an archive that does not open or is cut off."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise NotAsPublished(f"{address} is empty")
    if is_web_page(head):
        raise NotAsPublished(f"{address} is a web page{title_of(head)}, not {name}")
    suffix = Path(name).suffix.lower()
    begin, fault = _BEGINS.get(suffix, (rb"", ""))
    if not re.match(begin, head.removeprefix(UTF8_BOM)):
        raise NotAsPublished(f"{address} {fault}, though {name} should be")
    if suffix in (".csv", ".txt") and (head.startswith(_PACKED) or b"\0" in head):
        raise NotAsPublished(f"{address} is no text, though {name} should be")
    if suffix == ".gz":
        _unpack(path, address)
    if suffix == ".zip" and not zipfile.is_zipfile(path):
        raise NotAsPublished(f"{address} is a zip archive without its end; it was cut off")


def _unpack(path: Path, address: str) -> None:
    """Follow a gz to its end, where its checksum stands, a piece at a time."""
    try:
        with gzip.open(path) as file:
            while file.read(_PIECE):
                pass
    except (EOFError, OSError, zlib.error) as error:
        raise NotAsPublished(f"{address} is damaged or cut off ({error})") from None
