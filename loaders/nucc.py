"""Which specialties does the Health Care Provider Taxonomy know?

The National Uniform Claim Committee publishes the code set twice a year as a small CSV. It is
copyright of the American Medical Association and is read from the user's own copy; definitions are
not loaded. Version 12 has six columns, no display name, and is not UTF-8 but Windows-1252.
"""

from __future__ import annotations

import re
from pathlib import Path

import ibis

from lake.delivery import Delivery, Unit
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import Form, opened
from schema.nodes import Specialty

_LAYOUT = {
    "printed_code": ("Code",),
    "grouping": ("Grouping", "Type"),
    "classification": ("Classification",),
    "specialization": ("Specialization",),
    "display_name": ("Display Name",),
}
_IGNORED = ("Definition", "Notes", "Section")
_CODES = 700, 1_500  # 828 in version 12.1, 873 in 23.0; the values themselves may not be shipped
_REASON = "is no taxonomy code: ten letters and digits; row left out"


def read(path: Path, delivery: Delivery) -> None:
    """State a version's specialties, each a unit that a later version replaces."""
    required = ("printed_code", "grouping", "classification", "specialization")
    with opened(
        path, delivery, _LAYOUT, required, _typed, _IGNORED, Form(fallback="cp1252")
    ) as table:
        delivery.expect("codes of a version", delivery.records, *_CODES)
        rows = table.check("printed_code", [Check("printed_code", "code", "Code", _REASON, True)])
        rows = rows.mutate(unit="nucc:" + rows.code, entry=rows.row + 1, record="code")
        edition = ibis.literal(_version(path))
        withdrawn = ibis.literal(False)
        units = rows.select("unit", "entry", edition=edition, batch=edition, withdrawn=withdrawn)
        delivery.state(Unit, units)
        delivery.state(Specialty, rows)


def _typed(rows: ibis.Table) -> ibis.Table:
    branch = ibis.coalesce(", " + rows.specialization, ibis.literal(""))
    return rows.mutate(
        code=ibis.ifelse(rows.printed_code.re_search("^[0-9A-Z]{10}$"), rows.printed_code, None),
        name=ibis.coalesce(rows.display_name, rows.classification + branch),
    )


def _version(path: Path) -> str:
    """The version in the file's name, four digits: nucc_taxonomy_121.csv is 0121."""
    found = re.search(r"taxonomy_(\d{2,4})(?!\d)", path.name)
    return found[1].zfill(4) if found else ""


SOURCE = Source(
    name="nucc",
    title="Health Care Provider Taxonomy",
    publisher="National Uniform Claim Committee",
    address="https://www.nucc.org/index.php/code-sets-mainmenu-41/provider-taxonomy-mainmenu-40",
    terms="© American Medical Association; read from the user's own copy, never passed on",
    suffixes=(".csv", ".csv.gz"),
    states=(Specialty,),
    read=read,
)
