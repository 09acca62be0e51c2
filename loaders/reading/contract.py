"""Which layout does a file of the user's own have, where no publisher defines one?

A contract declares its columns once. What reads the file, what writes an empty one, and the page
that explains it follow from that. The column `npi` of a file is the text `printed_npi` and the
typed value `npi` of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr import types

from lake.delivery import Delivery, Refused, Unit
from loaders.reading import checks, kinds
from loaders.reading.headers import header, normal
from loaders.reading.kinds import Kind
from loaders.reading.rows import Check, Table
from loaders.reading.tables import opened
from schema.vocabulary import Declared

SUFFIXES = (".csv", ".csv.gz", ".parquet")
NOBODY = (
    "names nobody by a valid NPI or ORCID iD, and a name alone is not matched: give the npi or the "
    "orcid; row left out"
)


@dataclass(frozen=True)
class Column:
    """One column: what it holds, an example, further headers it may have. A file must have a column
    that is `needed`; with the value of one that `carries` its row, the row falls."""

    name: str
    kind: Kind
    about: str
    example: str
    spellings: tuple[str, ...] = ()
    needed: bool = False
    carries: bool = False

    @property
    def reason(self) -> str:
        """Why a value is refused, and what falls with it."""
        return f"{self.kind.reason}; {'row' if self.carries else 'value'} left out"


# Who a person is, in every contract that speaks of persons.
WHO = (
    Column("npi", kinds.NPI, "National Provider Identifier.", "1234567893"),
    Column("orcid", kinds.ORCID, "ORCID iD.", "0000-0002-1825-0097"),
    Column("name", kinds.TEXT, "Name as printed, for people who read the file.", "Ada Quill"),
)


@dataclass(frozen=True)
class Contract:
    """A layout: its columns in order, headers known and left out, and the refusals of its own,
    which the page prints. Where it has the columns of `WHO`, each row names a person by a key."""

    columns: tuple[Column, ...]
    ignored: tuple[str, ...] = ()
    refusals: tuple[tuple[str, str], ...] = ()

    @property
    def names_persons(self) -> bool:
        """Whether rows name a person by NPI or ORCID iD."""
        return set(WHO) <= set(self.columns)

    def empty(self) -> pa.Table:
        """A table of no rows with the columns, typed."""
        return pa.schema([(one.name, one.kind.arrow) for one in self.columns]).empty_table()

    @contextmanager
    def opened(
        self, path: Path, delivery: Delivery, derive: Callable[[ibis.Table], ibis.Table]
    ) -> Iterator[Table]:
        """Open a file as a table of texts and typed values; `derive` adds columns to these.

        Raises `Refused` where a column is missing that is needed.
        """
        if self.names_persons:
            _look_for_keys(path)
        layout = {f"printed_{one.name}": (one.name, *one.spellings) for one in self.columns}
        needed = [f"printed_{one.name}" for one in self.columns if one.needed]
        latest = checks.latest_day(delivery.known_from.date())

        def typed(rows: ibis.Table) -> ibis.Table:
            read = {
                one.name: one.kind.read(rows[f"printed_{one.name}"], latest) for one in self.columns
            }
            rows = rows.mutate(**read)
            return derive(_with_key(rows) if self.names_persons else rows)

        with opened(path, delivery, layout, needed, typed, ignored=self.ignored) as table:
            yield table

    def checks(self) -> list[Check]:
        """The checks of every column, and that each row names somebody."""
        who = [Check("printed_who", "who", "npi", NOBODY, whole=True)] if self.names_persons else []
        return who + [
            Check(f"printed_{one.name}", one.name, one.name, one.reason, whole=one.carries)
            for one in self.columns
        ]


def sole(rows: ibis.Table, unit: str, said: Sequence[str]) -> ibis.Table:
    """The rows with `sole`, null where another of the file says something else of the same unit."""
    blank = ibis.literal("")
    texts = [ibis.coalesce(rows[name].cast("string"), blank) for name in said]
    told = ibis.literal("|").join(texts)
    contradicts = told.nunique().over(ibis.window(group_by=rows[unit])) > 1
    is_sole = rows[unit].isnull() | ~contradicts
    return rows.mutate(sole=ibis.ifelse(is_sole, ibis.coalesce(rows[unit], blank), None))


def agreed(rows: ibis.Table, of: str, told: str, name: str = "") -> types.StringValue:
    """Null where the row gives `name` (else `told`) and another row of the same `of` tells another
    `told`; a blank one tells nothing."""
    differ = rows[told].nunique().over(ibis.window(group_by=rows[of])) > 1
    falls = rows[name or told].notnull() & rows[of].notnull() & differ
    return ibis.ifelse(falls.fill_null(False), ibis.null("string"), "yes")


# Of rows that hold from a day to a day.
IN_ORDER = Check(
    "printed_to_on", "in_order", "to_on", "is before from_on; row left out", whole=True
)


def in_order(rows: ibis.Table) -> types.StringValue:
    """What `IN_ORDER` checks: null where a row ends before it begins."""
    return ibis.ifelse(rows.to_on < rows.from_on, ibis.null("string"), "yes")


def unit_of(rows: ibis.Table, columns: Sequence[str]) -> types.StringValue:
    """What a row speaks of, by these columns; null where one of them is."""
    first, *others = (rows[name].cast("string") for name in columns)
    for other in others:
        first = first + "|" + other
    return first


def state_dated(
    declared: type[Declared], rows: ibis.Table, day: types.DateValue, delivery: Delivery
) -> None:
    """State rows that each speak of a unit as of a day: of several the latest day's stands."""
    _state(declared, rows, day.cast("string"), ibis.literal(""), delivery)


def state_edition(
    declared: type[Declared], rows: ibis.Table, edition: str, delivery: Delivery
) -> ibis.Table:
    """State rows that each speak of a unit: of several files the latest edition's stands. Returns
    them with what facts must have."""
    return _state(declared, rows, ibis.literal(edition), ibis.literal(edition), delivery)


def _state(
    declared: type[Declared],
    rows: ibis.Table,
    edition: types.StringValue,
    batch: types.StringValue,
    delivery: Delivery,
) -> ibis.Table:
    rows = rows.mutate(entry=rows.row + 1, record="unit")
    stands = ibis.literal(False)
    units = rows.select("unit", "entry", edition=edition, batch=batch, withdrawn=stands)
    delivery.state(Unit, units)
    delivery.state(declared, rows)
    return rows


def _look_for_keys(path: Path) -> None:
    if not {normal(name) for name in header(path)} & {"npi", "orcid"}:
        raise Refused(f"{path.name} has neither a column 'npi' nor 'orcid': give one of them")


def _with_key(rows: ibis.Table) -> ibis.Table:
    """The rows with the key of their person, `who`, and what is printed of it."""
    return rows.mutate(
        who=ibis.coalesce(rows.npi, rows.orcid),
        printed_who=ibis.coalesce(rows.printed_npi, rows.printed_orcid, rows.printed_name),
    )
