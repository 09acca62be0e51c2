"""Which sources speak of a person, and which are silent or not loaded?"""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from api.declaring import named
from api.fields import leaf, reading
from api.reads import Read
from graph.contents import TELLING

_TYPES = "|".join(sorted({one.type_name for one in TELLING}))


@named
@strawberry.type(description="What a source says of a person: something, nothing, or not loaded.")
class Coverage:
    name: str = leaf("The source's name on the command line.", "{this}.name")
    title: str = leaf("What it is.", "{this}.title")
    state: str = leaf(
        "`speaks`; `silent`, where it is loaded and names the person nowhere; or `not loaded`, so "
        "that nothing is known.",
        "CASE WHEN {this}.files = 0 THEN 'not loaded' "
        "WHEN {this}.name IN split(coalesce({owner}.source, ''), ', ') "
        f"OR EXISTS {{{{ MATCH ({{owner}})-[r:{_TYPES}]-() "
        "WHERE {this}.name IN split(r.source, ', ') }} THEN 'speaks' ELSE 'silent' END",
    )
    loaded_at: datetime | None = leaf("When its latest file was loaded.", "{this}.loadedAt")
    told_until: date | None = leaf(
        "Latest day that its records tell of, of anybody; none where they name no day.",
        "{this}.toldUntil",
    )
    licence: str = leaf("Terms of use and attribution, to be shown with it.", "{this}.terms")


COVERAGE = reading(
    "Every source that can be loaded, and whether it speaks of this person.",
    {},
    "list[Coverage]",
    Read(match="MATCH ({node}:Source)", order=(("{node}.name", "ASC"),)),
)
