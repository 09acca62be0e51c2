"""When are two printed names the same name?

Names are compared in plain letters: transliterated, lower case, without accents, hyphens and
punctuation. A given name is *full* when it is more than initials; identity never rests on initials
alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from lake.current import Lake

_LETTERS = re.compile(r"[^a-z]+")
_INITIALS = re.compile(r"[A-Z]{1,3}|([A-Z][. -]+)+[A-Z]?\.?")


def plain(text: str) -> str:
    """`text` in lower-case ASCII letters and single blanks; hyphens and apostrophes vanish."""
    joined = anyascii(text).lower().replace("-", "").replace("'", "")
    return _LETTERS.sub(" ", joined).strip()


def surname(text: str) -> str:
    """The plain family name without blanks, so that `de la Cruz` equals `Delacruz`."""
    return plain(text).replace(" ", "")


def given(text: str) -> str:
    """The first given name in plain letters, or nothing where only initials are printed."""
    if _INITIALS.fullmatch(text.strip()):
        return ""
    first = plain(text).split(" ")[0]
    return first if len(first) > 1 else ""


def middle(text: str) -> str:
    """The plain initial of the second given name, or nothing."""
    words = plain(text).split(" ")
    return words[1][0] if len(words) > 1 else ""


def register(lake: Lake) -> None:
    """Make `plain`, `surname`, `given` and `middle` functions of the lake's SQL."""
    for function in (plain, surname, given, middle):
        lake.connection.con.create_function(
            function.__name__, partial(_each, function), ["VARCHAR"], "VARCHAR", type="arrow"
        )


def _each(function: Callable[[str], str], column: pa.ChunkedArray) -> pa.Array:
    """The function over a column, called once per distinct value."""
    codes = pc.dictionary_encode(pa.chunked_array(column.chunks).combine_chunks())
    words = [function(word) for word in codes.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(codes.indices)
