"""To whom was a person tied on a past day, and how strongly?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import strawberry

from algorithms.introductions.tie_index import ORIGIN, TieIndex
from algorithms.paths.arcs import LOW, SHIFT
from api.answering import Answering
from api.connections import PageInfo
from api.declaring import named
from api.pages import Part
from api.preparing import index_on
from api.scopes import fulfilling, refuse_days, refuse_person
from api.tie_kinds import TieKind
from api.types import Person
from schema.tie_kinds import KINDS


@named
@strawberry.type(description="A tie as it was on the day.")
class PastTieEdge:
    cursor: str = strawberry.field(description="Cursor of this row, for `after` and `before`.")
    node: Person = strawberry.field(description="The other person, as known today.")
    strength: float = strawberry.field(
        description="Strength by what had happened, and was known, by the day; 0 to 1."
    )
    kinds: list[TieKind] = strawberry.field(description="The kinds of record that made it.")
    last_on: date | None = strawberry.field(
        description="Day of the latest record by then; none where it is not known."
    )


@named
@strawberry.type(description="One page of the ties of a past day.")
class PastTieConnection:
    edges: list[PastTieEdge] = strawberry.field(description="The ties.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="Ties that the filter keeps.")

    @strawberry.field(description="The persons themselves.")
    def nodes(self) -> list[Person]:
        return [edge.node for edge in self.edges]


async def ties_on(
    answering: Answering, person: str, as_of: date, known_by: datetime | None, part: Part
) -> PastTieConnection:
    """A page of a person's ties on a day, the strongest first, to those whom the field's `filter`
    keeps; raises BAD_USER_INPUT."""
    refuse_days(asOf=as_of, knownBy=known_by)
    context = answering.info.context
    text = "MATCH (p:Person {personId: $person}) RETURN p.personId"
    is_known = bool(await context.records(text, {"person": person}))
    await refuse_person(answering, "tiesOn", person, is_known)
    index, _ = await index_on(answering, as_of, known_by and known_by.astimezone(UTC))
    rows = _rows(index, person)
    shown = ~index.without(sorted(context.hidden()))
    if (filter := answering.arguments().get("filter")) is not None:
        shown &= (await fulfilling(answering, filter)).mask(index)
    rows = [row for row in rows if shown[row[0]]]

    def key_at(place: int) -> tuple[float, str]:
        other, strength, *_ = rows[place]
        return -strength, index.person(other)

    rows.sort(key=lambda row: (-row[1], row[0]))
    places, written, position = part.page(len(rows), key_at, context.cursors, "tiesOn")
    ids = [index.person(rows[place][0]) for place in places]
    people = await answering.below(Person, ("edges.node", "nodes"), "personId", ids)
    edges = [
        _edge(rows[place], cursor, people[id])
        for place, id, cursor in zip(places, ids, written, strict=True)
    ]
    return PastTieConnection(
        edges=edges,
        page_info=position,  # type: ignore[arg-type]
        total_count=len(rows),
    )


def _edge(row: tuple[int, float, int, int], cursor: str, person: Person) -> PastTieEdge:
    _, strength, kinds, day = row
    return PastTieEdge(
        cursor=cursor,
        node=person,
        strength=strength,
        kinds=[kind for kind in TieKind if KINDS[kind.name].bits & kinds],
        last_on=ORIGIN + timedelta(days=day) if day else None,
    )


def _rows(index: TieIndex, person: str) -> list[tuple[int, float, int, int]]:
    """The persons tied to one, by all kinds together: place, strength, kinds and latest day."""
    place = index.place(person)
    if place is None:
        return []
    arcs = index.arcs
    row = slice(arcs.start[place], arcs.start[place + 1])
    kinds: Any = arcs.kinds[row]
    whole = np.flatnonzero((kinds >> SHIFT == kinds & LOW) & (arcs.near[row] < arcs.persons))
    columns = (arcs.near[row][whole], np.exp(-arcs.cost[row][whole]), kinds[whole] & LOW)
    return [
        (int(other), float(strength), int(made), int(day))
        for other, strength, made, day in zip(*columns, arcs.last[row][whole], strict=True)
    ]
