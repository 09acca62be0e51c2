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

from graph.drawing import table_of
from graph.scopes import EVERYTHING, Scope
from schema.conclusions import Conclusion
from schema.nodes import Person
from schema.relationships import CONNECTED_TO
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
    if not concluded:
        return
    names = [name for each, _ in concluded for name in _columns(each).names[1:]]
    rows = _together(concluded)
    with driver.session(database=database) as session:
        held = session.execute_read(_holders, names)
        batches = _batches(rows, held)
        if held and rows.num_rows <= AT_ONCE:
            session.execute_write(_set, names, list(batches))
            return
        for batch in batches:
            session.execute_write(_set, names, [batch])


def forget(driver: Driver, database: str, conclusions: list[type[Conclusion]]) -> None:
    """Remove conclusions from every person: nothing is left to conclude them from."""
    write(driver, database, [(each, _columns(each).empty_table()) for each in conclusions])


def _together(concluded: list[tuple[type[Conclusion], pa.Table]]) -> pa.Table:
    """One row a person with the fields of all conclusions; none where one says nothing of them."""
    with duckdb.connect() as tables:
        for at, (conclusion, given) in enumerate(concluded):
            columns = _columns(conclusion)
            tables.register(f"part_{at}", given.select(columns.names).cast(columns))
        first, *others = (f"part_{at}" for at in range(len(concluded)))
        text = first + "".join(f" FULL JOIN {part} USING (person_id)" for part in others)
        return tables.sql(f"FROM {text} ORDER BY person_id").to_arrow_table()


def _batches(rows: pa.Table, held: list[str]) -> Iterator[list[list[object]]]:
    """The rows to set, the person's id first, then those that take everything from others."""
    for at in range(0, rows.num_rows, BATCH):
        columns = [column.to_pylist() for column in rows.slice(at, BATCH).columns]
        yield [list(row) for row in zip(*columns, strict=True)]
    kept, empty = set(rows["person_id"].to_pylist()), [None] * (rows.num_columns - 1)
    gone: list[list[object]] = [[id, *empty] for id in held if id not in kept]
    for at in range(0, len(gone), BATCH):
        yield gone[at : at + BATCH]


def _holders(transaction: ManagedTransaction, names: list[str]) -> list[str]:
    held = " OR ".join(f"p.`{camel(name)}` IS NOT NULL" for name in names)
    return transaction.run(
        f"MATCH (p:Person) WHERE {held} RETURN p.personId AS id ORDER BY id"
    ).value("id")


def _columns(conclusion: type[Conclusion]) -> pa.Schema:
    return pa.schema([("person_id", pa.string()), *conclusion.columns()])


def _set(
    transaction: ManagedTransaction, names: list[str], batches: list[list[list[object]]]
) -> None:
    """Rows travel as lists, their names once."""
    fields = ", ".join(f"`{camel(name)}`: row[{at}]" for at, name in enumerate(names, 1))
    text = f"UNWIND $rows AS row MATCH (p:Person {{personId: row[0]}}) SET p += {{{fields}}}"
    for rows in batches:
        transaction.run(text, rows=rows).consume()


def _keep_ties(into: Projection) -> None:
    """The tables `persons` and `ends`: of what was published where that is all that is asked about,
    else of the database's answer."""
    if into.drawn is not None and not into.scope.is_narrow:
        place = table_of(into.drawn, CONNECTED_TO)
        half = f"""SELECT start, "end" AS other, strength FROM '{place}'"""
        named = f"FROM '{table_of(into.drawn, Person)}'"
    else:
        _ask_ties(into)
        half = (
            "SELECT start, unnest(others)::VARCHAR AS other, unnest(strengths)::DOUBLE AS strength "
            "FROM ties"
        )
        named = "FROM named"
    into.tables.execute(
        f"""
        CREATE TABLE half AS {half};
        CREATE TABLE ends AS
        SELECT start AS person_id, other, strength FROM half
        UNION ALL SELECT other, start, strength FROM half;
        CREATE TABLE persons AS
        SELECT person_id, name::VARCHAR AS name, specialty::VARCHAR AS specialty,
          state::VARCHAR AS state
        {named} SEMI JOIN ends USING (person_id);
        DROP TABLE half; DROP TABLE IF EXISTS ties; DROP TABLE IF EXISTS named"""
    )


def _ask_ties(into: Projection) -> None:
    scope = into.scope
    through = "AUTHORED|INVESTIGATES" if scope.is_of_records else "CONNECTED_TO"
    for name, text in (
        ("ties", TIES.format(ties=scope.ties())),
        ("named", NAMED.format(through=through)),
    ):
        done = into.driver.execute_query(text, scope.values(), database_=into.database)
        rows = [row.values() for row in done.records]
        into.keep(name, pd.DataFrame(rows, columns=done.keys))
