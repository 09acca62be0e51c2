"""Who was paid by which company, as the index keeps it."""

from datetime import date

import pytest
from relations import Unit, try_out

from algorithms.introductions.tie_indexing import PAID_PERSONS

UNITS = [
    Unit(
        PAID_PERSONS,
        "once per person and family, up to the day asked; an undated payment counts",
        {
            "ties.person_numbers": [{"person_id": "a", "number": 0}],
            'drawn."Payment"': [
                {"payment_id": "1", "paid_on": date(2020, 1, 1)},
                {"payment_id": "2"},
                {"payment_id": "3", "paid_on": date(2021, 1, 2)},
            ],
            'drawn."RECEIVED"': [{"start": "a", "end": payment} for payment in "123"],
            'drawn."PAID_BY"': [
                {"start": "1", "end": "firm"},
                {"start": "2", "end": "branch"},
                {"start": "3", "end": "later"},
            ],
            'drawn."Company"': [{"company_id": "branch", "family_id": "firm"}],
        },
        [{"person": 0, "company": "firm"}],
        {"as_of": date(2021, 1, 1)},
    )
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_companies_stand_beside_whom_they_paid(unit: Unit) -> None:
    try_out(unit)
