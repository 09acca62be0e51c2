"""How is a person named in a paper's list of authors, and in a trial's record?

Names in full or in initials, spelled in more than one way; affiliations as free text in several
spellings, for the first author only before 2014; ORCID iDs in three spellings from 2016 on.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from xml.sax.saxutils import escape

from demo.names import initials, plain, slip, variant
from demo.specialties import SPECIALTIES
from demo.world import World

_AFFILIATIONS_FOR_ALL_SINCE = 2014
_ORCID_SINCE = 2016
_ORCID_SPELLINGS = ("{}", "http://orcid.org/{}", "https://orcid.org/{}")


def author(world: World, person: int, year: int, first: bool, random: Random) -> str:
    """One `<Author>` element, now and then led by the misspelled one it corrects."""
    people = world.people
    last = people.family(person, year)
    given, middle = str(people.first[person]), str(people.middle[person])
    if random.random() < 0.08:
        given, last = variant(random, given, last)
    middle = _middle_as_written(person, middle, random)
    tail = _tail(world, person, year, first, random)
    text = _author(_name(given, middle, last, str(people.suffix[person]), year, random), tail)
    if random.random() < 0.002:
        wrong = _name(given, middle, slip(random, last), "", year, random)
        return _author(wrong, "", valid="N") + text
    return text


def _author(name: str, tail: str, valid: str = "Y") -> str:
    return f'<Author ValidYN="{valid}">{name}{tail}</Author>\n'


def _middle_as_written(person: int, middle: str, random: Random) -> str:
    """A habit of each person (their number decides), broken in one paper out of seven."""
    habit = person % 10
    if not middle or random.random() < 0.15:
        habit = random.randrange(10)
    return "" if habit < 3 else middle if habit > 8 else middle[:1]


def _name(given: str, middle: str, last: str, suffix: str, year: int, random: Random) -> str:
    letters = initials(given, middle)
    fore = given if not middle else f"{given} {middle}"
    # Initials only: about one byline in three in 2010, one in fifty in 2024.
    if random.random() < 0.02 + 0.022 * max(0, 2024 - year):
        fore = " ".join(letters)
    end = f"<Suffix>{suffix}</Suffix>" if suffix and random.random() < 0.7 else ""
    return (
        f"<LastName>{escape(last)}</LastName><ForeName>{escape(fore)}</ForeName>"
        f"<Initials>{letters}</Initials>{end}"
    )


def investigator(world: World, person: int, year: int, random: Random) -> str:
    """One `<Investigator>` element of a consortium's list of members."""
    people = world.people
    given, middle = str(people.first[person]), str(people.middle[person])
    name = _name(given, middle[:1], people.family(person, year), "", year, random)
    return f'<Investigator ValidYN="Y">{name}</Investigator>\n'


def _tail(world: World, person: int, year: int, first: bool, random: Random) -> str:
    """ORCID iD and affiliations, in the order of the DTD."""
    text = ""
    # Half of the people have an iD, and two papers in three carry it.
    if year >= _ORCID_SINCE and world.people.orcid[person] and random.random() < 0.64:
        spelled = random.choice(_ORCID_SPELLINGS).format(world.people.orcid[person])
        text = f'<Identifier Source="ORCID">{spelled}</Identifier>'
    if not first and year < _AFFILIATIONS_FOR_ALL_SINCE:
        return text
    if random.random() < 0.04:
        return text
    house = world.people.house(person, year)
    text += _affiliation_info(world, person, house, random, mail=first and random.random() < 0.5)
    parent = world.house(house).parent
    if parent >= 0 and random.random() < 0.12:
        text += _affiliation_info(world, person, parent, random, mail=False)
    return text


def _affiliation_info(world: World, person: int, house: int, random: Random, *, mail: bool) -> str:
    text = affiliation(world, house, int(world.people.specialty[person]), random)
    if mail:
        mailbox = plain(str(world.people.last[person])).lower().replace(" ", "").replace("'", "")
        address = f"{mailbox}@demo{house}.example.org"
        text += random.choice((f" {address}.", f" Electronic address: {address}."))
    known = ""
    if random.random() < 0.06:
        known = f'<Identifier Source="ROR">{world.house(house).ror}</Identifier>'
    return f"<AffiliationInfo><Affiliation>{escape(text)}</Affiliation>{known}</AffiliationInfo>"


def affiliation(world: World, house: int, specialty: int, random: Random) -> str:
    """An affiliation as authors write it: in eight spellings, from full to abbreviated."""
    place = world.house(house)
    city = world.city(place.city)
    unit = SPECIALTIES[specialty].department
    end = f"{city.name}, {city.state}, USA." if city.state else f"{city.name}, {city.country}."
    parent = f", {world.house(place.parent).name}" if place.parent >= 0 else ""
    form = random.choices(range(8), (30, 18, 14, 10, 10, 7, 6, 5))[0]
    if form == 0:
        return f"Department of {unit}, {place.name}, {end}"
    if form == 1:
        return f"Division of {unit}, {place.name}{parent}, {end}"
    if form == 2:
        return f"From the Department of {unit}, {place.name}, {city.name}."
    if form == 3:
        return f"{place.name}, {end}"
    if form == 4:
        return f"Dept. of {SPECIALTIES[specialty].name}, {place.short}, {end}"
    if form == 5:
        return f"{SPECIALTIES[specialty].name} Service, {place.name}{parent}, {end[:-1]}"
    if form == 6:
        return f"Section of {unit}, {place.short}, {city.name}"
    code = f"{city.state} {city.zip3}01, USA" if city.state else city.country
    return f"School of Medicine, {place.name}, {city.name}, {code}."


def author_list(
    world: World, authors: Sequence[int], collective: str, year: int, random: Random
) -> tuple[str, list[int]]:
    """The `<AuthorList>` element and the ordinal of each author among its children, from 1."""
    if not authors:
        return "", []
    parts, ordinals, seen = [], [], 0
    for position, person in enumerate(authors):
        text = author(world, person, year, position == 0, random)
        seen += 2 if text.startswith('<Author ValidYN="N"') else 1
        ordinals.append(seen)
        parts.append(text)
    if collective:
        parts.append(
            f'<Author ValidYN="Y"><CollectiveName>{escape(collective)}</CollectiveName></Author>\n'
        )
    return f'<AuthorList CompleteYN="Y">\n{"".join(parts)}</AuthorList>\n', ordinals


def official_name(world: World, person: int, year: int, random: Random) -> str:
    """A name as registrants write it: with middle initial or not, degrees in several spellings."""
    people = world.people
    first, middle = str(people.first[person]), str(people.middle[person])
    last = people.family(person, year)
    suffix = f" {people.suffix[person]}" if people.suffix[person] and random.random() < 0.6 else ""
    if middle and random.random() < 0.55:
        first = f"{first} {middle[0]}." if random.random() < 0.8 else f"{first} {middle[0]}"
    kind = int(people.profession[person])
    degrees = (("MD", "M.D.", "MD, PhD", "MD, MPH"), ("NP",), ("PA-C",), ("PhD", "Ph.D."))[kind]
    degree = random.choice(degrees)
    form = random.random()
    if form < 0.75:
        return f"{first} {last}{suffix}, {degree}"
    if form < 0.85:
        return f"Dr. {first} {last}"
    if form < 0.95:
        return f"{first} {last}"
    return f"{last}, {first}"
