"""How are the reference files written: taxonomy, headings, organisations, exclusions?

Each in the shape of its publisher: a taxonomy table like NUCC's (own names and codes), headings
like the MeSH tree list and descriptor XML, organisations like a ROR dump, exclusions like LEIE.
"""

from __future__ import annotations

import csv
from pathlib import Path
from xml.sax.saxutils import escape

import orjson

from demo import truth
from demo.headings import Heading, by_tree_number, headings
from demo.names import plain
from demo.places import STATES, Institution
from demo.specialties import ORGANISATIONS, PRACTITIONERS, SPECIALTIES
from demo.world import OTHER, World

_STATE_NAMES = {code: name for code, name, *_ in STATES}
_LEIE = (
    "LASTNAME FIRSTNAME MIDNAME BUSNAME GENERAL SPECIALTY UPIN NPI DOB ADDRESS CITY STATE ZIP"
    " EXCLTYPE EXCLDATE REINDATE WAIVERDATE WVRSTATE"
)


def write_taxonomy(folder: Path) -> None:
    """Write nucc_taxonomy.csv: the header of NUCC v23, rows of the project's own."""
    people, groups = "Individual or Groups of Individuals", "Non-Individual"
    rows = []
    for one in SPECIALTIES:
        rows.append((one.code, "Demo Physicians", one.name, "", people))
        rows.append((one.sub_code, "Demo Physicians", one.name, "Advanced Procedures", people))
    for code, name, _, _ in PRACTITIONERS:
        rows.append((code, "Demo Advanced Practice Providers", name, "", people))
    for code, name in ORGANISATIONS:
        rows.append((code, "Demo Organizations", name, "", groups))
    with (folder / "nucc_taxonomy.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            [
                "Code",
                "Grouping",
                "Classification",
                "Specialization",
                "Definition",
                "Notes",
                "Display Name",
                "Section",
            ]
        )
        for code, grouping, name, branch, section in sorted(rows):
            shown = f"{branch} {name} Provider" if branch else f"{name} Provider"
            note = "Invented for the synthetic country."
            table.writerow((code, grouping, name, branch, "", note, shown, section))


def write_headings(folder: Path) -> None:
    """Write the tree list (tree number, tab, term) and the descriptors as desc2025.xml."""
    lines = [f"{tree}\t{heading.name}\n" for tree, heading in sorted(by_tree_number().items())]
    (folder / "mesh_terms_2025.txt").write_text("".join(lines), encoding="utf-8")
    parts = [
        '<?xml version="1.0"?>\n<!DOCTYPE DescriptorRecordSet SYSTEM '
        '"https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20250101.dtd">\n'
        '<DescriptorRecordSet LanguageCode = "eng">\n'
    ]
    parts.extend(_descriptor(one) for one in sorted(headings().values()))
    parts.append("</DescriptorRecordSet>\n")
    (folder / "desc2025.xml").write_text("".join(parts), encoding="utf-8")


def _descriptor(one: Heading) -> str:
    trees = "".join(f"   <TreeNumber>{tree}</TreeNumber>\n" for tree in one.trees)
    name = escape(one.name)
    return (
        f'<DescriptorRecord DescriptorClass = "1">\n  <DescriptorUI>{one.ui}</DescriptorUI>\n'
        f"  <DescriptorName>\n   <String>{name}</String>\n  </DescriptorName>\n"
        f"  <TreeNumberList>\n{trees}  </TreeNumberList>\n"
        f'  <ConceptList>\n   <Concept PreferredConceptYN="Y">\n    <ConceptName>\n'
        f"     <String>{name}</String>\n    </ConceptName>\n   </Concept>\n  </ConceptList>\n"
        f"</DescriptorRecord>\n"
    )


def write_organisations(world: World, folder: Path) -> int:
    """Write the ROR dump (schema v2, a JSON list); returns its number of records."""
    children: dict[int, list[int]] = {}
    for at, place in enumerate(world.places.institutions):
        if place.parent >= 0:
            children.setdefault(place.parent, []).append(at)
    records = [
        _organisation(world, place, children.get(at, []))
        for at, place in enumerate(world.places.institutions)
    ]
    (folder / "v1.58-2025-01-14-ror-data_schema_v2.json").write_bytes(orjson.dumps(records))
    return len(records)


def _organisation(world: World, place: Institution, children: list[int]) -> dict[str, object]:
    city = world.city(place.city)
    related = [
        {"label": world.house(at).name, "type": "child", "id": world.house(at).ror}
        for at in children
    ]
    if place.parent >= 0:
        parent = world.house(place.parent)
        related.append({"label": parent.name, "type": "parent", "id": parent.ror})
    kind = {"university": "education", "hospital": "healthcare", "institute": "facility"}
    date = {"date": "2025-01-14", "schema_version": "2.1"}
    details: dict[str, object] = {
        "country_code": city.country_code,
        "country_name": city.country,
        "lat": city.lat,
        "lng": city.lng,
        "name": city.name,
    }
    if city.state:
        details["country_subdivision_code"] = city.state
        details["country_subdivision_name"] = _STATE_NAMES[city.state]
    return {
        "admin": {"created": date, "last_modified": date},
        "domains": [],
        "established": 1890 + place.city * 7 % 110,
        "external_ids": [],
        "id": place.ror,
        "links": [],
        "locations": [{"geonames_details": details, "geonames_id": 99_000_000 + place.city}],
        "names": [
            {"lang": None, "types": ["acronym"], "value": place.acronym},
            {"lang": "en", "types": ["alias"], "value": place.short},
            {"lang": "en", "types": ["label", "ror_display"], "value": place.name},
        ],
        "relationships": related,
        "status": "active",
        "types": [kind[place.kind]],
    }


def exclusions(world: World) -> list[tuple[int, str, bool]]:
    """Every excluded clinician, the date as YYYYMMDD, and whether the list knows the NPI."""
    random = world.random(OTHER, 1)
    count = max(5, world.clinicians // 500)
    found = []
    for person in sorted(random.sample(range(world.clinicians), count)):
        day = f"{random.randint(2008, 2024)}{random.randint(1, 12):02d}20"
        found.append((person, day, random.random() < 0.6))
    return found


def reinstated(world: World) -> tuple[int, str, str]:
    """A clinician who was excluded once and taken back, by NPI, and the days as YYYYMMDD."""
    excluded = {person for person, *_ in exclusions(world)}
    free = (at for at in reversed(range(world.clinicians)) if at not in excluded)
    return next(free), "20120620", "20190715"


def write_truth(world: World, place: Path) -> None:
    """Write who was taken back."""
    person, excluded_on, reinstated_on = reinstated(world)
    columns = {
        "person": [person],
        "excluded_on": [excluded_on],
        "reinstated_on": [reinstated_on],
    }
    truth.write_table(place, "reinstatements", columns)


def write_exclusions(world: World, folder: Path) -> list[tuple[int, str]]:
    """Write UPDATED.csv, and a month's reinstatements; returns (person, date) of every excluded
    clinician, NPI given or not."""
    _write_reinstatements(world, folder)
    random, listed = world.random(OTHER, 2), exclusions(world)
    with (folder / "UPDATED.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        table.writerow(_LEIE.split())
        for person, date, has_npi in listed:
            table.writerow(_exclusion(world, person, date, has_npi))
        for place in random.sample(world.places.practices, 3):
            city = world.city(place.city)
            head = ("", "", "", place.name.upper()[:30], "OTHER BUSINESS", "CLINIC", "", place.npi)
            where = ("1 SYNTHETIC STREET", city.name.upper(), city.state, f"{city.zip3}01")
            table.writerow((*head, "", *where, "1128a1", "20180620", "0" * 8, "0" * 8, ""))
    return [(person, date) for person, date, _ in listed]


def _write_reinstatements(world: World, folder: Path) -> None:
    person, day, back = reinstated(world)
    row = list(_exclusion(world, person, day, True))
    row[_LEIE.split().index("REINDATE")] = back
    with (folder / "1908REIN.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        table.writerows((_LEIE.split(), row))


def _exclusion(world: World, person: int, date: str, with_npi: bool) -> tuple[str, ...]:
    people, city = world.people, world.city(int(world.people.city[person]))
    field = SPECIALTIES[int(people.specialty[person])].name.upper()[:20]
    return (
        plain(people.family(person, int(date[:4]))).upper(),
        plain(str(people.first[person])).upper(),
        plain(str(people.middle[person])).upper()[:1],
        "",
        "PHYSICIAN (MD, DO)",
        field,
        "",
        people.npi[person] if with_npi else "0000000000",
        "19010101",
        f"{person} SYNTHETIC STREET",
        city.name.upper(),
        city.state,
        f"{city.zip3}01",
        ("1128a1", "1128b4", "1128a3")[person % 3],
        date,
        "00000000",
        "00000000",
        "",
    )
