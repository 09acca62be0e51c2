"""What joins a row of a list to the list's owner? The relationship's own properties, with its
reasons."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from api.fields import of, taken
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
