"""In which order do the algorithms on ties run?

Influence, communities and centralities need the ties only, so the server looks for circles while
the others are computed here; connectors need the communities and the centralities. All run on the
same ties, and what they conclude is written together at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import monotonic

from neo4j import Driver

from algorithms.dimensions import scores as dimensions
from algorithms.emerging import emerging
from algorithms.network import centralities, communities, connectors, influence
from graph import connection
from graph.projection import Projection, forget, projected
from graph.publishing import published
from schema.conclusions import (
    Centrality,
    Community,
    Conclusion,
    Connector,
    Dimensions,
    Emerging,
    Influence,
    Run,
    Trend,
)
from schema.settings import Settings

ORDER: list[tuple[str, type[Conclusion], Callable[[Projection], None]]] = [
    ("influence", Influence, influence.compute),
    ("centralities", Centrality, centralities.compute),
    ("communities", Community, communities.compute),
    ("connectors", Connector, connectors.compute),
]
NOT_OF_TIES = (Run, Trend, Emerging, Dimensions)
RUN = "SELECT person_id, '{run}' AS score_run FROM network.persons"


def run(
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
    until: date | None = None,
) -> dict[str, float]:
    """Compute every conclusion and write them together; the seconds each step took. Without any
    tie, earlier conclusions are removed and none is written. `until` is the day that what was
    published is asked about: without one, lines and emerging experts are not computed."""
    seconds: dict[str, float] = {}
    database, began = settings.neo4j_database, monotonic()

    def step(name: str) -> None:
        nonlocal began
        if seconds:
            seconds[list(seconds)[-1]] = round(monotonic() - began, 2)
        if name:
            progress(name)
            seconds[name], began = 0.0, monotonic()

    step("ties")
    with connection.driver(settings) as driver:
        folder = _published(settings, driver)
        with ThreadPoolExecutor(1) as aside, projected(driver, database, folder) as ties:
            if ties is not None:
                communities.begin(ties, aside, settings.resolution)
                _compute(ties, until, step)
            step("writing")
        if ties is None:
            forget(driver, database, [*(each for _, each, _ in ORDER), *NOT_OF_TIES])
    step("")
    return seconds


def _compute(ties: Projection, until: date | None, step: Callable[[str], None]) -> None:
    for name, _, compute in ORDER:
        step(name)
        compute(ties)
    ties.conclude(Run, RUN.format(run=ties.run))
    if ties.drawn is not None and until is not None:
        step("dimensions")
        dimensions.compute(ties, until)
        step("emerging")
        emerging.compute(ties, ties.drawn, until)


def _published(settings: Settings, driver: Driver) -> Path | None:
    """The folder of what was published, where there is one."""
    folder = published(settings, driver)
    return folder if folder.exists() else None
