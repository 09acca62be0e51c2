"""In which counties do the demo country's ZIP codes lie?

Counties are real ones of the demo's states, so that a map draws them; which ZIP code lies in which
is invented, as the ZIP codes are. Of a city's twenty, the last has no area, as one of post-office
boxes; one lies in two counties, and one has most of its land beyond the border of the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from demo import truth
from demo.nppes import is_deactivated
from demo.places import STATES
from demo.world import World

FILE = "tab20_zcta520_county20_natl.txt"
_HEADER = (
    "OID_ZCTA5_20|GEOID_ZCTA5_20|NAMELSAD_ZCTA5_20|AREALAND_ZCTA5_20|AREAWATER_ZCTA5_20|"
    "MTFCC_ZCTA5_20|CLASSFP_ZCTA5_20|FUNCSTAT_ZCTA5_20|OID_COUNTY_20|GEOID_COUNTY_20|"
    "NAMELSAD_COUNTY_20|AREALAND_COUNTY_20|AREAWATER_COUNTY_20|MTFCC_COUNTY_20|CLASSFP_COUNTY_20|"
    "FUNCSTAT_COUNTY_20|AREALAND_PART|AREAWATER_PART"
)
# Facts: the numbers and names of eight counties of each state.
_COUNTIES = {
    "MN": "27053 Hennepin;27123 Ramsey;27037 Dakota;27003 Anoka;27163 Washington;27109 Olmsted;"
    "27137 St. Louis;27145 Stearns",
    "OH": "39035 Cuyahoga;39049 Franklin;39061 Hamilton;39153 Summit;39113 Montgomery;39095 Lucas;"
    "39151 Stark;39099 Mahoning",
    "GA": "13121 Fulton;13089 DeKalb;13067 Cobb;13135 Gwinnett;13051 Chatham;13245 Richmond;"
    "13021 Bibb;13215 Muscogee",
    "WA": "53033 King;53053 Pierce;53061 Snohomish;53063 Spokane;53011 Clark;53067 Thurston;"
    "53077 Yakima;53005 Benton",
    "AZ": "04013 Maricopa;04019 Pima;04021 Pinal;04025 Yavapai;04015 Mohave;04027 Yuma;"
    "04005 Coconino;04003 Cochise",
    "PA": "42101 Philadelphia;42003 Allegheny;42091 Montgomery;42017 Bucks;42045 Delaware;"
    "42071 Lancaster;42079 Luzerne;42049 Erie",
    "TX": "48201 Harris;48113 Dallas;48439 Tarrant;48029 Bexar;48453 Travis;48141 El Paso;"
    "48215 Hidalgo;48303 Lubbock",
    "NC": "37119 Mecklenburg;37183 Wake;37081 Guilford;37067 Forsyth;37063 Durham;37051 Cumberland;"
    "37021 Buncombe;37129 New Hanover",
    "CO": "08031 Denver;08041 El Paso;08005 Arapahoe;08059 Jefferson;08001 Adams;08069 Larimer;"
    "08013 Boulder;08077 Mesa",
    "MI": "26163 Wayne;26125 Oakland;26099 Macomb;26081 Kent;26049 Genesee;26161 Washtenaw;"
    "26065 Ingham;26103 Marquette",
    "OR": "41051 Multnomah;41067 Washington;41005 Clackamas;41039 Lane;41047 Marion;41029 Jackson;"
    "41017 Deschutes;41059 Umatilla",
    "VA": "51059 Fairfax;51153 Prince William;51107 Loudoun;51041 Chesterfield;51087 Henrico;"
    "51013 Arlington;51810 Virginia Beach city;51770 Roanoke city",
}
_MOST, _BOXES = 1_000, 20


class Part(NamedTuple):
    """A ZIP code's part in a county, with its share of the land in thousandths."""

    zip: str
    county: str
    name: str
    share: int


def counties_of(state: str) -> list[tuple[str, str]]:
    """Number and name of the counties of a state that hold anybody."""
    pairs = (each.split(" ", 1) for each in _COUNTIES[state].split(";"))
    return [(number, name if name.endswith("city") else f"{name} County") for number, name in pairs]


def parts(world: World, city: int) -> Iterator[Part]:
    """The parts of a domestic city's ZIP codes."""
    place, turn = world.city(city), city // len(STATES)
    near = counties_of(place.state)
    beyond = counties_of(STATES[(city + 1) % len(STATES)][0])
    home, next_ = (near[(2 * turn + at) % len(near)] for at in (0, 1))
    for number in range(1, _BOXES):
        shares = {home if number < 13 else next_: _MOST}
        if number == 18:
            shares = {home: 400, beyond[turn]: 600}
        if number == 19:
            shares = {next_: 700, home: 300}
        for (county, name), share in shares.items():
            yield Part(f"{place.zip3}{number:02d}", county, name, share)


def write(world: World, folder: Path) -> int:
    """Write the relationship file; returns the number of its rows."""
    rows = [_HEADER]
    rows += [_row(part) for city in range(world.places.domestic) for part in parts(world, city)]
    number, name = counties_of("MN")[6]
    rows.append("|" * 8 + _county(number, name) + "|120000000|4000000")
    (folder / FILE).write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    return len(rows) - 1


def _row(part: Part) -> str:
    land = 20_000_000 + int(part.zip) * _MOST
    area = f"20140{part.zip}|{part.zip}|ZCTA5 {part.zip}|{land}|{land // 50}|G6350|B5|S|"
    return f"{area}{_county(part.county, part.name)}|{land // _MOST * part.share}|{land // 500}"


def _county(number: str, name: str) -> str:
    kind = "C7" if name.endswith("city") else "H1"
    return f"27590{number}|{number}|{name}|1500000000|30000000|G4020|{kind}|A"


def write_truth(world: World, place: Path) -> None:
    """Write the county of each clinician of the registry; none where the ZIP code has no area."""
    columns: dict[str, list[object]] = {"person": [], "county": [], "share": []}
    for person in range(world.clinicians):
        if is_deactivated(person):
            continue
        city = int(world.people.city[person])
        number = f"{world.city(city).zip3}{person % _BOXES + 1:02d}"
        own = {each for each, _ in counties_of(world.city(city).state)}
        found = [part for part in parts(world, city) if part.zip == number and part.county in own]
        best = max(found, key=lambda part: part.share, default=None)
        for name, value in (
            ("person", person),
            ("county", best and best.county),
            ("share", best and best.share / _MOST),
        ):
            columns[name].append(value)
    truth.write_table(place, "counties", columns)
