"""In which county does a person practise, by the ZIP code of the registry?"""

from typing import Any

import pytest
from relations import Unit, try_out

from graph.nodes import NODE_VIEWS, prepare
from graph.persons import COUNTIES
from schema import nodes as labels


def _part(zip: str, county: str, state: str, land: int, of: int, water: int = 0) -> dict[str, Any]:
    part = {"zip": zip, "county": county, "county_name": f"County {county}", "state": state}
    return part | {"land_m2": land, "water_m2": water, "zip_land_m2": of}


def _county(zip: str, state: str, county: str, share: float | None) -> dict[str, Any]:
    found = {"zip": zip, "state": state, "county": county, "county_name": f"County {county}"}
    return found | {"county_share": share}


UNITS = [
    Unit(
        COUNTIES,
        "of several counties the one with most of the land, of equal ones by water, then by number",
        {
            'facts."CountyPart"': [
                _part("55401", "27053", "MN", 100, 100),
                _part("55416", "27053", "MN", 75, 100),
                _part("55416", "27123", "MN", 25, 100),
                _part("55417", "27053", "MN", 50, 100, water=1),
                _part("55417", "27123", "MN", 50, 100, water=2),
                _part("55418", "27123", "MN", 50, 100),
                _part("55418", "27053", "MN", 50, 100),
            ]
        },
        [
            _county("55401", "MN", "27053", 1.0),
            _county("55416", "MN", "27053", 0.75),
            _county("55417", "MN", "27123", 0.5),
            _county("55418", "MN", "27053", 0.5),
        ],
    ),
    Unit(
        COUNTIES,
        "over the border of a state each state has its own, with its share of the whole",
        {
            'facts."CountyPart"': [
                _part("42223", "21047", "KY", 60, 100),
                _part("42223", "21221", "KY", 10, 100),
                _part("42223", "47125", "TN", 30, 100),
            ]
        },
        [_county("42223", "KY", "21047", 0.6), _county("42223", "TN", "47125", 0.3)],
    ),
    Unit(
        COUNTIES,
        "nothing is said where a part that fell may be larger, and no share where there is no land",
        {
            'facts."CountyPart"': [
                _part("55420", "27123", "MN", 20, 100),
                _part("55421", "27123", "MN", 60, 100),
                _part("33109", "12086", "FL", 0, 0, water=5),
            ]
        },
        [_county("55421", "MN", "27123", 0.6), _county("33109", "FL", "12086", None)],
    ),
    Unit(
        NODE_VIEWS[labels.Person],
        "the county follows from ZIP code and state of the registry; without both it is unknown",
        {
            "graph.spellings": [
                {"person_id": f"P{n}", "mention": f"nppes:{n}", "name": "A Lee", "npi": f"{n}"}
                for n in (1, 2, 3, 4)
            ],
            'facts."Practitioner"': [
                {"npi": "1", "zip": "42223", "state": "TN"},
                {"npi": "2", "zip": "42223", "state": "OH"},
                {"npi": "3", "zip": "42224", "state": "TN"},
                {"npi": "4", "state": "TN"},
            ],
            "graph.counties": [
                _county("42223", "KY", "21047", 0.6),
                _county("42223", "TN", "47125", 0.3),
            ],
        },
        [
            {"person_id": "P1", "state": "TN", "county": "47125", "county_name": "County 47125"}
            | {"county_share": 0.3},
            {"person_id": "P2", "state": "OH", "county": None, "county_name": None}
            | {"county_share": None},
            {"person_id": "P3", "state": "TN", "county": None, "county_name": None}
            | {"county_share": None},
            {"person_id": "P4", "state": "TN", "county": None, "county_name": None}
            | {"county_share": None},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_counties_come_of_the_facts(unit: Unit) -> None:
    try_out(unit, prepare)
