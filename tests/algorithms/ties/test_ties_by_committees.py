"""Who sat on one committee: years of terms, and the ties that they make."""

from datetime import date
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from algorithms.ties import occasions, ties
from schema.sharing import SHARES_COMMITTEES

DAY = {"as_of": date(2024, 6, 30)}
NUMBERS: Rows = [{"person_id": "a", "number": 0}, {"person_id": "b", "number": 1}]
ROLL = {"stated_on": date(2025, 1, 15), "end": "s"}


def _role(person: str, role: str, committee: str | None = None, **days: Any) -> dict[str, Any]:
    term = f"{role} {committee} {days.get('from_on')}"
    return {"start": person, "role": role, "committee": committee, "term": term, **ROLL, **days}


def _sat(person: str, number: int, on: str, year: int) -> dict[str, Any]:
    return {"person_id": person, "number": number, "id": on, "proof": on, "persons": 2} | {
        "dated_on": date(year, 12, 31)
    }


UNITS = [
    Unit(
        occasions.COMMITTEE_YEARS,
        "years of both, up to the last that has ended; who leads is of the board, and members of "
        "nothing are nowhere",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."BELONGS_TO_SOCIETY"': [
                _role("a", "committee member", "Panel", from_on=date(2022, 1, 1)),
                _role("b", "committee member", "Panel", from_on=date(2023, 3, 1))
                | {"to_on": date(2026, 1, 1)},
                _role("a", "president", from_on=date(2021, 1, 1), to_on=date(2021, 12, 31)),
                _role("b", "officer", from_on=date(2021, 1, 1), to_on=date(2022, 12, 31)),
                _role("a", "member", from_on=date(2021, 1, 1)),
                _role("b", "member", from_on=date(2021, 1, 1)),
            ],
        },
        [
            _sat(person, number, on, year)
            for on, year in (("s|2021|board", 2021), ("s|2023|Panel", 2023))
            for person, number in (("a", 0), ("b", 1))
        ],
        DAY,
    ),
    Unit(
        ties.TIES[SHARES_COMMITTEES],
        "the committees and years that both share, the latest first",
        {
            "ties.committee_years": [
                row | {"score": 1.0}
                for on, year in (("s|2021|board", 2021), ("s|2023|Panel", 2023))
                for row in (_sat("a", 0, on, year), _sat("b", 1, on, year))
            ],
            "ties.committee_chances": [{"number": 0, "other": 1, "chance": 0.4}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.4, "committee_years": 2}
            | {"committees": ["s|2023|Panel", "s|2021|board"], "last_on": date(2023, 12, 31)}
            | {
                "strength_reasons": [
                    "2 years on one committee",
                    "the latest in 2023",
                    "with 2 persons at the least",
                ]
            }
        ],
        DAY,
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
