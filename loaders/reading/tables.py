"""How does a publisher's table become a table of text, and which of its rows could not be read?

A file is read once, by DuckDB through Ibis, into a table that the loader then maps as a whole.
Names of columns are compared as `headers` says; a database export cuts them at 63 characters. A row
that cannot be read (unbalanced quote, missing or extra column, NUL, over a megabyte, not UTF-8) is
a reject with its line; more than ten and more than 0.1 % of them refuse the file. A Parquet file,
where a source takes one, is read as the text that its values print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import ibis

from lake.compiled import Compiled, connect
from lake.delivery import NEW_COLUMN, Delivery, Refused
from loaders.reading.headers import LONGEST_ROW, header, is_parquet, nearest, normal
from loaders.reading.opening import pieces, texts
from loaders.reading.rows import Table, holds_nul, readable

_MEMORY = "2GB"
_IN_MEMORY = 1_000_000_000
_EXPORT_LIMIT = 63
_NO_REJECTS = """
CREATE TEMP TABLE reject_errors (line BIGINT, line_byte_position BIGINT, error_type VARCHAR,
  csv_line VARCHAR)"""


@dataclass(frozen=True)
class Form:
    """How a table is printed: what stands between values, the columns of a file whose first line is
    a row already, and the encoding of a file that is not UTF-8."""

    separator: str = ","
    unnamed: tuple[str, ...] = ()
    fallback: str | None = None

    @property
    def first_line(self) -> int:
        """The line of the first row."""
        return 1 if self.unnamed else 2


CSV = Form()


@contextmanager
def opened(
    path: Path,
    delivery: Delivery,
    layout: Mapping[str, tuple[str, ...]],
    required: Collection[str],
    derive: Callable[[ibis.Table], ibis.Table] = lambda rows: rows,
    ignored: Collection[str] = (),
    form: Form = CSV,
) -> Iterator[Table]:
    """Open a CSV, plain or gz, as a table of text for as long as the context lasts.

    `layout` gives each column's headers over the years; a blank value or absent column is null.
    `derive` adds typed columns as the rows come in. Headers that `ignored` names are left out on
    purpose; every other one that the layout does not map is a signal. Raises `Refused`, with the
    next step, where a required column is missing or too many rows cannot be read.
    """
    names = list(form.unnamed) or header(path, form.separator)
    places = _placed(path, names, layout, required)
    _look(_without_end(names, form.separator), set(places.values()), ignored, delivery)
    with TemporaryDirectory(dir=delivery.staged.parent) as folder:
        file = _plain(path, Path(folder), form.fallback)
        # A large table goes to a database file, which is compressed; memory would spill it plain.
        is_large = file.stat().st_size > _IN_MEMORY
        database = Path(folder) / "rows.duckdb" if is_large else ":memory:"
        connection = connect(database, memory_limit=_MEMORY, temp_directory=folder)
        try:
            if is_parquet(path):
                _take_parquet(connection, path, names, layout, places, derive)
                yield readable(connection, path, file, delivery, list(layout))
                return
            nul_in = list(layout) if holds_nul(path, file) else []
            taking = _Taking(names, form, layout, places, derive)
            file = _read(connection, file, Path(folder), taking)
            yield readable(connection, path, file, delivery, nul_in, form.first_line)
        finally:
            connection.disconnect()


def _without_end(names: list[str], separator: str) -> list[str]:
    """The names without what follows a separator that ends the line; in a CSV that is a column."""
    return names[:-1] if separator != "," and not names[-1] else names


def _look(
    names: list[str], mapped: Collection[int], ignored: Collection[str], delivery: Delivery
) -> None:
    """Note which columns are left out on purpose; one that nobody names is a signal."""
    known = {normal(spelling) for spelling in ignored}
    for place, name in enumerate(names):
        if place in mapped:
            continue
        plain = normal(name)
        cut = len(name) == _EXPORT_LIMIT and any(of.startswith(plain) for of in known)
        if plain and (plain in known or cut):
            delivery.ignore(name)
        else:
            title = name if name.strip() else f"column {place + 1}, without a name"
            delivery.signal(NEW_COLUMN, title, records=None)


def _placed(
    path: Path,
    names: list[str],
    layout: Mapping[str, tuple[str, ...]],
    required: Collection[str],
) -> dict[str, int]:
    """Where each column of the layout stands in the file; absent ones are left out."""
    plain = [normal(name) for name in names]
    places: dict[str, int] = {}
    for column, spellings in layout.items():
        for spelling in map(normal, spellings):
            found = [i for i, name in enumerate(plain) if name == spelling] or [
                i
                for i, name in enumerate(names)
                if len(name) == _EXPORT_LIMIT and spelling.startswith(plain[i])
            ]
            if len(found) > 1:
                raise Refused(
                    f"{path.name} has two columns called {names[found[0]]!r}; remove the one that "
                    "does not belong"
                )
            if found:
                places[column] = found[0]
                break
        if column in required and column not in places:
            raise Refused(
                f"{path.name} has no column {spellings[0]!r}{nearest(spellings[0], names)} among "
                f"its {len(names)}; if the publisher renamed it, give it its old name in the first "
                "line, else check that this is the right file"
            )
    return places


def _plain(path: Path, folder: Path, fallback: str | None) -> Path:
    """The file itself, or an unpacked or re-encoded copy of it."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if not packed and fallback is None:
        return path
    copy = folder / "table.csv"
    if fallback is None:
        with copy.open("wb") as unpacked:
            unpacked.writelines(pieces(path))
        return copy
    with copy.open("w", encoding="utf-8", newline="") as written:
        written.writelines(texts(path, fallback))
    return copy


@dataclass(frozen=True)
class _Taking:
    """How the rows of a file are taken: its columns, and what `opened` is given."""

    names: list[str]
    form: Form
    layout: Mapping[str, tuple[str, ...]]
    places: dict[str, int]
    derive: Callable[[ibis.Table], ibis.Table]


def _read(connection: Compiled, file: Path, folder: Path, taking: _Taking) -> Path:
    """Read into the table `taken`; returns the file that was read."""
    try:
        _create(connection, file, taking)
        [(errors,)] = connection.raw_sql("SELECT count(*) FROM reject_errors").fetchall()
        if not errors or not _has_two_line_ends(file):
            return file
        connection.raw_sql("DROP TABLE taken").fetchall()
        connection.raw_sql("DELETE FROM reject_errors").fetchall()
    except duckdb.InvalidInputException:
        pass
    # Line ends of two kinds stop the reader, or cost it rows, so they are made one.
    copy = folder / "one-line-end.csv"
    with copy.open("wb") as written, file.open("rb") as opened:
        for line in opened:
            written.write(line.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    try:
        _create(connection, copy, taking)
    except duckdb.InvalidInputException as error:
        raise Refused(
            f"{file.name} cannot be read as a comma-separated table: "
            f"{str(error).splitlines()[0]}; download it again"
        ) from None
    return copy


def _has_two_line_ends(file: Path) -> bool:
    with file.open("rb") as opened:
        ends = Counter(line[-2:] == b"\r\n" for line in opened)
    return len(ends) == 2


def _create(connection: Compiled, file: Path, taking: _Taking) -> None:
    table = connection.read_csv(
        str(file),
        table_name="printed",
        auto_detect=False,
        header=not taking.form.unnamed,
        delim=taking.form.separator,
        quote='"',
        escape='"',
        strict_mode=True,
        store_rejects=True,
        max_line_size=LONGEST_ROW,
        columns={f"c{i}": "VARCHAR" for i in range(len(taking.names))},
    )
    none = ibis.literal(None, type="string")
    places = taking.places
    text = {
        column: _stripped(table[f"c{places[column]}"]) if column in places else none
        for column in taking.layout
    }
    connection.keep("taken", taking.derive(table.select(**text)))


def _take_parquet(
    connection: Compiled,
    path: Path,
    names: list[str],
    layout: Mapping[str, tuple[str, ...]],
    places: dict[str, int],
    derive: Callable[[ibis.Table], ibis.Table],
) -> None:
    rows = connection.read_parquet(str(path), table_name="printed")
    none = ibis.literal(None, type="string")
    text = {
        column: _stripped(rows[names[places[column]]].cast("string")) if column in places else none
        for column in layout
    }
    connection.keep("taken", derive(rows.select(**text)))
    connection.raw_sql(_NO_REJECTS).fetchall()


def _stripped(text: ibis.expr.types.StringValue) -> ibis.expr.types.StringValue:
    """The text without blanks around it; null where nothing is left."""
    # Trimming copies each value; most have nothing to trim, and to look is seven times as fast.
    # Blanks, tabs and control characters sort before "!".
    ragged = (text < "!") | text.endswith(" ") | text.endswith("\t")
    return ibis.ifelse(ragged, text.strip(), text).nullif("")
