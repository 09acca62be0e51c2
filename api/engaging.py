"""How does a liaison log one engagement, into the same facts as the engagement log's files?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import strawberry

from api.answering import Answering
from api.callers import Role
from api.changing import LONGEST_NAME, Effect, Info, kept
from api.errors import bad_input, forbidden, not_found
from schema.orcids import orcid
from workspace import engagements

WHO = """
MATCH (p:Person {personId: $key}) RETURN p.personId AS id, p.state AS state
UNION MATCH (p:Person {npi: $key}) RETURN p.personId AS id, p.state AS state
UNION MATCH (p:Person {orcid: $orcid}) RETURN p.personId AS id, p.state AS state
"""
WHOSE = """
MATCH (l:Liaison)-[:HELD]->(:Engagement {engagementId: $id})
RETURN l.liaisonId AS liaison ORDER BY liaison"""


@strawberry.input(description="An engagement as the log's files give it; see docs/sources.md.")
class EngagementInput:
    engagement_id: strawberry.ID = strawberry.field(
        description="The log's own number. Logged again under it, an engagement is changed."
    )
    person: str = strawberry.field(description="A `personId`, NPI or ORCID iD.")
    liaison: str | None = strawberry.field(
        default=None, description="Whose it is; a liaison's own where it is left out."
    )
    team: str | None = strawberry.field(default=None, description="The liaison's team.")
    channel: str | None = strawberry.field(
        default=None, description="How they spoke, such as visit, call or congress."
    )
    planned_on: date | None = strawberry.field(default=None, description="Day it was planned for.")
    held_on: date | None = strawberry.field(
        default=None, description="Day it took place; none where it did not."
    )
    minutes: int | None = strawberry.field(default=None, description="How long it took.")
    invited_at: datetime | None = strawberry.field(
        default=None, description="When the person was invited."
    )
    replied_at: datetime | None = strawberry.field(
        default=None, description="When the person first replied."
    )
    accepted_at: datetime | None = strawberry.field(
        default=None, description="When the person accepted."
    )
    is_cancelled: bool = strawberry.field(default=False, description="Whether it was called off.")
    updated_at: datetime | None = strawberry.field(
        default=None,
        description="When it was last changed; now where it is left out. Of several editions the "
        "latest stands.",
    )


@strawberry.type(description="What became of an engagement that was logged.")
class EngagementPayload:
    engagement_id: strawberry.ID = strawberry.field(
        description="The `engagementId` that it has in the graph."
    )
    logged_at: datetime = strawberry.field(description="When it was logged in this edition.")
    logged_by: str = strawberry.field(description="Who logged it, by id.")
    is_new: bool = strawberry.field(
        description="False where the same was logged before, and nothing is changed."
    )
    takes_effect: Effect = strawberry.field(description="From when on it is seen.")


async def log_engagement(
    info: Info,
    input: Annotated[EngagementInput, strawberry.argument(description="The engagement.")],
) -> EngagementPayload | None:
    """Log an engagement. A liaison logs the own ones, with persons of the own territory."""
    caller = info.context.caller
    own = caller.subject if caller.role is Role.LIAISON else None
    liaison = input.liaison or own
    if own is not None and liaison != own:
        raise forbidden("a liaison logs the own engagements alone; leave `liaison` out")
    row = _row(input) | {"liaison": liaison}
    await _refuse_person(info, input.person)
    if own is not None:
        held = await Answering(info).rows(WHOSE, {"id": row["engagement_id"]})
        if {each["liaison"] for each in held} - {own}:
            raise forbidden(f"engagement {row['engagement_id']} is another liaison's")
    logged, is_new = await kept(
        info.context, lambda at: engagements.log(at, row, caller.subject, own)
    )
    return EngagementPayload(
        engagement_id=strawberry.ID(logged.engagement_id),
        logged_at=logged.at,
        logged_by=logged.by,
        is_new=is_new,
        takes_effect=Effect.AT_NEXT_REFRESH,
    )


async def _refuse_person(info: Info, key: str) -> None:
    """Raise where the person may not be spoken of: nobody of that id, or for a liaison nobody of
    the own territory. An administrator may log who is in no file yet, by NPI or ORCID iD."""
    context = info.context
    names = {"key": key, "orcid": orcid(key) or ""}
    rows = await Answering(info).rows(WHO, names)
    persons = {row["id"]: row["state"] for row in rows if row["id"] not in context.hidden()}
    is_liaison = context.caller.role is Role.LIAISON
    if not persons and (is_liaison or rows or key.startswith("P")):
        raise not_found("nobody in the graph has that key; look one up with `people`")
    if is_liaison and not context.caller.territory.issuperset(persons.values()):
        raise forbidden("the person is not of your territory; an administrator may log it")


def _row(input: EngagementInput) -> dict[str, str | None]:
    """The engagement by the columns of the contract. Raises BAD_USER_INPUT."""
    row: dict[str, str | None] = {"cancelled": "yes" if input.is_cancelled else None}
    for name in set(engagements.COLUMNS) - {"cancelled"}:
        value = getattr(input, name)
        row[name] = (
            value.isoformat() if isinstance(value, date) else None if value is None else str(value)
        )
    for name, text in row.items():
        if text is not None and not (0 < len(text) <= LONGEST_NAME and text.isprintable()):
            raise bad_input(f"`{name}` takes 1 to {LONGEST_NAME} characters, on one line")
        if text is not None and text != text.strip():
            raise bad_input(f"`{name}` begins or ends with a blank")
    return row
