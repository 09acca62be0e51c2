"""In which order do the algorithms on ties run?

Influence, communities and centralities need the ties only, so the server looks for circles while
the others are computed here; connectors need the communities and the centralities. All run on the
same ties, and what they conclude is written together at the end. Where all that they look at is as
it was when they last ran, their conclusions stand.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import monotonic

import pyarrow.parquet as pq
from neo4j import Driver

from algorithms.algorithm import code
from algorithms.dimensions import scores as dimensions
from algorithms.emerging import emerging
from algorithms.network import centralities, communities, connectors, influence
from graph import connection
from graph.drawn_tables import drawn_of, table_of
from graph.projection import Projection, forget, projected
from graph.publishing import CLASSES, published
from lake.lessons import Lessons
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
from schema.fieldwork import (
    COVERS,
    DISCUSSED,
    INCLUDES,
    INCLUDES_SPECIALTY,
    NOTED,
    Debrief,
    Territory,
)
from schema.nodes import Engagement, Liaison, Source, Team
from schema.relationships import ENGAGED, HELD, MEMBER_OF, MET
from schema.settings import Settings

ORDER: list[tuple[str, type[Conclusion], Callable[[Projection], None]]] = [
    ("influence", Influence, influence.compute),
    ("centralities", Centrality, centralities.compute),
    ("communities", Community, communities.compute),
    ("connectors", Connector, connectors.compute),
]
NOT_OF_TIES = (Run, Trend, Emerging, Dimensions)
# The work of liaisons and the list of sources: nothing is concluded from them.
ASIDE = (
    *(Liaison, Team, Engagement, MEMBER_OF, HELD, ENGAGED, MET, Source),
    *(Debrief, NOTED, DISCUSSED, Territory, COVERS, INCLUDES, INCLUDES_SPECIALTY),
)
RUN = "SELECT person_id, '{run}' AS score_run FROM network.persons"


def run(
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
    until: date | None = None,
    afresh: bool = False,
) -> dict[str, float]:
    """Compute every conclusion and write them together; the seconds each step took. Without any
    tie, earlier conclusions are removed and none is written. `until` is the day that what was
    published is asked about: without one, lines and emerging experts are not computed. `afresh`
    concludes again what stands."""
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
        mark = _Mark(folder, f"{code()} until {until}, resolution {settings.resolution}")
        if mark.stands() and not afresh:
            return {}
        mark.remove()
        with ThreadPoolExecutor(1) as aside, projected(driver, database, folder) as ties:
            if ties is not None:
                communities.begin(ties, aside, settings.resolution)
                lessons = Lessons(until or date.min, code(), settings.home, afresh)
                _compute(ties, until, lessons, step)
                _keep(lessons, ties, folder)
            step("writing")
        if ties is None:
            forget(driver, database, [*(each for _, each, _ in ORDER), *NOT_OF_TIES])
        mark.put()
    step("")
    return seconds


def _compute(
    ties: Projection, until: date | None, lessons: Lessons, step: Callable[[str], None]
) -> None:
    for name, _, compute in ORDER:
        step(name)
        compute(ties)
    ties.conclude(Run, RUN.format(run=ties.run))
    if ties.drawn is not None and until is not None:
        step("dimensions")
        dimensions.compute(ties, until)
        step("emerging")
        emerging.compute(ties, ties.drawn, until, lessons)


def _keep(lessons: Lessons, ties: Projection, folder: Path | None) -> None:
    """Keep what was learnt, and the lines beside what was published, for whoever reads those of
    everybody at once."""
    lessons.keep()
    for conclusion, rows in ties.concluded:
        if folder and conclusion is Trend:
            pq.write_table(rows, table_of(folder, Trend), compression="zstd")


def _published(settings: Settings, driver: Driver) -> Path | None:
    """The folder of what was published, where there is one."""
    folder = published(settings, driver)
    return folder if folder.exists() else None


class _Mark:
    """What the conclusions in the graph were drawn from, beside what was published."""

    def __init__(self, folder: Path | None, given: str) -> None:
        self.place = folder and folder / "concluded"
        said = [drawn_of(folder, each) for each in CLASSES if each not in ASIDE] if folder else []
        known = [one.lineage for one in said if one and one.lineage]
        self.text = "\n".join([given, *known]) if len(known) == len(said) else ""

    def stands(self) -> bool:
        """Whether the same would be concluded again."""
        is_known = self.text and self.place and self.place.exists()
        return bool(is_known and self.place and self.place.read_text() == self.text)

    def remove(self) -> None:
        """From now on the graph may hold conclusions of two runs."""
        if self.place:
            self.place.unlink(missing_ok=True)

    def put(self) -> None:
        """The graph holds what was concluded."""
        if self.place and self.text:
            self.place.write_text(self.text)
