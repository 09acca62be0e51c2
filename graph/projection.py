"""How do algorithms see the network of ties, and how do their conclusions get back?

    (:Person)-[:CONNECTED_TO {strength}]-(:Person)

is projected into Graph Data Science without direction, and dropped again whatever happens. Persons
without a tie are not projected: no tie known is no low score. Beside the projection stand the same
ties as tables, from which reasons are worded for all persons at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
from graphdatascience import GraphDataScience
from graphdatascience.graph.graph_api import Graph
from neo4j import Driver, ManagedTransaction

from graph.scopes import EVERYTHING, Scope
from schema.conclusions import Conclusion
from schema.vocabulary import camel

NAME = "peerline-ties"
BATCH = 10_000
# About a gigabyte of the server's memory at the properties that a refresh writes.
AT_ONCE = 50_000

# (a)-[strength]->(b) read in the order of keys, so that the same ties are numbered alike.
PROJECT = """
{ties}
WITH a, b, strength
ORDER BY a.personId, b.personId
RETURN gds.graph.project(
  $graph_name, a, b,
  {{relationshipProperties: {{strength: strength}}}},
  {{undirectedRelationshipTypes: ['*'], readConcurrency: 1}}
).nodeCount AS persons"""

TIES = """
{ties}
RETURN a.personId AS start, collect(b.personId) AS others, collect(strength) AS strengths"""
NAMED = """
MATCH (p:Person)
WHERE EXISTS {{ (p)-[:{through}]-() }}
RETURN p.personId AS person_id, p.name AS name, p.specialty AS specialty, p.state AS state"""


@dataclass(frozen=True)
class Projection:
    """The projected ties: `gds` and `graph` for procedures, `tables` for reasons.

    `tables` holds `persons (person_id, name, specialty, state)`, those with a tie, and `ends
    (person_id, other, strength)`, each tie once from either end. `drawn` is the folder of what was
    published, where an algorithm may look for records.
    """

    driver: Driver
    database: str
    gds: GraphDataScience
    graph: Graph
    persons: int
    tables: duckdb.DuckDBPyConnection
    scope: Scope
    drawn: Path | None = None
    concluded: list[tuple[type[Conclusion], pa.Table]] = field(default_factory=list)

    def keep(self, name: str, rows: pd.DataFrame | pa.Table) -> None:
        """Keep rows as a table of `tables`, in place of an earlier one."""
        self.tables.register("incoming", rows)
        self.tables.execute(f'CREATE OR REPLACE TABLE "{name}" AS FROM incoming')
        self.tables.unregister("incoming")

    def keep_scores(self, name: str) -> None:
        """Keep the projection's node property `name` as a table `name (person_id, score)`."""
        found = self.gds.graph.node_properties.stream(
            self.graph, name, db_node_properties=["personId"]
        )
        columns = {"personId": "person_id", name: "score", "propertyValue": "score"}
        self.keep(name, found.rename(columns=columns)[["person_id", "score"]])

    def conclude(self, conclusion: type[Conclusion], text: str) -> None:
        """Conclude what a query over `tables` gives: `person_id` and the conclusion's fields. It is
        written when the work on the projection has ended well."""
        self.concluded.append((conclusion, self.tables.sql(text).to_arrow_table()))


@contextmanager
def projected(
    driver: Driver, database: str, drawn: Path | None = None, scope: Scope = EVERYTHING
) -> Iterator[Projection | None]:
    """The ties in a scope as a projection, dropped at the end; None where there is no tie.

    What was concluded on everything is written after the last line of the `with` block (see
    `write`): until it commits, readers see what an earlier run wrote, and a run that fails or is
    killed before changes nothing. What was concluded in a narrower scope is for the caller to take.
    """
    name = f"{NAME}-{scope.digest}" if scope.is_narrow else NAME
    gds = GraphDataScience(driver, database=database, arrow=False, show_progress=False)
    gds.graph.drop(name, fail_if_missing=False)  # a killed run leaves its own
    try:
        text = PROJECT.format(ties=scope.ties())
        made = gds.run_cypher(text, {"graph_name": name, **scope.values()})
        persons = 0 if made.empty or pd.isna(made["persons"][0]) else int(made["persons"][0])
        if not persons:
            yield None
            return
        with duckdb.connect() as tables:
            graph = gds.graph.get(name)
            found = Projection(driver, database, gds, graph, persons, tables, scope, drawn)
            _keep_ties(found)
            yield found
            if not scope.is_narrow:
                write(driver, database, found.concluded)
    finally:
        gds.graph.drop(name, fail_if_missing=False)


def write(
    driver: Driver, database: str, concluded: list[tuple[type[Conclusion], pa.Table]]
) -> None:
    """Write the properties of conclusions, `person_id` and the fields a row, and remove them from
    all other persons: everything or nothing. One transaction needs memory for all it writes: beyond
    `AT_ONCE` persons, and where the graph holds no conclusion yet that could be kept, batches
    commit on their own."""
    most = max((given.num_rows for _, given in concluded), default=0)
    with driver.session(database=database) as session:
        held = [session.execute_read(_holders, _names(each)) for each, _ in concluded]
        if any(held) and most <= AT_ONCE:
            session.execute_write(_write, concluded, held)
            return
        for (conclusion, given), holders in zip(concluded, held, strict=True):
            for batch in _batches(conclusion, given, holders):
                session.execute_write(_set, batch)


def forget(driver: Driver, database: str, conclusions: list[type[Conclusion]]) -> None:
    """Remove conclusions from every person: nothing is left to conclude them from."""
    write(driver, database, [(each, _columns(each).empty_table()) for each in conclusions])


def _write(
    transaction: ManagedTransaction,
    concluded: list[tuple[type[Conclusion], pa.Table]],
    held: list[list[str]],
) -> None:
    for (conclusion, given), holders in zip(concluded, held, strict=True):
        for batch in _batches(conclusion, given, holders):
            _set(transaction, batch)


def _batches(
    conclusion: type[Conclusion], given: pa.Table, holders: list[str]
) -> Iterator[list[dict[str, object]]]:
    """The rows to set, then those that take the properties from holders of whom none is given."""
    rows, names = _rows(conclusion, given), _names(conclusion)
    kept = set(rows["personId"].to_pylist())
    for at in range(0, rows.num_rows, BATCH):
        yield rows.slice(at, BATCH).to_pylist()
    gone = [dict.fromkeys(names) | {"personId": id} for id in holders if id not in kept]
    for at in range(0, len(gone), BATCH):
        yield gone[at : at + BATCH]


def _rows(conclusion: type[Conclusion], given: pa.Table) -> pa.Table:
    columns = _columns(conclusion)
    rows = given.select(columns.names).cast(columns).sort_by("person_id")
    return rows.rename_columns(_names(conclusion))


def _names(conclusion: type[Conclusion]) -> list[str]:
    return [camel(name) for name in _columns(conclusion).names]


def _holders(transaction: ManagedTransaction, names: list[str]) -> list[str]:
    held = " OR ".join(f"p.{name} IS NOT NULL" for name in names[1:])
    return transaction.run(
        f"MATCH (p:Person) WHERE {held} RETURN p.personId AS id ORDER BY id"
    ).value("id")


def _columns(conclusion: type[Conclusion]) -> pa.Schema:
    return pa.schema([("person_id", pa.string()), *conclusion.columns()])


def _set(transaction: ManagedTransaction, rows: list[dict[str, object]]) -> None:
    transaction.run(
        "UNWIND $rows AS row\nMATCH (p:Person {personId: row.personId})\nSET p += row", rows=rows
    ).consume()


def _keep_ties(into: Projection) -> None:
    scope = into.scope
    through = "AUTHORED|INVESTIGATES" if scope.is_of_records else "CONNECTED_TO"
    for name, text in (
        ("ties", TIES.format(ties=scope.ties())),
        ("named", NAMED.format(through=through)),
    ):
        done = into.driver.execute_query(text, scope.values(), database_=into.database)
        rows = [row.values() for row in done.records]
        into.keep(name, pd.DataFrame(rows, columns=done.keys))
    into.tables.execute(
        """
        CREATE TABLE half AS
        SELECT start, unnest(others)::VARCHAR AS other, unnest(strengths)::DOUBLE AS strength
        FROM ties;
        CREATE TABLE ends AS
        SELECT start AS person_id, other, strength FROM half
        UNION ALL SELECT other, start, strength FROM half;
        CREATE TABLE persons AS
        SELECT person_id, name::VARCHAR AS name, specialty::VARCHAR AS specialty,
          state::VARCHAR AS state
        FROM named SEMI JOIN ends USING (person_id);
        DROP TABLE ties; DROP TABLE named; DROP TABLE half"""
    )
