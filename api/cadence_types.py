"""What does an answer on how often persons are met hold?"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import strawberry

from api.screening_types import ScreeningOutcome
from api.types import Person


@strawberry.enum(description="How often a person is met, beside how often the tier asks.")
class CadenceStanding(Enum):
    UNDER = strawberry.enum_value("UNDER", description="Too seldom.")
    WITHIN = strawberry.enum_value("WITHIN", description="As often as the tier asks.")
    OVER = strawberry.enum_value("OVER", description="Too often.")
    UNKNOWN = strawberry.enum_value(
        "UNKNOWN", description="Seldom, in a log that does not reach back over the window."
    )


@strawberry.type(description="Touches of one kind within the window.")
class ChannelCount:
    kind: str = strawberry.field(description="in person, virtual, or other.")
    touches: int = strawberry.field(description="How many.")
    minutes: float | None = strawberry.field(
        description="Their median minutes; none where none says."
    )
    minutes_from: int | None = strawberry.field(
        description="What such a touch is meant to take at least; none: nothing is set."
    )
    minutes_to: int | None = strawberry.field(description="And at most.")


@strawberry.type(description="How often a person is met by all of us together.")
class Cadence:
    person: Person = strawberry.field(description="The person.")
    tier: int = strawberry.field(description="1, 2 or 3.")
    tier_why: str = strawberry.field(description="Why it is that: decided, or by default.")
    standing: CadenceStanding = strawberry.field(description="Too seldom, too often or as asked.")
    sentence: str = strawberry.field(description="The counts, to be read aloud.")
    touches: int = strawberry.field(description="Touches held within the window.")
    own_touches: int = strawberry.field(description="Of these, those of the liaison asked about.")
    fewest: int = strawberry.field(description="Touches that the tier asks for at least.")
    most: int = strawberry.field(description="And at most.")
    from_on: date = strawberry.field(description="First day that is counted.")
    until: date = strawberry.field(description="Last day that is counted.")
    last_on: date | None = strawberry.field(
        description="Day of the latest touch; none is on record in three years."
    )
    due_on: date | None = strawberry.field(
        description="Day by which the next is due; none where nobody ever met them."
    )
    channels: list[ChannelCount] = strawberry.field(description="Touches by kind of channel.")
    engagement_ids: list[str] = strawberry.field(
        description="The engagements that are counted, the oldest first."
    )


@strawberry.type(description="How many persons are met how often.")
class StandingCount:
    standing: CadenceStanding = strawberry.field(description="Too seldom, too often or as asked.")
    persons: int = strawberry.field(description="How many.")


@strawberry.type(description="How often the persons of a liaison's territory are met.")
class Cadences:
    as_of: date = strawberry.field(
        description="The day told of: the one asked for, else today, no later than the log's last."
    )
    total: int = strawberry.field(description="Persons that are asked for.")
    counts: list[StandingCount] = strawberry.field(description="All of the territory, by standing.")
    persons: list[Cadence] = strawberry.field(
        description="The first of them: by tier, then those longest not met, those never met last."
    )


@strawberry.type(description="Something fresh to speak of.")
class TouchTrigger:
    kind: str = strawberry.field(description="paper, trial or session.")
    record_id: str = strawberry.field(description="PMID, NCT number or session id.")
    title: str | None = strawberry.field(description="Its title.")
    on: date = strawberry.field(description="Publication, start, or the session's day.")
    source: str | None = strawberry.field(description="The source that tells of it.")


@strawberry.type(
    description="The last screening that was filed of a person. `filedScreening` tells it whole, "
    "and whether it must be done again."
)
class LastScreening:
    number: int = strawberry.field(description="Its number, for `filedScreening`.")
    purpose: str = strawberry.field(description="What it was filed for.")
    outcome: ScreeningOutcome = strawberry.field(description="How it ended that day.")
    filed_at: datetime = strawberry.field(description="When.")


@strawberry.type(description="A person to see next, and why.")
class NextTouch:
    person: Person = strawberry.field(description="The person.")
    why: list[str] = strawberry.field(description="The reasons, the first to be said first.")
    triggers: list[TouchTrigger] = strawberry.field(
        description="What is fresh since the last touch, the latest first."
    )
    channel: str = strawberry.field(
        description="How to meet: in person where the tier still asks for that, else virtual."
    )
    cadence: Cadence = strawberry.field(description="How often the person is met.")
    filed_screening: LastScreening | None = strawberry.field(
        description="The last screening that was filed of the person; none was where this is null."
    )


@strawberry.type(description="Persons of the territory who are not to be seen now.")
class LeftOut:
    why: str = strawberry.field(description="The reason.")
    persons: int = strawberry.field(description="How many.")


@strawberry.type(description="Whom a liaison should see next.")
class NextTouches:
    as_of: date = strawberry.field(
        description="The day told of: the one asked for, else today, no later than the log's last."
    )
    again: list[NextTouch] = strawberry.field(
        description="Of those met before: who has something fresh to speak of first, then who is "
        "overdue."
    )
    first_time: list[NextTouch] = strawberry.field(
        description="Those never met, likewise; ask `introductions` who leads to them."
    )
    left_out: list[LeftOut] = strawberry.field(description="All others of the territory.")
