"""In which order do the algorithms on ties run?

Influence and communities need the ties only; connectors need the communities. All run on one
projection.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from algorithms import communities, connectors, influence
from graph import connection
from graph.projection import Projection, forget, projected
from graph.settings import Settings
from schema.conclusions import Community, Conclusion, Connector, Influence

ORDER: list[tuple[str, type[Conclusion], Callable[[Projection], None]]] = [
    ("influence", Influence, influence.compute),
    ("communities", Community, communities.compute),
    ("connectors", Connector, connectors.compute),
]


def run(
    settings: Settings, progress: Callable[[str], None] = lambda step: None
) -> dict[str, float]:
    """Compute and write every conclusion; the seconds each step took. Without any tie, earlier
    conclusions are removed and none is written."""
    seconds: dict[str, float] = {}
    database = settings.neo4j_database
    progress("projection")
    began = monotonic()
    with connection.driver(settings) as driver, projected(driver, database) as ties:
        seconds["projection"] = round(monotonic() - began, 2)
        for name, conclusion, compute in ORDER:
            progress(name)
            began = monotonic()
            if ties is None:
                forget(driver, database, conclusion)
            else:
                compute(ties)
            seconds[name] = round(monotonic() - began, 2)
    return seconds
