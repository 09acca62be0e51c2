"""How does the demo country's provider registry look? NPPES, 330 columns, every value quoted.

Streets and telephone numbers are filled with values that are plainly synthetic, so that a test can
show that they are never loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from demo import truth
from demo.names import NEVER, plain
from demo.specialties import ORGANISATIONS, PRACTITIONERS, SPECIALTIES
from demo.world import REGISTRY, World

FILE = "npidata_pfile_20050523-20250112.csv"
# An earlier week, which still held who was deactivated later.
WEEK = "npidata_pfile_20181210-20181216.csv"
_ADDRESS = (
    "First Line Business {} Address",
    "Second Line Business {} Address",
    "Business {} Address City Name",
    "Business {} Address State Name",
    "Business {} Address Postal Code",
    "Business {} Address Country Code (If outside U.S.)",
    "Business {} Address Telephone Number",
    "Business {} Address Fax Number",
)


def columns() -> list[str]:
    """The 330 column names of the file, in the spelling of early 2025."""
    head = [
        "NPI",
        "Entity Type Code",
        "Replacement NPI",
        "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)",
        "Provider Last Name (Legal Name)",
        "Provider First Name",
        "Provider Middle Name",
        "Provider Name Prefix Text",
        "Provider Name Suffix Text",
        "Provider Credential Text",
        "Provider Other Organization Name",
        "Provider Other Organization Name Type Code",
        "Provider Other Last Name",
        "Provider Other First Name",
        "Provider Other Middle Name",
        "Provider Other Name Prefix Text",
        "Provider Other Name Suffix Text",
        "Provider Other Credential Text",
        "Provider Other Last Name Type Code",
    ]
    for place in ("Mailing", "Practice Location"):
        head.extend("Provider " + line.format(place) for line in _ADDRESS)
    head.extend(
        [
            "Provider Enumeration Date",
            "Last Update Date",
            "NPI Deactivation Reason Code",
            "NPI Deactivation Date",
            "NPI Reactivation Date",
            "Provider Sex Code",
            "Authorized Official Last Name",
            "Authorized Official First Name",
            "Authorized Official Middle Name",
            "Authorized Official Title or Position",
            "Authorized Official Telephone Number",
        ]
    )
    for at in range(1, 16):
        head.extend(
            (
                f"Healthcare Provider Taxonomy Code_{at}",
                f"Provider License Number_{at}",
                f"Provider License Number State Code_{at}",
                f"Healthcare Provider Primary Taxonomy Switch_{at}",
            )
        )
    for at in range(1, 51):
        head.append(f"Other Provider Identifier_{at}")
        head.append(f"Other Provider Identifier Type Code_{at}")
        head.append(f"Other Provider Identifier State_{at}")
        head.append(f"Other Provider Identifier Issuer_{at}")
    head.extend(
        [
            "Is Sole Proprietor",
            "Is Organization Subpart",
            "Parent Organization LBN",
            "Parent Organization TIN",
            "Authorized Official Name Prefix Text",
            "Authorized Official Name Suffix Text",
            "Authorized Official Credential Text",
        ]
    )
    head.extend(f"Healthcare Provider Taxonomy Group_{at}" for at in range(1, 16))
    return [*head, "Certification Date"]


class _Taxonomy(NamedTuple):
    code: str
    licence: str
    state: str
    primary: str


def write(world: World, folder: Path) -> int:
    """Write the registry's file into `folder`, and that of an earlier week; returns the number of
    rows of the former."""
    with (folder / WEEK).open("w", encoding="utf-8", newline="") as file:
        file.write(_line(columns()))
        for person in filter(was_registered, range(world.clinicians)):
            file.write(_line(_registered(world, person)))
    rows = 0
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        file.write(_line(columns()))
        for values in _rows(world):
            file.write(_line(values))
            rows += 1
    return rows


def _line(values: list[str]) -> str:
    return '"' + '","'.join(value.replace('"', '""') for value in values) + '"\n'


def _rows(world: World) -> Iterator[list[str]]:
    for person in range(world.clinicians):
        yield _individual(world, person)
    for house in world.places.institutions:
        if house.npi:
            parent = world.house(house.parent).name.upper() if house.parent >= 0 else ""
            kind = 0 if house.kind == "hospital" else 1
            yield _organisation(world, house.npi, house.name, house.city, kind, parent)
    for place in world.places.practices:
        yield _organisation(world, place.npi, place.name, place.city, place.kind, place.parent)


def is_deactivated(person: int) -> bool:
    """Whether a clinician's NPI is deactivated: then the registry keeps the number alone."""
    return person % 199 == 42


def was_registered(person: int) -> bool:
    """Whether a clinician whose NPI is deactivated stands in an earlier file by name."""
    return person % 398 == 42


def write_truth(world: World, place: Path) -> None:
    """Write whose NPI is deactivated, and of whom an earlier file says more than the number."""
    gone = [person for person in range(world.clinicians) if is_deactivated(person)]
    columns = {"person": gone, "was_registered": [was_registered(person) for person in gone]}
    truth.write_table(place, "deactivations", columns)


def is_osteopath(person: int) -> bool:
    """Whether a physician is a doctor of osteopathy."""
    return person % 9 == 0


def _individual(world: World, person: int) -> list[str]:
    if is_deactivated(person):
        month = world.random(REGISTRY, person).randint(1, 12)
        return _deactivated(world.people.npi[person], f"{month:02d}/11/2019")
    return _registered(world, person)


def _registered(world: World, person: int) -> list[str]:
    people = world.people
    random = world.random(REGISTRY, person)
    year = max(2005, int(people.start[person]) + 1)
    enumerated = f"{random.randint(6, 12):02d}/{random.randint(1, 28):02d}/{min(year, 2023)}"
    profession = int(people.profession[person])
    credential = random.choice(("M.D.", "MD", "MD", "MD, PHD"))
    if is_osteopath(person):
        credential = random.choice(("D.O.", "DO"))
    if profession in (1, 2):
        credential = PRACTITIONERS[profession - 1][2]
    former, renamed = plain(str(people.former[person])).upper(), int(people.renamed_in[person])
    last = people.family(person, 2024)
    head = [
        *(people.npi[person], "1", "", "", ""),
        *(
            plain(last).upper(),
            plain(str(people.first[person])).upper(),
            _middle(world, person, random),
        ),
        *(("", "DR.")[random.random() < 0.3], str(people.suffix[person]).upper(), credential),
        *(
            "",
            "",
            former,
            plain(str(people.first[person])).upper() if former else "",
            "",
            "",
            "",
            "",
        ),
        "1" if former and renamed < NEVER else "",
    ]
    taxonomies = _taxonomies(world, person, random)
    sex = "F" if people.woman[person] else "M"
    tail = [enumerated, f"{random.randint(1, 12):02d}/15/2024", "", "", "", sex]
    return _assemble(
        head,
        _address(world, int(people.city[person]), person),
        [*tail, "", "", "", "", ""],
        taxonomies,
        ["Y" if random.random() < 0.2 else "N", "", "", "", "", "", ""],
    )


def _middle(world: World, person: int, random: Random) -> str:
    middle = plain(str(world.people.middle[person])).upper()
    return middle if random.random() < 0.7 else middle[:1]


def _taxonomies(world: World, person: int, random: Random) -> list[_Taxonomy]:
    people = world.people
    state = world.city(int(people.city[person])).state
    licence = f"DEMO{person:07d}"
    profession = int(people.profession[person])
    specialty = SPECIALTIES[int(people.specialty[person])]
    if profession in (1, 2):
        return [_Taxonomy(PRACTITIONERS[profession - 1][0], licence, state, "Y")]
    found = [_Taxonomy(specialty.code, licence, state, "Y")]
    if random.random() < 0.18:
        found.append(_Taxonomy(specialty.sub_code, licence, state, "N"))
    if random.random() < 0.1:
        other = world.city(random.randrange(world.places.domestic)).state
        found.append(_Taxonomy(specialty.code, f"{licence}B", other, "N"))
    if random.random() < 0.06 and specialty.key != "INTM":
        found.insert(0, _Taxonomy("P01INTM00X", licence, state, "N"))
    return found


def _organisation(
    world: World, npi: str, name: str, city: int, kind: int, parent: str
) -> list[str]:
    random = world.random(REGISTRY, int(npi))
    head = [npi, "2", "", "<UNAVAIL>", name.upper(), *[""] * 15]
    if random.random() < 0.2:
        head[11], head[12] = f"{name.split()[0].upper()} CARE", "3"
    tail = [f"{random.randint(6, 12):02d}/01/2006", "03/15/2024", "", "", "", ""]
    official = ["DEMOPERSON", "ALEX", "", "ADMINISTRATOR", "5555550100"]
    taxonomy = _Taxonomy(ORGANISATIONS[kind][0], "", "", "Y")
    subpart = "Y" if parent else "N"
    return _assemble(
        head,
        _address(world, city, int(npi) % 9973),
        [*tail, *official],
        [taxonomy],
        ["", subpart, parent, "<UNAVAIL>" if parent else "", "", "", ""],
    )


def _deactivated(npi: str, date: str) -> list[str]:
    row = [""] * 330
    row[0], row[39] = npi, date
    return row


def _address(world: World, city: int, number: int) -> list[str]:
    place = world.city(city)
    return [
        f"{number} SYNTHETIC STREET",
        f"SUITE DEMO {number % 100}",
        place.name.upper(),
        place.state,
        f"{place.zip3}{number % 20 + 1:02d}{number % 9000 + 1000:04d}",
        "US",
        f"555555{number % 100 + 100:04d}",
        f"555555{number % 100 + 100:04d}",
    ]


def _assemble(
    head: list[str],
    address: list[str],
    middle: list[str],
    taxonomies: list[_Taxonomy],
    tail: list[str],
) -> list[str]:
    fields = [value for taxonomy in taxonomies for value in taxonomy]
    fields.extend([""] * (60 - len(fields)))
    return [
        *head,
        *address,
        *address,
        *middle,
        *fields,
        *[""] * 200,
        *tail,
        *[""] * 15,
        "01/02/2025",
    ]
