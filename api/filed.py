"""Which screenings of a person were filed, and which of them still hold?"""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import strawberry

from algorithms.screening.staleness import stale_because
from api.answering import Answering
from api.changing import kept
from api.citations import Citation, citation_of
from api.errors import bad_input, refuse_beyond
from api.scopes import refuse_person
from api.screening_reading import NAMES, PERSON, SOURCES
from api.screening_types import Screening, ScreeningOutcome, screening_of
from workspace import screenings

MOST_LISTED, MOST_NUMBER = 100, 2**31


@strawberry.type(description="A screening that was filed: it is kept as it was that day.")
class FiledScreening:
    number: int = strawberry.field(description="Its number.")
    person_id: str = strawberry.field(description="Peerline's id of the person.")
    purpose: str = strawberry.field(description="What it was filed for.")
    filed_by: str = strawberry.field(description="Who filed it, by id.")
    filed_at: datetime = strawberry.field(description="When.")
    outcome: ScreeningOutcome = strawberry.field(description="How it ended that day.")
    digest: str = strawberry.field(description="SHA-256 of `content`.")
    content: str = strawberry.field(description="All of it as one JSON text, letter for letter.")
    screening: Screening = strawberry.field(description="The same, to be asked by fields.")
    citation: Citation = strawberry.field(description="The graph on which it was screened.")
    is_stale: bool = strawberry.field(description="Whether it must be done again.")
    stale_because: str | None = strawberry.field(description="Why, where it must.")


async def filed_screenings(answering: Answering, person: str, first: int) -> list[FiledScreening]:
    """What was filed of a person, the latest first. Raises BAD_USER_INPUT and FORBIDDEN."""
    refuse_beyond("first", first, 1, MOST_LISTED)
    await _refuse(answering, "screenings", person)
    found = await kept(answering.info.context, lambda at: screenings.filed(at, person, first))
    loads = await loads_of(answering)
    return [filed_of(one, loads) for one in found]


async def filed_screening(answering: Answering, number: int) -> FiledScreening | None:
    """One that was filed. Raises BAD_USER_INPUT, NOT_FOUND and FORBIDDEN."""
    if not 1 <= number < MOST_NUMBER:
        raise bad_input(f"`number` is {number}; see `screenings`")
    one = await kept(answering.info.context, lambda at: screenings.of_number(at, number))
    await _refuse(answering, "filedScreening", one.person_id)
    return filed_of(one, await loads_of(answering))


async def _refuse(answering: Answering, name: str, person: str) -> None:
    rows = await answering.rows(PERSON, {"person": person})
    await refuse_person(answering, name, person, bool(rows))


async def loads_of(answering: Answering) -> dict[str, datetime]:
    """When each source that a screening rests on was loaded last, by title."""
    rows = await answering.rows(SOURCES, {"names": list(NAMES)})
    return {row["title"]: row["loaded"] for row in rows if row["loaded"]}


def filed_of(one: screenings.Filed, loads: dict[str, datetime]) -> FiledScreening:
    """One as the API shows it; `loads` is that of `loads_of`."""
    why = stale_because(one.at, datetime.now(UTC), loads)
    return FiledScreening(
        number=one.number,
        person_id=one.person_id,
        purpose=one.purpose,
        filed_by=one.by,
        filed_at=one.at,
        outcome=ScreeningOutcome(one.outcome),
        digest=one.digest,
        content=one.content,
        screening=screening_of(orjson.loads(one.content)),
        citation=citation_of(one.citation),
        is_stale=why is not None,
        stale_because=why,
    )
