"""Whose patients came to whom, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.relationships import RELATIONSHIP_VIEWS
from schema.patients import SENT_PATIENTS

OF_2024 = {"from_on": date(2024, 1, 1), "to_on": date(2024, 12, 31), "source": "shared-patients"}
UNITS = [
    Unit(
        RELATIONSHIP_VIEWS[SENT_PATIENTS],
        "two persons a span; an organisation, and oneself under another number, is nobody",
        {
            'facts."SharedPatients"': [
                {"npi": "1", "other_npi": "2", "days": 30, "patients": 12, "times": 20} | OF_2024,
                {"npi": "1", "other_npi": "3", "days": 30, "patients": 15, "times": 21} | OF_2024,
                {"npi": "1", "other_npi": "2", "patients": 11} | OF_2024,
                {"npi": "2", "other_npi": "3", "days": 30, "patients": 13} | OF_2024,
                {"npi": "1", "other_npi": "9", "days": 30, "patients": 14} | OF_2024,
            ],
            "graph.npi_holders": [
                {"npi": "1", "person_id": "P1"},
                {"npi": "2", "person_id": "P2"},
                {"npi": "3", "person_id": "P2"},
            ],
        },
        [
            {"start": "P1", "end": "P2", "days": None, "patients": 11, "times": None}
            | {"span": "shared-patients, 2024-01-01 to 2024-12-31"},
            {"start": "P1", "end": "P2", "days": 30, "patients": 15, "times": 41}
            | {"span": "shared-patients, 2024-01-01 to 2024-12-31, within 30 days"},
        ],
    )
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
