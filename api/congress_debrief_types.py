"""What does the debrief after a congress look like to those who ask?"""

from __future__ import annotations

from datetime import date

import strawberry

from api.brief_facts import CitedFact, EmptyPart
from api.types import Congress, Person


@strawberry.type(description="One of our persons at a congress.")
class CongressParticipant:
    person: Person = strawberry.field(description="The person.")
    tier: int = strawberry.field(description="1 is the highest; a level of the segment, if given.")
    tier_why: str = strawberry.field(description="Why that tier.")
    parts: list[CitedFact] = strawberry.field(
        description="Roles in sessions, by day; empty for one whom the programme does not name."
    )
    touches: list[CitedFact] = strawberry.field(
        description="Engagements held with the person on the days of the congress, by anyone."
    )


@strawberry.type(description="What a congress had on a topic.")
class CongressTopic:
    name: str | None = strawberry.field(description="MeSH heading; none: no topic is given.")
    sessions: int = strawberry.field(description="Sessions on it.")
    persons: int = strawberry.field(description="Our persons who took part in them.")
    why: CitedFact = strawberry.field(description="The same in words, with its first sessions.")


@strawberry.type(description="What came of a congress for a liaison, a team or all of us.")
class CongressDebrief:
    congress: Congress = strawberry.field(description="The congress.")
    asked_for: str = strawberry.field(description="The liaison, the team, or all.")
    as_of: date = strawberry.field(description="Later engagements do not count.")
    when: CitedFact = strawberry.field(description="Its days and place.")
    participant_count: int = strawberry.field(description="Our persons who took part.")
    participants: list[CongressParticipant] = strawberry.field(
        description="The first of them, the highest tier first."
    )
    topics: list[CongressTopic] = strawberry.field(
        description="Sessions by topic, most of our persons first; without a topic last."
    )
    presented: list[CitedFact] = strawberry.field(
        description="Titles of what the first of our persons presented."
    )
    competitors: list[CitedFact] = strawberry.field(
        description="Trials of competitors that name one of our persons who took part."
    )
    met_count: int = strawberry.field(description="Our persons met on its days, by anyone.")
    met: list[CongressParticipant] = strawberry.field(description="The first of them, by tier.")
    not_met_count: int = strawberry.field(description="Those who took part and were not met.")
    not_met: list[CongressParticipant] = strawberry.field(description="The first of them, by tier.")
    follow_ons: list[CitedFact] = strawberry.field(
        description="What debriefs of these engagements say is to be done and is not recorded as "
        "done; never what was said."
    )
    empty: list[EmptyPart] = strawberry.field(description="Parts that are empty, and why.")
    limits: list[CitedFact] = strawberry.field(description="What the sources do not tell.")
