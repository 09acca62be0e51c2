"""What does an introduction look like to those who ask?"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated

import strawberry

from api.connections import plain_connection
from api.tie_kinds import TieKind
from api.types import Company, Liaison, Person


@strawberry.enum(description="What should be said of an introduction before anyone relies on it.")
class FlagKind(Enum):
    ONE_SPONSOR = strawberry.enum_value(
        "ONE_SPONSOR",
        description="Every tie rests on trials, events and fees of one company or its family.",
    )
    ONE_LARGE_PAPER = strawberry.enum_value(
        "ONE_LARGE_PAPER", description="A tie rests on one paper of more than 20 authors."
    )
    PAYEES_ON_EVERY_CHAIN = strawberry.enum_value(
        "PAYEES_ON_EVERY_CHAIN",
        description="Every chain to this person runs through payees of one company or its family.",
    )


@strawberry.type(description="Something that speaks against relying on an introduction.")
class Flag:
    kind: FlagKind = strawberry.field(description="What it is.")
    about: str = strawberry.field(description="The same in words.")
    company: Company | None = strawberry.field(
        description="The company in question, the one above all of its family."
    )
    hop: int | None = strawberry.field(description="Number of the hop in question, from 1.")
    without_industry: bool | None = strawberry.field(
        description="Of payees on every chain: whether it holds without industry ties as well."
    )


@strawberry.type(description="One record that makes a tie.")
class Evidence:
    kind: TieKind = strawberry.field(description="Paper, trial, payment, ...")
    record: str = strawberry.field(description="PMID, registry number, payment id, ...")
    title: str | None = strawberry.field(description="Title, or what it was.")
    remark: str | None = strawberry.field(
        description="What a paper is that is no sound article: retracted, preprint or comment."
    )
    happened_on: date | None = strawberry.field(description="Publication, start, day.")
    persons: int | None = strawberry.field(description="Authors of the paper.")
    source: str | None = strawberry.field(description="Where the record comes from.")
    known_from: datetime | None = strawberry.field(description="When it was loaded.")
    url: str | None = strawberry.field(description="The public record, where there is one.")
    identity_score: float = strawberry.field(
        description="Confidence that the record means these two persons, 0 to 1."
    )
    reasons: list[str] = strawberry.field(description="Why both identifications are believed.")


plain_connection("Evidence", Evidence)


@strawberry.type(description="One tie of an introduction.")
class Hop:
    liaison: Liaison | None = strawberry.field(
        description="The liaison the hop starts at; none where a person stands there."
    )
    from_: Person | None = strawberry.field(
        name="from", description="The person the hop starts at; none where it is a liaison."
    )
    to: Person = strawberry.field(description="The person it leads to.")
    strength: float = strawberry.field(
        description="The tie's strength by the chosen kinds, 0 to 1."
    )
    papers: int = strawberry.field(description="Joint papers that count.")
    trials: int = strawberry.field(description="Joint trials.")
    events: int = strawberry.field(description="Joint events that a company paid for.")
    speaking_quarters: int = strawberry.field(
        description="Quarters in which one company paid both for speaking."
    )
    consulting_quarters: int = strawberry.field(
        description="Quarters in which one company paid both for consulting."
    )
    shared_years: int = strawberry.field(description="Years at the same institution.")
    patient_years: int = strawberry.field(description="Years with shared patients.")
    committee_years: int = strawberry.field(description="Years on one committee or board.")
    joint_sessions: int = strawberry.field(description="Joint sessions of congresses.")
    grant_years: int = strawberry.field(description="Years on one grant.")
    engagements: int = strawberry.field(description="Engagements held.")
    first_on: date | None = strawberry.field(description="First joint record.")
    last_on: date | None = strawberry.field(description="Latest joint record.")
    reasons: list[str] = strawberry.field(description="What the strength is made of.")
    parts: list[float] | None = strawberry.field(
        description="What each theme adds to the log odds: recency, amount, steadiness, places, "
        "activity of both, their other partners, shared partners."
    )
    doubts: list[str] = strawberry.field(description="What speaks against relying on it.")
    evidence_count: int = strawberry.field(description="Joint records of the chosen kinds.")
    evidence: list[Evidence] = strawberry.field(description="The newest of them, 10 at most.")
    evidence_cursor: str | None = strawberry.field(
        description="Give it to `evidence` as `after` for the rest; none where all are here."
    )


@strawberry.type(description="Who else could introduce, and how strongly.")
class Alternative:
    strength: float = strawberry.field(description="Product of the hops' strengths, 0 to 1.")
    introducer: Person | None = strawberry.field(
        description="Who stands next to the person to be met; none where the two have a tie."
    )


@strawberry.input(description="What introductions must do without.")
class IntroductionFilterInput:
    min_strength: float | None = strawberry.field(
        default=None, description="Least strength of every tie."
    )
    max_age_years: float | None = strawberry.field(
        default=None, description="Ties whose latest record is older are left out."
    )
    as_of: date | None = strawberry.field(
        default=None,
        description="Ties, strengths and evidence as seen on this day; else as last refreshed.",
    )
    known_by: datetime | None = strawberry.field(
        default=None, description="With `asOf`: only what had been loaded by then."
    )
    industry_ties: bool = strawberry.field(
        default=True, description="Whether trials, events and fees of companies may make ties."
    )
    without_persons: list[str] | None = strawberry.field(default=None, description="By id.")
    without_companies: list[str] | None = strawberry.field(
        default=None,
        description="No payee of these companies, by id, or of others of their families, stands in "
        "a chain.",
    )
    without_competitors: bool = strawberry.field(
        default=False,
        description="No payee of a family of companies that competes with the user's own stands in "
        "a chain.",
    )
    without_institutions: list[str] | None = strawberry.field(
        default=None, description="Nobody of these institutions, by id."
    )
    without_states: list[str] | None = strawberry.field(
        default=None, description="Nobody of these states, such as NY."
    )
    introducers: Annotated["PersonFilter", strawberry.lazy("api.made")] | None = strawberry.field(  # type: ignore[name-defined]  # noqa: F821, UP037
        default=None,
        description="Whoever stands between the two ends fulfils this; the ends need not.",
    )
    different_introducers: bool = strawberry.field(
        default=False, description="One chain per introducer, the strongest."
    )


@strawberry.type(description="A chain of ties from a liaison or a person to a person.")
class Introduction:
    to: Person = strawberry.field(description="The person to be met.")
    strength: float = strawberry.field(description="Product of the hops' strengths, 0 to 1.")
    introducer: Person | None = strawberry.field(
        description="Who stands next to the person to be met; none where the two have a tie."
    )
    hops: list[Hop] = strawberry.field(description="The ties, in order.")
    weakest: int = strawberry.field(description="Number of the weakest hop, from 1.")
    if_declined: Alternative | None = strawberry.field(
        description="The strongest chain without the introducer; none where there is none."
    )
    without_industry: Alternative | None = strawberry.field(
        description="The strongest chain without company ties; none where there is none."
    )
    flags: list[Flag] = strawberry.field(description="What speaks against relying on it.")
    surprise: float | None = strawberry.field(
        description="-log2 of the chance of so strong a chain in a network where everyone keeps "
        "their number of ties and the ties fall at random: 0 where it was to be expected. None "
        "where the tie index is absent."
    )
    uncovered: list[str] = strawberry.field(
        description="What is not known here: kinds of tie without data, sources that are silent "
        "on someone in the chain."
    )
