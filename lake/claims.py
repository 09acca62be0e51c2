"""Which claims stand, and how do a few change without all being written again?

The claims of a class are one Parquet file. What is decided anew of some mentions is written beside
it, and stands instead of what the file says of them; from a tenth of the file on, the two are put
together.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lake.compiled import quoted
from lake.delivery import ROW_GROUP
from schema.vocabulary import Declared

_MOST_CHANGED = 0.1
# Of a mention that has no claim any more a row without one is kept.
_STANDS = pa.field("stands", pa.bool_())


class Claims:
    """The files of a class's claims in a folder."""

    def __init__(self, folder: Path, declared: type[Declared]) -> None:
        self.columns = declared.columns()
        optional = (column.with_nullable(True) for column in self.columns)
        self._changed_columns = pa.schema([*optional, _STANDS])
        self._all = folder / f"{declared.__name__}.parquet"
        self._changed = folder / f"{declared.__name__}.changed.parquet"

    @property
    def rows(self) -> str | None:
        """The claims that stand, to be read after FROM; none where nobody claimed anything."""
        if not self._all.exists():
            return None
        if not self._changed.exists():
            return _read(self._all)
        names, changed = ", ".join(self.columns.names), _read(self._changed)
        return (
            f"(SELECT {names} FROM {_read(self._all)} AS said "
            f"ANTI JOIN {changed} AS changed USING (mention) "
            f"UNION ALL SELECT {names} FROM {changed} AS changed WHERE stands)"
        )

    @property
    def mark(self) -> str:
        """What tells these claims from those before and after."""
        stats = (place.stat() for place in (self._all, self._changed) if place.exists())
        return " ".join(f"{stat.st_size} {stat.st_mtime_ns}" for stat in stats)

    def put(self, claims: pa.Table) -> None:
        """Put claims in place of all before. Who reads them finds the files that there were."""
        _write(self._all, claims.cast(self.columns))
        if self._changed.exists():
            _write(self._changed, self._changed_columns.empty_table())

    def amend(self, tables: duckdb.DuckDBPyConnection, claims: pa.Table, of: pa.Table) -> None:
        """Put claims in place of those of some mentions, which are all that `of` names in its one
        column, `mention`."""
        for name, rows in (("amended", claims), ("restated", of)):
            tables.register(name, rows)
        before = f"FROM {_read(self._changed)}" if self._changed.exists() else None
        parts = [
            *([f"{before} ANTI JOIN restated USING (mention)"] if before else []),
            "SELECT *, true AS stands FROM amended",
            "SELECT mention, false AS stands FROM restated ANTI JOIN amended USING (mention)",
        ]
        changed = tables.sql(" UNION ALL BY NAME ".join(f"({part})" for part in parts))
        found = changed.to_arrow_table()
        for name in ("amended", "restated"):
            tables.unregister(name)
        columns = self._changed_columns
        _write(self._changed, found.select(columns.names).cast(columns))
        if found.num_rows > _MOST_CHANGED * pq.read_metadata(self._all).num_rows:
            self.put(tables.sql(f"FROM {self.rows}").to_arrow_table())


def _read(place: Path) -> str:
    return f"read_parquet({quoted(place)}, hive_partitioning = false)"


def _write(place: Path, rows: pa.Table) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    new = Path(f"{place}.new")
    pq.write_table(rows, new, compression="zstd", row_group_size=ROW_GROUP)
    new.replace(place)
