"""Who is central, and who connects, within a part of the network?

A run takes a scope: kinds of tie, a state, a specialty, a MeSH heading with all below it, a day.
Its ties alone are projected, and on them influence, centralities, communities and connectors are
computed as on the whole network; so its connectors are local ones. The result is a table with a run
id, the digest of scope and ties: the same ties give the same id and the same table. It is written
beside the graph; what the graph says of persons stays as it was.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from algorithms.algorithm import Algorithm
from algorithms.network import centralities, communities, connectors, influence
from graph import connection
from graph.drawn_tables import table_of
from graph.projection import Projection, projected
from graph.publishing import published
from graph.scopes import Scope
from schema.relationships import ABOUT, AUTHORED, BROADER, CONNECTED_TO, INVESTIGATES, STUDIES
from schema.settings import Settings
from schema.vocabulary import camel

ALGORITHM = Algorithm(
    name="Ranking within a part of the network",
    about=__doc__,
    reads=(CONNECTED_TO, AUTHORED, INVESTIGATES, ABOUT, STUDIES, BROADER),
    writes=(),
    distrust="A narrow scope cuts ties that lead out of it, and who stands at its edge looks less "
    "central than they are. With a topic or a day, strength is the summed weight of joint "
    "records, no probability.",
)


class NothingInScope(ValueError):
    """No tie is in the scope."""


class NotANumber(ValueError):
    """What was asked to rank by is no number of a run."""


@dataclass(frozen=True)
class Run:
    """A run's id, its scope, how much it looked at, and one row a person, the most influential
    first."""

    run: str
    scope: Scope
    persons: int
    ties: int
    table: pa.Table


def run(settings: Settings, scope: Scope) -> Run:
    """Compute within a scope. Raises `NothingInScope`."""
    with connection.driver(settings) as driver:
        drawn = published(settings, driver)
        folder = drawn if table_of(drawn, ABOUT).exists() else None
        with projected(driver, settings.neo4j_database, folder, scope) as ties:
            if ties is None:
                limits = {name: value for name, value in asdict(scope).items() if value is not None}
                words = ", ".join(
                    f"{name} {' or '.join(value) if isinstance(value, tuple) else value}"
                    for name, value in limits.items()
                )
                raise NothingInScope(f"no tie is in the scope ({words}); widen it")
            for compute in (influence, centralities, communities, connectors):
                compute.compute(ties)
            return _run(ties)


def rows(found: Run, by: str, first: int) -> list[dict[str, Any]]:
    """The first persons by one of the numbers, in the names of the graph. Raises `NotANumber`."""
    named = found.table.rename_columns([camel(name) for name in found.table.column_names])
    fields = [(field.name, field.type) for field in named.schema]
    numbers = [name for name, of in fields if pa.types.is_floating(of) or pa.types.is_integer(of)]
    if by not in numbers:
        raise NotANumber(f"{by!r} is no number of a run; there are {', '.join(numbers)}")
    order = [(by, "descending"), ("personId", "ascending")]
    listed: list[dict[str, Any]] = named.sort_by(order).slice(0, first).to_pylist()
    return listed


def write(found: Run, folder: Path) -> Path:
    """Put a run down as Parquet, with what it was beside it as JSON; the table's place."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{found.run}.parquet"
    pq.write_table(found.table, place)
    told = {"run": found.run, "persons": found.persons, "ties": found.ties}
    told |= {"scope": asdict(found.scope)}
    place.with_suffix(".json").write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    return place


def _run(ties: Projection) -> Run:
    for number, (_, table) in enumerate(ties.concluded):
        ties.tables.register(f"concluded{number}", table)
    joined = " ".join(
        f"LEFT JOIN concluded{number} USING (person_id)" for number in range(len(ties.concluded))
    )
    count = ties.tables.sql("FROM network.ties").shape[0]
    table = ties.tables.sql(
        f"SELECT person_id, name, * EXCLUDE (person_id, name) FROM network.persons {joined} "
        "ORDER BY influence DESC, person_id"
    ).to_arrow_table()
    return Run(ties.run, ties.scope, ties.persons, count, table)
