"""Which records does a JSON file hold, one after another, however large it is?

Three shapes are read: a list of records, an object with the list under a key, or one record alone.
Text is decoded and parsed a piece at a time; no more than a few records are in memory.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any

from lake.delivery import Refused
from loaders.reading.opening import pieces

# The largest real record, a trial with all its results, has a tenth of this.
_LARGEST_RECORD = 64_000_000
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder()


def records(path: Path, key: str) -> Iterator[Any]:
    """The members of the list that the file is, or that stands under `key`; else the whole object.

    An object's other keys are passed over. Raises `Refused` where the file is no JSON text in UTF-8
    or ends too early.
    """
    text = _Text(path)
    first = text.peek()
    if first == "[":
        yield from _members(text)
    elif first == "{":
        yield from _object(text, key)
    else:
        raise text.refusal(f"JSON begins with {{ or [, not with {first!r}")
    if text.peek():
        raise text.refusal("there is more after the end of the JSON text")


def _members(text: _Text) -> Iterator[Any]:
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        yield text.value()
        if text.peek() == "]":
            text.take("]")
            return
        text.take(",")


def _object(text: _Text, key: str) -> Iterator[Any]:
    alone: dict[str, Any] | None = {}
    text.take("{")
    while text.peek() != "}":
        name = text.value()
        text.take(":")
        if name == key and text.peek() == "[":
            yield from _members(text)
            alone = None
        elif alone is None:
            text.value()
        else:
            alone[name] = text.value()
        if text.peek() != "}":
            text.take(",")
    text.take("}")
    if alone is not None:
        yield alone


class _Text:
    """The file's text from the reader's place on, as much of it as has been needed so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pieces = pieces(path)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._before, self._ended = "", 0, 0, False

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, expected: str) -> None:
        """Pass over the next character that is not blank, which must be `expected`."""
        found = self.peek()
        if found != expected:
            raise self.refusal(
                f"{expected!r} was expected, not {found!r}" if found else "it ends here"
            )
        self._at += 1

    def value(self) -> Any:
        """The next value; more of the file is read until it is complete."""
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise self.refusal("lists or objects stand too deep in one another") from None
            except JSONDecodeError as error:
                fault, end = error.msg, len(self._text)
            except ValueError as error:
                raise self.refusal(str(error)) from None
            else:
                # A number at the end of what has been read may go on.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return found
                fault = ""
            if len(self._text) - self._at > _LARGEST_RECORD:
                raise self.refusal(
                    f"no record ends within {_LARGEST_RECORD:,} characters ({fault})"
                )
            if not self._more(len(self._text) - self._at) and fault:
                raise self.refusal(fault)

    def refusal(self, fault: str) -> Refused:
        """What is wrong at this place of the file."""
        return Refused(
            f"{self.path.name} is not whole JSON: {fault}, at or after character "
            f"{self._before + self._at + 1:,}; download it again"
        )

    def _more(self, least: int = 1) -> bool:
        """Read on, by as much as waits already so that a long record is not tried too often."""
        if self._ended:
            return False
        parts, length = [self._text[self._at :]], 0
        self._before += self._at
        self._at = 0
        try:
            while length < least and not self._ended:
                piece = next(self._pieces, b"")
                self._ended = not piece
                parts.append(self._decoder.decode(piece, self._ended))
                length += len(parts[-1])
        except UnicodeDecodeError as error:
            raise Refused(
                f"{self.path.name} is not text in UTF-8 ({error.reason}); download it again"
            ) from None
        self._text = "".join(parts)
        return length > 0
