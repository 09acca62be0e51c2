"""How many patients did two providers have in common within so many days?

CMS gave out the shared-patient files of Medicare for 2009 to 2015: one row a pair of providers of
whom the second billed for a patient of the first within 30, 60, 90 or 180 days. They have no
header: NPI, NPI, pairs of visits, patients, pairs on one day. The year and the days are in the
file's name (`physician-shared-patient-patterns-2014-days30.txt`). Files made of them have headers
(Initial, Secondary, Total, Unique, Same Day), with the year in the header or in the name. Of
several years in one file each is read; a later load of a provider's year replaces the earlier one.

Known faults: pairs with fewer than eleven patients are left out by CMS, so that no pair is not the
same as no patient in common. A patient with Medicare Advantage is not counted. Pairs run on into
the year after the one that the file is named by. A provider may be an organisation, which is nobody
in the graph. That a patient came to both does not say that the one sent it to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import ibis

from lake.delivery import Delivery, Refused
from loaders.reading import checks, data_years
from loaders.reading.headers import header, normal
from loaders.reading.rows import Check, Table
from loaders.reading.source import Source
from loaders.reading.tables import Form, opened
from schema.patients import SharedPatients

_UNNAMED = ("npi1", "npi2", "pair_count", "bene_count", "same_day_count")
_FIRST = ("npi1", "initial", "npi_number1")
_SECOND = ("npi2", "secondary", "npi_number2")
_COUNTED = {
    "times": ("total", "pair_count", "transaction_count"),
    "patients": ("unique", "bene_count", "patient_count"),
    "same_day": ("same_day", "same_day_count"),
}
_DAYS = r"(?i)days?[-_ ]?(\d{2,3})(?![0-9])"
_MOST, _MOST_DAYS = 100_000_000, 366
# The publisher names a whole year so.
_WHOLE = "physician-shared-patient-patterns"
_PAIRS = (1_000_000, 200_000_000)
_COUNT = f"is no number from 0 to {_MOST:,}; value left out"
_NAME_IT = "name the file by the year, such as shared-patients-2014-days30.csv"
_NO_YEAR = f"is of no year, by its header or by the file's name; row left out: {_NAME_IT}"
_NO_COUNT = "has no number of patients; row left out"
_ONE = "names one provider twice; row left out"
_CONTRADICTED = (
    "differs from another row of the same two providers and year; neither is taken: leave one in "
    "the file"
)


def read(path: Path, delivery: Delivery) -> None:
    """State the pairs of a file, each in its year."""
    names = header(path)
    unnamed = _UNNAMED if re.fullmatch(r"\s*\d{10}\s*", names[0]) else ()
    if unnamed and len(names) != len(unnamed):
        raise Refused(
            f"{path.name} has no header and {len(names)} columns; the publisher's files have five: "
            "NPI, NPI, pairs of visits, patients, pairs on one day: give it a header"
        )
    of_file = data_years.named_years(path)
    years = [""] if unnamed else _years(names)
    if years == [""] and len(of_file) != 1:
        raise Refused(f"{path.name} does not say which year it is of: {_NAME_IT}")
    layout: dict[str, tuple[str, ...]] = {"printed_npi": _FIRST, "printed_other": _SECOND}
    layout |= {
        f"{counted}{year}": tuple(f"{name}{year}" for name in spellings)
        for year in years
        for counted, spellings in _COUNTED.items()
    }
    again = [f"{name}again" for spellings in layout.values() for name in spellings]
    required = ("printed_npi", "printed_other", f"patients{years[0]}")
    with opened(
        path, delivery, layout, required, ignored=again, form=Form(unnamed=unnamed)
    ) as table:
        if _WHOLE in path.name:
            delivery.expect("pairs of providers of a year", delivery.records, *_PAIRS)
        by_year = list(_by_year(table.rows, years))
        rows = ibis.union(*by_year) if len(by_year) > 1 else by_year[0]
        year = of_file.pop() if len(of_file) == 1 else None
        latest = checks.latest_day(delivery.known_from.date())
        table.rows = _typed(rows, year, _days(path), latest)
        _state(table, path, delivery)


def _years(names: list[str]) -> list[str]:
    """The years that the headers of counts bear; the empty text for headers without one."""
    spelled = "|".join(map(normal, _COUNTED["patients"]))
    found = (re.fullmatch(rf"(?:{spelled})(20\d\d)?", normal(name)) for name in names)
    return sorted({match[1] or "" for match in found if match}, reverse=True) or [""]


def _by_year(rows: ibis.Table, years: list[str]) -> Iterator[ibis.Table]:
    """Per year the rows that count something in it; what counts nothing is of the first."""
    says = {
        year: ibis.or_(*(rows[f"{name}{year}"].notnull() for name in _COUNTED)) for year in years
    }
    says[years[0]] |= ~ibis.or_(*says.values())
    for year in years:
        yield rows.filter(says[year]).select(
            "row",
            "printed_npi",
            "printed_other",
            printed_year=ibis.literal(year or None, type="string"),
            **{f"printed_{name}": f"{name}{year}" for name in _COUNTED},
        )


def _days(path: Path) -> int | None:
    found = re.search(_DAYS, path.name)
    return int(found[1]) if found and int(found[1]) <= _MOST_DAYS else None


def _typed(rows: ibis.Table, year: str | None, days: int | None, latest: date) -> ibis.Table:
    """The rows with their values; a spreadsheet prints a whole number as 38.0."""
    named = ibis.literal(year, type="string")
    rows = rows.mutate(printed_year=ibis.coalesce(rows.printed_year, named))
    rows = rows.mutate(
        npi=checks.npi(rows.printed_npi),
        other_npi=checks.npi(rows.printed_other),
        year=checks.whole(rows.printed_year, data_years.FIRST_YEAR - 1, latest.year),
        days=ibis.literal(days, type="int64"),
        **{
            name: checks.whole(rows[f"printed_{name}"].re_replace(r"\.0+$", ""), 0, _MOST)
            for name in _COUNTED
        },
    )
    rows = rows.mutate(
        two=ibis.ifelse(rows.npi == rows.other_npi, None, rows.npi),
        from_on=ibis.date(rows.year, 1, 1),
        to_on=ibis.date(rows.year, 12, 31),
    )
    return data_years.sole(rows, ("npi", "other_npi", "year"), _COUNTED)


def _state(table: Table, path: Path, delivery: Delivery) -> None:
    rows = table.check(
        "printed_npi",
        [
            Check("printed_npi", "npi", "NPI", checks.NPI_OF_ROW, whole=True),
            Check("printed_other", "other_npi", "second NPI", checks.NPI_OF_ROW, whole=True),
            Check("printed_other", "two", "second NPI", _ONE, whole=True),
            Check("printed_year", "year", "year", _NO_YEAR, whole=True),
            Check("printed_patients", "patients", "patients", _NO_COUNT, whole=True),
            Check("printed_npi", "sole", "NPI", _CONTRADICTED, whole=True),
            *(Check(f"printed_{name}", name, name, _COUNT) for name in ("times", "same_day")),
        ],
    )
    stated = data_years.stated(rows, path, delivery, ("npi", "year", "days"))
    delivery.state(SharedPatients, stated)


SOURCE = Source(
    name="shared-patients",
    title="Shared-patient files of Medicare",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://www.cms.gov/data-research/statistics-trends-and-reports",
    terms="US government work; pairs with fewer than eleven patients are left out",
    suffixes=(".txt", ".csv", ".txt.gz", ".csv.gz"),
    states=(SharedPatients,),
    read=read,
)
