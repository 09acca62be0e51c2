"""How is an expression asked of DuckDB, whose text is made once for all files of one layout?

Ibis takes seconds of a processor to put a wide table's expressions into SQL. A publisher's files of
one layout are asked the same, so a process keeps the texts that it has made.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import ibis
from ibis.backends.duckdb import Backend

_TEXTS = 1_000


class Compiled(Backend):  # type: ignore[misc]
    """DuckDB by Ibis, which remembers the texts of expressions. A text names tables, and no file:
    two connections whose tables have the same names and columns are asked the same."""

    @cached_property
    def db_identity(self) -> str:
        """The same for all connections; an expression never spans two of them."""
        return type(self).__name__

    def compile(
        self,
        expr: ibis.Expr,
        /,
        *,
        limit: int | None = None,
        params: Mapping[ibis.Expr, Any] | None = None,
        pretty: bool = False,
    ) -> str:
        """The text of an expression."""
        if limit is not None or params or pretty:
            return str(super().compile(expr, limit=limit, params=params, pretty=pretty))
        return _text(expr.op())

    def keep(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Keep rows as a table of the connection."""
        self._run_pre_execute_hooks(rows)
        self.con.execute(f"CREATE TABLE {name} AS {self.compile(rows)}")
        return self.table(name)

    def write(self, rows: ibis.Table, file: Path, **constant: str) -> None:
        """Write rows to a Parquet file, and with them columns of one value each, which may differ
        from file to file: the literals of SQL, by name."""
        self._run_pre_execute_hooks(rows)
        columns = "".join(f", {literal} AS {name}" for name, literal in constant.items())
        text = f"SELECT *{columns} FROM ({self.compile(rows)})"
        self.con.execute(f"COPY ({text}) TO {quoted(file)} (FORMAT parquet)")


def connect(database: str | Path = ":memory:", **settings: object) -> Compiled:
    """A connection to a database of DuckDB, by settings of DuckDB's; it shows no progress."""
    connection: Compiled = Compiled().connect(database, **settings)
    connection.con.execute("SET enable_progress_bar = false")
    return connection


def quoted(text: object) -> str:
    """A text, or the name of a file, as a literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


@lru_cache(_TEXTS)
def _text(asked: ibis.expr.operations.Node) -> str:
    return str(Backend().compile(asked.to_expr()))
