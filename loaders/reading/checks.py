"""Which printed NPIs, generations, days, amounts and counts can be believed?

Each function takes text as the file prints it and gives the typed value, null where the text is no
such thing. An NPI's check digit is Luhn's over the number with the prefix 80840 (45 CFR 162.406).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import ibis
from ibis.expr import datatypes as dt
from ibis.expr import types

from schema.generations import GENERATIONS, MARKS, TAIL

NO_NPI = "is no NPI: ten digits with a valid check digit"
_DAY_IN_NAME = r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)(?!\d)"
NPI, NPI_OF_ROW = f"{NO_NPI}; value left out", f"{NO_NPI}; row left out"
DAY = "is no day between 1900 and a year after the load; value left out"
NO_OWN_DAY = (
    "is no day as YYYY-MM-DD between 1900 and a year after the load, and 1/2/2024 may be of "
    "January or of February"
)
OWN_DAY = f"{NO_OWN_DAY}; value left out"
INSTANT = "is no instant such as 2026-03-01T14:30:00Z; value left out"
NO_ORCID = "is no ORCID iD: sixteen characters with a valid check digit"
ORCID = f"{NO_ORCID}; value left out"
NO_LEI = "is no LEI: twenty characters with valid check digits"
CCN = "is no CMS certification number: six characters, the first two of them digits; row left out"
MONEY = "is no amount between 0 and {:,} US dollars; value left out"
MOST_PAID_USD = 100_000_000
# The largest interest of the real files, in program year 2016, is 187 million.
MOST_OWNED_USD = 1_000_000_000

# Of the publishers, all of whom are American: their days never begin with the day of the month.
_DAYS = ["%m/%d/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y%m%d"]
_NONE = ibis.null("string")
_PREFIX_SUM = 24  # what the prefix 80840 adds to Luhn's sum


def npi(text: types.StringValue) -> types.StringValue:
    """The NPI where it has ten digits and its check digit is right."""
    total = ibis.literal(_PREFIX_SUM)
    for place in range(10):
        digit = text[9 - place].ascii_str() - ord("0")
        doubled = digit * 2 - (digit > 4).cast("int32") * 9
        total = total + (doubled if place % 2 else digit)
    return ibis.ifelse(text.re_search("^[12][0-9]{9}$") & (total % 10 == 0), text, None)


@ibis.udf.scalar.builtin(  # type: ignore[untyped-decorator]
    signature=((dt.string, dt.Array(dt.string)), dt.timestamp)
)
def try_strptime(text: str, formats: list[str]) -> datetime:  # type: ignore[empty-body]
    """DuckDB's own: Ibis has none that gives null where the text is no date."""


def day(text: types.StringValue, latest: date) -> types.DateValue:
    """The day printed as MM/DD/YYYY, YYYY-MM-DD (a time after it is cut) or YYYYMMDD; not before
    1900, nor after `latest`."""
    found = try_strptime(text, _DAYS).cast("date")
    return ibis.ifelse(found.between(ibis.date(1900, 1, 1), ibis.literal(latest)), found, None)


def own_day(text: types.StringValue, latest: date) -> types.DateValue:
    """The day of a user's own file: printed as YYYY-MM-DD or YYYYMMDD, with `day`'s bounds. What
    begins with a day or a month is never guessed."""
    return day(
        ibis.ifelse(text.re_search("^[0-9]{4}-?[0-9]{2}-?[0-9]{2}( |$)"), text, None), latest
    )


def instant(text: types.StringValue, latest: date) -> types.TimestampValue:
    """The instant printed by ISO 8601, in UTC where no zone is given; not before 1990, nor after
    `latest`."""
    timed = ibis.ifelse(text.contains(":"), text, text + " 00:00:00")
    zoned = timed.re_search("(Z|[+-][0-9]{2}(:?[0-9]{2})?)$")
    found = ibis.ifelse(zoned, timed, timed + "Z").try_cast(dt.Timestamp("UTC", 6))
    first = ibis.timestamp("1990-01-01 00:00:00", timezone="UTC")
    return ibis.ifelse((found >= first) & (found.cast("date") <= ibis.literal(latest)), found, None)


def orcid(text: types.StringValue) -> types.StringValue:
    """The ORCID iD with hyphens, from any of its spellings, where its check digit (ISO 7064
    11,2) is right."""
    bare = text.upper().re_replace(r"^(HTTPS?://)?(WWW\.)?ORCID\.ORG/", "").replace("-", "")
    total = ibis.literal(0)
    for place in range(15):
        total = (total + bare[place].ascii_str() - ord("0")) * 2
    digit = (12 - total % 11) % 11
    printed = ibis.ifelse(bare[15] == "X", 10, bare[15].ascii_str() - ord("0"))
    right = bare.re_search("^[0-9]{15}[0-9X]$") & (digit == printed)
    parts = ibis.literal("-").join([bare[at : at + 4] for at in (0, 4, 8, 12)])
    return ibis.ifelse(right, parts, None)


def lei(text: types.StringValue) -> types.StringValue:
    """The Legal Entity Identifier where its check digits (ISO 7064 97,10) are right."""
    bare = text.upper().re_replace("[ -]", "")
    rest = ibis.literal(0)
    for place in range(20):
        code = bare[place].ascii_str()
        is_digit = code <= ord("9")
        rest = (rest * ibis.ifelse(is_digit, 10, 100) + code - ibis.ifelse(is_digit, 48, 55)) % 97
    return ibis.ifelse(bare.re_search("^[0-9A-Z]{18}[0-9]{2}$") & (rest == 1), bare, None)


def generation(suffix: types.StringValue, last_name: types.StringValue) -> types.StringValue:
    """The generation (Jr, Sr, I to VI) that the suffix says, else the end of the family name."""
    spelled = [suffix, last_name.re_extract(TAIL, 0)]
    forms = [
        text.re_replace(MARKS, "").lower().substitute(GENERATIONS, else_=_NONE) for text in spelled
    ]
    return ibis.coalesce(*forms)


def without_generation(last_name: types.StringValue) -> types.StringValue:
    """The family name without a generation at its end."""
    return last_name.re_replace(TAIL, "")


def latest_day(known: date) -> date:
    """The last day that a record known on that day can speak of: a year ahead, since exclusions and
    licences may begin later."""
    return known + timedelta(days=366)


def money(text: types.StringValue, most: int) -> types.DecimalValue:
    """US dollars as a decimal of two places, from 0 to `most`; a sign and commas are taken."""
    bare = ibis.ifelse(text.re_search("[$,]"), text.re_replace("[$,]", ""), text)
    amount = ibis.ifelse(bare.re_search(r"^-?[0-9.]+$"), bare, None).try_cast("decimal(18, 2)")
    return ibis.ifelse(amount.between(0, most), amount, None)


def whole(text: types.StringValue, least: int, most: int) -> types.IntegerValue:
    """A whole number within bounds."""
    number = ibis.ifelse(text.re_search("^[0-9]{1,9}$"), text, None).try_cast("int64")
    return ibis.ifelse(number.between(least, most), number, None)


def number(text: types.StringValue, most: int) -> types.FloatingValue:
    """A number from 0 to `most`, with decimals or without; commas are taken."""
    bare = text.re_replace(",", "")
    count = ibis.ifelse(bare.re_search(r"^[0-9]{1,15}([.][0-9]{1,9})?$"), bare, None)
    return ibis.ifelse(count.try_cast("float64") <= most, count.try_cast("float64"), None)


def ccn(text: types.StringValue) -> types.StringValue:
    """The CMS certification number: six characters, or ten of a supplier. One of five digits lost
    the zero at its beginning in a spreadsheet."""
    bare = text.upper().re_replace("[- ]", "")
    bare = ibis.ifelse(bare.re_search("^[0-9]{5}$"), "0" + bare, bare)
    return ibis.ifelse(bare.re_search("^[0-9]{2}[0-9A-Z]([0-9A-Z]{3}|[0-9A-Z]{7})$"), bare, None)


def day_in_name(path: Path, pattern: str = _DAY_IN_NAME) -> str:
    """The day, as YYYY-MM-DD, that a file's name gives, in the pattern's groups `y`, `m` and `d`;
    empty where it does not."""
    found = re.search(pattern, path.name)
    if found is None:
        return ""
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        return ""
