"""Who is whom in registers of other countries, in rows: a few registrants each."""

from typing import Any

import pytest
from relations import Rows, Unit, try_out

from identity import registers
from identity.names import register

OTTO = {"mention": "register:DE|chamber|1", "country": "DE", "register": "chamber", "number": "1"}
OTTO |= {"surname": "elbe", "given": "otto", "middle": "k", "city": "dresden"}
NAMED = {"component": "a", "surname": "elbe", "given": "otto", "middle": "", "mentions": 3}


def _given(*registrants: dict[str, Any], town: str = "dresden", **named: Any) -> dict[str, Rows]:
    return {
        "identity.names_without_npi": [NAMED | named],
        "identity.registrants": [*registrants],
        "identity.home_countries": [{"component": "a", "country": "DE"}],
        "identity.place_texts": [{"mention": "m", "ordinal": 1, "text": "x"}],
        "identity.place_parts": [{"text": "x", "part": town}],
        "identity.components": [{"node": "m", "component": "a"}],
    }


def _many(count: int) -> list[dict[str, Any]]:
    return [
        OTTO | {"mention": f"register:DE|chamber|x{n}", "surname": f"s{n}", "given": f"g{n}"}
        for n in range(count)
    ]


def _found(probability: float, **more: Any) -> Rows:
    return [{"mention": OTTO["mention"], "probability": probability} | more]


NAMESAKE = OTTO | {"mention": "register:DE|chamber|2", "number": "2", "city": "kiel"}
# Of one family and one first name among one: a thousand more are imagined.
IN_TOWN = round(20 / (20 + 0.5 * (1 / 1001 + 0.05)), 6)
OF_TWO = round(10 / (10 + 0.5 * (4 / 1002 + 0.05)), 6)
UNITS = [
    Unit(
        registers.REGISTRANTS,
        "each once, as it stood last, in plain letters; initials are no name to compare",
        {
            'facts."Registrant"': [
                {"mention": "a", "country": "JP", "last_name": "佐藤", "fore_name": "花子"}
                | {"city": "東京"},
                {
                    "mention": "b",
                    "country": "FR",
                    "last_name": "DE LA MARSH",
                    "fore_name": "CLÉO B",
                },
                {"mention": "c", "country": "FR", "last_name": "Elm", "fore_name": "d"},
            ]
        },
        [
            {"mention": "a", "surname": "zuoteng", "given": "huazi", "middle": ""},
            {"mention": "b", "surname": "delamarsh", "given": "cleo", "middle": "b"},
        ],
    ),
    Unit(
        registers.HOME_COUNTRIES,
        "by an institution or by the country's name; not the United States",
        {
            "identity.placements": [
                {"mention": "m", "institution_id": "ror:1"},
                {"mention": "m", "institution_id": "ror:2"},
            ],
            'facts."Institution"': [
                {"institution_id": "ror:1", "country": "DE"},
                {"institution_id": "ror:2", "country": "US"},
            ],
            "identity.components": [{"node": "m", "component": "a"}],
            "identity.place_texts": [{"mention": "m", "ordinal": 1, "text": "x"}],
            "identity.place_parts": [{"text": "x", "part": "france"}],
            "identity.countries": [{"name": "france", "country": "FR"}],
        },
        [{"component": "a", "country": "DE"}, {"component": "a", "country": "FR"}],
    ),
    Unit(
        registers.FITTING_REGISTRANTS,
        "the only one of a name, in the town: 40 * 0.5 against one author in twenty",
        _given(OTTO),
        _found(IN_TOWN, in_town=True, bearers=1),
    ),
    Unit(
        registers.FITTING_REGISTRANTS,
        "without the town a short register says nothing",
        _given(OTTO, town="kiel"),
        _found(0.0, in_town=False),
    ),
    Unit(
        registers.FITTING_REGISTRANTS,
        "another middle initial is another person",
        _given(OTTO, middle="z"),
        _found(0.0, middle=0.0),
    ),
    Unit(
        registers.FITTING_REGISTRANTS,
        "of two of a name the one of the town",
        _given(OTTO, NAMESAKE),
        [
            {"mention": OTTO["mention"], "bearers": 2, "probability": OF_TWO},
            {"mention": NAMESAKE["mention"], "bearers": 2, "probability": 0.0},
        ],
    ),
    Unit(
        registers.FITTING_REGISTRANTS,
        "nobody of another country",
        _given(OTTO | {"country": "AT"}),
        [],
    ),
    Unit(
        registers.REGISTER_LINKS,
        "from 0.98 on, for each of the person's mentions",
        {
            "identity.fitting_registrants": [
                {"component": "a", "mention": "register:FR|rpps|1", "country": "FR"}
                | {"register": "rpps", "number": "1", "bearers": 1, "in_town": True}
                | {"middle": 9.0, "probability": 0.99},
                {"component": "b", "mention": "register:FR|rpps|2", "probability": 0.97},
            ],
            "identity.components": [
                {"node": "m", "component": "a"},
                {"node": "orcid:1", "component": "a"},
                {"node": "n", "component": "b"},
            ],
            "identity.mentions": [{"mention": "m"}, {"mention": "n"}],
        },
        [
            {"mention": "m", "key": "register:FR|rpps|1", "layer": "registry", "score": 0.99}
            | {
                "reason": "number 1 of FR rpps with probability 0.99: the only registrant of this "
                "full name, same middle initial, same town"
            }
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_registers(unit: Unit) -> None:
    try_out(unit, register)


def test_a_large_register_speaks_for_a_name_of_its_own_without_the_town() -> None:
    large = _many(registers.LARGE)
    given = _given(OTTO, *large, town="kiel")
    expected = [{"mention": OTTO["mention"], "in_town": False}]
    try_out(Unit(registers.FITTING_REGISTRANTS, "of ten thousand", given, expected), register)
