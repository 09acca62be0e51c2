"""When are two printed names the same name?

Names are compared in plain letters: transliterated, lower case, without accents, hyphens and
punctuation. A given name is *full* when it is more than an initial. Two full given names that are
no spellings of each other, or two middle names with different initials, contradict each other: of
a Chinese or Korean name written in two words, a different second word is such a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from duckdb.func import ARROW

from schema.spellings import is_initials, plain, surname


def given(text: str) -> str:
    """The first given name in plain letters, or nothing where only initials are printed."""
    if is_initials(text):
        return ""
    first = plain(text).split(" ")[0]
    return first if len(first) > 1 else ""


def middle(text: str) -> str:
    """The plain initial of the second given name, or nothing."""
    words = plain(text).split(" ")
    return words[1][0] if len(words) > 1 else ""


# Short forms in use for each other, in plain letters; the first stands for all.
_NICKNAMES = """
william bill will billy willy|robert bob rob bobby|richard dick rick rich|james jim jimmy jamie
john jack johnny|thomas tom tommy|charles charlie chuck|edward ed eddie ted|michael mike mick mickey
joseph joe|daniel dan danny|david dave|steven stephen steve|anthony tony antonio|henry harry hank
elizabeth liz beth betty betsy eliza|margaret maggie peggy meg
catherine katherine kathryn kate kathy cathy katie|susan sue suzanne
patricia pat patty tricia|barbara barb|jennifer jenny jen
rebecca becky|deborah debbie debra|christopher chris|christine chris tina|matthew matt|andrew andy
drew|benjamin ben|samuel sam|nicholas nick|alexander alex sasha|alexandra alex sandra|gregory greg
jeffrey jeff geoffrey|kenneth ken|lawrence larry|leonard leo len|ronald ron|donald don|timothy tim
peter pete|philip phil|frederick fred|gerald jerry gerry|raymond ray|walter walt|theodore ted theo
vincent vince|zachary zach|jonathan jon|nathan nathaniel nate|douglas doug|francis frank|eugene gene
abigail abby|victoria vicky|jacqueline jackie|judith judy|pamela pam|cynthia cindy|dorothy dot
aleksandr alexander|yevgeny evgeny evgenii|sergey sergei|aleksey alexey alexei|dmitry dmitri dmitrii
yuri yury iurii|mikhail michail|natalia natalya nataliya|tatiana tatyana|mohammed mohammad muhammad
mohamed muhammed|ahmed ahmad|hussein hussain hossein husain|yousef youssef yusuf|jose josef
"""
_SHORT: dict[str, tuple[int, int]] = {}
for _at, _line in enumerate(re.sub(r"\n", "|", _NICKNAMES.strip()).split("|"), 1):
    for _name in _line.split():
        _one, _two = _SHORT.get(_name, (0, 0))
        _SHORT[_name] = (_one, _at) if _one else (_at, 0)
_WIDTH = 16


@dataclass(frozen=True)
class Forms:
    """Distinct spellings of given names in columns: the first and the second name as letter codes
    (an initial is one letter, zeros fill up), all names run together, groups of short forms."""

    first: npt.NDArray[np.uint8]
    second: npt.NDArray[np.uint8]
    whole: npt.NDArray[np.uint8]
    short: npt.NDArray[np.int32]


def parts(fore: str, initials: str) -> tuple[str, str, str]:
    """First name, second name (either may be an initial or empty) and all full names in one."""
    if fore.strip().lower() == "null":
        fore = initials
    if is_initials(fore):
        letters = plain(fore).replace(" ", "")
        return letters[:1], letters[1:2], ""
    words = plain(fore).split(" ")
    letters = plain(initials).replace(" ", "")
    second = words[1] if len(words) > 1 else ""
    # `Ji-Young H` is J Y H where only initials are printed: its second initial is that of Young.
    if letters[:1] == words[0][:1] and (not second or "-" in fore.strip().split(" ")[0]):
        second = letters[1:2]
    return words[0], second, "".join(word for word in words if len(word) > 1)


def forms(spellings: Iterable[tuple[str, str]]) -> Forms:
    """The spellings `(fore name, initials)` in columns, in their order."""
    split = [parts(fore, initials) for fore, initials in spellings]
    first, second, whole = (_letters([row[at] for row in split], w) for at, w in _COLUMNS)
    short = np.array([_SHORT.get(row[0], (0, 0)) for row in split], np.int32).reshape(-1, 2)
    return Forms(first, second, whole, short)


_COLUMNS = ((0, _WIDTH), (1, _WIDTH), (2, 2 * _WIDTH))


def _letters(words: list[str], width: int) -> npt.NDArray[np.uint8]:
    packed = np.array([word[:width].encode() for word in words], f"S{width}")
    return packed.view(np.uint8).reshape(len(words), width)


# Umlauts written out and left out meet in one block.
_FOLDED = r"CREATE TEMP MACRO folded(name) AS regexp_replace(name, '([aou])e', '\1', 'g')"


def register(tables: duckdb.DuckDBPyConnection) -> None:
    """Make `plain`, `surname`, `given`, `middle` and `folded` functions of the connection's SQL."""
    known = "SELECT count(*) FROM duckdb_functions() WHERE function_name = 'surname'"
    if tables.execute(known).fetchall()[0][0]:
        return
    for function in (plain, surname, given, middle):
        tables.create_function(
            function.__name__, partial(_each, function), ["VARCHAR"], "VARCHAR", type=ARROW
        )
    tables.execute(_FOLDED)


def _each(function: Callable[[str], str], column: pa.ChunkedArray) -> pa.Array:
    """The function over a column, called once per distinct value."""
    codes = pc.dictionary_encode(pa.chunked_array(column.chunks).combine_chunks())
    words = [function(word) for word in codes.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(codes.indices)
