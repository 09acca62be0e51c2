"""Which clinicians and provider organisations does the national registry of providers hold?

CMS gives out the National Plan and Provider Enumeration System (NPPES) as one file of 330 columns a
month and one of the changes a week. A row is a person or an organisation. A deactivated one keeps
only its NPI and the day: what an earlier row said of it stays, and without an earlier row it is
neither a person nor an institution. A row with a later day of reactivation takes the deactivation
back. CMS never removes an NPI, so a month's file withdraws nothing. What is stated: names, the
practice location's city, state and five-digit ZIP, up to fifteen taxonomies with licences, and of
an organisation its CMS certification numbers (CCN), which older files give as other identifiers.
Streets, telephones and the mailing address are not read, nor the sex.

Known faults: the header's spelling changes (double blanks, "Sex Code" for "Gender Code"); licences
and credentials are as the provider typed them; the address may be years old (see `updated_on`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from schema.mentions import Deactivation, Practitioner, Registration
from schema.nodes import Institution

_TAXONOMIES = range(1, 16)
_OTHER_IDENTIFIERS = range(1, 51)
# Kind 06 is the number of Medicare's certification (OSCAR).
_CCN = "^06([0-9]{2}[0-9A-Z][0-9]{3})$"
_PLACE = "Provider Business Practice Location Address"
_DAYS = {
    "enumerated_on": "Provider Enumeration Date",
    "updated_on": "Last Update Date",
    "deactivated_on": "NPI Deactivation Date",
    "reactivated_on": "NPI Reactivation Date",
}
_LAYOUT: dict[str, tuple[str, ...]] = {
    "printed_npi": ("NPI",),
    "entity": ("Entity Type Code",),
    "organisation": ("Provider Organization Name (Legal Business Name)",),
    "other_organisation": ("Provider Other Organization Name",),
    "last_name": ("Provider Last Name (Legal Name)",),
    "first_name": ("Provider First Name",),
    "middle_name": ("Provider Middle Name",),
    "suffix": ("Provider Name Suffix Text",),
    "credentials": ("Provider Credential Text",),
    "other_last_name": ("Provider Other Last Name",),
    "other_first_name": ("Provider Other First Name",),
    "other_middle_name": ("Provider Other Middle Name",),
    "city": (f"{_PLACE} City Name",),
    "state": (f"{_PLACE} State Name",),
    "postal_code": (f"{_PLACE} Postal Code",),
    "country": (f"{_PLACE} Country Code (If outside U.S.)",),
    **{f"printed_{day}": (header,) for day, header in _DAYS.items()},
    **{
        column.format(n): (header.format(n),)
        for n in _TAXONOMIES
        for column, header in (
            ("code_{}", "Healthcare Provider Taxonomy Code_{}"),
            ("licence_{}", "Provider License Number_{}"),
            ("licence_state_{}", "Provider License Number State Code_{}"),
            ("primary_{}", "Healthcare Provider Primary Taxonomy Switch_{}"),
        )
    },
    **{
        column.format(n): (header.format(n),)
        for n in _OTHER_IDENTIFIERS
        for column, header in (
            ("other_{}", "Other Provider Identifier_{}"),
            ("other_kind_{}", "Other Provider Identifier Type Code_{}"),
        )
    },
}
_MAILING = "Provider Business Mailing Address"
_OFFICIAL = "Authorized Official"
_IGNORED = (
    *("Replacement NPI", "Employer Identification Number (EIN)", "NPI Deactivation Reason Code"),
    *("Provider Gender Code", "Provider Sex Code", "Is Sole Proprietor", "Certification Date"),
    *("Is Organization Subpart", "Parent Organization LBN", "Parent Organization TIN"),
    *("Provider Name Prefix Text", "Provider Other Name Prefix Text"),
    *("Provider Other Name Suffix Text", "Provider Other Credential Text"),
    *("Provider Other Last Name Type Code", "Provider Other Organization Name Type Code"),
    *(f"Provider {line} Line Business Mailing Address" for line in ("First", "Second")),
    *(f"{_MAILING} {part}" for part in ("City Name", "State Name", "Postal Code")),
    f"{_MAILING} Country Code (If outside U.S.)",
    *(f"Provider {line} Line Business Practice Location Address" for line in ("First", "Second")),
    *(f"{of} {means} Number" for of in (_MAILING, _PLACE) for means in ("Telephone", "Fax")),
    *(f"{_OFFICIAL} {part} Name" for part in ("Last", "First", "Middle")),
    *(f"{_OFFICIAL} {part} Text" for part in ("Name Prefix", "Name Suffix", "Credential")),
    *(f"{_OFFICIAL} Title or Position", f"{_OFFICIAL} Telephone Number"),
    *(f"Healthcare Provider Taxonomy Group_{n}" for n in _TAXONOMIES),
    *(
        f"Other Provider Identifier {part}_{n}"
        for n in _OTHER_IDENTIFIERS
        for part in ("State", "Issuer")
    ),
)
_REQUIRED = (
    *("printed_npi", "entity", "organisation", "last_name", "first_name", "city", "state"),
    *("printed_updated_on", "printed_deactivated_on", "code_1"),
)
_CATEGORIES = [Category("entity", "Entity Type Code", ("1", "2"))]
_DEACTIVATION = ":deactivation"
_NAMELESS = "has neither a name nor a day of deactivation; row left out"
# A file is named by the days it covers: npidata_pfile_20251103-20251109.csv.
_FULL_IN_NAME = "_20050523-"  # from the first day of the registry on
_FULL_FILES = 3_000_000, 15_000_000  # four million in 2013, nine in 2025
_UNTIL_IN_NAME = r"\d{8}-(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"


def read(path: Path, delivery: Delivery) -> None:
    """State a file's practitioners, organisations and their taxonomies."""
    latest = checks.latest_day(delivery.known_from.date())
    derive = partial(_typed, latest=latest)
    with opened(path, delivery, _LAYOUT, _REQUIRED, derive, ignored=_IGNORED) as table:
        if _FULL_IN_NAME in path.name:
            delivery.expect("rows of a full file", delivery.records, *_FULL_FILES)
        signal_unknown(table, "printed_npi", _CATEGORIES)
        rows = table.check("printed_npi", _checks())
        rows = rows.mutate(unit="npi", entry=rows.row + 1, record="npi")
        full, bare = rows.filter(~rows.is_bare), rows.filter(rows.is_bare)
        bare = bare.mutate(unit=bare.npi + _DEACTIVATION)
        units = _units(full, checks.day_in_name(path, _UNTIL_IN_NAME))
        delivery.state(Unit, ibis.union(units, *_deactivations(full, bare)))
        delivery.state(Deactivation, bare)
        delivery.state(Practitioner, full.filter(~full.is_organisation))
        delivery.state(Institution, _institutions(full.filter(full.is_organisation)))
        delivery.state(Registration, _registrations(full))


def _typed(rows: ibis.Table, latest: date) -> ibis.Table:
    rows = rows.mutate(
        suffix=checks.generation(rows.suffix, rows.last_name),
        last_name=checks.without_generation(rows.last_name),
        other_last_name=checks.without_generation(rows.other_last_name),
    )
    name = ibis.coalesce(rows.last_name, rows.organisation)
    is_domestic = rows.country.isnull() | (rows.country == "US")
    digits = ibis.ifelse(rows.postal_code.re_search("^[0-9]{5}"), rows.postal_code[0:5], None)
    return rows.mutate(
        npi=checks.npi(rows.printed_npi),
        is_bare=name.isnull(),
        named_or_over=ibis.coalesce(name, rows.printed_deactivated_on),
        is_organisation=ibis.coalesce(rows.entity == "2", rows.last_name.isnull()),
        other_names=_other_names(rows),
        zip=ibis.ifelse(is_domestic, digits, None),
        **{day: checks.day(rows[f"printed_{day}"], latest) for day in _DAYS},
    )


def _other_names(rows: ibis.Table) -> ibis.Value:
    """A person's other name as `Last, First Middle`, an organisation's as it stands."""
    given = ibis.coalesce(", " + rows.other_first_name, ibis.literal(""))
    middle = ibis.coalesce(" " + rows.other_middle_name, ibis.literal(""))
    name = ibis.coalesce(rows.other_organisation, rows.other_last_name + given + middle)
    return ibis.ifelse(name.isnull(), None, ibis.array([name]))


def _checks() -> list[Check]:
    reason = checks.NPI_OF_ROW
    return [
        Check("printed_npi", "npi", "NPI", reason, whole=True),
        Check("entity", "named_or_over", "Provider Last Name (Legal Name)", _NAMELESS, whole=True),
        *(Check(f"printed_{day}", day, header, checks.DAY) for day, header in _DAYS.items()),
    ]


def _units(rows: ibis.Table, batch: str) -> ibis.Table:
    edition = ibis.coalesce(rows.updated_on, rows.deactivated_on).cast("string")
    return rows.select(
        "unit",
        "entry",
        edition=ibis.coalesce(edition, ibis.literal("")),
        batch=ibis.literal(batch),
        withdrawn=ibis.literal(False),
    )


def _deactivations(full: ibis.Table, bare: ibis.Table) -> Iterator[ibis.Table]:
    """Deactivations, and what takes back those up to its own day: they sort by the days printed,
    since a deactivation may be of an earlier day than the row before it."""
    back = full.filter(full.reactivated_on.notnull())
    back = back.mutate(unit=back.npi + _DEACTIVATION)
    for rows, day, withdrawn in (
        (bare, bare.deactivated_on, False),
        (back, back.reactivated_on, True),
    ):
        printed = ibis.coalesce(day.cast("string"), ibis.literal(""))
        yield rows.select(
            "unit", "entry", edition=printed, batch=printed, withdrawn=ibis.literal(withdrawn)
        )


def _institutions(rows: ibis.Table) -> ibis.Table:
    back = (rows.reactivated_on >= rows.deactivated_on).fill_null(False)
    is_active = rows.deactivated_on.isnull() | back
    return rows.filter(rows.organisation.notnull()).select(
        "unit",
        "entry",
        "record",
        "other_names",
        "city",
        "state",
        "country",
        institution_id="npi:" + rows.npi,
        name="organisation",
        types=ibis.array(["organisation"]),
        identifiers=_certifications(rows),
        status=ibis.ifelse(is_active, "active", "inactive"),
        ownership=ibis.null("string"),
        has_emergency=ibis.null("boolean"),
        rating=ibis.null("int64"),
    )


def _certifications(rows: ibis.Table) -> ibis.Value:
    """An organisation's `ccn:…`, none where it has none."""
    printed = ibis.array([rows[f"other_kind_{n}"] + rows[f"other_{n}"] for n in _OTHER_IDENTIFIERS])
    numbers = printed.map(lambda number: number.upper().replace("-", "").re_extract(_CCN, 1))
    numbers = numbers.filter(lambda number: number != "").unique()
    return ibis.ifelse(numbers.length() > 0, numbers.map(lambda number: "ccn:" + number), None)


def _registrations(rows: ibis.Table) -> ibis.Table:
    """One row for each of the fifteen places that is filled."""
    return ibis.union(
        *(
            rows.filter(rows[f"code_{n}"].notnull() | rows[f"licence_{n}"].notnull()).select(
                "unit",
                "entry",
                "record",
                "npi",
                ordinal=ibis.literal(n, type="int64"),
                code=f"code_{n}",
                licence_number=f"licence_{n}",
                licence_state=f"licence_state_{n}",
                is_primary=lambda row, n=n: (row[f"primary_{n}"] == "Y").fill_null(False),
            )
            for n in _TAXONOMIES
        )
    )


SOURCE = Source(
    name="nppes",
    title="National Plan and Provider Enumeration System",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://download.cms.gov/nppes/NPI_Files.html",
    terms="US government work; public under the Freedom of Information Act",
    suffixes=(".csv", ".csv.gz"),
    states=(Practitioner, Deactivation, Registration, Institution),
    read=read,
)
