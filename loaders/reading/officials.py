"""Is this printed name a person's, and what are its parts?

Registries print `Jane Q. Doe, MD, PhD` and, in the same field, `Study Director` or a company's call
center. The latter is known by words that no person is called.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nameparser import HumanName

_DESK = re.compile(
    r"""\d(?!nd|rd|th)|\b(?:
    clinical|trials?|stud(?:y|ies)|cent(?:er|re)|directors?|manager|coordinator|monitor
    |contact|investigators?|responsible|official|chair|officer|sponsor|team|group
    |information|transparency|disclosure|registry|helpline|hotline|enquiries|inquiries|support
    |medical|medicine|research|development|science|sciences|affairs|operations|program(?:me)?
    |department|dept|division|office|unit|service|services|network|consortium|foundation|society
    |association|committee|university|college|hospital|clinic|institute|school|laborator(?:y|ies)
    |pharma\w*|therapeutics|biotech\w*|biosciences?|biologics|vaccines|diagnostics|healthcare|health
    |inc|llc|ltd|limited|gmbh|corp|corporation|company|plc|s\.?p\.?a|b\.?v|(?-i:AG)|a/s
    |us|usa|global|worldwide|international|available|tbd|n/a|none|unknown
    )\b""",
    re.I | re.X,
)
_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv|v|2nd|3rd)\.?", re.I)
_LAST = re.compile(r"\s+(?P<suffix>2nd|3rd)\s*$", re.I)  # unknown to nameparser
# What a registrar writes after a name that nameparser would take for part of it.
_DEGREE = (
    r"(?:M\.?D|Ph\.?D|D\.?O|M\.?Sc?|M\.?P\.?H|Dr\.?P\.?H|D\.?M\.?Sc?|R\.?N|Pharm\.?D"
    r"|M\.?B\.?B\.?S)\.?"
)
_TAIL = re.compile(rf"[\s,]+(?P<degrees>{_DEGREE}(?:[\s,/&-]+{_DEGREE})*)\s*$")
_ASIDE = re.compile(r"\([^)]*\)|,\s*(?:prof|pr|dr)\b\.?\s*$", re.I)


class Name(NamedTuple):
    """The parts of a person's printed name."""

    last: str | None
    fore: str | None
    suffix: str | None
    credentials: str | None


@lru_cache(maxsize=50_000)
def person(printed: str) -> Name | None:
    """The parts of a person's name; none where it names a desk, a company or half a name."""
    name = _ASIDE.sub(" ", printed)
    first, comma, after = name.partition(",")
    if _DESK.search(first):
        return None
    tail = _TAIL.search(name)
    core = name[: tail.start()] if tail else name
    if comma and _DESK.search(after):
        # A post or a company after the name, such as `, Professor of Medicine`.
        if len(first.split()) < 2:
            return None
        core = first
    last = _LAST.search(core)
    parsed = HumanName((core[: last.start()] if last else core).strip(" ,"))
    fore = " ".join(part for part in (parsed.first, parsed.middle) if part)
    if not parsed.last or not fore:
        return None
    ends = [e.strip() for e in parsed.suffix.split(",") if e.strip()]
    ends += [last["suffix"]] if last else []
    degrees = [e for e in ends if not _GENERATION.fullmatch(e)]
    if tail:
        degrees += [d for d in re.split(r"[\s,/&]+", tail["degrees"]) if d]
    suffix = ", ".join(e for e in ends if _GENERATION.fullmatch(e))
    return Name(parsed.last, fore, suffix or None, ", ".join(degrees) or None)
