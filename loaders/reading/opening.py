"""Can this file be read at all, and what stands in it once it is unpacked?

A publisher's file arrives plain or as gz. What arrives instead is known by its first bytes: an
empty file, a web page saved under the file's name, a picture, an archive, text in another encoding.
A gz is followed to its end, where its own checksum stands: a download that was cut off, or a bit
that flipped on the way, refuses the file. A file that unpacks without measure is stopped.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from lake.delivery import Refused
from lake.web_pages import UTF8_BOM, is_web_page

PIECE = 1 << 20
_PACKED_PIECE = 1 << 17
# Real files of the registries unpack to 5 to 25 times their size.
_BOMB_BYTES, _BOMB_RATIO = 1_000_000_000, 400
_AGAIN = "download it again"

_KINDS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or spreadsheet; unpack it and load what is inside"),
    (b"\x1f\x8b", "packed twice as gz; unpack it once"),
    (b"\xff\xfe", "text in UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "text in UTF-32; save it as UTF-8"),
)


def pieces(path: Path) -> Iterator[bytes]:
    """The file's bytes, unpacked where it is a gz, about a megabyte at a time, without a UTF-8 BOM.

    Raises `Refused`, before the first piece where the first bytes tell and else on the way, saying
    what the file is instead or where it is damaged.
    """
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        parts = _unpacked(path, file) if packed else iter(lambda: file.read(PIECE), b"")
        first = next(parts, b"")
        if not first:
            raise Refused(f"{path.name} is empty; {_AGAIN}")
        _check(path, first)
        yield first.removeprefix(UTF8_BOM)
        yield from parts


def first_line(path: Path, longest: int) -> str:
    """The file's first line, without its end. Raises `Refused` as `pieces` does, and where it has
    more bytes than the longest."""
    start = b""
    for piece in pieces(path):
        start += piece
        if b"\n" in piece or b"\r" in piece or len(start) > longest:
            break
    lines = start.splitlines()
    if lines and len(lines[0]) > longest:
        raise Refused(
            f"{path.name} has a first line of over {longest:,} bytes, no table of any source has; "
            f"{_AGAIN}"
        )
    return lines[0].decode("utf-8", "replace") if lines else ""


def texts(path: Path, fallback: str) -> Iterator[str]:
    """The file's text, piece by piece: in UTF-8 where the whole file is, else in the encoding
    `fallback`, of which what cannot be read is replaced."""
    decoder = codecs.getincrementaldecoder("utf-8" if _is_utf_8(path) else fallback)("replace")
    yield from map(decoder.decode, pieces(path))
    yield decoder.decode(b"", True)


def _is_utf_8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _check(path: Path, first: bytes) -> None:
    for magic, kind in _KINDS:
        if first.startswith(magic):
            raise Refused(f"{path.name} is {kind}" + ("" if ";" in kind else f"; {_AGAIN}"))
    if is_web_page(first):
        raise Refused(
            f"{path.name} is a web page, probably an error message saved under the file's name; "
            f"{_AGAIN}"
        )


def _unpacked(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """Unpack one gz member after another, never more than a piece ahead of the reader."""
    stream, taken, given = zlib.decompressobj(31), 0, 0
    while packed := file.read(_PACKED_PIECE):
        taken += len(packed)
        while packed:
            if stream.eof:
                packed = packed.lstrip(b"\0")  # tapes and some tools pad the end with zeros
                if not packed:
                    break
                stream = zlib.decompressobj(31)
            try:
                piece = stream.decompress(packed, PIECE)
            except zlib.error as error:
                raise Refused(
                    f"{path.name} is damaged before its byte {taken:,} ({error}); {_AGAIN}"
                ) from None
            packed = stream.unused_data if stream.eof else stream.unconsumed_tail
            given += len(piece)
            if given > _BOMB_BYTES and given > _BOMB_RATIO * taken:
                raise Refused(
                    f"{path.name} unpacks to more than {_BOMB_RATIO} times its size, over "
                    f"{_BOMB_BYTES:,} bytes; no real file does, so it was not read further"
                )
            if piece:
                yield piece
    if not stream.eof:
        raise Refused(f"{path.name} is cut off after {taken:,} bytes; {_AGAIN}")


_SPACE = rb"(?>\s+|<\?(?!xml\s).*?\?>|<!--.*?-->)*+"
_PROLOG = re.compile(
    rb"(?:<\?xml\s(?P<declaration>[^>]*?)\?>)?" + _SPACE + rb"(?:<!DOCTYPE\s(?P<doctype>[^>\[]*)"
    rb"(?P<end>[>\[]))?",
    re.S,
)
_ROOT = re.compile(_SPACE + rb"<(?P<root>[A-Za-z_:][\w:.-]*)[\s/>]", re.S)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")


def opened_xml(path: Path, head: bytes) -> tuple[str, bytes, bytes]:
    """The root element's name, read from the first piece of an XML file; the piece's XML
    declaration; and the piece from the end of its DOCTYPE on.

    Raises `Refused` where there is none, where the document brings declarations of its own (the
    way of XML bombs and of entities that read files), and where it is not in UTF-8 or a part of it,
    since only there do these bytes mean to the parser what they mean here.
    """
    prolog = _PROLOG.match(head)
    if prolog is None:  # the pattern matches nothing at all, too
        raise AssertionError
    encoding = _ENCODING.search(prolog["declaration"] or b"")
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"iso-8859-1"):
        raise Refused(
            f"{path.name} is in {encoding[1].decode('ascii', 'replace')}; save it as UTF-8"
        )
    if prolog["end"] == b"[":
        raise Refused(
            f"{path.name} declares entities or elements of its own inside its DOCTYPE, which no "
            "file of this source does; get it from the publisher"
        )
    root = _ROOT.match(head, prolog.end())
    if root is None:
        raise Refused(f"{path.name} is not XML: no element at its beginning; {_AGAIN}")
    declaration = prolog["declaration"]
    start = b"" if declaration is None else b"<?xml " + declaration + b"?>"
    return root["root"].decode(), start, head[prolog.end() :]


def xml_records(
    path: Path, parts: Iterable[bytes], tag: str | tuple[str, ...], largest: int
) -> Iterator[etree._Element]:
    """Every element called `tag` of an XML file given in parts, without its comments and blanks.
    An element is emptied when the next one is asked for, so that memory does not grow.

    Raises `Refused` where one has more than `largest` bytes and where the XML is not whole. Nothing
    outside the parts is read: no DTD, no entity.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=tag,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )
    waiting = 0
    try:
        for part in parts:
            parser.feed(part)
            waiting += len(part)
            for _, record in parser.read_events():
                yield record
                waiting = 0
                parent = record.getparent()
                record.clear()
                if parent is not None:
                    parent.remove(record)
            if waiting > largest:
                raise Refused(f"{path.name} holds a record of over {largest:,} bytes; {_AGAIN}")
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Refused(f"{path.name} is not whole XML: {error}; {_AGAIN}") from None
