"""Who shares patients: which rows make a tie, and does the strength come true?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from relations import Unit, try_out

from algorithms.ties import patients
from algorithms.ties.ties import TIES, prepare
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from lake.relations import view
from schema.nodes import Person
from schema.patients import SENT_PATIENTS
from schema.sharing import SHARES_PATIENTS

Rows = dict[Any, list[dict[str, Any]]]
Ties = list[dict[str, Any]]
DAY = {"as_of": date(2025, 6, 1)}
NUMBERS = [{"person_id": "a", "number": 0}, {"person_id": "b", "number": 1}]
OF_2023, OF_2024, OF_2025 = ({"to_on": date(year, 12, 31)} for year in (2023, 2024, 2025))
UNITS = [
    Unit(
        patients.PATIENT_YEARS,
        "the greatest count of a year in either direction; none of no patients, none to come",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."SENT_PATIENTS"': [
                {"start": "b", "end": "a", "patients": 14} | OF_2024,
                {"start": "a", "end": "b", "patients": 11} | OF_2024,
                {"start": "a", "end": "b", "patients": 0} | OF_2023,
                {"start": "a", "end": "b", "patients": 99} | OF_2025,
            ],
        },
        [{"number": 0, "other": 1, "year": 2024, "patients": 14}],
        DAY,
    ),
    Unit(
        TIES[SHARES_PATIENTS],
        "the latest year's number, all years, and what the strength is made of",
        {
            "ties.person_numbers": NUMBERS,
            "ties.patient_years": [
                {"number": 0, "other": 1, "year": 2022, "patients": 30},
                {"number": 0, "other": 1, "year": 2024, "patients": 14},
            ],
            "ties.patient_chances": [{"number": 0, "other": 1, "chance": 0.7}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.7, "patients": 14, "years": [2024, 2022]}
            | {"first_on": date(2022, 12, 31), "last_on": date(2024, 12, 31)}
            | {
                "strength_reasons": [
                    "at least 14 shared patients in 2024",
                    "shared in 2 years since 2022",
                ]
            }
        ],
        DAY,
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)


@pytest.fixture
def ties(tmp_path: Path, draw_by_hand: Callable[[Path, Rows], Drawing]) -> Callable[[Ties], Ties]:
    """A function that gives the ties that pairs of a year make, as of June 2025."""

    def derive(sent: Ties) -> Ties:
        ids = sorted({row[end] for row in sent for end in ("start", "end")})
        persons = [{"person_id": one} for one in ids]
        drawing = draw_by_hand(tmp_path / "drawn", {Person: persons, SENT_PATIENTS: sent})
        with duckdb.connect() as connection:
            open_drawn(connection, drawing.folder)
            prepare(connection, DAY["as_of"])
            view(connection, TIES[SHARES_PATIENTS])
            text = f'FROM {TIES[SHARES_PATIENTS].name} ORDER BY start, "end"'
            found: Ties = connection.sql(text).to_arrow_table().to_pylist()
            return found

    return derive


def _sent(start: str, end: str, year: int, patients: int) -> dict[str, Any]:
    days = {"from_on": date(year, 1, 1), "to_on": date(year, 12, 31)}
    return {"start": start, "end": end, "span": str(year), "patients": patients, **days}


def test_what_happened_since_teaches_the_strength(ties: Callable[[Ties], Ties]) -> None:
    # Two in ten of those with few patients share them again in a year, nine in ten of those with
    # many: within two years 1 - 0.8 ** 2 = 0.36 and 0.99.
    random = np.random.default_rng(11)
    sent = []
    for pair in range(3_000):
        many = pair % 2 == 0
        for year in range(2018, 2025):
            if random.random() < (0.9 if many else 0.2):
                sent.append(_sent(f"a{pair}", f"b{pair}", year, 60 if many else 12))
    found = ties(sent)
    of = {kind: [t["strength"] for t in found if t["patients"] == kind] for kind in (12, 60)}
    assert np.mean(of[60]) == pytest.approx(0.99, abs=0.02)
    assert np.mean(of[12]) == pytest.approx(0.36, abs=0.04)
    assert not any("no probability" in said for tie in found for said in tie["strength_reasons"])


def test_where_nothing_can_be_learnt_the_strength_is_an_order(
    ties: Callable[[Ties], Ties],
) -> None:
    few, many = ties([_sent("a", "b", 2015, 11), _sent("a", "c", 2015, 90)])
    assert few["strength"] < many["strength"] < 0.5
    for tie in (few, many):
        assert tie["strength_reasons"][-1] == patients.NOT_LEARNT
        assert tie["last_on"] == date(2015, 12, 31)
