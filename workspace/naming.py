"""Of whom does someone speak who judges, or asks that a person be left out?

People name persons, papers and trials; what is kept names mentions and keys, which outlive every
refresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from identity.holding import keys_of
from identity.naming import NotNamed, apart, mentions_of, one_mention
from lake.current import Lake
from schema.orcids import orcid
from schema.settings import Settings
from workspace.suppression import key_of

__all__ = ["NotNamed", "Sides", "different", "known_by", "not_hers", "persons_of", "same"]
MEMORY = "1GB"  # of the engine that looks names up, beside a server that answers


@dataclass(frozen=True)
class Sides:
    """What a judgement speaks of: its kind, the two groups of mentions, in words what was named,
    and by id the persons whose mentions they are now."""

    kind: str
    one: list[str]
    other: list[str]
    about: str
    persons: list[str]

    @property
    def records(self) -> list[str]:
        """The records in which the mentions stand, such as `pubmed:38000001`."""
        return records_of([*self.one, *self.other])


def same(settings: Settings, one: str, other: str) -> Sides:
    """All mentions of two persons. Raises `NotNamed`."""
    with _lake(settings) as lake:
        pair = mentions_of(lake, one), mentions_of(lake, other)
        return Sides("same", *pair, f"{one}, {other}", _persons(lake, pair[0] + pair[1]))


def different(settings: Settings, one: str, other: str) -> Sides:
    """Two single mentions. Raises `NotNamed`."""
    with _lake(settings) as lake:
        pair = [one_mention(lake, one)], [one_mention(lake, other)]
        return Sides("different", *pair, f"{one}, {other}", _persons(lake, pair[0] + pair[1]))


def not_hers(settings: Settings, person: str, record: str) -> Sides:
    """The person's mentions in a record (a PMID, an NCT number or a mention), and all the others.
    Raises `NotNamed`."""
    with _lake(settings) as lake:
        here, others = apart(lake, person, record)
        about = f"{record} is not of {person}"
        return Sides("different", here, others, about, _persons(lake, here + others))


def persons_of(settings: Settings, mentions: list[str]) -> list[str]:
    """By id, the persons whose mentions these are now."""
    with _lake(settings) as lake:
        return _persons(lake, mentions)


def known_by(settings: Settings, person: str) -> tuple[str, list[str]]:
    """The id in the graph, and the keys of a suppression; an NPI or ORCID iD is enough for who is
    in no file yet, whose id is empty. Raises `NotNamed`."""
    with _lake(settings) as lake:
        try:
            keys = keys_of(lake, mentions_of(lake, person))
        except NotNamed:
            if len(person) == 10 and person.isascii() and person.isdigit():
                return "", [key_of("npi", person)]
            if (iD := orcid(person)) is None:
                raise
            return "", [key_of("orcid", iD)]
    named = [key_of(kind, value) for kind in ("npi", "orcid", "mention") for value in keys[kind]]
    return (keys["person_id"] or [""])[0], named


def records_of(mentions: list[str]) -> list[str]:
    """The records in which mentions stand, each once."""
    return sorted({":".join(mention.split(":")[:2]) for mention in mentions})


def _persons(lake: Lake, mentions: list[str]) -> list[str]:
    text = (
        'SELECT DISTINCT person_id FROM claims."Claim" '
        "WHERE mention IN (SELECT unnest($1)) ORDER BY person_id"
    )
    return [row[0] for row in lake.run(text, mentions).fetchall()]


@contextmanager
def _lake(settings: Settings) -> Iterator[Lake]:
    lake = Lake(settings.home, memory=MEMORY, stands=False, at=settings.lake_at)
    try:
        yield lake
    finally:
        lake.close()
