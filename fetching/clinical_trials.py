"""ClinicalTrials.gov: studies by its API (version 2), at first all that are wanted, then changes.

The registry says the instant of its data; while it is the one of the last visit, nothing more is
asked. Else the studies whose update was posted since the day before that instant come, five
hundred a page. A study that the registry takes back is not seen to go.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished, NotChosen
from fetching.outlet import Options, Outlet
from fetching.visit import Asked, Delivery, Visit

_API = "https://clinicaltrials.gov/api/v2"
_STUDIES = f"{_API}/studies"
_PAGE = 500


class TrialsOptions(Options):
    """Which studies."""

    condition: str | None = Field(
        default=None, min_length=1, max_length=1_000, description="Of a condition or disease"
    )
    term: str | None = Field(
        default=None, min_length=1, max_length=1_000, description="That other words find"
    )
    whole: bool = Field(default=False, description="All of the registry")


def fetch(visit: Visit[TrialsOptions]) -> list[Arrival]:
    """The pages of studies, the oldest first."""
    options = visit.options
    words = {"query.cond": options.condition, "query.term": options.term}
    asked: Asked = {name: word for name, word in words.items() if word}
    if options.whole == bool(asked):
        raise NotChosen(
            "clinical-trials: say in sources.toml what to fetch, one of: [clinical-trials] "
            'condition = "…" or term = "…", or whole = true for all of it (some 10 GB)'
        )
    series = f"studies {hashlib.sha256(repr(sorted(asked.items())).encode()).hexdigest()[:16]}"
    instant = _instant(visit)
    before = visit.cache.mark(series)
    if before == instant:
        return visit.cache.series(series)
    if before:
        since = date.fromisoformat(before[:10]) - timedelta(days=1)
        asked["filter.advanced"] = f"AREA[LastUpdatePostDate]RANGE[{since},MAX]"
    delivery = visit.delivery(series)
    _bring(delivery, asked, f"{series.replace(' ', '-')}-{instant[:10]}")
    return delivery.end({series: instant})


def _instant(visit: Visit[TrialsOptions]) -> str:
    """The instant of the registry's data."""
    answer = visit.json(f"{_API}/version")
    instant = answer.get("dataTimestamp") if isinstance(answer, dict) else None
    try:
        date.fromisoformat(str(instant)[:10])
    except ValueError:
        raise NotAsPublished(f"{_API}/version does not say the day of its data") from None
    return str(instant)


def _bring(delivery: Delivery, asked: Asked, name: str) -> None:
    asked = {**asked, "pageSize": _PAGE, "countTotal": "true", "format": "json"}
    total: object = 0
    count = number = 0
    tokens: set[str] = set()
    while True:
        answer = delivery.json(f"{name}-{number:05}.json", _STUDIES, asked)
        studies, token = _taken_apart(answer)
        total = answer.get("totalCount", 0) if number == 0 else total
        count, number = count + len(studies), number + 1
        if not studies:
            delivery.drop_last()
        if token is None:
            break
        if token in tokens or not studies or not isinstance(total, int) or count > total:
            raise NotAsPublished(
                f"{_STUDIES} gives pages again or more than it counts; it was not read on"
            )
        tokens.add(token)
        asked["pageToken"] = token
    if count != total:
        raise NotAsPublished(
            f"{_STUDIES} gave {count:,} studies and counts {total}; the registry may have changed "
            "on the way: run this again"
        )


def _taken_apart(answer: Any) -> tuple[list[Any], str | None]:
    """The studies of a page and the token of the next one."""
    studies = answer.get("studies") if isinstance(answer, dict) else None
    if not isinstance(studies, list) or not all(
        isinstance(one, dict) and "protocolSection" in one for one in studies
    ):
        raise NotAsPublished(f"{_STUDIES} answered without studies in the layout of version 2")
    token = answer.get("nextPageToken")
    return studies, str(token) if token else None


OUTLETS = (
    Outlet(
        name="clinical-trials",
        title="ClinicalTrials.gov",
        hosts=("clinicaltrials.gov",),
        options=TrialsOptions,
        fetch=fetch,
        pace=1.2,
    ),
)
