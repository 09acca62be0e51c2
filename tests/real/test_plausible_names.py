"""No person stands in the facts of the publishers' files without a plausible name. Counts are
shown, never names."""

import unicodedata
from collections import Counter

from publishers import Loaded

from lake.current import Lake

# Whoever is a person there, and the columns of family and given names.
PERSONS = {
    "Byline": ("collective_name IS NULL", "last_name", "fore_name"),
    "Collaborator": ("true", "last_name", "fore_name"),
    "Official": ("true", "last_name", "fore_name"),
    "Payee": ("hospital IS NULL AND ccn IS NULL", "last_name", "first_name"),
    "Practitioner": (
        "deactivated_on IS NULL OR reactivated_on IS NOT NULL",
        "last_name",
        "first_name",
    ),
}
NO_NAMES = {"et al", "anonymous", "no authors listed", "not available", "none", "unknown", "n a"}
DESKS = {"study director", "clinical trials", "call center", "medical monitor", "central contact"}


def _is_plausible(last: str | None, fore: str | None) -> bool:
    """Whether a family name has letters and nothing but letters and marks between them, and it is
    no desk with the given name."""
    if not last or not any(sign.isalpha() for sign in last):
        return False
    marks = all(sign.isalpha() or sign == " " or _is_mark(sign) for sign in last)
    plain = " ".join("".join(s if s.isalnum() else " " for s in last.lower()).split())
    whole = f"{fore or ''} {last}".lower().strip()
    return marks and plain not in NO_NAMES and not any(desk in whole for desk in DESKS)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "MLP" and sign not in "@#&/;_"


def test_every_person_has_a_plausible_name(loaded: Loaded) -> None:
    lake = Lake(loaded.home)
    try:
        rows = [
            row
            for kind, (who, last, fore) in PERSONS.items()
            for row in lake.run(
                f'SELECT source, {last}, {fore} FROM facts."{kind}" WHERE {who}'
            ).fetchall()
        ]
    finally:
        lake.close()
    assert {source for source, *_ in rows} >= {"clinical-trials", "open-payments", "pubmed"}
    implausible = Counter(source for source, *name in rows if not _is_plausible(*name))
    assert implausible == Counter()
