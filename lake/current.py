"""Which of all facts stand: today, or as it was known at an earlier instant?

Of each unit the greatest edition stands, unless a withdrawal of its batch or a later one takes it
back, or a later whole list of its source no longer holds it. The answer depends on what the files
say, never on the order in which they were loaded. What does not stand any more is history, and is
kept.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis import _

from lake.claims import Claims
from lake.compiled import connect, quoted
from lake.delivery import Unit, Whole, stored
from lake.ledger import whole_loads
from lake.store import store
from schema.catalogue import CLAIMS, MENTIONS, NODES, RELATIONSHIPS
from schema.vocabulary import Declared

# What tells one edition of a unit from another.
EDITION = ["source", "load", "unit", "entry"]


class Lake:
    """The facts that stand and the claims about them, as tables of one DuckDB connection.

    `as_of` leaves out what was not known by then; `memory` bounds the engine, such as "4GB".
    Without `stands` nobody works out which facts stand, and there is no `facts."Class"`. The facts
    are in the folder or at the URL `at`, in the home where none is given; the claims are in the
    home. Raises `lake.store.StoreFault`.
    """

    def __init__(
        self,
        home: Path,
        as_of: datetime | None = None,
        memory: str = "60%",
        stands: bool = True,
        at: str | None = None,
    ) -> None:
        self.home, self._store = home, store(at or home / "lake")
        known = whole_loads(at or home / "lake")
        spill = home / "spill"
        self.connection = connect(memory_limit=memory, temp_directory=str(spill))
        self.connection.con.execute("SET TimeZone = 'UTC'")
        self.loads = [load for load in known if as_of is None or load.loaded_at <= as_of]
        self._fallen: ibis.Table | None = None
        self._named = False
        self._stands = stands
        self._empty = 0

    def all(self, declared: type[Declared]) -> ibis.Table:
        """Every fact of the class that was ever stated, superseded ones too."""
        files = self._files(declared)
        if files:
            name = f"all_{declared.__name__}"
            return self.connection.read_parquet(files, table_name=name, hive_partitioning=False)
        return self.connection.table(self._nothing(stored(declared)))

    def facts(self, declared: type[Declared]) -> ibis.Table:
        """The facts of the class that stand."""
        return self.all(declared).anti_join(self.fallen(), EDITION)

    @property
    def tables(self) -> duckdb.DuckDBPyConnection:
        """The connection in which `facts."Class"`, which stand, `history."Class"`, which were ever
        stated, and `claims."Class"` are tables, and in which relations are made."""
        return self._named_connection()

    def sql(self, text: str) -> pa.Table:
        """The answer to a query over `facts."Class"`, which stand, and `claims."Class"`."""
        return self._named_connection().sql(text).to_arrow_table()

    def run(self, text: str, *values: object) -> duckdb.DuckDBPyConnection:
        """Run a statement over the same tables; `$1` and so on take the values."""
        return self._named_connection().execute(text, values or None)

    def one(self, text: str) -> tuple[Any, ...]:
        """The first row of a query's answer, which must have one."""
        found: tuple[Any, ...] = self.run(text).fetchall()[0]
        return found

    def keep(self, name: str, rows: pa.Table | str) -> None:
        """Keep rows (a table, or a query as in `sql`) as the temporary table `name`."""
        connection = self._named_connection()
        if isinstance(rows, pa.Table):
            connection.register("incoming", rows)
            rows = "FROM incoming"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {rows}")

    def claim(self, tables: dict[type[Declared], pa.Table]) -> None:
        """Put the claims of each class in place of the ones before."""
        for declared, table in tables.items():
            self.claims(declared).put(table)
        if self._named:
            self._name_claims()

    def amend(self, tables: dict[type[Declared], tuple[pa.Table, pa.Table]]) -> None:
        """Put claims of each class in place of those of some mentions: the claims, and the column
        `mention` of all whose claims they are."""
        for declared, (table, of) in tables.items():
            self.claims(declared).amend(self.tables, table, of)
        self._name_claims()

    def claims(self, declared: type[Declared]) -> Claims:
        """The files of a class's claims."""
        return Claims(self.home / "claims", declared)

    def close(self) -> None:
        """End the connection and give its memory back."""
        self._store.leave(self.connection.con)
        self.connection.disconnect()

    def fallen(self) -> ibis.Table:
        """`source, load, unit, entry` of every edition that does not stand: few beside those that
        do."""
        if self._fallen is None:
            units = self.all(Unit)
            text = self.connection.compile(
                units.anti_join(_standing(units, self.all(Whole)), EDITION)[EDITION]
            )
            self.connection.con.execute(f"CREATE TEMP TABLE fallen AS {text}")
            self._fallen = self.connection.table("fallen")
        return self._fallen

    def loads_of(self, name: str, with_withdrawals: bool) -> list[str]:
        """The loads that state a class; with all others of their sources, which may withdraw
        them."""
        stating = [load for load in self.loads if load.parts_of(name)]
        if with_withdrawals:
            sources = {load.source for load in stating}
            stating = [load for load in self.loads if load.source in sources]
        return sorted(load.folder for load in stating)

    def _named_connection(self) -> duckdb.DuckDBPyConnection:
        if not self._named:
            self._named = True
            self._name_tables()
        connection: duckdb.DuckDBPyConnection = self.connection.con
        return connection

    def _name_tables(self) -> None:
        for schema in ("facts", "history", "claims"):
            self.connection.con.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        concerned = self._fallen_loads() if self._stands else frozenset()
        for declared in (*NODES, *RELATIONSHIPS, *MENTIONS, Whole):
            self._view("history", declared, self._rows(self._files(declared), stored(declared)))
            if self._stands and declared is not Whole:
                self._view("facts", declared, self._standing_rows(declared, concerned))
        self._name_claims()

    def _fallen_loads(self) -> frozenset[str]:
        """The loads of which something does not stand."""
        fallen = f'FROM "{self.fallen().get_name()}"'
        found = self.connection.con.execute(f"SELECT DISTINCT load {fallen}").fetchall()
        return frozenset(load for (load,) in found)

    def _standing_rows(self, declared: type[Declared], concerned: frozenset[str]) -> str:
        """The rows that stand, to be read after FROM. Only where something of a load does not, each
        row of it is looked up."""
        history = f'history."{declared.__name__}"'
        standing = f'{history} ANTI JOIN "{self.fallen().get_name()}" USING ({", ".join(EDITION)})'
        loads = {load.load for load in self.loads if load.parts_of(declared.__name__)}
        if not loads & concerned:
            return history
        if loads <= concerned:
            return standing
        of = "load IN (" + ", ".join(f"'{load}'" for load in sorted(loads & concerned)) + ")"
        return f"(FROM {history} WHERE NOT {of} UNION ALL FROM {standing} WHERE {of})"

    def _name_claims(self) -> None:
        for claim in CLAIMS:
            rows = self.claims(claim).rows or self._nothing(claim.columns())
            self._view("claims", claim, rows)

    def _view(self, schema: str, declared: type[Declared], rows: str) -> None:
        # Written out: compiling an expression for each class takes as long as all else here.
        view = f'{schema}."{declared.__name__}"'
        self.connection.con.execute(f"CREATE OR REPLACE VIEW {view} AS FROM {rows}")

    def _rows(self, files: list[str], schema: pa.Schema) -> str:
        """The rows of Parquet files, or of a table that has none, to stand after FROM."""
        if not files:
            return self._nothing(schema)
        listed = ", ".join(map(quoted, files))
        return f"read_parquet([{listed}], hive_partitioning = false)"

    def _nothing(self, schema: pa.Schema) -> str:
        """The name of a table without rows."""
        self._empty += 1
        name = f"empty_{self._empty}"
        self.connection.con.register("incoming", schema.empty_table())
        self.connection.con.execute(f"CREATE TEMP TABLE {name} AS FROM incoming")
        return name

    def _files(self, declared: type[Declared]) -> list[str]:
        names = [part for load in self.loads for part in load.parts_of(declared.__name__)]
        return self._store.paths(self.connection.con, names)


def _standing(units: ibis.Table, wholes: ibis.Table) -> ibis.Table:
    latest = wholes.group_by("source").agg(whole=_.batch.max())
    withdrawn = units.filter(_.withdrawn).group_by("source", "unit").agg(taken_back=_.batch.max())
    newest = ibis.window(
        group_by=["source", "unit"],
        order_by=[_.edition.desc(), _.batch.desc(), _.load.desc(), _.entry.desc()],
    )
    stated = units.filter(~_.withdrawn)
    return (
        stated.anti_join(latest, [stated.source == latest.source, stated.batch < latest.whole])
        .left_join(withdrawn, ["source", "unit"])
        .filter(_.taken_back.isnull() | (_.batch > _.taken_back))
        .mutate(place=ibis.row_number().over(newest))
        .filter(_.place == 0)
        .select(*EDITION)
    )
