"""Which rows of a table could be read, which values of them stand, and where are the others?

Every row or value that is not taken is noted with its line. Where a field holds line breaks, the
rows of a file are not its lines: a value's place is then given as its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lake.delivery import Delivery, Refused, Reject

Rows = npt.NDArray[np.int64]

_LONGEST_LINE = 16_000_000
_PIECE = 1 << 20
_UNREADABLE_ROWS, _UNREADABLE_SHARE = 10, 0.001
_NAMED_IN_REFUSAL = 5
_WORDS = {
    "MISSING COLUMNS": "has too few columns",
    "TOO MANY COLUMNS": "has too many columns",
    "UNQUOTED VALUE": "has an unbalanced quote",
    "INVALID ENCODING": "is not UTF-8",
    "LINE SIZE OVER MAXIMUM": "is longer than a megabyte",
}
# A quote that never closes swallows the rows after it: each line of it is a row lost.
_ERRORS = """
SELECT line, min(line_byte_position) AS place,
  list_sort(list(DISTINCT error_type::VARCHAR)) AS kinds,
  max(length(csv_line) - length(replace(csv_line, chr(10), ''))) AS breaks
FROM reject_errors GROUP BY line ORDER BY line"""


@dataclass(frozen=True)
class Check:
    """A typed column that is null where its text says something it must not.

    `whole` means that the row falls with the value; `is_expected` that the source prints such rows,
    and that they are none of ours.
    """

    text: str
    typed: str
    field: str
    reason: str
    whole: bool = False
    is_expected: bool = False


@dataclass
class Table:
    """A file's records as one Ibis table with `row`, a record's place among those that could be
    read, from 0. `place` says in words where rows stand in the file."""

    rows: ibis.Table
    delivery: Delivery
    place: Callable[[Rows], list[str]]

    def check(self, key: str, checks: list[Check]) -> ibis.Table:
        """Note every value that fails, with the record's `key` and line; the rows that stand."""
        bad = [self._failing(key, check) for check in checks]
        found = ibis.union(*bad).to_pyarrow() if len(bad) > 1 else bad[0].to_pyarrow()
        if found.num_rows:
            self._note(found)
        rows = self.rows
        for check in checks:
            if check.whole:
                rows = rows.filter(rows[check.typed].notnull())
        return rows

    def records(self, found: pa.Table) -> list[str]:
        """The records that stand in `row`, with their `key`, in words."""
        places = self.place(found["row"].to_numpy())
        keys = found["key"].to_pylist()
        return [
            f"{key} ({place})" if key else place for key, place in zip(keys, places, strict=True)
        ]

    def _failing(self, key: str, check: Check) -> ibis.Table:
        text, typed = self.rows[check.text], self.rows[check.typed]
        fails = typed.isnull() if check.whole else text.notnull() & typed.isnull()
        return self.rows.filter(fails).select(
            "row",
            key=self.rows[key],
            field=ibis.literal(check.field),
            value=text.substr(0, 200),
            reason=ibis.literal(check.reason),
            is_expected=ibis.literal(check.is_expected),
        )

    def _note(self, found: pa.Table) -> None:
        found = found.sort_by([("row", "ascending"), ("field", "ascending")])
        records = self.records(found)
        told = ["field", "value", "reason", "is_expected"]
        noted = found.select(told).add_column(0, "record", [records])
        self.delivery.state(Reject, noted)


@dataclass(frozen=True)
class _Lines:
    """Where the rows of a CSV stand, of which the first is the line `first`, given the places of
    those that could not be read."""

    file: Path
    count: int
    unreadable: Rows
    first: int

    def __call__(self, rows: Rows) -> list[str]:
        """`line N`; `row N` where line breaks inside fields make lines and rows differ."""
        lines = sum(piece.count(b"\n") for piece in _raw(self.file))
        least = self.count + len(self.unreadable) + self.first - 2
        one_line_each = lines in (least, least + 1)
        before = self.unreadable - np.arange(len(self.unreadable))
        numbers = rows + self.first
        numbers += np.searchsorted(before, numbers, side="right")
        if one_line_each:
            return [f"line {number}" for number in numbers.tolist()]
        return [f"row {number + 1 - self.first}" for number in numbers.tolist()]


def holds_nul(path: Path, file: Path) -> bool:
    """Whether the file holds a NUL character anywhere.

    Raises `Refused` where a line is longer than the engine's buffer: it would be left out in
    silence.
    """
    buffer, found, line = bytearray(_PIECE), False, 0
    with file.open("rb", buffering=0) as opened:
        while size := opened.readinto(buffer):
            found = found or buffer.find(b"\0", 0, size) >= 0
            last = max(buffer.rfind(b"\n", 0, size), buffer.rfind(b"\r", 0, size))
            line = line + size if last < 0 else size - last - 1
            if line > _LONGEST_LINE:
                at = opened.tell() - line
                raise Refused(
                    f"{path.name} has a line of over {_LONGEST_LINE:,} bytes from byte {at:,} on; "
                    "no table of this source has; download it again"
                )
    return found


def readable(
    connection: ibis.BaseBackend,
    path: Path,
    file: Path,
    delivery: Delivery,
    nul_in: list[str],
    first: int = 2,
) -> Table:
    """The rows read into the connection's table `taken`; those that were not are noted as rejects.

    `nul_in` names the columns to search for NUL; the first row is the line `first`. Raises
    `Refused` where more than ten rows and more than 0.1 % of them cannot be read.
    """
    errors = connection.raw_sql(_ERRORS).fetchall()
    rows = connection.table("taken")
    rows = rows.mutate(row=rows.rowid())
    [(count,)] = connection.raw_sql("SELECT count(*) FROM taken").fetchall()
    place = _Lines(file, count, np.array([error[0] for error in errors], np.int64), first)
    noted = list(_unreadable(file, errors))
    lost = sum(1 + breaks for *_, breaks in errors)
    total = count + lost
    if nul_in:
        holds = ibis.or_(*(rows[column].re_search(r"\x00").fill_null(False) for column in nul_in))
        found = rows.filter(holds).order_by("row").select("row").to_pyarrow()["row"].to_numpy()
        noted += [(at, "holds a NUL character; left out") for at in place(found)]
        lost += len(found)
        rows = rows.filter(~holds)
    if lost > max(_UNREADABLE_ROWS, _UNREADABLE_SHARE * total):
        named = "; ".join(f"{place} {reason}" for place, reason in noted[:_NAMED_IN_REFUSAL])
        raise Refused(
            f"{path.name}: {lost:,} of {total:,} rows cannot be read, more than 0.1 % "
            f"({named}); download it again"
        )
    for record, reason in noted:
        delivery.reject(record, reason)
    delivery.records = total
    return Table(rows, delivery, place)


def _unreadable(
    file: Path, errors: list[tuple[int, int, list[str], int]]
) -> Iterator[tuple[str, str]]:
    """Line and reason of each row that could not be read."""
    pieces, before, start = _raw(file), 0, 0
    piece = b""
    for _, place, kinds, breaks in errors:
        while place - 1 > start + len(piece):
            before, start = before + piece.count(b"\n"), start + len(piece)
            piece = next(pieces)
        line = 1 + before + piece.count(b"\n", 0, place - 1 - start)
        words = " and ".join(_WORDS.get(kind, kind.lower()) for kind in kinds)
        lines = f"line {line}" if not breaks else f"lines {line} to {line + breaks}"
        yield lines, f"{words}; left out"


def _raw(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece
