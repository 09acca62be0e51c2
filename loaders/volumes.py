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
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr import types

from lake.delivery import Delivery, Refused
from loaders.reading import checks, kinds
from loaders.reading.contract import SUFFIXES, Column, Contract, sole, state_edition, unit_of
from loaders.reading.headers import header, normal
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.mentions import Volume
from schema.nodes import CodeGroup

_PROCEDURE_COLUMNS = re.compile(r"cpt|hcpcs|procedurecode|proccode")
_PROCEDURE = r"^(CPT\b.*|[0-9]{4}[0-9A-Z]([^0-9A-Z].*)?)$"
_HIDDEN = "(not shown)"
_MOST = 10_000_000
_CONTRADICTED = (
    "differs from another row of the same clinician, period, group and setting; neither is taken: "
    "leave one in the file"
)
_CPT = (
    "is a CPT code or text, which may not be kept, or no text of up to 500 characters; group codes "
    "publicly first"
)


def read(path: Path, delivery: Delivery) -> None:
    """State a file's volumes and the groups of codes that they name."""
    licensed = [name for name in header(path) if _PROCEDURE_COLUMNS.search(normal(name))]
    if licensed:
        raise Refused(
            f"{path.name} has the column {licensed[0]!r}: CPT codes and texts are © AMA and may "
            "not be kept; sum the rows by a public grouping, call that code_group, and leave the "
            "column out"
        )
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "unit", ("services", "patients"))
        rows = table.check("printed_npi", [*_CONTRACT.checks(), _SOLE]).order_by("row")
        rows = state_edition(Volume, rows, checks.day_in_name(path), delivery)
        delivery.state(CodeGroup, rows.mutate(name="code_group"))


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with their unit, and without the value of a group that may not be kept."""
    is_procedure = rows.printed_code_group.upper().re_search(_PROCEDURE)
    rows = rows.mutate(
        printed_code_group=ibis.ifelse(is_procedure, _HIDDEN, rows.printed_code_group),
        from_on="period",
        to_on=kinds.last_of(rows.printed_period, rows.period),
        setting=ibis.ifelse(rows.printed_setting.isnull(), "not stated", rows.setting.lower()),
    )
    return rows.mutate(unit=unit_of(rows, ("npi", "from_on", "to_on", "code_group", "setting")))


def _public(text: types.StringValue, latest: date) -> types.StringValue:
    public = ibis.ifelse(text.upper().re_search(_PROCEDURE), None, text)
    return kinds.TEXT.read(public, latest)


_SOLE = Check("printed_services", "sole", "services", _CONTRADICTED, whole=True)
_CONTRACT = Contract(
    (
        Column("npi", kinds.NPI, "The clinician.", "1234567893", needed=True, carries=True),
        Column(
            "period",
            kinds.PERIOD,
            "Year, quarter or month: 2024, 2024-Q1 or 2024-03.",
            "2024-Q1",
            needed=True,
            carries=True,
        ),
        Column(
            "code_group",
            kinds.Kind("text", pa.string(), _CPT, _public),
            "A public grouping of procedures or diagnoses; no CPT code.",
            "Echocardiography",
            ("group",),
            needed=True,
            carries=True,
        ),
        Column("setting", kinds.TEXT, "Setting, or blank.", "office", carries=True),
        Column("services", kinds.whole(_MOST), "Services.", "40", needed=True),
        Column("patients", kinds.whole(_MOST), "Distinct patients.", "33"),
    ),
    refusals=(("services", _CONTRADICTED),),
)

SOURCE = Source(
    name="volumes",
    title="Clinical volumes",
    publisher="The user's own licensed or public counts",
    address="",
    terms="As the user's licence says; CPT codes and texts are never kept",
    suffixes=SUFFIXES,
    states=(Volume, CodeGroup),
    read=read,
    contract=_CONTRACT,
)
