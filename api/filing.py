"""How is a screening filed?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from algorithms.screening.statement import canonical
from api.answering import Answering
from api.changing import Info, kept
from api.filed import FiledScreening, filed_of, loads_of
from api.screening import screening
from api.screening_types import ScreeningInput
from workspace import saved, screenings


@strawberry.type(description="What became of a screening that was to be filed.")
class FiledScreeningPayload:
    filed_screening: FiledScreening = strawberry.field(description="The screening as it is kept.")


async def file_screening(
    info: Info,
    input: Annotated[ScreeningInput, strawberry.argument(description="What is screened.")],
    purpose: Annotated[str, strawberry.argument(description="What it is filed for, on one line.")],
) -> FiledScreeningPayload | None:
    """Screen a person now, and keep it as it is."""
    answering, by = Answering(info), info.context.caller.subject
    content = await screening(answering, input)

    def write(at: datetime, cited: saved.Citation) -> str:
        own = {"purpose": purpose.strip(), "filedBy": by, "filedAt": at.isoformat()}
        published = cited.published_at and cited.published_at.isoformat()
        graph = {"snapshot": cited.snapshot, "publishedAt": published, "version": cited.version}
        return canonical(content | own | {"graph": graph})

    one = await kept(
        info.context,
        lambda at: screenings.file_screening(
            at, input.person, purpose, content["outcome"], by, write
        ),
    )
    return FiledScreeningPayload(filed_screening=filed_of(one, await loads_of(answering)))
