"""Which ORCID iD does a text hold?

People and sources write one with hyphens, without, with blanks, as an address, or after a label.
The last of its sixteen characters is a check digit (ISO 7064, MOD 11-2).
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_ORCID = re.compile(
    r"(?:.*\D)?(\d{4})[-\s]{0,3}(\d{4})[-\s]{0,3}(\d{4})[-\s]{0,3}(\d{3}[\dX])\W*(?:[/?#].*)?",
    re.I | re.S | re.A,
)


@lru_cache(maxsize=100_000)
def orcid(text: str) -> str | None:
    """The ORCID iD in `text`, in any notation, as sixteen characters with hyphens; none unless its
    check digit is right."""
    found = _ORCID.fullmatch(text if text.isascii() else anyascii(text))
    if found is None:
        return None
    iD = "-".join(found.groups()).upper()
    total = 0
    for digit in iD.replace("-", ""):
        total = total * 2 + (10 if digit == "X" else int(digit))
    return iD if total % 11 == 1 else None
