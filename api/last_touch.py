"""Who of us touched a person last, so that nobody calls the day after another did?

It is told for every purpose, without what was said: whoever plans to call must know that somebody
was there, and need not know why.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

import strawberry

from api.answering import Answering
from api.callers import Function
from api.changing import Info
from api.functions import Part, part_of
from api.scopes import refuse_days, refuse_person

LAST = """
MATCH (p:Person {personId: $person})
CALL () { MATCH (o:Engagement) WHERE o.heldOn <= $until AND NOT coalesce(o.isCancelled, false)
  RETURN min(o.heldOn) AS logFrom, max(o.heldOn) AS logUntil }
OPTIONAL MATCH (p)<-[:ENGAGED]-(e:Engagement)
WHERE e.heldOn <= $until AND NOT coalesce(e.isCancelled, false)
WITH logFrom, logUntil, e ORDER BY e.heldOn DESC, e.engagementId LIMIT 1
RETURN logFrom, logUntil, e.heldOn AS on, e.channel AS channel, e.engagementId AS engagement,
  e.source AS source,
  COLLECT { MATCH (e)<-[:HELD]-(l:Liaison) RETURN DISTINCT l.liaisonId ORDER BY l.liaisonId }
    AS liaisons,
  COLLECT { MATCH (e)<-[:HELD]-(:Liaison)-[:MEMBER_OF]->(t:Team)
    RETURN DISTINCT t.teamId ORDER BY t.teamId } AS teams"""


@strawberry.type(description="The latest engagement that anybody of us held with a person.")
class LastTouch:
    on: date | None = strawberry.field(
        description="Its day; none where the log has none with the person, between its days."
    )
    functions: list[Part] = strawberry.field(
        description="Of the teams that held it, by the settings; medical where they say none."
    )
    channel: str | None = strawberry.field(description="How they spoke.")
    teams: list[str] = strawberry.field(description="The teams of those who held it, by id.")
    liaisons: list[str] = strawberry.field(description="Those who held it, by id.")
    engagement_id: str | None = strawberry.field(description="The engagement.")
    source: str | None = strawberry.field(description="The source that says so.")
    log_from: date | None = strawberry.field(
        description="The first day that the log has a touch on; none: no log is loaded."
    )
    log_until: date | None = strawberry.field(description="The last day that it has a touch on.")


async def last_touch(
    info: Info,
    person: Annotated[str, strawberry.argument(description="A `personId`.")],
    as_of: Annotated[
        date | None, strawberry.argument(description="By this day; else by today.")
    ] = None,
) -> LastTouch | None:
    """The latest engagement held with a person by a day, today where none is given. Raises
    BAD_USER_INPUT and FORBIDDEN."""
    answering = Answering(info)
    refuse_days(asOf=as_of)
    given = {"person": person, "until": as_of or datetime.now(UTC).date()}
    rows = await answering.rows(LAST, given)
    await refuse_person(answering, "lastTouch", person, bool(rows))
    [row] = rows
    settings = info.context.settings
    named = {settings.function_of_team(team) if settings else "medical" for team in row["teams"]}
    if row["on"] and not named:
        named = {Function.MEDICAL.value}
    return LastTouch(
        on=row["on"],
        functions=[part_of(one.value) for one in Function if one.value in named],
        channel=row["channel"],
        teams=row["teams"],
        liaisons=row["liaisons"],
        engagement_id=row["engagement"],
        source=row["source"],
        log_from=row["logFrom"],
        log_until=row["logUntil"],
    )
