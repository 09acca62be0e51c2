"""What joins a row of a list to the list's owner? The relationship's own properties, with its
reasons."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from api import names, titles
from api.fields import of, taken
from api.reads import READ, Read, Row
from schema import relationships as r

N = TypeVar("N")


@strawberry.type
class Edge(Generic[N]):
    """What every row of a list has beside the properties of what joins it."""

    cursor: str = taken("Cursor of this row, for `after`.")
    node: N = taken("The row itself.", here="node")


@of(r.ABOUT, ahead=True)
class About(Edge[N]): ...


@of(r.AFFILIATED_WITH, ahead=True)
class Affiliation(Edge[N]): ...


@of(r.AUTHORED, ahead=True)
class Authorship(Edge[N]): ...


@of(r.CONDUCTED_AT, ahead=True)
class Conduct(Edge[N]): ...


@of(r.ENGAGED, ahead=True)
class Encounter(Edge[N]): ...


@of(r.INVESTIGATES, ahead=True)
class Investigation(Edge[N]): ...


@of(about="A row joined by a relationship without properties of its own.", ahead=True)
class Joined(Edge[N]): ...


@of(r.PRACTISES, ahead=True)
class Practice(Edge[N]): ...


@of(r.RECEIVED, ahead=True)
class Receipt(Edge[N]): ...


@of(r.SPONSORED_BY, ahead=True)
class Sponsorship(Edge[N]): ...


@of(r.STUDIES, ahead=True)
class Study(Edge[N]): ...


@of(r.CONNECTED_TO, ahead=True)
class Tie(Edge[N]): ...


@of(r.PERFORMED, ahead=True)
class Volume(Edge[N]): ...


@strawberry.type(description="A row of a list that stands for itself.")
class Found(Edge[N]): ...


def _reason(self: Row) -> str | None:
    return names.reason(self["reason"])


def _grade(self: Row) -> int | None:
    grade: int | None = self["grade"]["grade"]
    return grade


def _title_reason(self: Row) -> str:
    return titles.reason(self["reason"])


@strawberry.type(description="Found by the name typed; the best match comes first.")
class Entitled(Edge[N]):
    reason: str = strawberry.field(
        resolver=_title_reason,
        description="In plain words why the name typed means this one.",
        metadata={READ: Read(value="{this}")},
    )
    grade: int | None = strawberry.field(
        resolver=_grade,
        description="How well the name agrees: 0 as typed, 1 in another spelling, 2 by another or "
        "former name, 3 as a beginning, 4 as a beginning of another name, 5 by its words.",
        metadata={READ: Read(value="{this}")},
    )


@strawberry.type(description="A person found by name; the best match comes first.")
class Named(Edge[N]):
    reason: str | None = strawberry.field(
        resolver=_reason,
        description="In plain words why the name typed means this person; none where none was.",
        metadata={READ: Read(value="{this}")},
    )
    grade: int | None = strawberry.field(
        resolver=_grade,
        description="How well the name agrees: 0 as typed, 1 in whole, 2 in whole with initials, "
        "3 with more of the given names in the record, 4 in whole by another name or by a part of "
        "the family name, 5 with the given names as typed and a beginning of the family name, 6 as "
        "a beginning, 7 as a beginning of another name, 8 without a middle name that was typed, 9 "
        "by initials alone, 10 by parts.",
        metadata={READ: Read(value="{this}")},
    )
