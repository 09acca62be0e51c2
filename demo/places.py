"""Where do the demo country's people work: states, cities, institutions, practices?

State codes are real two-letter codes, everything else is invented. Institutions form a tree as in
the Research Organization Registry: university, hospital, institute.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demo.identifiers import npis, ror

STATES = (
    ("MN", "Minnesota", 1.0, 45.0, -93.3),
    ("OH", "Ohio", 1.6, 40.0, -82.9),
    ("GA", "Georgia", 1.3, 33.6, -84.3),
    ("WA", "Washington", 1.2, 47.5, -122.1),
    ("AZ", "Arizona", 1.0, 33.4, -112.0),
    ("PA", "Pennsylvania", 1.9, 40.4, -76.9),
    ("TX", "Texas", 2.6, 30.3, -97.7),
    ("NC", "North Carolina", 1.4, 35.8, -78.9),
    ("CO", "Colorado", 0.9, 39.7, -104.9),
    ("MI", "Michigan", 1.3, 42.7, -84.5),
    ("OR", "Oregon", 0.7, 44.9, -123.0),
    ("VA", "Virginia", 1.1, 37.5, -77.4),
)
_CITY_NAMES = [
    "Northfield",
    "Harborview",
    "Lakemont",
    "Fairhaven",
    "Stonebridge",
    "Millbrook",
    "Westhaven",
    "Cedarville",
    "Riverton",
    "Oakmere",
    "Brightwater",
    "Ashford",
    "Maplewood",
    "Silverton",
    "Highgate",
    "Clearfield",
    "Eastbrook",
    "Pinecrest",
    "Granby",
    "Thornton",
    "Elmhurst",
    "Meadowvale",
    "Kingsport",
    "Redfield",
    "Summerset",
    "Lindenwood",
    "Bayview",
    "Whitewater",
    "Glenrock",
    "Foxborough",
    "Hartwell",
    "Coldspring",
    "Marlow",
    "Sandhurst",
    "Briarcliff",
    "Copperton",
    "Windham",
    "Alderton",
    "Grandview",
    "Pebblebrook",
    "Rosemont",
    "Larkspur",
    "Beaumont",
    "Dunmore",
    "Stillwater",
    "Ravenna",
    "Tamarack",
    "Wolcott",
    "Ellsworth",
    "Juniper",
]
_ABROAD = (
    ("Canada", "CA", "Port Laurel"),
    ("Germany", "DE", "Neustadt am Main"),
    ("Italy", "IT", "Villanova"),
    ("Japan", "JP", "Minamikawa"),
    ("France", "FR", "Saint-Aubin"),
    ("China", "CN", "Hualin"),
    ("Korea, Republic of", "KR", "Namsan"),
    ("United Kingdom", "GB", "Eastminster"),
    ("Netherlands", "NL", "Oudehaven"),
    ("Spain", "ES", "Villarreal del Mar"),
    ("India", "IN", "Rajapuram"),
    ("Sweden", "SE", "Norrsund"),
)
_SAINTS = (
    "St. Luke's",
    "St. Agnes",
    "Mercy",
    "Good Samaritan",
    "Memorial",
    "Baptist",
    "Sacred Heart",
)
_QUARTERS = ("North", "South", "East", "West", "Central")


class City(NamedTuple):
    """A city with its state (empty abroad), five-digit ZIP prefix of three and position."""

    name: str
    state: str
    zip3: str
    weight: float
    country: str
    country_code: str
    lat: float
    lng: float


class Institution(NamedTuple):
    """A university, hospital or institute; `parent` is an index or -1, `npi` empty abroad."""

    name: str
    short: str
    acronym: str
    kind: str
    city: int
    parent: int
    ror: str
    weight: float
    npi: str
    ccn: str


class Practice(NamedTuple):
    """A clinic, group or laboratory with an organisation NPI; `kind` indexes ORGANISATIONS."""

    name: str
    kind: int
    city: int
    npi: str
    parent: str


class Places(NamedTuple):
    """Everything that has an address, and how many of the leading cities are domestic."""

    cities: list[City]
    domestic: int
    institutions: list[Institution]
    practices: list[Practice]


def build(clinicians: int, seed: int) -> Places:
    """The country's places for a number of clinicians: 200 institutions for 20,000 of them."""
    rng = np.random.default_rng([seed, 1])
    cities, domestic = _cities(rng)
    count = int(np.clip(clinicians // 100, 18, 4_000))
    practices = max(20, clinicians // 24)
    # Organisations take the NPIs right after every person who might ever be in this country.
    numbers = npis(count + practices, seed, first=60_000_000)
    institutions = _institutions(rng, cities, domestic, count, numbers, seed)
    return Places(
        cities,
        domestic,
        institutions,
        _practices(rng, cities, domestic, institutions, numbers[count:]),
    )


def _cities(rng: np.random.Generator) -> tuple[list[City], int]:
    cities = []
    for at, name in enumerate(_CITY_NAMES):
        state, _, weight, lat, lng = STATES[at % len(STATES)]
        shift = rng.uniform(-1.2, 1.2, 2)
        cities.append(
            City(
                name,
                state,
                f"{100 + at * 17}",
                weight / (1 + at // len(STATES)) ** 0.8,
                "United States",
                "US",
                round(lat + float(shift[0]), 4),
                round(lng + float(shift[1]), 4),
            )
        )
    domestic = len(cities)
    for at, (country, code, name) in enumerate(_ABROAD):
        cities.append(
            City(name, "", "", 1 / (1 + at) ** 0.5, country, code, 45.0 + at * 0.7, 8.0 + at * 3)
        )
    return cities, domestic


def _institutions(
    rng: np.random.Generator,
    cities: list[City],
    domestic: int,
    count: int,
    numbers: list[str],
    seed: int,
) -> list[Institution]:
    """Campuses of five (university, own hospital, its hospitals, institute), then those abroad."""
    weights = np.array([city.weight for city in cities[:domestic]])
    order = rng.choice(domestic, size=count, p=weights / weights.sum())
    found: list[Institution] = []
    used: set[str] = set()
    for at in range(count):
        foreign = at >= count - max(2, count // 8)
        if foreign:
            kind, parent, city = (
                ("university", "hospital")[at % 2],
                -1,
                domestic + at % len(_ABROAD),
            )
        else:
            kind, parent = _rank(at)
            city = int(order[at]) if parent < 0 else found[parent].city
        owner = found[parent] if parent >= 0 else None
        name, short = _institution_name(kind, cities[city], at, owner)
        while name in used:
            name = f"{name} {_QUARTERS[int(rng.integers(5))]}"
        used.add(name)
        weight = float((0.4 + rng.pareto(1.6)) * (1.6 if kind != "institute" else 0.7))
        npi = "" if foreign else numbers[at]
        ccn = f"{10 + at % 40:02d}{at % 9000:04d}" if npi and kind == "hospital" else ""
        initials = "".join(word[0] for word in name.split() if word[0].isupper())[:6]
        address = ror(at + 1, seed)
        found.append(
            Institution(name, short, initials, kind, city, parent, address, weight, npi, ccn)
        )
    return found


def _rank(at: int) -> tuple[str, int]:
    """Kind and parent of domestic institution `at`: every second campus has a hospital apart."""
    campus, place = at - at % 5, at % 5
    if place == 0:
        return "university", -1
    if place == 3:
        return "institute", campus + 2
    return "hospital", -1 if at % 10 == 1 else campus


def _institution_name(
    kind: str, city: City, at: int, parent: Institution | None
) -> tuple[str, str]:
    place = city.name
    if kind == "university":
        form = at // 5 % 4
        name = (
            f"University of {place}",
            f"{place} State University",
            f"{place} University",
            f"{place} Health Sciences University",
        )[form]
        return name, name.replace("University", "Univ").replace("Univ of", "Univ.")
    if kind == "institute":
        topic = ("Cancer Institute", "Heart Institute", "Research Institute", "Eye Institute")[
            at // 5 % 4
        ]
        return f"{place} {topic}", f"{place} {topic.split()[0]} Inst."
    if parent is not None and at % 5 == 2:
        return f"University Hospital of {place}", f"Univ. Hosp. {place}"
    if parent is not None and at % 5 == 4:
        return f"{place} Children's Hospital", f"{place} Children's Hosp."
    saint = _SAINTS[at % len(_SAINTS)]
    return f"{place} {saint} Medical Center", f"{saint} Med Ctr"


def _practices(
    rng: np.random.Generator,
    cities: list[City],
    domestic: int,
    institutions: list[Institution],
    numbers: list[str],
) -> list[Practice]:
    weights = np.array([city.weight for city in cities[:domestic]])
    where = rng.choice(domestic, size=len(numbers), p=weights / weights.sum())
    kinds = rng.choice(5, size=len(numbers), p=[0.06, 0.4, 0.38, 0.1, 0.06])
    owners = [institution for institution in institutions if institution.npi]
    suffixes = ("Associates LLC", "Medical Group PC", "Clinic", "Partners LLP", "Center Inc")
    found = []
    for at, npi in enumerate(numbers):
        city, kind = int(where[at]), int(kinds[at])
        what = ("Community", "Family Health", "Specialty Care", "Surgery", "Diagnostics")[kind]
        owner = owners[at % len(owners)].name.upper() if rng.random() < 0.3 else ""
        name = f"{cities[city].name} {what} {suffixes[at % 5]}"
        found.append(Practice(f"{name} {at}" if at % 7 == 0 else name, kind, city, npi, owner))
    return found
