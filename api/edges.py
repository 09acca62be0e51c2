"""What joins a row of a list to the list's owner? The relationship's own properties, with its
reasons."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from api.fields import scalars, taken
from schema import relationships as r

N = TypeVar("N")
CURSOR = "Cursor of this row, for `after`."


@strawberry.type(description=r.ABOUT.about())
class About(Generic[N], scalars(r.ABOUT)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.AFFILIATED_WITH.about())
class Affiliation(Generic[N], scalars(r.AFFILIATED_WITH)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.AUTHORED.about())
class Authorship(Generic[N], scalars(r.AUTHORED)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.CONDUCTED_AT.about())
class Conduct(Generic[N], scalars(r.CONDUCTED_AT)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.ENGAGED.about())
class Encounter(Generic[N], scalars(r.ENGAGED)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.INVESTIGATES.about())
class Investigation(Generic[N], scalars(r.INVESTIGATES)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description="A row joined by a relationship without properties of its own.")
class Joined(Generic[N], scalars()):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.PRACTISES.about())
class Practice(Generic[N], scalars(r.PRACTISES)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.RECEIVED.about())
class Receipt(Generic[N], scalars(r.RECEIVED)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.SPONSORED_BY.about())
class Sponsorship(Generic[N], scalars(r.SPONSORED_BY)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.STUDIES.about())
class Study(Generic[N], scalars(r.STUDIES)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.CONNECTED_TO.about())
class Tie(Generic[N], scalars(r.CONNECTED_TO)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description=r.PERFORMED.about())
class Volume(Generic[N], scalars(r.PERFORMED)):  # type: ignore[misc]
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")


@strawberry.type(description="A row of a list that stands for itself.")
class Found(Generic[N]):
    cursor: str = taken(CURSOR)
    node: N = taken("The row itself.", here="node")
