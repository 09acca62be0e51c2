"""Which grant does a printed number mean?

Of NIH and its sister agencies a number is made of an activity (R01), an institute (CA) and a serial
number of six digits; a kind of application may stand before it (5), the year of support after it
(-05A1). Papers print it in many ways: `R01 CA123456`, `5R01CA123456-05`, `CA-123456`. Each function
takes SQL that gives a text as PubMed keys a grant (`agency: number`, or a number alone), and gives
SQL for what is meant; empty where it is no such number. Numbers of other funders look much alike:
an agency that is named must be American.
"""

from __future__ import annotations

_AGENCIES = (
    *("NIH", "HHS", "PHS", "VA", "AHRQ", "CDC", "FDA", "National Institutes? (?:of|on|for)"),
    *("National (?:Cancer|Eye|Heart|Human Genome|Library)", "National Center for Advancing"),
    *("Veterans", "Public Health Service", "Agency for Healthcare", "Centers for Disease"),
)
_BEFORE = rf"^(?:.*\b(?:{'|'.join(_AGENCIES)})\b.*: )?[\s#(]*"
_KIND = r"(?:[1-9][ -]?)?"
_ACTIVITY = r"([A-Z][A-Z0-9][A-Z0-9])[ ./-]*"
# Five digits lost the zero at their beginning; eight hold the year of support as well.
_INSTITUTE, _SERIAL = r"([A-Z]{2})[ ./-]*", r"([0-9]{5,6})(?:[^0-9].*)?$"
_SERIAL_AND_YEAR = r"([0-9]{6})[0-9]{2}(?:[^0-9].*)?$"


def core_project(text: str) -> str:
    """The core project number, such as R01CA123456."""
    return _found(text, _BEFORE + _KIND + _ACTIVITY + _INSTITUTE, 3)


def serial(text: str) -> str:
    """Institute and serial number, such as CA123456, of a number with an activity or without."""
    return _found(text, f"{_BEFORE}(?:{_KIND}{_ACTIVITY.replace('(', '(?:')})?{_INSTITUTE}", 2)


def _found(text: str, before: str, parts: int) -> str:
    """The parts of the number joined, the serial one with six digits."""
    found = []
    for tail in (_SERIAL, _SERIAL_AND_YEAR):
        groups = [f"regexp_extract({text}, '(?i){before}{tail}', {n})" for n in range(1, parts + 1)]
        number = f"nullif({groups[-1]}, '')"
        found.append(f"upper({' || '.join(groups[:-1])} || lpad({number}, 6, '0'))")
    return f"coalesce({', '.join(found)}, '')"
