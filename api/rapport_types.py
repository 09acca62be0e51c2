"""What does an answer on relationships hold?"""

from __future__ import annotations

from datetime import date
from enum import Enum

import strawberry

from api.types import Engagement, Person


@strawberry.enum(description="How a relationship fares.")
class RapportState(Enum):
    COMPOUNDING = strawberry.enum_value(
        "COMPOUNDING", description="A sign became better beyond chance, and none worse."
    )
    STEADY = strawberry.enum_value(
        "STEADY", description="Enough is known, and nothing changed beyond chance."
    )
    DRIFTING = strawberry.enum_value(
        "DRIFTING", description="A sign became worse beyond chance, or the touches ceased."
    )
    TOO_LITTLE_TO_SAY = strawberry.enum_value(
        "TOO_LITTLE_TO_SAY", description="Too few touches to say."
    )


@strawberry.enum(description="How the last six months stand beside the six before.")
class RapportTrend(Enum):
    RISES = strawberry.enum_value("RISES", description="More, beyond what chance gives.")
    FALLS = strawberry.enum_value("FALLS", description="Less, beyond what chance gives.")
    LEVEL = strawberry.enum_value("LEVEL", description="No difference beyond chance.")
    UNKNOWN = strawberry.enum_value("UNKNOWN", description="Too few records to compare.")


@strawberry.type(description="One month of an indicator.")
class RapportMonth:
    to_on: date = strawberry.field(description="Last day.")
    value: float | None = strawberry.field(
        description="The month's; none where the log does not reach back, or nothing tells."
    )
    records: int = strawberry.field(description="Engagements that it is made of.")


@strawberry.type(description="A figure on a relationship, over the twelve months to the day asked.")
class RapportIndicator:
    name: str = strawberry.field(description="Its name.")
    title: str = strawberry.field(description="The same, to be read.")
    unit: str = strawberry.field(description="Of its values.")
    formula: str = strawberry.field(description="What it is.")
    value: float | None = strawberry.field(description="Over the twelve months; none: not known.")
    unknown: str | None = strawberry.field(description="Why the value is not known.")
    before: float | None = strawberry.field(description="Of the first six months.")
    after: float | None = strawberry.field(description="Of the last six months.")
    trend: RapportTrend = strawberry.field(description="The last six months beside the six before.")
    chance: float | None = strawberry.field(
        description="How often chance alone gives as much difference, 0 to 1; none: not compared."
    )
    months: list[RapportMonth] = strawberry.field(description="Twelve, the oldest first.")
    engagement_ids: list[str] = strawberry.field(description="The engagements that it rests on.")


@strawberry.type(description="How long a person was not met.")
class RapportSilence:
    days: int = strawberry.field(description="Days from the last touch to the day asked.")
    since: date = strawberry.field(description="The day of the last touch.")
    engagement_id: str = strawberry.field(description="The last touch.")
    touches_before: int = strawberry.field(description="Touches in the twelve months before it.")
    chance: float | None = strawberry.field(
        description="How often chance alone gives so long a silence, 0 to 1; none: it is no sign."
    )


@strawberry.type(description="A change of a relationship beyond chance.")
class RapportSign:
    indicator: str = strawberry.field(description="Name of the indicator, or `silence`.")
    is_better: bool = strawberry.field(description="For the better; else for the worse.")
    sentence: str = strawberry.field(description="The change, to be read aloud.")
    chance: float = strawberry.field(description="How often chance alone gives as much, 0 to 1.")
    engagement_ids: list[str] = strawberry.field(description="The engagements that it rests on.")


@strawberry.type(description="Whether the person's own influence grows.")
class InfluenceGrowth:
    publications: float | None = strawberry.field(
        description="Annualised change of papers, such as 0.1 for a tenth more a year."
    )
    volume: float | None = strawberry.field(description="The same of services performed.")
    centrality: float | None = strawberry.field(description="The same of PageRank on papers.")
    is_lifting: bool | None = strawberry.field(
        description="The emerging list's rule: one lifts sharply, or two of three rise together."
    )
    until: date | None = strawberry.field(description="The day to which the lines run.")
    reasons: list[str] = strawberry.field(description="What rises, as the emerging list says it.")


@strawberry.type(description="A relationship with a person: of one liaison, of a team, or of all.")
class Rapport:
    person: Person = strawberry.field(description="The person.")
    liaison_id: str | None = strawberry.field(description="The liaison; none: not of one.")
    team_id: str | None = strawberry.field(description="The team; none: not of one.")
    as_of: date = strawberry.field(
        description="The day told of: the one asked for, else today, no later than the log's last."
    )
    log_from: date = strawberry.field(description="The first day that the log has a touch on.")
    log_until: date = strawberry.field(description="The last day that it has a touch on.")
    tier: int | None = strawberry.field(
        description="The person's level of the segment given as `tiers`; none: in none of them."
    )
    state: RapportState = strawberry.field(description="How it fares.")
    why: str = strawberry.field(description="The sentence that says why.")
    signs: list[RapportSign] = strawberry.field(
        description="What changed beyond chance, the least likely by chance first."
    )
    contact: list[RapportIndicator] = strawberry.field(
        description="Touches, their minutes, and what was called off."
    )
    answers: list[RapportIndicator] = strawberry.field(
        description="Replies, acceptance, insights and satisfaction."
    )
    silence: RapportSilence | None = strawberry.field(
        description="Since the last touch; none where none is on record in the months read."
    )
    growth: InfluenceGrowth = strawberry.field(description="Of the person's own influence.")
    engagements: list[Engagement] = strawberry.field(
        description="All that the figures rest on, within the twelve months, the latest first."
    )


@strawberry.type(description="How many relationships are in a state.")
class RapportCount:
    state: RapportState = strawberry.field(description="The state.")
    relationships: int = strawberry.field(description="How many.")


@strawberry.type(description="Relationships with the persons of one tier.")
class RapportTier:
    tier: int | None = strawberry.field(description="The level; none: those in no tier.")
    relationships: int = strawberry.field(description="How many.")
    counts: list[RapportCount] = strawberry.field(description="The same by state.")


@strawberry.type(description="Relationships with the persons met.")
class Rapports:
    as_of: date = strawberry.field(description="The day told of.")
    total: int = strawberry.field(description="Relationships that are asked for.")
    counts: list[RapportCount] = strawberry.field(description="All of them, by state.")
    tiers: list[RapportTier] = strawberry.field(
        description="All of them by the levels of the segment given as `tiers`; empty without one."
    )
    contact: list[RapportIndicator] = strawberry.field(
        description="Touches, minutes and what was called off, of all engagements with those asked "
        "for; one with several persons counts once."
    )
    answers: list[RapportIndicator] = strawberry.field(
        description="Replies, acceptance, insights and satisfaction, likewise."
    )
    relationships: list[Rapport] = strawberry.field(
        description="The first of them, those with most touches in the twelve months first."
    )
