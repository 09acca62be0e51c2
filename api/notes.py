"""What have we noted on a person, for the function of the purpose that is asked for?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from api.answering import Answering
from api.changing import Info, kept
from api.errors import refuse_beyond
from api.functions import Part, part_of
from api.numbers import number
from api.scopes import refuse_person
from workspace import notes as stored

MOST_LISTED = 100
KNOWN = "MATCH (p:Person {personId: $person}) RETURN p.personId AS person"
Person = Annotated[str, strawberry.argument(description="A `personId`.")]


@strawberry.type(description="A note on a person. It is read for purposes of its function alone.")
class Note:
    id: strawberry.ID = strawberry.field(description="By which it is deleted.")
    person_id: str = strawberry.field(description="On whom.")
    text: str = strawberry.field(description="What was noted, as plain lines.")
    owner: str = strawberry.field(description="Who noted it, by id.")
    function: Part = strawberry.field(description="For which function.")
    is_shared: bool = strawberry.field(description="Whether all of that function may read it.")
    written_at: datetime = strawberry.field(description="When it was noted.")


@strawberry.type(description="What became of a note.")
class NotePayload:
    note: Note = strawberry.field(description="The note as it is kept, or was.")


async def notes(
    info: Info,
    person: Person,
    first: Annotated[
        int, strawberry.argument(description=f"How many, 1 to {MOST_LISTED}.")
    ] = MOST_LISTED,
    after: Annotated[
        strawberry.ID | None, strawberry.argument(description="The `id` of the last one known.")
    ] = None,
) -> list[Note]:
    """The caller's own notes on a person and those shared within the function, the newest first."""
    refuse_beyond("first", first, 1, MOST_LISTED)
    before, asker = number("after", after) if after else None, info.context.asker
    await _refuse(info, "notes", person)
    found = await kept(info.context, lambda at: stored.notes(at, asker, person, first, before))
    return [_shown(one) for one in found]


async def save_note(
    info: Info,
    person: Person,
    text: Annotated[
        str,
        strawberry.argument(
            description=f"1 to {stored.LONGEST:,} characters in plain lines, without e-mail "
            "addresses and telephone numbers."
        ),
    ],
    is_shared: Annotated[
        bool, strawberry.argument(description="Let all of the function read it.")
    ] = False,
) -> NotePayload | None:
    """Keep a note on a person, for the function of the purpose that is given."""
    asker = info.context.asker
    await _refuse(info, "notes", person)
    own = await kept(info.context, lambda at: stored.write(at, asker, person, text, is_shared))
    return NotePayload(note=_shown(own))


async def delete_note(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The note's `id`.")]
) -> NotePayload | None:
    """Forget the caller's own note."""
    asked, asker = number("id", id), info.context.asker
    gone = await kept(info.context, lambda at: stored.remove(at, asker, asked))
    return NotePayload(note=_shown(gone))


async def _refuse(info: Info, name: str, person: str) -> None:
    answering = Answering(info)
    rows = await answering.rows(KNOWN, {"person": person})
    await refuse_person(answering, name, person, bool(rows))


def _shown(one: stored.Note) -> Note:
    return Note(
        id=strawberry.ID(str(one.number)),
        person_id=one.person_id,
        text=one.text,
        owner=one.owner,
        function=part_of(one.function),
        is_shared=one.is_shared,
        written_at=one.written_at,
    )
