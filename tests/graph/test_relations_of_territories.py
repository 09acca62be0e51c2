"""Which territories there are, whose they are and what they include, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.nodes import NODE_VIEWS
from graph.relationships import RELATIONSHIP_VIEWS
from graph.territories import TERRITORIES
from schema import fieldwork

EARLY, STATED = date(2024, 1, 1), date(2025, 1, 15)
UNITS = [
    Unit(
        TERRITORIES,
        "times of one part stand apart; one that had ended is no current one",
        {
            'facts."TerritoryStatement"': [
                {"liaison": "A", "state": "MA", "stated_on": STATED},
                {"liaison": "A", "state": "MA", "stated_on": EARLY, "to_on": EARLY},
                {"liaison": "A", "state": "MA", "from_on": EARLY, "to_on": EARLY}
                | {"stated_on": STATED},
                {"liaison": "B", "institution": "ROR:1", "specialty": "X", "stated_on": STATED},
            ]
        },
        [
            {"territory_id": "ma||", "liaison": "A", "term": "ever", "is_current": True},
            {"territory_id": "ma||", "liaison": "A", "term": "2024-01-01", "is_current": False},
            {"territory_id": "|ror:1|x", "liaison": "B", "term": "ever", "is_current": True},
        ],
    ),
    Unit(
        NODE_VIEWS[fieldwork.Territory],
        "one, whosever it is",
        {
            "graph.territories": [
                {"territory_id": "ma||", "liaison": "A", "state": "MA"},
                {"territory_id": "ma||", "liaison": "B", "state": "MA"},
            ]
        },
        [{"territory_id": "ma||", "state": "MA", "specialty": None}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[fieldwork.COVERS],
        "from the liaison to the part",
        {
            "graph.territories": [
                {"territory_id": "ma||", "liaison": "A", "term": "ever", "is_current": True}
            ]
        },
        [{"start": "A", "end": "ma||", "term": "ever", "is_current": True}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[fieldwork.INCLUDES],
        "by the id with or without scheme; a group practice by its whole id alone; else missing",
        {
            "graph.territories": [
                {"territory_id": "1", "institution": "https://ror.org/0AB"},
                {"territory_id": "2", "institution": "0ab"},
                {"territory_id": "3", "institution": "050454"},
                {"territory_id": "4", "institution": "99"},
                {"territory_id": "5", "institution": "pac:99"},
                {"territory_id": "6", "state": "MA"},
            ],
            "graph.institution_keys": [
                {"institution_id": "ror:0ab", "spelled": "ror:0ab"},
                {"institution_id": "ror:0ab", "spelled": "ccn:050454"},
                {"institution_id": "pac:99", "spelled": "pac:99"},
            ],
        },
        [
            {"start": "1", "end": "ror:0ab"},
            {"start": "2", "end": "ror:0ab"},
            {"start": "3", "end": "ror:0ab"},
            {"start": "4", "end": "99"},
            {"start": "5", "end": "pac:99"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[fieldwork.INCLUDES_SPECIALTY],
        "by code, name or what the taxonomy calls it, whichever case; else missing",
        {
            "graph.territories": [
                {"territory_id": "1", "specialty": "207rc"},
                {"territory_id": "2", "specialty": "CARDIOLOGY"},
                {"territory_id": "3", "specialty": "Nothing"},
                {"territory_id": "4", "state": "MA"},
            ],
            'facts."Specialty"': [
                {"code": "207RC", "name": "Heart Physician", "specialization": "Cardiology"},
                {"code": "208", "name": "Surgeon", "classification": "Surgery"},
            ],
        },
        [
            {"start": "1", "end": "207RC"},
            {"start": "2", "end": "207RC"},
            {"start": "3", "end": "Nothing"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
