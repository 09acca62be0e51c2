"""Where do the demo country's clinicians practise, by Medicare's directory?

The national downloadable file and the facility affiliations, in the format of CMS. A clinician of a
hospital is affiliated with it, others with a hospital of their city, if there is one.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from demo.names import plain
from demo.nppes import is_deactivated
from demo.part_d_drugs import specialty_of
from demo.world import LISTING, World

_DAY = "2025-03-01"
_LISTED, _ALONE, _AFFILIATED = 0.8, 0.25, 0.6
_COLUMNS = (
    *("NPI", "Ind_PAC_ID", "Ind_enrl_ID", "Provider Last Name", "Provider First Name"),
    *("Provider Middle Name", "suff", "gndr", "Cred", "Med_sch", "Grd_yr", "pri_spec"),
    *("sec_spec_1", "sec_spec_2", "sec_spec_3", "sec_spec_4", "sec_spec_all", "Telehlth"),
    *("Facility Name", "org_pac_id", "num_org_mem", "adr_ln_1", "adr_ln_2", "ln_2_sprs"),
    *("City/Town", "State", "ZIP Code", "Telephone Number", "ind_assgn", "grp_assgn", "adrs_id"),
)
_FACILITY_COLUMNS = (
    *("NPI", "Ind_PAC_ID", "Provider Last Name", "Provider First Name", "Provider Middle Name"),
    *("suff", "facility_type", "Facility Affiliations Certification Number"),
    "Facility Type Certification Number",
)


def write(world: World, folder: Path) -> int:
    """Write both files; returns the number of listings."""
    listed = [person for person in range(world.clinicians) if _is_listed(world, person)]
    groups = _groups(world, listed)
    members: dict[int, int] = defaultdict(int)
    for group in groups.values():
        members[group] += 1
    rows = [_listing(world, person, groups.get(person), members) for person in listed]
    _write(folder / f"DAC_NationalDownloadableFile_{_DAY}.csv", _COLUMNS, rows)
    affiliations = [row for person in listed for row in _affiliations(world, person)]
    _write(folder / f"Facility_Affiliation_{_DAY}.csv", _FACILITY_COLUMNS, affiliations)
    return len(rows)


def _write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def _is_listed(world: World, person: int) -> bool:
    active = int(world.people.end[person]) >= world.years[1]
    random = world.random(LISTING, person)
    return active and not is_deactivated(person) and random.random() < _LISTED


def _groups(world: World, listed: list[int]) -> dict[int, int]:
    """The practice (index) of the own city in which a clinician works; none who works alone."""
    of_city: dict[int, list[int]] = defaultdict(list)
    for at, place in enumerate(world.places.practices):
        of_city[place.city].append(at)
    found = {}
    for person in listed:
        random = world.random(LISTING, person)
        random.random()
        near = of_city[int(world.people.city[person])]
        if near and random.random() > _ALONE:
            found[person] = random.choice(near)
    return found


def _listing(
    world: World, person: int, group: int | None, members: dict[int, int]
) -> dict[str, str]:
    people, city = world.people, world.city(int(world.people.city[person]))
    universities = [house for house in world.places.institutions if house.kind == "university"]
    school = universities[person % len(universities)].name.upper() if person % 3 else "OTHER"
    row = {
        "NPI": people.npi[person],
        "Provider Last Name": plain(people.family(person, world.years[1])).upper(),
        "Provider First Name": plain(str(people.first[person])).upper(),
        "suff": str(people.suffix[person]).upper(),
        "gndr": "F" if people.woman[person] else "M",
        "Med_sch": school,
        "Grd_yr": str(int(people.start[person]) - 1),
        "pri_spec": specialty_of(world, person).upper(),
        "adr_ln_1": f"{person} SYNTHETIC STREET",
        "City/Town": city.name.upper(),
        "State": city.state,
        "Telephone Number": f"555555{person % 100 + 100:04d}",
        "ind_assgn": "Y",
        "grp_assgn": "M",
    }
    if group is None:
        return row
    name = world.places.practices[group].name.upper()
    number = f"{4_000_000_000 + group:010d}"
    return row | {
        "Facility Name": name,
        "org_pac_id": number,
        "num_org_mem": str(members[group]),
    }


def _affiliations(world: World, person: int) -> list[dict[str, str]]:
    """The hospital at which a clinician works, or one of the own city."""
    random = world.random(LISTING, person)
    random.random()
    at = world.people.house(person, world.years[1])
    own = world.house(at) if at >= 0 else None
    city = int(world.people.city[person])
    near = [house for house in world.places.institutions if house.ccn and house.city == city]
    house = own if own is not None and own.ccn else random.choice(near) if near else None
    if house is None or (house is not own and random.random() > _AFFILIATED):
        return []
    head = {
        "NPI": world.people.npi[person],
        "Provider Last Name": plain(world.people.family(person, world.years[1])).upper(),
        "facility_type": "Hospital",
        "Facility Affiliations Certification Number": house.ccn,
    }
    return [head]
