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
TEXT = Kind("text", pa.string(), "is blank", lambda text, _: text)
NPI = Kind("NPI", pa.string(), checks.NO_NPI, lambda text, _: checks.npi(text))
ORCID = Kind("ORCID iD", pa.string(), checks.NO_ORCID, lambda text, _: checks.orcid(text))
_TEN_YEARS = timedelta(days=3_653)
DAY = Kind("day", pa.date32(), checks.NO_OWN_DAY, checks.own_day)
# Permissions end years ahead.
END = Kind(
    "day",
    pa.date32(),
    checks.NO_OWN_DAY.replace("a year after", "eleven years after"),
    lambda text, latest: checks.own_day(text, latest + _TEN_YEARS),
)
