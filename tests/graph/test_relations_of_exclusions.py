"""Which exclusions are in force: lists of January (load j), February (f) and March (m), in rows."""

from datetime import date
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from graph.exclusions import CORRECTED_EXCLUSIONS, EXCLUSIONS, LATEST_EXCLUSIONS
from graph.nodes import NODE_VIEWS
from schema import nodes as labels

JANUARY, FEBRUARY, MARCH = (date(2024, month, 8) for month in (1, 2, 3))
SINCE = date(2020, 1, 20)
ONE_DAY = {"type": "1128a1", "excluded_on": SINCE}


def _listed(exclusion: str, load: str, **more: Any) -> dict[str, Any]:
    day = {"j": JANUARY, "f": FEBRUARY, "m": MARCH}[load]
    return {"exclusion_id": exclusion, "load": load, "listed_on": day, "source": "leie"} | more


LISTS: Rows = [
    {"source": "leie", "load": load, "batch": f"{day} 13"}
    for load, day in (("j", JANUARY), ("f", FEBRUARY), ("m", MARCH))
]
UNITS = [
    Unit(
        LATEST_EXCLUSIONS,
        "what stands is the latest; of what fell it is the last list's",
        {
            'facts."Exclusion"': [_listed("X1", "m", name="new")],
            'history."Exclusion"': [
                _listed("X1", "j", name="old"),
                _listed("X1", "m", name="new"),
                _listed("X2", "j", name="spelt so"),
                _listed("X2", "f", name="spelt otherwise"),
            ],
        },
        [
            {"exclusion_id": "X1", "name": "new", "listed_on": MARCH, "stands": True},
            {"exclusion_id": "X2", "name": "spelt otherwise", "listed_on": FEBRUARY}
            | {"stands": False},
        ],
    ),
    Unit(
        LATEST_EXCLUSIONS,
        "a reinstatement that does not know the NPI or the list leaves both as they were",
        {
            'facts."Exclusion"': [
                {"exclusion_id": "X1", "load": "r", "reinstated_on": FEBRUARY},
            ],
            'history."Exclusion"': [_listed("X1", "j", npi="1")],
        },
        [{"exclusion_id": "X1", "npi": "1", "listed_on": JANUARY, "reinstated_on": FEBRUARY}],
    ),
    Unit(
        CORRECTED_EXCLUSIONS,
        "an entry that left the list for one of its type, day and NPI or name",
        {
            "graph.latest_exclusions": [
                ONE_DAY
                | {"exclusion_id": "A", "npi": "1", "name": "LEE, A"}
                | {"stands": False, "listed_on": JANUARY},
                ONE_DAY
                | {"exclusion_id": "B", "npi": "1", "name": "LEE-REED, A"}
                | {"stands": True, "listed_on": MARCH},
                ONE_DAY
                | {"exclusion_id": "C", "name": "Roe, B"}
                | {"stands": False, "listed_on": JANUARY},
                ONE_DAY
                | {"exclusion_id": "D", "name": "ROE, B"}
                | {"stands": False, "listed_on": FEBRUARY},
            ]
        },
        [{"exclusion_id": "A"}, {"exclusion_id": "C"}],
    ),
    Unit(
        CORRECTED_EXCLUSIONS,
        "two that stood in one list are two; so are two of two types, and two without an NPI",
        {
            "graph.latest_exclusions": [
                ONE_DAY | {"exclusion_id": "A", "npi": "1", "stands": False},
                ONE_DAY | {"exclusion_id": "B", "npi": "1", "stands": True},
                ONE_DAY | {"exclusion_id": "C", "npi": "1", "stands": False, "type": "1128b4"},
                ONE_DAY | {"exclusion_id": "D", "name": "ROE, B", "stands": False},
            ],
            'history."Exclusion"': [_listed("A", "j"), _listed("B", "j")],
        },
        [],
    ),
    Unit(
        EXCLUSIONS,
        "it ended on the day of the first list without it; one corrected is not drawn",
        {
            "graph.latest_exclusions": [
                {"exclusion_id": "X1", "stands": False, "listed_on": JANUARY, "source": "leie"},
                {"exclusion_id": "X2", "stands": True, "listed_on": MARCH, "source": "leie"},
                {"exclusion_id": "X3", "stands": True, "reinstated_on": MARCH},
                {"exclusion_id": "X4", "stands": False},
            ],
            "graph.corrected_exclusions": [{"exclusion_id": "X4"}],
            'history."Exclusion"': [_listed("X1", "j"), _listed("X2", "m")],
            'history."Whole"': LISTS,
        },
        [
            {"exclusion_id": "X1", "unlisted_on": FEBRUARY, "is_current": False},
            {"exclusion_id": "X2", "unlisted_on": None, "is_current": True},
            {"exclusion_id": "X3", "unlisted_on": None, "is_current": False},
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Exclusion],
        "every exclusion, in force or past",
        {
            "graph.exclusions": [
                {"exclusion_id": "X1", "is_current": True},
                {"exclusion_id": "X2", "is_current": False},
            ]
        },
        [
            {"exclusion_id": "X1", "is_current": True},
            {"exclusion_id": "X2", "is_current": False},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_exclusions(unit: Unit) -> None:
    try_out(unit)
