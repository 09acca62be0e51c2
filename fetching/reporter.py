"""NIH RePORTER: projects by fiscal year and words, with their investigators.

The publisher gives out the first 15,000 projects that a search finds, and asks for a second between
two requests.
"""

from __future__ import annotations

import hashlib

from pydantic import Field

from fetching.cache import Arrival
from fetching.faults import NotAsPublished, NotChosen
from fetching.outlet import EVERY, Options, Outlet
from fetching.visit import Delivery, Visit

_API = "https://api.reporter.nih.gov/v2/projects/search"
_PAGE = 500
_MOST = 15_000


class ReporterOptions(Options):
    """Which projects."""

    years: list[int] = Field(default=[], description="Fiscal years, such as [2023, 2024, 2025]")
    words: str | None = Field(
        default=None,
        min_length=1,
        max_length=1_000,
        description="What title, terms or abstract say, such as `heart failure`",
    )
    every: str | None = Field(default="7d", pattern=EVERY, description="Ask no oftener than this")


def fetch(visit: Visit[ReporterOptions]) -> list[Arrival]:
    """The projects of each fiscal year, as of today."""
    options = visit.options
    if not options.years:
        raise NotChosen(
            "reporter: say in sources.toml which fiscal years: [reporter] years = [2024, 2025]"
        )
    day = visit.now().date().isoformat()
    chosen = hashlib.sha256((options.words or "").encode()).hexdigest()[:8]
    delivery = visit.delivery("projects")
    for year in options.years:
        _bring(delivery, year, options.words, f"reporter-{chosen}-{day}-{year}")
    delivery.end({"projects": day})
    return delivery.arrivals


def _bring(delivery: Delivery, year: int, words: str | None, name: str) -> None:
    criteria: dict[str, object] = {"fiscal_years": [year]}
    if words:
        criteria["advanced_text_search"] = {
            "operator": "and",
            "search_field": "projecttitle,terms,abstracttext",
            "search_text": words,
        }
    start, total = 0, 1
    while start < total:
        body = {
            "criteria": criteria,
            "offset": start,
            "limit": _PAGE,
            "sort_field": "appl_id",
            "sort_order": "asc",
        }
        answer = delivery.json(f"{name}-{start:05}.json", _API, body=body)
        try:
            total, projects = int(answer["meta"]["total"]), list(answer["results"])
        except (KeyError, TypeError, ValueError) as error:
            raise NotAsPublished(f"{_API} answered otherwise than it did ({error!r})") from None
        if total > _MOST:
            raise NotChosen(
                f"reporter: {total:,} projects of {year}; no more than {_MOST:,} are given out: "
                'narrow them by [reporter] words = "…"'
            )
        if not projects:
            delivery.drop_last()
        if len(projects) < min(_PAGE, total - start):
            raise NotAsPublished(f"{_API} gave {start + len(projects):,} of {total:,} projects")
        start += _PAGE


OUTLETS = (
    Outlet(
        name="reporter",
        title="NIH RePORTER",
        hosts=("api.reporter.nih.gov",),
        options=ReporterOptions,
        fetch=fetch,
        pace=1.0,
    ),
)
