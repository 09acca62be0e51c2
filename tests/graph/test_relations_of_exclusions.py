"""Which exclusions are in force: lists of January (load j), February (f) and March (m), in rows."""

from datetime import date
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from graph.exclusions import (
    COPIED_EXCLUSIONS,
    CORRECTED_EXCLUSIONS,
    EXCLUSIONS,
    LATEST_EXCLUSIONS,
    LISTED_EXCLUSIONS,
)
from graph.nodes import NODE_VIEWS
from schema import nodes as labels

JANUARY, FEBRUARY, MARCH = (date(2024, month, 8) for month in (1, 2, 3))
SINCE = date(2020, 1, 20)
ONE_DAY = {"source": "leie", "type": "1128a1", "excluded_on": SINCE}


def _listed(exclusion: str, load: str, **more: Any) -> dict[str, Any]:
    day = {"j": JANUARY, "f": FEBRUARY, "m": MARCH}[load]
    return {"exclusion_id": exclusion, "load": load, "listed_on": day, "source": "leie"} | more


LISTS: Rows = [
    {"source": "leie", "load": load, "batch": f"{day} 13"}
    for load, day in (("j", JANUARY), ("f", FEBRUARY), ("m", MARCH))
]
OFFICE = {"source": "leie", "state": "NY"}
SAM = OFFICE | {"source": "sam", "agency": "HHS", "listed_on": MARCH}
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
        LISTED_EXCLUSIONS,
        "it ended on the day of the first list without it; one corrected is not drawn",
        {
            "graph.latest_exclusions": [
                {"exclusion_id": "X1", "stands": False, "listed_on": JANUARY, "source": "leie"},
                {"exclusion_id": "X2", "stands": True, "listed_on": MARCH, "source": "leie"},
                {"exclusion_id": "X3", "stands": True, "reinstated_on": MARCH},
                {"exclusion_id": "X4", "stands": False},
                {"exclusion_id": "X5", "stands": True, "listed_on": MARCH, "ends_on": FEBRUARY},
            ],
            "graph.corrected_exclusions": [{"exclusion_id": "X4"}],
            'history."Exclusion"': [_listed("X1", "j"), _listed("X2", "m")],
            'history."Whole"': LISTS,
        },
        [
            {"exclusion_id": "X1", "unlisted_on": FEBRUARY, "is_current": False},
            {"exclusion_id": "X2", "unlisted_on": None, "is_current": True},
            {"exclusion_id": "X3", "unlisted_on": None, "is_current": False},
            {"exclusion_id": "X5", "unlisted_on": None, "is_current": False},
        ],
    ),
    Unit(
        COPIED_EXCLUSIONS,
        "of HHS, of the same NPI, within a month; without any NPI of the same name and state",
        {
            "graph.listed_exclusions": [
                OFFICE | {"exclusion_id": "A", "npi": "1", "excluded_on": JANUARY},
                OFFICE | {"exclusion_id": "B", "npi": "1", "excluded_on": FEBRUARY},
                OFFICE | {"exclusion_id": "C", "name": "ROE, B", "excluded_on": JANUARY},
                SAM | {"exclusion_id": "copy of B", "npi": "1", "excluded_on": FEBRUARY},
                SAM | {"exclusion_id": "copy of C", "name": "Roe, B", "excluded_on": JANUARY},
                SAM | {"exclusion_id": "another's", "npi": "2", "excluded_on": JANUARY},
                SAM
                | {"exclusion_id": "a namesake's", "npi": "3", "name": "ROE, B"}
                | {"excluded_on": JANUARY},
                SAM | {"exclusion_id": "much later", "npi": "1", "excluded_on": date(2025, 1, 1)},
                SAM
                | {"exclusion_id": "another agency's", "npi": "1", "agency": "OPM"}
                | {"excluded_on": JANUARY},
            ],
        },
        [
            {"copy": "copy of B", "exclusion_id": "B"},
            {"copy": "copy of C", "exclusion_id": "C"},
        ],
    ),
    Unit(
        EXCLUSIONS,
        "what both list is one, of both; it holds while either holds it, unless reinstated",
        {
            "graph.listed_exclusions": [
                OFFICE | {"exclusion_id": "A", "is_current": False, "unlisted_on": FEBRUARY},
                OFFICE | {"exclusion_id": "B", "is_current": False, "reinstated_on": FEBRUARY},
                OFFICE | {"exclusion_id": "C", "is_current": True},
                SAM | {"exclusion_id": "sam:A", "is_current": True, "sam_numbers": ["A"]},
                SAM | {"exclusion_id": "sam:B", "is_current": True, "sam_numbers": ["B"]},
                SAM | {"exclusion_id": "sam:D", "is_current": True, "sam_numbers": ["D"]},
            ],
            "graph.copied_exclusions": [
                {"copy": "sam:A", "exclusion_id": "A"},
                {"copy": "sam:B", "exclusion_id": "B"},
            ],
        },
        [
            {"exclusion_id": "A", "is_current": True, "unlisted_on": None}
            | {"sam_numbers": ["A"], "sam_listed_on": MARCH, "source": "leie, sam"},
            {"exclusion_id": "B", "is_current": False, "unlisted_on": None}
            | {"sam_numbers": ["B"], "sam_listed_on": MARCH, "source": "leie, sam"},
            {"exclusion_id": "C", "is_current": True, "unlisted_on": None}
            | {"sam_numbers": None, "sam_listed_on": None, "source": "leie"},
            {"exclusion_id": "sam:D", "is_current": True, "unlisted_on": None}
            | {"sam_numbers": ["D"], "sam_listed_on": MARCH, "source": "sam"},
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
