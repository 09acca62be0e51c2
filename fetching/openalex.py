"""OpenAlex: works by a filter, with what each of them cites. Persons are not asked for."""

from __future__ import annotations

import hashlib

from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished, NotChosen
from fetching.outlet import EVERY, Key, Options, Outlet
from fetching.visit import Visit

_API = "https://api.openalex.org/works"
_PAGE = 200
_MOST = 1_000_000
_FIELDS = "id,ids,doi,publication_date,type,is_retracted,cited_by_count,referenced_works"


class OpenAlexOptions(Options):
    """Which works."""

    filter: str | None = Field(
        default=None,
        min_length=1,
        max_length=2_000,
        description="A filter of the API, such as `topics.id:T10159`",
    )
    every: str | None = Field(default="30d", pattern=EVERY, description="Ask no oftener than this")


def fetch(visit: Visit[OpenAlexOptions]) -> list[Arrival]:
    """The works that the filter lets through, as of today."""
    chosen = visit.options.filter
    if chosen is None:
        raise NotChosen(
            'openalex: say in sources.toml which works: [openalex] filter = "topics.id:T10159"'
        )
    day, series = visit.now().date().isoformat(), hashlib.sha256(chosen.encode()).hexdigest()[:16]
    delivery = visit.delivery(series)
    cursor, number, count, total = "*", 0, 0, None
    while cursor:
        asked: dict[str, str | int] = {
            "filter": chosen,
            "select": _FIELDS,
            "per-page": _PAGE,
            "cursor": cursor,
        }
        answer = delivery.json(f"openalex-{series}-{day}-{number:05}.json", _API, asked)
        try:
            works, meta = list(answer["results"]), answer["meta"]
            total, onward = int(meta["count"]), meta["next_cursor"]
        except (KeyError, TypeError, ValueError) as error:
            raise NotAsPublished(f"{_API} answered otherwise than it did ({error!r})") from None
        count, number = count + len(works), number + 1
        if total > _MOST:
            raise NotChosen(
                f"openalex: the filter lets {total:,} works through; no more than {_MOST:,} are "
                "asked for one by one: narrow it"
            )
        if not works:
            delivery.drop_last()
        if onward == cursor or (works and number > total // _PAGE + 2):
            raise NotAsPublished(f"{_API} gives more pages than it counts; it was not read on")
        cursor = str(onward) if onward and works else ""
    if count != total:
        raise NotAsPublished(f"{_API} gave {count:,} works and counts {total:,}; run this again")
    delivery.end({series: day})
    return delivery.arrivals


OUTLETS = (
    Outlet(
        name="openalex",
        title="OpenAlex",
        hosts=("api.openalex.org",),
        options=OpenAlexOptions,
        fetch=fetch,
        key=Key("openalex_key", "api.openalex.org", "api_key", 0.2),
    ),
)
