"""Which columns does a publisher's table name in its first line?

Column names vary over the years in case, blanks and hyphens: they are compared by their letters and
digits.
"""

from __future__ import annotations

import csv
import difflib
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lake.delivery import Refused
from loaders.reading.opening import first_line

LONGEST_ROW = 1_000_000
_MOST_COLUMNS = 5_000


def normal(name: str) -> str:
    """A column's name as its letters and digits in lower case."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def header(path: Path, separator: str = ",") -> list[str]:
    """The column names as printed in the first line.

    Raises `Refused` where the file is empty, a web page, a picture, an archive or a damaged gz.
    """
    names = _parquet_columns(path) if is_parquet(path) else _printed_columns(path, separator)
    if len(names) > _MOST_COLUMNS:
        raise Refused(
            f"{path.name} has {len(names):,} columns, no table of any source has over "
            f"{_MOST_COLUMNS:,}; give the publisher's own"
        )
    return names


def _printed_columns(path: Path, separator: str) -> list[str]:
    line = first_line(path, LONGEST_ROW)
    try:
        names = next(csv.reader([line], delimiter=separator), [])
    except csv.Error as error:
        raise Refused(
            f"{path.name} has a first line that cannot be read ({error}); give the publisher's CSV"
        ) from None
    if "\0" in line or len(names) < 2:
        raise Refused(
            f"{path.name} is no comma-separated table: its first line holds no column names; "
            "give the publisher's CSV"
        )
    return names


def is_parquet(path: Path) -> bool:
    """Whether the file says by its first bytes that it is Parquet."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _parquet_columns(path: Path) -> list[str]:
    try:
        names: list[str] = pq.read_schema(path).names
    except (pa.ArrowInvalid, OSError) as error:
        raise Refused(
            f"{path.name} is damaged Parquet: {str(error).splitlines()[0]}; write it again"
        ) from None
    return names


def nearest(wanted: str, names: list[str]) -> str:
    """Words that name the header most like the one that is wanted; empty where none is like it."""
    near = difflib.get_close_matches(normal(wanted), [normal(name) for name in names], 1, 0.6)
    found = [name for name in names if near and normal(name) == near[0]]
    return f" (the nearest is {found[0]!r})" if found else ""
