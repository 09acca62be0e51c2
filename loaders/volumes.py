"""How many services did a clinician perform, for how many patients, in which period?

Licensed or public counts, as CSV or Parquet: one row a clinician (`npi`), `period` (2024, 2024-Q1
or 2024-03), `code_group` (a public grouping of procedures or diagnoses), `setting`, `services` and
`patients`. A later file replaces what an earlier one said of the same clinician, period, group and
setting; which is later, a day in the files' names says (volumes_2025-04-01.csv). Of two rows of one
file that count the same differently neither is taken.

CPT codes and their texts are © AMA and may not be kept: a file with a column for them is refused,
and so is each row whose group is such a code, without its value being noted anywhere.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path

import ibis
from ibis.expr import types

from lake.delivery import Delivery, Refused, Unit
from loaders.reading import checks
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import header, normal, opened
from schema.mentions import Volume
from schema.nodes import CodeGroup

_LAYOUT = {
    "printed_npi": ("npi",),
    "period": ("period",),
    "group": ("code_group", "group"),
    "printed_setting": ("setting",),
    "printed_services": ("services",),
    "printed_patients": ("patients",),
}
_REQUIRED = ("printed_npi", "period", "group", "printed_services")
_DAY_IN_NAME = r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)"
_PROCEDURE_COLUMNS = re.compile(r"cpt|hcpcs|procedurecode|proccode")
_PROCEDURE = r"^(CPT\b.*|[0-9]{4}[0-9A-Z]([^0-9A-Z].*)?)$"
_HIDDEN = "(not shown)"
_MOST = 10_000_000
_COUNT = f"is no number from 0 to {_MOST:,}; value left out"
_PERIOD = "is no period such as 2024, 2024-Q1 or 2024-03; row left out"
_CONTRADICTED = (
    "differs from another row of the same clinician, period, group and setting; neither is taken: "
    "leave one in the file"
)
_CPT = "is a CPT code or text, which may not be kept; group codes publicly first; row left out"


def read(path: Path, delivery: Delivery) -> None:
    """State a file's volumes and the groups of codes that they name."""
    licensed = [name for name in header(path) if _PROCEDURE_COLUMNS.search(normal(name))]
    if licensed:
        raise Refused(
            f"{path.name} has the column {licensed[0]!r}: CPT codes and texts are © AMA and may "
            "not be kept; sum the rows by a public grouping, call that code_group, and leave the "
            "column out"
        )
    latest = checks.latest_day(delivery.known_from.date())
    with opened(path, delivery, _LAYOUT, _REQUIRED, partial(_typed, latest=latest)) as table:
        table.rows = _sole(table.rows)
        rows = table.check("printed_npi", _checks()).order_by("row")
        edition = checks.day_in_name(path, _DAY_IN_NAME)
        rows = rows.mutate(entry=rows.row + 1, record="unit")
        units = rows.select(
            "unit",
            "entry",
            edition=ibis.literal(edition),
            batch=ibis.literal(edition),
            withdrawn=ibis.literal(False),
        )
        delivery.state(Unit, units)
        delivery.state(Volume, rows)
        delivery.state(CodeGroup, rows.mutate(name="code_group"))


def _typed(rows: ibis.Table, latest: date) -> ibis.Table:
    is_procedure = rows.group.upper().re_search(_PROCEDURE)
    first, last = _period(rows.period, latest)
    setting = ibis.coalesce(rows.printed_setting.lower(), ibis.literal("not stated"))
    rows = rows.mutate(
        npi=checks.npi(rows.printed_npi),
        from_on=first,
        to_on=last,
        setting=setting,
        shown_group=ibis.ifelse(is_procedure, _HIDDEN, rows.group),
        code_group=ibis.ifelse(is_procedure, None, rows.group),
        services=checks.whole(rows.printed_services, 0, _MOST),
        patients=checks.whole(rows.printed_patients, 0, _MOST),
    )
    parts = (rows.npi, rows.from_on, rows.to_on.cast("date"), rows.code_group, rows.setting)
    blank = ibis.literal("")
    told = [ibis.coalesce(part.cast("string"), blank) for part in parts]
    return rows.mutate(unit=ibis.literal("|").join(told))


def _sole(rows: ibis.Table) -> ibis.Table:
    """The rows with `sole`, null where another of the file says something else of the same."""
    blank = ibis.literal("")
    counts = (rows.services, rows.patients)
    said = ibis.literal("|").join([ibis.coalesce(n.cast("string"), blank) for n in counts])
    contradicts = said.nunique().over(ibis.window(group_by=rows.unit)) > 1
    is_whole = rows.npi.notnull() & rows.from_on.notnull() & rows.code_group.notnull()
    return rows.mutate(sole=ibis.ifelse(contradicts & is_whole, None, rows.unit))


def _period(text: types.StringValue, latest: date) -> tuple[types.DateValue, types.DateValue]:
    """First and last day of a year, quarter or month; none where the text is none of them."""
    bare = text.upper().replace("-", "")
    year = bare[0:4]
    is_quarter = bare.re_search("^[12][0-9]{3}Q[1-4]$")
    month = ibis.cases(
        (bare.re_search("^[12][0-9]{3}$"), ibis.literal("01")),
        (
            is_quarter,
            (ibis.ifelse(is_quarter, bare[5], "1").try_cast("int64") * 3 - 2)
            .cast("string")
            .lpad(2, "0"),
        ),
        (bare.re_search("^[12][0-9]{3}(0[1-9]|1[0-2])$"), bare[4:6]),
    )
    first = checks.day(year + "-" + month + "-01", latest)
    months = ibis.cases((is_quarter, 3), (bare.length() == 4, 12), else_=1)
    last = ibis.cases(
        (months == 12, first + ibis.interval(months=12)),
        (months == 3, first + ibis.interval(months=3)),
        else_=first + ibis.interval(months=1),
    )
    return first, (last - ibis.interval(days=1)).cast("date")


def _checks() -> list[Check]:
    return [
        Check(
            "printed_npi",
            "npi",
            "npi",
            checks.NPI_OF_ROW,
            whole=True,
        ),
        Check("period", "from_on", "period", _PERIOD, whole=True),
        Check("shown_group", "code_group", "code_group", _CPT, whole=True),
        Check("printed_services", "sole", "services", _CONTRADICTED, whole=True),
        Check("printed_services", "services", "services", _COUNT),
        Check("printed_patients", "patients", "patients", _COUNT),
    ]


SOURCE = Source(
    name="volumes",
    title="Clinical volumes",
    publisher="The user's own licensed or public counts",
    address="",
    terms="As the user's licence says; CPT codes and texts are never kept",
    suffixes=(".csv", ".csv.gz", ".parquet"),
    states=(Volume, CodeGroup),
    read=read,
)
