"""Which year's data does a file of Medicare's hold, in which release, and what does it count?

The publisher names a file by release and year (`MUP_DPR_RY25_P04_V10_DY23_NPIBN.csv`: released in
April 2025, data of 2023), or by the year alone. Of two files that speak of one provider and year
the later release stands, else the one loaded later. A count of fewer than eleven patients is
suppressed: it is blank, `*` or `#`, or a flag beside it says so. It is unknown, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import ibis
from ibis.expr import types

from lake.delivery import Delivery, Refused, Unit
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.headers import header, normal
from loaders.reading.rows import Check, Table
from loaders.reading.tables import opened
from schema.vocabulary import Declared

YEAR = ("Year", "Data_Year", "Calendar_Year", "_reporting_year")
FIRST_YEAR = 2010
MOST, MOST_USD = 999_999_999, 100_000_000_000
_COUNT = f"is no number from 0 to {MOST:,}; value left out"
_NO_YEAR = "is no year of the data; row left out"
_CONTRADICTED = (
    "differs from another row of the same provider, year and drug; neither is taken: leave one in "
    "the file"
)
_HIDDEN = ("*", "#")
_ENTITIES = ("I", "O")
_OF_DATA = r"(?<![A-Za-z0-9])(?:DY|D|CY)(?P<y>\d{2}|20\d{2})(?![0-9])"
_OF_OLD_FILES = r"_PUF_\w*?_(?P<y>\d{2})(?![0-9])"
_PLAIN = r"(?<![0-9])20[0-9]{2}(?![0-9])"
_RELEASE = r"(?<![A-Za-z])RY?(?P<y>\d{2})_P(?P<p>\d{2})_V(?P<v>\d{2})"


def of_file(path: Path, latest: date) -> int | None:
    """The year in the file's name; none where rows give it in a column of their own.

    Raises `Refused` where neither does, or where the name has several years.
    """
    years = named_years(path)
    if len(years) == 1 and FIRST_YEAR <= int(*years) <= latest.year:
        return int(*years)
    if {normal(name) for name in header(path)} & {normal(name) for name in YEAR}:
        return None
    said = f"names the years {', '.join(sorted(years))}" if years else "names no year"
    raise Refused(
        f"{path.name} {said}, and no column of it says which year the data are of: name it as the "
        f"publisher does (…_DY23_…), or by the year alone, such as {path.stem[:20]}_2023.csv"
    )


def named_years(path: Path) -> set[str]:
    """The years that a file's name may mean."""
    found = re.search(_OF_DATA, path.name) or re.search(_OF_OLD_FILES, path.name)
    return {f"20{found['y'][-2:]}"} if found else set(re.findall(_PLAIN, path.name))


def release(path: Path) -> str:
    """What sorts the releases of one year's data: `25.04.10`; empty where the name does not say."""
    found = re.search(_RELEASE, path.name)
    return ".".join(found.groups()) if found else ""


def typed(
    rows: ibis.Table,
    year: int | None,
    latest: date,
    counts: Iterable[str],
    numbers: Iterable[str],
    amounts: Iterable[str],
    flags: Mapping[str, str],
) -> ibis.Table:
    """The rows with `npi`, `year` and each count, number and amount beside its text, `printed_…`.
    `flags` names the column that says whether what a column's name begins with is suppressed."""
    columns = (*counts, *numbers, *amounts)
    shown: dict[str, ibis.Value] = {}
    for column in columns:
        text = rows[f"printed_{column}"]
        is_hidden = text.isin(_HIDDEN)
        for start, flag in flags.items():
            if column.startswith(start):
                is_hidden = is_hidden | rows[flag].isin(_HIDDEN)
        shown[f"printed_{column}"] = ibis.ifelse(is_hidden.fill_null(False), None, text)
    named = ibis.null("string") if year is None else ibis.literal(str(year))
    rows = rows.mutate(printed_year=ibis.coalesce(rows.printed_year, named), **shown)
    return rows.mutate(
        npi=checks.npi(rows.printed_npi),
        year=checks.whole(rows.printed_year, FIRST_YEAR, latest.year),
        is_organisation=_is_organisation(rows),
        **{c: checks.whole(rows[f"printed_{c}"].re_replace(",", ""), 0, MOST) for c in counts},
        **{c: checks.number(rows[f"printed_{c}"], MOST) for c in numbers},
        **{c: checks.money(rows[f"printed_{c}"], MOST_USD) for c in amounts},
    )


def look(
    table: Table, path: Path, flags: Mapping[str, str], what: str, bounds: tuple[int, int]
) -> None:
    """Signal what is not as it is known to be: kinds of provider, flags (columns with headers), and
    the rows of a file that its name says is whole."""
    categories = [Category("entity", "Ent_Cd", _ENTITIES)]
    categories += [Category(column, header, _HIDDEN) for column, header in flags.items()]
    signal_unknown(table, "printed_npi", categories)
    if release(path):
        table.delivery.expect(what, table.delivery.records, *bounds)


def _is_organisation(rows: ibis.Table) -> types.BooleanValue:
    entity = rows.entity.upper()
    return ibis.cases((entity == "O", True), (entity == "I", False))


def checked(
    counts: Mapping[str, str], amounts: Mapping[str, str], others: Iterable[Check] = ()
) -> list[Check]:
    """What must hold of the columns that `typed` and `sole` add; `counts`, numbers among them, and
    `amounts` give each column's header."""
    money = checks.MONEY.format(MOST_USD)
    return [
        Check("printed_npi", "npi", "NPI", checks.NPI_OF_ROW, whole=True),
        Check("printed_year", "year", "Year", _NO_YEAR, whole=True),
        *others,
        Check("printed_npi", "sole", "NPI", _CONTRADICTED, whole=True),
        *(Check(f"printed_{c}", c, header, _COUNT) for c, header in counts.items()),
        *(Check(f"printed_{c}", c, header, money) for c, header in amounts.items()),
    ]


def sole(
    rows: ibis.Table, key: Iterable[str], said: Iterable[str], beside: Iterable[str] = ()
) -> ibis.Table:
    """The rows, each once, with `sole`: null where another of the same key says something else.
    `beside` may be null in the key; a row that lacks another part of it is like no other."""
    is_whole = ibis.and_(*(rows[name].notnull() for name in key))
    joined = _joined(rows, (*key, *beside))
    rows = rows.mutate(sole=ibis.ifelse(is_whole, joined, "row " + rows.row.cast("string")))
    hashed = rows.select("row", of=rows.sole.hash(), said=_joined(rows, said).hash())
    grouped = hashed.group_by("of").agg(
        n=hashed.count(), least=hashed.said.min(), most=hashed.said.max(), first=hashed.row.min()
    )
    # Worked out once: nearly always there is none.
    repeated = grouped.filter(grouped.n > 1).to_pyarrow()
    if not repeated.num_rows:
        return rows
    repeated = ibis.memtable(repeated)
    rows = rows.left_join(repeated, rows.sole.hash() == repeated.of)
    differs = (rows.least != rows.most).fill_null(False)
    rows = rows.filter(differs | (rows.row == rows.first).fill_null(True))
    return rows.mutate(sole=ibis.ifelse(differs, None, rows.sole))


def _joined(rows: ibis.Table, names: Iterable[str]) -> types.StringValue:
    blank = ibis.literal("")
    texts = [ibis.coalesce(rows[name].cast("string"), blank) for name in names]
    return ibis.literal("|").join(texts)


def stated(
    rows: ibis.Table, path: Path, delivery: Delivery, of: Iterable[str] = ("npi", "year")
) -> ibis.Table:
    """The rows as facts, each `of` its provider and year, which a later release replaces."""
    rows = rows.mutate(
        unit=_joined(rows, of),
        entry=ibis.literal(0, type="int64"),
        record=rows.sole,
    )
    edition = ibis.literal(release(path))
    units = rows.select("unit", "entry").distinct().order_by("unit")
    batch = edition + " " + ibis.literal(delivery.known_from.isoformat())
    delivery.state(Unit, units.mutate(edition=edition, batch=batch, withdrawn=ibis.literal(False)))
    return rows.order_by("row")


@dataclass(frozen=True)
class ByProvider:
    """A file of one row a provider and year: the class that it `states`, its columns as `opened`
    takes them, what it counts by column and header, which flags suppress what, and how many rows
    (named in words) a whole one has."""

    states: type[Declared]
    layout: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    ignored: tuple[str, ...]
    counts: Mapping[str, str]
    numbers: Mapping[str, str]
    amounts: Mapping[str, str]
    flags: Mapping[str, str]
    flag_columns: Mapping[str, str]
    whole: tuple[str, tuple[int, int]]

    def read(self, path: Path, delivery: Delivery) -> None:
        """State what the file counts of each provider."""
        latest = checks.latest_day(delivery.known_from.date())
        derive = partial(
            typed,
            year=of_file(path, latest),
            latest=latest,
            counts=self.counts,
            numbers=self.numbers,
            amounts=self.amounts,
            flags=self.flags,
        )
        whole_numbers = {**self.counts, **self.numbers}
        with opened(
            path, delivery, self.layout, self.required, derive, ignored=self.ignored
        ) as table:
            look(table, path, self.flag_columns, *self.whole)
            table.rows = sole(table.rows, ("npi", "year"), {**whole_numbers, **self.amounts})
            rows = table.check("printed_npi", checked(whole_numbers, self.amounts))
            delivery.state(self.states, stated(rows, path, delivery))
