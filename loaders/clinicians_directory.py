"""Where does a clinician practise: in which group, at which hospitals, after which school?

CMS gives out the Doctors and Clinicians national downloadable file, one row a clinician, group
practice and address, and the facility affiliations, one row a clinician and facility, which it
draws from claims. The kind is recognised by the columns. Each file is the whole list of its kind
and replaces the one before it: that of the later day in its name, else the one loaded later. A part
of a list must therefore not be loaded beside another part. What is stated: medical school, year of
graduation, specialties, group practice with its number (PAC ID), city and state, and facilities by
their CMS certification number (CCN). Streets, telephones and the sex are not read.

Known faults: every column name but the first begins with a blank, and one ends with tabs. Until
2021 the affiliations stood in the national file, up to five a row, and a spreadsheet had taken the
zero from the beginning of their numbers: one of five digits is given it back. A school that the
list does not know is OTHER. Who practises alone has no group.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.headers import header, normal
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from loaders.reading.whole_lists import state_list
from schema.mentions import FacilityAffiliation, Listing

_AFFILIATIONS = range(1, 6)
_SPECIALTIES = range(1, 5)
_LISTINGS: dict[str, tuple[str, ...]] = {
    "printed_npi": ("NPI",),
    "school": ("Med_sch",),
    "graduated": ("Grd_yr",),
    "specialty": ("pri_spec",),
    **{f"specialty_{n}": (f"sec_spec_{n}",) for n in _SPECIALTIES},
    "group_name": ("Facility Name", "org_nm", "org_lgl_nm"),
    "group_id": ("org_pac_id",),
    "members": ("num_org_mem",),
    "city": ("City/Town", "cty"),
    "state": ("State", "st"),
    **{f"printed_ccn_{n}": (f"hosp_afl_{n}",) for n in _AFFILIATIONS},
    **{f"name_{n}": (f"hosp_afl_lbn_{n}",) for n in _AFFILIATIONS},
}
_FACILITIES: dict[str, tuple[str, ...]] = {
    "printed_npi": ("NPI",),
    "facility_type": ("facility_type",),
    "printed_ccn": ("facility_affiliations_certification_number", "facility_afl_ccn"),
    "printed_parent": ("facility_type_certification_number", "parent_ccn"),
}
_IGNORED = (
    *("Ind_PAC_ID", "Ind_enrl_ID", "Provider Last Name", "Provider First Name", "suff", "gndr"),
    *("Provider Middle Name", "lst_nm", "frst_nm", "mid_nm", "Cred", "sec_spec_all", "Telehlth"),
    *("adr_ln_1", "adr_ln_2", "ln_2_sprs", "ZIP Code", "zip", "Telephone Number", "phn_numbr"),
    *("ind_assgn", "grp_assgn", "adrs_id"),
)
_FACILITY_TYPES = (
    *("Hospital", "Long-term care hospital", "Nursing home", "Inpatient rehabilitation facility"),
    *("Home health agency", "Hospice", "Skilled nursing facility", "Dialysis facility"),
)
_CATEGORIES = [Category("facility_type", "facility_type", _FACILITY_TYPES)]
_LISTED, _AFFILIATED = (1_500_000, 4_000_000), (1_000_000, 3_000_000)
_UNKNOWN_SCHOOL = "OTHER"
_HOSPITAL = "Hospital"
_FIRST_GRADUATION = 1930
_GRADUATED = "is no year since 1930; value left out"
_MEMBERS = "is no number of clinicians; value left out"
_VALUE_CCN = checks.CCN.replace("row", "value")


def read(path: Path, delivery: Delivery) -> None:
    """State a file's listings, or its affiliations to facilities."""
    latest = checks.latest_day(delivery.known_from.date())
    if normal(_FACILITIES["printed_ccn"][0]) in {normal(name) for name in header(path)}:
        _read_facilities(path, delivery)
        return
    required = ("printed_npi", "school", "graduated", "specialty", "group_id", "city", "state")
    derive = partial(_listed, latest=latest)
    with opened(path, delivery, _LISTINGS, required, derive, ignored=_IGNORED) as table:
        delivery.expect("listings", delivery.records, *_LISTED)
        ccns = (
            Check(f"printed_ccn_{n}", f"ccn_{n}", f"hosp_afl_{n}", _VALUE_CCN)
            for n in _AFFILIATIONS
        )
        rows = table.check("printed_npi", [*_listing_checks(), *ccns])
        rows = rows.mutate(record="npi", entry=ibis.literal(0, type="int64"))
        state_list("listings", path, delivery)
        delivery.state(Listing, rows.mutate(unit=ibis.literal("listings")).order_by("row"))
        if "hospafl1" in {normal(name) for name in header(path)}:
            _state_affiliations(_former_affiliations(rows), path, delivery)


def _read_facilities(path: Path, delivery: Delivery) -> None:
    required = ("printed_npi", "facility_type", "printed_ccn")
    with opened(path, delivery, _FACILITIES, required, _affiliated, ignored=_IGNORED) as table:
        delivery.expect("affiliations", delivery.records, *_AFFILIATED)
        signal_unknown(table, "printed_npi", _CATEGORIES)
        checked = [
            Check("printed_npi", "npi", "NPI", checks.NPI_OF_ROW, whole=True),
            Check("printed_ccn", "ccn", _FACILITIES["printed_ccn"][0], checks.CCN, whole=True),
            Check("printed_parent", "parent_ccn", _FACILITIES["printed_parent"][0], _VALUE_CCN),
        ]
        rows = table.check("printed_npi", checked)
        rows = rows.select("npi", "ccn", "parent_ccn", "kind", name=ibis.null("string"))
        _state_affiliations(rows, path, delivery)


def _listed(rows: ibis.Table, latest: date) -> ibis.Table:
    others = ibis.array([rows[f"specialty_{n}"] for n in _SPECIALTIES])
    others = others.filter(lambda name: name.notnull())
    return rows.mutate(
        npi=checks.npi(rows.printed_npi),
        medical_school=rows.school.nullif(_UNKNOWN_SCHOOL),
        graduation_year=checks.whole(rows.graduated, _FIRST_GRADUATION, latest.year),
        group_members=checks.whole(rows.members, 1, 1_000_000),
        other_specialties=ibis.ifelse(others.length() > 0, others, None),
        **{f"ccn_{n}": checks.ccn(rows[f"printed_ccn_{n}"]) for n in _AFFILIATIONS},
    )


def _affiliated(rows: ibis.Table) -> ibis.Table:
    return rows.mutate(
        npi=checks.npi(rows.printed_npi),
        ccn=checks.ccn(rows.printed_ccn),
        parent_ccn=checks.ccn(rows.printed_parent),
        kind=ibis.coalesce(rows.facility_type, ibis.literal("not stated")),
    )


def _listing_checks() -> list[Check]:
    return [
        Check("printed_npi", "npi", "NPI", checks.NPI_OF_ROW, whole=True),
        Check("graduated", "graduation_year", "Grd_yr", _GRADUATED),
        Check("members", "group_members", "num_org_mem", _MEMBERS),
    ]


def _former_affiliations(rows: ibis.Table) -> ibis.Table:
    """The hospitals of the five sibling columns, each once a clinician."""
    return ibis.union(
        *(
            rows.filter(rows[f"ccn_{n}"].notnull()).select(
                "npi",
                ccn=f"ccn_{n}",
                parent_ccn=ibis.null("string"),
                kind=ibis.literal(_HOSPITAL),
                name=f"name_{n}",
            )
            for n in _AFFILIATIONS
        )
    )


def _state_affiliations(rows: ibis.Table, path: Path, delivery: Delivery) -> None:
    rows = rows.group_by("npi", "ccn", "parent_ccn", "kind").agg(name=rows.name.max())
    rows = rows.mutate(
        unit=ibis.literal("affiliations"),
        entry=ibis.literal(0, type="int64"),
        record=rows.npi + "|" + rows.ccn,
    )
    state_list("affiliations", path, delivery)
    delivery.state(FacilityAffiliation, rows.order_by("npi", "ccn", "parent_ccn", "kind"))


SOURCE = Source(
    name="clinicians-directory",
    title="Doctors and Clinicians",
    publisher="Centers for Medicare & Medicaid Services",
    address="https://data.cms.gov/provider-data/topics/doctors-clinicians",
    terms="US government work",
    suffixes=(".csv", ".csv.gz"),
    states=(Listing, FacilityAffiliation),
    read=read,
    replaces_a_scope=True,
)
