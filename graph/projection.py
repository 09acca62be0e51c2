"""How do algorithms see the network of ties, and how do their conclusions get back?

    (:Person)-[:CONNECTED_TO {strength}]-(:Person)

stands as tables, from which compressed rows are made and reasons are worded for all persons at
once, and is projected into Graph Data Science without direction for as long as something there
works on it. Persons without a tie are in neither: no tie known is no low score.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import nan
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
from graphdatascience import GraphDataScience
from graphdatascience.graph.graph_api import Graph
from neo4j import Driver, ManagedTransaction

from graph.classes import conclusion_columns
from graph.drawn_tables import open_drawn
from graph.scopes import EVERYTHING, Scope
from lake.relations import Relation, make, put, view
from schema.conclusions import Conclusion
from schema.vocabulary import camel

NAME = "peerline-ties"
BATCH = 10_000
# About a gigabyte of the server's memory at the properties that a refresh writes.
AT_ONCE = 50_000
WRITERS = 2

# Persons first, in the order of keys, so that the same ties are numbered alike; then the ties as
# they lie in the database.
PROJECT = """
CALL () {{
  UNWIND $persons AS id
  MATCH (p:Person {{personId: id}})
  RETURN p AS a, null AS b, null AS strength
  UNION ALL
  {ties}
  RETURN a, b, strength
}}
RETURN gds.graph.project(
  $graph_name, a, b,
  {{relationshipProperties: {{strength: strength}}}},
  {{undirectedRelationshipTypes: ['*'], readConcurrency: 1}}
).nodeCount AS persons"""
STREAM = """
CALL gds.graph.nodeProperty.stream($graph_name, $property) YIELD nodeId, propertyValue
RETURN collect(gds.util.asNode(nodeId).personId) AS person_id, collect(propertyValue) AS score"""

ASKED_TIES = """
{ties}
RETURN a.personId AS one, collect(b.personId) AS other, collect(strength) AS strength"""
ASKED_PERSONS = """
MATCH (p:Person)
WHERE EXISTS {{ (p)-[:{through}]-() }}
RETURN p.personId AS person_id, p.name AS name, p.specialty AS specialty, p.state AS state"""

# Each tie once, each tie from either end, and the persons with a tie: of what was published where
# that is all that is asked about, else of the database's answer.
TIES = Relation(
    "network.ties",
    "one VARCHAR, other VARCHAR, strength DOUBLE",
    """
SELECT start AS one, "end" AS other, strength FROM drawn."CONNECTED_TO" """,
)
TIE_ENDS = Relation(
    "network.tie_ends",
    "person_id VARCHAR, other VARCHAR, strength DOUBLE",
    """
SELECT one AS person_id, other, strength FROM network.ties
UNION ALL SELECT other, one, strength FROM network.ties""",
)
PERSONS = Relation(
    "network.persons",
    "person_id VARCHAR, name VARCHAR, specialty VARCHAR, state VARCHAR",
    """
SELECT * FROM drawn."Person" WHERE person_id IN (SELECT person_id FROM network.tie_ends)""",
)


@dataclass(frozen=True)
class Projection:
    """The ties of a scope: as `tables`, and in Graph Data Science (`in_gds`).

    `tables` holds `network.persons`, those with a tie, `network.ties`, each tie once,
    `network.tie_ends`, each from either end, and as `drawn."Class"` what was published, where an
    algorithm may look for records: the files of the folder `drawn`, or nothing. `held` is what one
    algorithm found and another goes on with.
    """

    driver: Driver
    database: str
    tables: duckdb.DuckDBPyConnection
    scope: Scope
    drawn: Path | None = None
    concluded: list[tuple[type[Conclusion], pa.Table]] = field(default_factory=list)
    held: dict[str, Any] = field(default_factory=dict)

    @property
    def persons(self) -> int:
        """The number of persons with a tie."""
        return self.tables.sql("FROM network.persons").shape[0]

    def person_ids(self) -> list[str]:
        """The ids of the persons with a tie, in their order, for any thread."""
        text = "SELECT person_id FROM network.persons ORDER BY 1"
        rows = self.tables.cursor().execute(text).fetchall()
        return [id for (id,) in rows]

    @property
    def run(self) -> str:
        """The run's id: the digest of scope and ties, so that the same ties give the same."""
        ((digest,),) = self.tables.execute(
            "SELECT bit_xor(hash(least(one, other) || greatest(one, other) || strength)) "
            "FROM network.ties"
        ).fetchall()
        return f"{self.scope.digest}-{digest % 16**8:08x}"

    @contextmanager
    def in_gds(self) -> Iterator[tuple[GraphDataScience, Graph]]:
        """The ties in Graph Data Science, dropped at the end whatever happens. Another thread may
        ask for it."""
        name = f"{NAME}-{self.scope.digest}" if self.scope.is_narrow else NAME
        gds = GraphDataScience(
            self.driver, database=self.database, arrow=False, show_progress=False
        )
        gds.graph.drop(name, fail_if_missing=False)  # a killed run leaves its own
        given = {"graph_name": name, "persons": self.person_ids(), **self.scope.values()}
        try:
            gds.run_cypher(PROJECT.format(ties=self.scope.ties()), given)
            yield gds, gds.graph.get(name)
        finally:
            gds.graph.drop(name, fail_if_missing=False)

    def conclude(self, conclusion: type[Conclusion], text: str) -> None:
        """Conclude what a query over `tables` gives: `person_id` and the conclusion's fields. It is
        written when the work on the projection has ended well."""
        self.concluded.append((conclusion, self.tables.sql(text).to_arrow_table()))


def scores(gds: GraphDataScience, graph: Graph, name: str) -> pd.DataFrame:
    """The node property `name` of a projection: `person_id` and `score`."""
    given = {"graph_name": graph.name(), "property": name}
    (found,) = gds.run_cypher(STREAM, given).to_dict("records")
    return pd.DataFrame(found)


@contextmanager
def projected(
    driver: Driver, database: str, drawn: Path | None = None, scope: Scope = EVERYTHING
) -> Iterator[Projection | None]:
    """The ties in a scope; None where there is no tie.

    What was concluded on everything is written after the last line of the `with` block (see
    `write`): until it commits, readers see what an earlier run wrote, and a run that fails or is
    killed before changes nothing. What was concluded in a narrower scope is for the caller to take.
    """
    with duckdb.connect() as tables:
        found = Projection(driver, database, tables, scope, drawn)
        open_drawn(tables, drawn)
        if drawn is None or scope.is_narrow:
            _ask_ties(found)
        else:
            make(tables, TIES)
            view(tables, TIE_ENDS)
            make(tables, PERSONS)
        if not found.persons:
            yield None
            return
        yield found
        if not scope.is_narrow:
            write(driver, database, found.concluded)


def write(
    driver: Driver, database: str, concluded: list[tuple[type[Conclusion], pa.Table]]
) -> None:
    """Write the properties of conclusions, `person_id` and the fields a row, and remove them from
    all other persons: everything or nothing. One transaction needs memory for all it writes: beyond
    `AT_ONCE` persons, and where the graph holds no conclusion yet that could be kept, batches
    commit on their own, two at a time: nobody stands in two of them."""
    if not concluded:
        return
    names = [name for each, _ in concluded for name in conclusion_columns(each).names[1:]]
    rows = _together(concluded)
    with driver.session(database=database) as session:
        held = session.execute_read(_holders, names)
        if held and rows.num_rows <= AT_ONCE:
            session.execute_write(_set, names, list(_batches(rows, held)))
            return

    batches, lock = _batches(rows, held), Lock()

    def put(_: int) -> None:
        with driver.session(database=database) as session:
            while True:
                with lock:
                    batch = next(batches, None)
                if batch is None:
                    return
                session.execute_write(_set, names, [batch])

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(put, range(WRITERS)))


def forget(driver: Driver, database: str, conclusions: list[type[Conclusion]]) -> None:
    """Remove conclusions from every person: nothing is left to conclude them from."""
    write(
        driver, database, [(each, conclusion_columns(each).empty_table()) for each in conclusions]
    )


def _together(concluded: list[tuple[type[Conclusion], pa.Table]]) -> pa.Table:
    """One row a person with the fields of all conclusions; none where one says nothing of them."""
    with duckdb.connect() as tables:
        for at, (conclusion, given) in enumerate(concluded):
            columns = conclusion_columns(conclusion)
            tables.register(f"part_{at}", given.select(columns.names).cast(columns))
        first, *others = (f"part_{at}" for at in range(len(concluded)))
        text = first + "".join(f" FULL JOIN {part} USING (person_id)" for part in others)
        return tables.sql(f"FROM {text} ORDER BY person_id").to_arrow_table()


def _batches(rows: pa.Table, held: list[str]) -> Iterator[list[list[object]]]:
    """The rows to set, the person's id first, then those that take everything from others."""
    for at in range(0, rows.num_rows, BATCH):
        columns = [_kept(column) for column in rows.slice(at, BATCH).columns]
        yield [list(row) for row in zip(*columns, strict=True)]
    kept, empty = set(rows["person_id"].to_pylist()), [None] * (rows.num_columns - 1)
    gone: list[list[object]] = [[id, *empty] for id in held if id not in kept]
    for at in range(0, len(gone), BATCH):
        yield gone[at : at + BATCH]


def _kept(column: pa.ChunkedArray) -> list[object]:
    """The column as the graph keeps it: a list there holds no NULL, and a gap is NaN."""
    values: list[object] = column.to_pylist()
    if column.type != pa.list_(pa.float64()):
        return values
    return [
        [nan if each is None else each for each in value] if isinstance(value, list) else value
        for value in values
    ]


def _holders(transaction: ManagedTransaction, names: list[str]) -> list[str]:
    held = " OR ".join(f"p.`{camel(name)}` IS NOT NULL" for name in names)
    text = f"MATCH (p:Person) WHERE {held} RETURN collect(p.personId) AS ids"
    (found,) = transaction.run(text).value("ids")
    return sorted(found)


def _set(
    transaction: ManagedTransaction, names: list[str], batches: list[list[list[object]]]
) -> None:
    """Rows travel as lists, their names once."""
    fields = ", ".join(f"`{camel(name)}`: row[{at}]" for at, name in enumerate(names, 1))
    text = f"UNWIND $rows AS row MATCH (p:Person {{personId: row[0]}}) SET p += {{{fields}}}"
    for rows in batches:
        transaction.run(text, rows=rows).consume()


def _ask_ties(into: Projection) -> None:
    """Put the tables of the database's answer in place of what was published."""
    scope = into.scope
    through = "AUTHORED|INVESTIGATES" if scope.is_of_records else "CONNECTED_TO"
    answers = []
    for text in (ASKED_TIES.format(ties=scope.ties()), ASKED_PERSONS.format(through=through)):
        done = into.driver.execute_query(text, scope.values(), database_=into.database)
        answers.append(pd.DataFrame([row.values() for row in done.records], columns=done.keys))
    ties, persons = answers
    ties = ties.explode(["other", "strength"]).astype({"strength": "float64"})
    put(into.tables, TIES, ties)
    view(into.tables, TIE_ENDS)
    put(into.tables, PERSONS, persons[persons["person_id"].isin({*ties["one"], *ties["other"]})])
