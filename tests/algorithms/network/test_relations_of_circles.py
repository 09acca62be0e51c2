"""How ties become a network, and circles get their names: a few rows each."""

import pytest
from relations import Unit, try_out

from algorithms.network.circle_names import COMMON_TRAITS, TOPICS_STANDING_OUT
from algorithms.network.tables import CIRCLES_BY_SIZE
from graph.projection import PERSONS, TIE_ENDS, TIES

UNITS = [
    Unit(
        TIES,
        "each once, as drawn",
        {'drawn."CONNECTED_TO"': [{"start": "a", "end": "b", "strength": 0.5}]},
        [{"one": "a", "other": "b", "strength": 0.5}],
    ),
    Unit(
        TIE_ENDS,
        "from either end",
        {"network.ties": [{"one": "a", "other": "b", "strength": 0.5}]},
        [
            {"person_id": "a", "other": "b", "strength": 0.5},
            {"person_id": "b", "other": "a", "strength": 0.5},
        ],
    ),
    Unit(
        PERSONS,
        "those with a tie",
        {
            'drawn."Person"': [
                {"person_id": "a", "name": "Ann", "specialty": "Cardiology", "state": "MA"},
                {"person_id": "c", "name": "Cy"},
            ],
            "network.tie_ends": [{"person_id": "a", "other": "b"}],
        },
        [{"person_id": "a", "name": "Ann", "specialty": "Cardiology", "state": "MA"}],
    ),
    Unit(
        CIRCLES_BY_SIZE,
        "the largest is 0, of equals that of the smallest id comes first; one alone has none",
        {
            "network.leiden_circles": [
                {"person_id": name, "score": score}
                for name, score in zip("abcdefgh", (9, 7, 7, 9, 5, 5, 5, 8), strict=True)
            ]
        },
        [
            *({"person_id": name, "community": 0} for name in "efg"),
            *({"person_id": name, "community": 1} for name in "ad"),
            *({"person_id": name, "community": 2} for name in "bc"),
        ],
    ),
    Unit(
        COMMON_TRAITS,
        "the most frequent of each trait, of equals the first; silence counts for none",
        {
            "network.memberships": [
                {"person_id": name, "community": int(name > "c")} for name in "abcdef"
            ],
            "network.persons": [
                {"person_id": "a", "specialty": "Surgery", "state": "MA"},
                {"person_id": "b", "specialty": "Cardiology", "state": "NY"},
                {"person_id": "c", "specialty": "Cardiology", "state": "MA"},
                {"person_id": "d", "specialty": "Urology"},
                {"person_id": "e", "specialty": "Oncology"},
            ],
        },
        [
            {"community": 0, "trait": "specialty", "value": "Cardiology"},
            {"community": 0, "trait": "state", "value": "MA"},
            {"community": 1, "trait": "specialty", "value": "Oncology"},
        ],
    ),
    Unit(
        COMMON_TRAITS,
        "what less than a fifth share is not common",
        {
            "network.memberships": [{"person_id": name, "community": 0} for name in "abcdef"],
            "network.persons": [{"person_id": name, "specialty": name} for name in "abcdef"],
        },
        [],
    ),
    Unit(
        TOPICS_STANDING_OUT,
        # Of three main points in each circle: Valves 1 ln((1/3) / (1/6)) = 0.69 stands out, Humans
        # 2 ln((2/3) / (4/6)) = 0 does not.
        "a topic that others write of as much does not stand out, minor points do not count",
        {
            "network.memberships": [
                {"person_id": "a", "community": 0},
                {"person_id": "b", "community": 0},
                {"person_id": "c", "community": 1},
            ],
            'drawn."AUTHORED"': [
                {"start": "a", "end": "p1"},
                {"start": "b", "end": "p1"},
                {"start": "b", "end": "p2"},
                {"start": "c", "end": "p3"},
                {"start": "c", "end": "p4"},
            ],
            'drawn."ABOUT"': [
                *({"start": f"p{n}", "end": "Humans", "is_major": True} for n in range(1, 5)),
                {"start": "p1", "end": "Valves", "is_major": True},
                {"start": "p3", "end": "Stents", "is_major": True},
                {"start": "p4", "end": "Adult", "is_major": False},
            ],
        },
        [
            {"community": 0, "topic": "Valves", "place": 1},
            {"community": 0, "topic": "Humans", "place": 2},
            {"community": 1, "topic": "Stents", "place": 1},
            {"community": 1, "topic": "Humans", "place": 2},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_networks_and_names_are_made_of_ties_and_records(unit: Unit) -> None:
    try_out(unit)
