"""What do printed dates and addresses say?

Publication dates come whole, in part, by season or as free text: the first day of what is known is
taken, with its precision. Affiliations carry e-mail addresses, telephone numbers and streets, which
are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from loaders.reading.contacts import KINDS, TIDY

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads better
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
# The season's first month in the north. Winter is put at the head of its year, as issues are.
SEASONS = {"winter": 1, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}

_FREE = re.compile(
    r"(?P<year>\d{4})(?:[ -]+(?P<month>[A-Za-z]{3})[a-z]*\.?(?: +(?P<day>\d{1,2})\b)?)?"
)
_SEASON = re.compile("|".join(SEASONS), re.I)


class Printed(NamedTuple):
    """A date as far as it is known: `precision` is day, month, season or year."""

    on: date
    precision: str

    @property
    def until(self) -> tuple[int, int, int]:
        """Year, month and a day not before the last that the date may mean."""
        if self.precision == "day":
            return self.on.year, self.on.month, self.on.day
        last = {"month": self.on.month, "season": self.on.month + 2, "year": 12}
        return self.on.year, last[self.precision], 31


def printed(
    year: str | None, month: str | None, day: str | None, season: str | None = None
) -> Printed | None:
    """The first day of what year, month (number or name), day and season say; none without a year.

    Raises `ValueError`, naming what is wrong, where the parts make no date.
    """
    if not year:
        return None
    if not (year.isascii() and year.isdigit()):
        raise ValueError("the year is no number")
    if season and not month:
        first = SEASONS.get(season.strip().lower())
        if first is None:
            raise ValueError("no such season")
        return Printed(date(int(year), first, 1), "season")
    if not month:
        return Printed(date(int(year), 1, 1), "year")
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower())
    if number is None:
        raise ValueError("no such month")
    return Printed(date(int(year), number, int(day or 1)), "day" if day else "month")


def printed_freely(text: str) -> Printed | None:
    """The first day of a date in free text, such as `1998 Dec-1999 Jan` or `2000 Spring`; none
    where it holds no year. Raises `ValueError` where the parts make no date."""
    found = _FREE.search(text)
    if found is None:
        return None
    season = _SEASON.search(text)
    month = found["month"] if (found["month"] or "").lower() in MONTHS else None
    return printed(found["year"], month, found["day"] if month else None, season and season[0])


def is_plausible(day: date, now: date) -> bool:
    """Whether a date lies between 1700 and the end of the second year from now."""
    return 1700 <= day.year <= now.year + 2


_REACHES = re.compile(r"[@\d]|\(at\)|\[at\]|\bdot\b", re.I)


def without_contacts(texts: pa.Array) -> pa.Array:
    """Texts without e-mail addresses, telephone numbers, post boxes, streets, and the words before
    them; what held nothing else is left empty. Buildings, rooms and post codes stay."""
    places = texts.dictionary_encode()
    distinct = clean = places.dictionary
    for kind in KINDS:
        clean = _replaced(clean, pc.match_substring_regex(clean, kind.signs), kind.steps)
    changed = pc.not_equal(clean, distinct)
    clean = _replaced(clean, changed, TIDY)
    clean = pc.if_else(changed, pc.utf8_trim(clean, " ;,:"), clean)
    return clean.take(places.indices)


@lru_cache(maxsize=50_000)
def without_contact(text: str) -> str:
    """`without_contacts` of one name, where no street is looked for unless there is a digit."""
    return str(without_contacts(pa.array([text]))[0]) if _REACHES.search(text) else text


def _replaced(texts: pa.Array, mask: pa.Array, steps: Iterable[tuple[str, str]]) -> pa.Array:
    """The texts, where `mask` is true with each pattern's matches replaced in turn."""
    some = texts.filter(mask)
    for pattern, instead in steps:
        some = pc.replace_substring_regex(some, pattern, instead)
    return pc.replace_with_mask(texts, mask, some)
