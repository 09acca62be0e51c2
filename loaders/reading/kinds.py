"""Which kinds of value may a column of a contract hold, how is each read, and why refused?

A kind takes the text of a column and gives its typed value, null where the text is no such thing.
Its reason says what the text is not; a contract adds what falls with it, the value or the row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import pyarrow as pa
from ibis.expr import types

from loaders.reading import checks
from loaders.reading.tables import normal


@dataclass(frozen=True)
class Kind:
    """A kind of value: its name, its type in a Parquet file, why a text is none, and how it is read
    (given the last day that a record can speak of)."""

    name: str
    arrow: pa.DataType
    reason: str
    read: Callable[[types.StringValue, date], types.Value]
    values: tuple[str, ...] = ()


def closed(*values: str) -> Kind:
    """One of these values, whatever its capitals, blanks and hyphens."""
    spelled = {normal(value): value for value in values}

    def read(text: types.StringValue, _: date) -> types.StringValue:
        bare = text.lower().re_replace("[^a-z0-9]", "")
        return bare.substitute(spelled, else_=ibis.null("string"))

    return Kind("one of a list", pa.string(), f"is none of {', '.join(values)}", read, values)


def whole(most: int) -> Kind:
    """A whole number from 0 to `most`."""
    reason = f"is no number from 0 to {most:,}"
    return Kind("whole number", pa.int64(), reason, lambda text, _: checks.whole(text, 0, most))


TEXT = Kind("text", pa.string(), "is blank", lambda text, _: text)
NPI = Kind("NPI", pa.string(), checks.NO_NPI, lambda text, _: checks.npi(text))
ORCID = Kind("ORCID iD", pa.string(), checks.NO_ORCID, lambda text, _: checks.orcid(text))
LEI = Kind("LEI", pa.string(), checks.NO_LEI, lambda text, _: checks.lei(text))
_TEN_YEARS = timedelta(days=3_653)
DAY = Kind("day", pa.date32(), checks.NO_OWN_DAY, checks.own_day)
# Permissions end years ahead.
END = Kind(
    "day",
    pa.date32(),
    checks.NO_OWN_DAY.replace("a year after", "eleven years after"),
    lambda text, latest: checks.own_day(text, latest + _TEN_YEARS),
)
