"""What is asked, and what does the graph say of the person? The plain rows that the rules take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from algorithms.screening.outcomes import Record
from algorithms.screening.roles import Role

# Whose a payment or a trial is, beside the company that invites.
INVITING, COMPETITOR, OTHER = "inviting", "competitor", "other"


@dataclass(frozen=True)
class Asked:
    """The role, the company that invites, the states in which it takes place, hours and US dollars
    an hour where a fee is meant, the topic, and the day of the screening."""

    role: Role
    company: str
    states: tuple[str, ...]
    on: date
    hours: float | None = None
    rate_usd: float | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Listing:
    """A source as it stands: when its latest file was loaded (none: never), the latest day that its
    records tell of, and the day of the latest list, where it is one."""

    name: str
    title: str
    loaded_on: date | None = None
    told_until: date | None = None
    listed_on: date | None = None


@dataclass(frozen=True)
class Licence:
    """A licence; without `checked_on` no board has spoken of it."""

    record: Record
    state: str | None
    number: str
    status: str
    expires_on: date | None = None
    action: str | None = None
    action_on: date | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class Exclusion:
    """An exclusion, in force or past, of one list or both."""

    record: Record
    sources: frozenset[str]
    is_current: bool
    excluded_on: date | None = None
    ended_on: date | None = None
    is_reinstated: bool = False


@dataclass(frozen=True)
class Paid:
    """A payment: whose it is (`INVITING`, `COMPETITOR`, `OTHER`), what it was for by its group, and
    the company's family by name."""

    record: Record
    side: str
    family: str
    group: str
    year: int
    paid_on: date | None = None
    amount_usd: float | None = None


@dataclass(frozen=True)
class Studied:
    """A trial that names the person, and whose it is."""

    record: Record
    side: str
    company: str


@dataclass(frozen=True)
class Reason:
    """A fact that may speak for a role, by its kind (`roles.KINDS`)."""

    kind: str
    record: Record


@dataclass(frozen=True)
class Dossier:
    """All that the rules take. `namesakes` are exclusions without an NPI, in force, of somebody of
    the person's name. `competitors` are families by name; none where no list says who
    competes. `registered` is what the registry of NPIs says, `since` the year of the first sign
    of a career."""

    asked: Asked
    name: str
    npi: str | None = None
    enumerated_on: date | None = None
    deactivated_on: date | None = None
    registered: Record | None = None
    specialty: str | None = None
    since: int | None = None
    listings: Mapping[str, Listing] = field(default_factory=dict)
    licences: tuple[Licence, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    namesakes: tuple[Exclusion, ...] = ()
    paid: tuple[Paid, ...] = ()
    trials: tuple[Studied, ...] = ()
    reasons: tuple[Reason, ...] = ()
    competitors: tuple[str, ...] | None = None

    def listing(self, name: str) -> Listing:
        """The source of that name; one that was never loaded, where the graph has none."""
        return self.listings.get(name, Listing(name, name))
