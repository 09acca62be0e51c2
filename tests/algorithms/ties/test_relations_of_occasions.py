"""Who sat on a committee, took part in a session or held a grant together, and the ties of it."""

from datetime import date
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from algorithms.ties import occasions, ties
from schema.sharing import SHARES_COMMITTEES, SHARES_GRANTS, SHARES_SESSIONS

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
    Unit(
        occasions.SESSION_PARTS,
        "each person once a session, whatever the roles; none of the future, of one or of 51",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."Session"': [
                {"session_id": "s1", "held_on": date(2024, 5, 1), "participants": 3},
                {"session_id": "s2", "held_on": date(2024, 7, 1), "participants": 3},
                {"session_id": "s3", "held_on": date(2024, 5, 1), "participants": 1},
                {"session_id": "s4", "held_on": date(2024, 5, 1), "participants": 51},
            ],
            'drawn."TOOK_PART_IN"': [
                *(
                    {"start": "a", "end": session, "part": part}
                    for session in ("s1", "s2", "s3", "s4")
                    for part in ("chair", "speaker")
                ),
                {"start": "b", "end": "s1", "part": "speaker"},
            ],
        },
        [
            {"person_id": person, "id": "s1", "persons": 3, "dated_on": date(2024, 5, 1)}
            for person in "ab"
        ],
        DAY,
    ),
    Unit(
        occasions.GRANT_YEARS,
        "each fiscal year that has ended, by the surer of two roles; a year of one alone is none",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."LEADS_GRANT"': [
                {"start": "a", "end": "R01", "role": "contact", "fiscal_years": [2022, 2023, 2024]}
                | {"identity_score": 0.8},
                {"start": "a", "end": "R01", "role": "subproject leader", "fiscal_years": [2023]}
                | {"identity_score": 0.9},
                {"start": "b", "end": "R01", "role": "co-investigator"}
                | {"fiscal_years": [2023, 2024], "identity_score": 1.0},
            ],
        },
        [
            {"person_id": person, "id": "R01|2023", "persons": 2, "score": score}
            | {"dated_on": date(2023, 9, 30)}
            for person, score in (("a", 0.9), ("b", 1.0))
        ],
        DAY,
    ),
    Unit(
        ties.TIES[SHARES_SESSIONS],
        "the sessions of both, the latest first",
        {
            "ties.session_parts": [
                row | {"score": 1.0}
                for on, year in (("s1", 2021), ("s2", 2023))
                for row in (_sat("a", 0, on, year), _sat("b", 1, on, year))
            ],
            "ties.session_chances": [{"number": 0, "other": 1, "chance": 0.3}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.3, "joint_sessions": 2}
            | {"sessions": ["s2", "s1"], "smallest": 2}
        ],
        DAY,
    ),
    Unit(
        ties.TIES[SHARES_GRANTS],
        "the grants and years of both, by how sure both ends are",
        {
            "ties.grant_years": [
                row | {"score": 0.5}
                for row in (_sat("a", 0, "R|2023", 2023), _sat("b", 1, "R|2023", 2023))
            ],
            "ties.grant_chances": [{"number": 0, "other": 1, "chance": 0.4}],
        },
        [{"start": "a", "end": "b", "strength": 0.1, "grant_years": 1, "grants": ["R|2023"]}],
        DAY,
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
