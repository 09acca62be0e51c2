"""Which engagements make the relationships of a liaison, a team or all of us, up to a day?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from algorithms.rapport.rules import rules
from algorithms.rapport.touches import Touch, Window, months_before
from api.answering import Answering
from api.errors import bad_input
from api.reads import Statement
from api.rights import Guard
from api.vocabularies import look_up
from schema import nodes as n
from schema.vocabulary import Node

LOG = """
MATCH (e:Engagement) WHERE e.heldOn <= $until
RETURN min(e.heldOn) AS logFrom, max(e.heldOn) AS logUntil"""
READ = """
WITH DISTINCT p, e, coalesce(e.heldOn, e.plannedOn, date(e.invitedAt)) AS day,
  coalesce(date(e.invitedAt), e.plannedOn, e.heldOn) AS begun
WHERE $from < day AND begun <= $until
OPTIONAL MATCH (e)-[:NOTED]->(d:Debrief)
RETURN p.personId AS person, e.engagementId AS engagement_id, e.plannedOn AS planned_on,
  e.heldOn AS held_on, e.minutes AS minutes, e.isCancelled AS is_cancelled,
  e.invitedAt AS invited_at, e.repliedAt AS replied_at, e.acceptedAt AS accepted_at,
  d.isActionable AS is_actionable, d.followOn AS follow_on, d.satisfaction AS satisfaction
ORDER BY day, engagement_id"""


@dataclass(frozen=True)
class Side:
    """Whose relationships: a liaison's, a team's, or, with neither, those of all."""

    liaison: str | None
    team: str | None


@dataclass(frozen=True)
class Log:
    """The window told of, and the last day of the log up to the day asked."""

    window: Window
    until: date


async def check_side(answering: Answering, side: Side) -> None:
    """Raise BAD_USER_INPUT for both, or for a liaison or team that nobody knows."""
    if side.liaison is not None and side.team is not None:
        raise bad_input("both `liaison` and `team` are given; give one, or neither for all")
    asked: list[tuple[type[Node], str, object]] = []
    if side.liaison is not None:
        asked.append((n.Liaison, "liaison_id", side.liaison))
    if side.team is not None:
        asked.append((n.Team, "team_id", side.team))
    await look_up(answering.info.context, asked, {})


async def log_of(answering: Answering, as_of: date | None) -> Log | None:
    """The log up to a day, today where none is given; none where nothing was held by then."""
    asked = as_of or datetime.now(UTC).date()
    [row] = await answering.rows(LOG, {"until": asked})
    if row["logUntil"] is None:
        return None
    return Log(Window(min(asked, row["logUntil"]), row["logFrom"]), row["logUntil"])


async def touches_of(
    answering: Answering, root: str, side: Side, window: Window, person: str | None = None
) -> dict[str, list[Touch]]:
    """The engagements by `personId`, the oldest first, with those whom the caller may read by the
    root field, or with the person alone."""
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    wheres = [Guard(context.caller, statement).of_root(root, "p"), statement.shown("p")]
    if person is not None:
        wheres.append(f"p.personId = {statement.parameter(person)}")
    if side.liaison is not None:
        wheres.append(f"l.liaisonId = {statement.parameter(side.liaison)}")
    if side.team is not None:
        team = statement.parameter(side.team)
        wheres.append(f"EXISTS {{ (l)-[:MEMBER_OF]->(:Team {{teamId: {team}}}) }}")
    both = " AND ".join(f"({one})" for one in wheres if one)
    match = "MATCH (l:Liaison)-[:HELD]->(e:Engagement)-[:ENGAGED]->(p:Person)"
    text = f"{match}{f' WHERE {both}' if both else ''}{READ}"
    days = {"from": months_before(window.until, rules().read_months), "until": window.until}
    found: dict[str, list[Touch]] = {}
    for row in await answering.rows(text, statement.bound(answering.hidden()) | days):
        found.setdefault(row["person"], []).append(_touch(row))
    return found


def _touch(row: Mapping[str, Any]) -> Touch:
    fields = {name: row[name] for name in Touch.__dataclass_fields__}
    return Touch(**fields | {"is_cancelled": bool(row["is_cancelled"])})
