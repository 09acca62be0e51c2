"""Which grants do NIH and its sister agencies fund, when, for how much, and who leads them?

NIH RePORTER gives its projects out by fiscal year as CSV (ExPORTER's project files,
`RePORTER_PRJ_C_FY2024.csv`, unpacked) and as pages of its API (version 2), which `peerline fetch
reporter` brings. One record is an application that was funded in a fiscal year: a year of a grant,
a supplement, a subproject. All records of one core project number are one grant, and so is what
papers acknowledge by that number. A later day's record of an application replaces the earlier one;
the day is in the file's name, else that of the load.

- Several persons stand in one field, and their numbers in another, in the same order; the contact
  one is marked, where there are several. Where the two fields do not match, the numbers are left
  out. Of a subproject they lead that alone.
- The organisation to which a grant was awarded is known to be the contact one's alone.
- A cost that is not printed is not known. A subproject's cost is part of its grant's.
- Abstracts, terms and the names of officers are not read.

Known faults: files before 2013 are not UTF-8; names are in capitals, without accents; a record
without a core project number has it within its full number.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import ibis
import pyarrow.compute as pc
from ibis.expr import types

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.pages import opened_page
from loaders.reading.printed import without_contacts
from loaders.reading.reporter_columns import IGNORED, LAYOUT, PAGE, REQUIRED
from loaders.reading.rows import Check, Table
from loaders.reading.source import Source
from loaders.reading.tables import Form, opened
from schema.funding import PrincipalInvestigator, Project
from schema.generations import TAIL
from schema.mentions import Affiliation

_MOST_USD = 5_000_000_000
_FIRST_YEAR = 1960
_FORM = Form(fallback="cp1252")
_CORE = "^[A-Z][A-Z0-9][A-Z0-9/. -]{2,28}[0-9][A-Z0-9]*$"
_IN_FULL = "^[0-9]?([A-Z][A-Z0-9]{2}[A-Z]{2}[0-9]{6})"
_CONTACT = r"(?i)\(contact\)\s*$"


def read(path: Path, delivery: Delivery) -> None:
    """State the projects and principal investigators of a file or a page."""
    derive = partial(_typed, latest=checks.latest_day(delivery.known_from.date()))
    if path.name.lower().endswith(".json"):
        with opened_page(path, delivery, PAGE) as table:
            _state(replace(table, rows=derive(table.rows)), path, delivery)
        return
    with opened(path, delivery, LAYOUT, REQUIRED, derive, IGNORED, _FORM) as table:
        _state(table, path, delivery)


def _typed(rows: ibis.Table, latest: date) -> ibis.Table:
    bare = rows.printed_core.upper().re_replace(r"\s", "")
    within = rows.full_number.upper().re_replace(r"\s", "").re_extract(_IN_FULL, 1)
    core = ibis.ifelse(rows.printed_core.notnull(), bare, within)
    is_number = rows.printed_id.re_search("^[1-9][0-9]{3,9}$")
    days = {
        f"{name}_on": checks.day(rows[text].substr(0, 10), _ends(latest) if ends else latest)
        for name, text, ends in (
            ("started", "started", False),
            ("ended", "ended", True),
            ("budget_from", "budget_from", False),
            ("budget_to", "budget_to", True),
        )
    }
    is_subproject = rows.subproject.notnull()
    is_matched = _listed(rows.investigators).length() == _listed(rows.profiles).length()
    return rows.mutate(
        application_id=ibis.ifelse(is_number, "nih-" + rows.printed_id, None),
        core_project=ibis.ifelse(core.re_search(_CORE), core, None),
        activity=rows.printed_activity.upper(),
        institute=rows.printed_institute,
        fiscal_year=checks.whole(rows.printed_year, _FIRST_YEAR, latest.year),
        is_subproject=is_subproject,
        cost_usd=ibis.ifelse(is_subproject, None, checks.money(rows.printed_cost, _MOST_USD)),
        matched=ibis.ifelse(is_matched, rows.profiles, None),
        # What is not taken of a subproject is no fault.
        own_cost=ibis.ifelse(is_subproject, None, rows.printed_cost),
        **days,
    )


def _ends(latest: date) -> date:
    """The last day on which a grant can end that is known now."""
    return latest.replace(year=latest.year + 30, day=min(latest.day, 28))


def _checks() -> list[Check]:
    return [
        Check("printed_id", "application_id", "APPLICATION_ID", "is no number; row left out", True),
        Check("full_number", "core_project", "CORE_PROJECT_NUM", "is none; row left out", True),
        Check("printed_year", "fiscal_year", "FY", "is no fiscal year; row left out", True),
        Check("printed_id", "once", "APPLICATION_ID", "stands before it; row left out", True),
        Check("own_cost", "cost_usd", "TOTAL_COST", checks.MONEY.format(_MOST_USD)),
        Check("profiles", "matched", "PI_IDS", "are not as many as the names; left out"),
        Check("started", "started_on", "PROJECT_START", checks.DAY),
        Check("ended", "ended_on", "PROJECT_END", "is no day; value left out"),
        Check("budget_from", "budget_from_on", "BUDGET_START", checks.DAY),
        Check("budget_to", "budget_to_on", "BUDGET_END", "is no day; value left out"),
    ]


def _state(table: Table, path: Path, delivery: Delivery) -> None:
    rows = table.rows
    place = ibis.row_number().over(ibis.window(group_by="application_id", order_by="row"))
    is_first = rows.application_id.isnull() | (place == 0)
    table = _made(table, "projects", rows.mutate(once=ibis.ifelse(is_first, True, None)))
    rows = table.check("printed_id", _checks())
    rows = rows.mutate(unit="application_id", entry=rows.row + 1, record="application_id")
    day = checks.day_in_name(path) or delivery.known_from.date().isoformat()
    edition, stands = ibis.literal(day), ibis.literal(False)
    batch = ibis.literal(delivery.known_from.isoformat())
    units = rows.select("unit", "entry", edition=edition, batch=batch, withdrawn=stands)
    delivery.state(Unit, units.order_by("entry"))
    delivery.state(Project, rows.order_by("entry"))
    _state_persons(replace(table, rows=rows), delivery)


def _state_persons(table: Table, delivery: Delivery) -> None:
    """State who leads each application, and of the contact one the organisation."""
    half = "is no family name, a comma and given names; person left out"
    twice = "names this person before; left out"
    rows = _made(table, "persons", _named(_persons(table.rows))).check(
        "application_id",
        [
            Check("printed", "whole_name", "PI_NAMEs", half, whole=True),
            Check("printed", "sole", "PI_NAMEs", twice, whole=True),
            Check("number", "profile", "PI_IDS", "is no number of a person; value left out"),
        ],
    )
    rows = rows.mutate(profile_id=rows.profile.nullif("0")).order_by("entry", "ordinal")
    delivery.state(PrincipalInvestigator, rows)
    parts = [rows.department, rows.organisation, rows.city, rows.state, rows.country]
    text = ibis.array(parts).filter(lambda part: part.notnull()).join(", ")
    of_contact = rows.filter(rows.is_contact & rows.organisation.notnull())
    places = of_contact.select(
        "unit", "entry", "record", "mention", ordinal=1, text=text, identifiers=_NO_IDENTIFIERS
    ).to_pyarrow()
    texts = without_contacts(places["text"].combine_chunks())
    places = places.set_column(places.column_names.index("text"), "text", texts)
    delivery.state(Affiliation, places.filter(pc.not_equal(places["text"], "")))


def _made(table: Table, name: str, rows: ibis.Table) -> Table:
    """The rows as a table of their own, so that they are computed once."""
    return replace(table, rows=rows.get_backend().keep(name, rows))


_NO_IDENTIFIERS = ibis.null("array<string>")


def _persons(rows: ibis.Table) -> ibis.Table:
    """A row for each person of each project, with a number where there are as many of them."""
    names, numbers = _listed(rows.investigators), _listed(rows.matched)
    person = names.zip(numbers, ibis.range(names.length())).unnest()
    rows = rows.mutate(person=person, of_persons=names.length())
    printed = rows.person["f1"]
    return rows.mutate(
        printed=printed,
        number=rows.person["f2"],
        ordinal=rows.person["f3"] + 1,
        name=printed.re_replace(_CONTACT, "").strip(),
        is_contact=printed.re_search(_CONTACT) | (rows.of_persons == 1),
    )


def _listed(text: types.StringValue) -> types.ArrayValue:
    parts = text.fill_null("").split(";").map(lambda one: one.strip())
    return parts.filter(lambda one: one != "")


def _named(rows: ibis.Table) -> ibis.Table:
    """The persons with the parts of their names, numbers and roles."""
    parts = rows.name.split(",")
    family, given = parts[0].strip(), parts[1:].join(" ").strip()
    is_whole = family.re_search(r"\pL") & given.re_search(r"\pL")
    suffix = checks.generation(given.re_extract(TAIL, 0).nullif(""), family)
    number = rows.number.re_extract("^([0-9]{1,12})(?:$|[^0-9])", 1).nullif("")
    role = ibis.ifelse(rows.is_contact, "contact", "co-investigator")
    rows = rows.mutate(
        mention="reporter:" + rows.application_id + ":" + rows.ordinal.cast("string"),
        whole_name=ibis.ifelse(is_whole, rows.name, None),
        last_name=checks.without_generation(family).strip(),
        fore_name=checks.without_generation(given).strip(),
        suffix=suffix,
        profile=number,
        role=ibis.ifelse(rows.is_subproject, "subproject leader", role),
    )
    place = ibis.row_number().over(ibis.window(group_by=["row", "profile"], order_by="ordinal"))
    is_sole = rows.profile.isnull() | (rows.profile == "0") | (place == 0)
    return rows.mutate(sole=ibis.ifelse(is_sole, True, None))


SOURCE = Source(
    name="reporter",
    title="NIH RePORTER",
    publisher="National Institutes of Health",
    address="https://reporter.nih.gov/exporter",
    terms="US government work",
    suffixes=(".csv", ".csv.gz", ".json"),
    states=(Project, PrincipalInvestigator, Affiliation),
    read=read,
)
