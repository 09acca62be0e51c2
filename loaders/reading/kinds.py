"""Which kinds of value may a column of a contract hold, how is each read, and why refused?

A kind takes the text of a column and gives its typed value, null where the text is no such thing.
Its reason says what the text is not; a contract adds what falls with it, the value or the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import pyarrow as pa
from ibis.expr import types

from loaders.reading import checks
from loaders.reading.headers import normal


@dataclass(frozen=True)
class Kind:
    """A kind of value: its name, its type in a Parquet file, why a text is none, and how it is read
    (given the last day that a record can speak of)."""

    name: str
    arrow: pa.DataType
    reason: str
    read: Callable[[types.StringValue, date], types.Value]
    values: tuple[str, ...] = ()


def closed(*values: str, spellings: Mapping[str, str] | None = None) -> Kind:
    """One of these values, whatever its capitals, blanks and hyphens; `spellings` are further ones
    of some."""
    spelled = {normal(value): value for value in values}
    spelled |= {normal(other): value for other, value in (spellings or {}).items()}

    def read(text: types.StringValue, _: date) -> types.StringValue:
        bare = text.lower().re_replace("[^a-z0-9]", "")
        return bare.substitute(spelled, else_=ibis.null("string"))

    return Kind("one of a list", pa.string(), f"is none of {', '.join(values)}", read, values)


def whole(most: int, least: int = 0) -> Kind:
    """A whole number from `least` to `most`."""
    reason = f"is no number from {least} to {most:,}"
    return Kind("whole number", pa.int64(), reason, lambda text, _: checks.whole(text, least, most))


def _handle(text: types.StringValue, _: date) -> types.StringValue:
    """A handle without its `@`, or the last part of an account's address."""
    last = text.re_replace(r"[/?#]+$", "").re_replace(r"^https?://[^?#]*/", "")
    bare = last.re_replace("^@", "")
    return ibis.ifelse(bare.re_search(r"^[\p{L}\p{N}._-]{1,100}$"), bare, None)


# A graph's index holds no longer keys, and no name or title of anything needs more.
_LONGEST = 500
TEXT = Kind(
    "text",
    pa.string(),
    f"is blank, or longer than {_LONGEST} characters",
    lambda text, _: ibis.ifelse(text.length() <= _LONGEST, text, None),
)
HANDLE = Kind(
    "handle",
    pa.string(),
    "is no handle: up to 100 letters, digits, dots, hyphens and underscores; an e-mail address is "
    "none",
    _handle,
)
COUNTRY = Kind(
    "country",
    pa.string(),
    "is no ISO 3166 code of two letters",
    lambda text, _: ibis.ifelse(text.upper().re_search("^[A-Z]{2}$"), text.upper(), None),
)
PMID = Kind(
    "PMID",
    pa.string(),
    "is no PMID: up to eight digits",
    lambda text, _: ibis.ifelse(text.re_search("^[1-9][0-9]{0,7}$"), text, None),
)
_ABROAD = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ "
    "BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM "
    "DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS "
    "GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
    "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
    "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
    "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UY UZ VA VC VE VG VI VN VU "
    "WF WS YE YT ZA ZM ZW"
)
# Any country but the United States.
ABROAD = Kind(
    "country",
    pa.string(),
    "is no country of two letters (ISO 3166) besides US, whose practitioners are in NPPES",
    lambda text, _: ibis.ifelse(text.upper().isin(_ABROAD.split()), text.upper(), None),
)
NPI = Kind("NPI", pa.string(), checks.NO_NPI, lambda text, _: checks.npi(text))
ORCID = Kind("ORCID iD", pa.string(), checks.NO_ORCID, lambda text, _: checks.orcid(text))
_QUARTER = "^[12][0-9]{3}Q[1-4]$"
_ROR, _CCN = "^0[a-z0-9]{8}$", "^[0-9]{2}[0-9A-Z][0-9]{3}$"


def _institution(text: types.StringValue, _: date) -> types.StringValue:
    """An institution's identifier with its scheme: `ror:…`, `npi:…` or `ccn:…`."""
    scheme = text.lower().re_replace(r"^https?://(www\.)?ror\.org/", "ror:")
    bare = scheme.re_replace("^(ror|npi|ccn): *", "")
    said = scheme.re_extract("^(ror|npi|ccn):", 1)
    ccn = bare.upper().replace("-", "")
    may = {name: said.isin(["", name]) for name in ("ror", "npi", "ccn")}
    return ibis.cases(
        (may["ror"] & bare.re_search(_ROR), "ror:" + bare),
        (may["npi"] & checks.npi(bare).notnull(), "npi:" + bare),
        (may["ccn"] & ccn.re_search(_CCN), "ccn:" + ccn),
    )


INSTITUTION = Kind(
    "institution",
    pa.string(),
    "is no ROR id, no NPI and no CMS certification number (CCN)",
    _institution,
)
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


def _first(text: types.StringValue, latest: date) -> types.DateValue:
    """First day of a year, quarter or month; none where the text is none of them."""
    bare = text.upper().replace("-", "")
    is_quarter = bare.re_search(_QUARTER)
    month = ibis.cases(
        (bare.re_search("^[12][0-9]{3}$"), ibis.literal("01")),
        (
            is_quarter,
            (ibis.ifelse(is_quarter, bare[5], "1").try_cast("int64") * 3 - 2)
            .cast("string")
            .lpad(2, "0"),
        ),
        (bare.re_search("^[12][0-9]{3}(0[1-9]|1[0-2])$"), bare[4:6]),
    )
    return checks.day(bare[0:4] + "-" + month + "-01", latest)


PERIOD = Kind("period", pa.string(), "is no period such as 2024, 2024-Q1 or 2024-03", _first)


def last_of(text: types.StringValue, first: types.DateValue) -> types.DateValue:
    """Last day of the period that begins on the first."""
    bare = text.upper().replace("-", "")
    following = ibis.cases(
        (bare.re_search(_QUARTER), first + ibis.interval(months=3)),
        (bare.length() == 4, first + ibis.interval(months=12)),
        else_=first + ibis.interval(months=1),
    )
    return (following - ibis.interval(days=1)).cast("date")
