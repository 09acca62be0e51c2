"""In which journals do the demo country's papers appear? All invented, with valid ISSNs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from demo.identifiers import issn
from demo.specialties import SPECIALTIES

_FORMS = (
    ("Annals of {} Practice", "Ann {} Pract"),
    ("Journal of {} Outcomes", "J {} Outcomes"),
    ("International Archives of {}", "Int Arch {}"),
)
_GENERAL = (
    ("Demonstration Journal of Medicine", "Demo J Med"),
    ("Open Clinical Reports", "Open Clin Rep"),
    ("Synthetic Medicine Weekly", "Synth Med Wkly"),
)


class Journal(NamedTuple):
    """A journal with its title, abbreviation, ISSN and catalogue number."""

    title: str
    short: str
    issn: str
    nlm_id: str


@cache
def journals() -> tuple[Journal, ...]:
    """Three journals per specialty in the order of SPECIALTIES, then three general ones."""
    found = []
    for specialty in SPECIALTIES:
        stem = specialty.name.split()[0][:6].rstrip("aeiou")
        for title, short in _FORMS:
            found.append((title.format(specialty.name), short.format(stem)))
    found.extend(_GENERAL)
    return tuple(
        Journal(title, short, issn(at), f"9{at * 7919 % 10**8:08d}")
        for at, (title, short) in enumerate(found)
    )


def journal_of(specialty: int, draw: float) -> Journal:
    """The journal of a paper of a specialty; `draw` lies in [0, 1)."""
    if draw < 0.12:
        return journals()[len(SPECIALTIES) * 3 + int(draw * 25)]
    return journals()[specialty * 3 + int((draw - 0.12) / 0.88 * 3)]
