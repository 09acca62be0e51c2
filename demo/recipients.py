"""How does a company name the people and hospitals it pays in Open Payments?

Names and addresses come from the registry, with the faults of real reports: a slip of the pen in
one row of a hundred, a former family name still in use, capital letters from some companies.
"""

from __future__ import annotations

from functools import cache
from random import Random

from demo.names import NEVER, plain, slip
from demo.nppes import is_deactivated, is_osteopath
from demo.places import Institution
from demo.specialties import PRACTITIONERS, SPECIALTIES
from demo.world import World

PHYSICIAN = "Covered Recipient Physician"
PRACTITIONER = "Covered Recipient Non-Physician Practitioner"
HOSPITAL = "Covered Recipient Teaching Hospital"
ENTITY = "Non-covered Recipient Entity"


def quoted(text: str) -> str:
    """A value as it stands in a CSV line."""
    return f'"{text}"' if "," in text or '"' in text else text


def joined(values: list[str]) -> str:
    """Values as a piece of a CSV line."""
    return ",".join(map(quoted, values))


def can_be_paid(world: World, person: int) -> bool:
    """Whether a person has an NPI that the registry still shows."""
    return person < world.clinicians and not is_deactivated(person)


def kind(world: World, person: int) -> str:
    """The covered recipient type of a clinician."""
    return PRACTITIONER if int(world.people.profession[person]) in (1, 2) else PHYSICIAN


def names(world: World, person: int, year: int, capitals: bool, random: Random) -> list[str]:
    """Profile id, NPI, first, middle, last name and suffix as a company reports them."""
    people = world.people
    first, middle = str(people.first[person]), str(people.middle[person])
    last = people.family(person, year)
    renamed = int(people.renamed_in[person])
    if renamed < NEVER and year < renamed + 3 and random.random() < 0.5:
        last = str(people.former[person])
    if random.random() < 0.01:
        last = slip(random, last)
    if random.random() < 0.3:
        middle = ""
    parts = [plain(first), plain(middle if random.random() < 0.5 else middle[:1]), plain(last)]
    parts.append(str(people.suffix[person]))
    if capitals:
        parts = [part.upper() for part in parts]
    return [str(7_000_000 + person), people.npi[person], *parts]


def address(world: World, person: int) -> list[str]:
    """The eight address columns: a synthetic street, city, state, ZIP, country."""
    return _address(world, int(world.people.city[person]), person)


def house_address(world: World, house: Institution) -> list[str]:
    """The eight address columns of a hospital."""
    return _address(world, house.city, 1)


def _address(world: World, city: int, number: int) -> list[str]:
    place = world.city(city)
    street = [f"{number} SYNTHETIC STREET", ""]
    zip_code = f"{place.zip3}{number % 20 + 1:02d}-{number % 9000 + 1000:04d}"
    return [*street, place.name, place.state, zip_code, "United States", "", ""]


@cache
def _work(profession: int, specialty: int, osteopath: bool) -> tuple[str, str]:
    if profession in (1, 2):
        name = PRACTITIONERS[profession - 1][1]
        return name, f"Demo Advanced Practice Providers|{name}"
    name = SPECIALTIES[specialty].name
    return ("Doctor of Osteopathy" if osteopath else "Medical Doctor"), f"Demo Physicians|{name}"


def work(world: World, person: int) -> tuple[str, str]:
    """Primary type and specialty of a clinician, in the form `grouping|classification`."""
    profession = int(world.people.profession[person])
    return _work(profession, int(world.people.specialty[person]), is_osteopath(person))


def qualifications(world: World, person: int) -> list[str]:
    """The six types, six specialties and five licence states of a clinician."""
    primary, specialty = work(world, person)
    state = world.city(int(world.people.city[person])).state
    return [primary, *[""] * 5, specialty, *[""] * 5, state, *[""] * 4]
