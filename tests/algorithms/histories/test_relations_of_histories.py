"""How drawn papers become a history: a few rows each."""

from datetime import date

import pytest
from relations import Unit, try_out

from algorithms.histories.drawn import DATED_PAPERS, SIGNATURES

UNITS = [
    Unit(
        DATED_PAPERS,
        "the year that ends on the day has its number; unsigned and later papers are left out",
        {
            'drawn."Paper"': [
                {"pmid": "p1", "published_on": date(2024, 7, 1), "journal_id": "J"},
                {"pmid": "p2", "published_on": date(2023, 6, 30)},
                {"pmid": "p3", "published_on": date(2024, 7, 2)},
                {"pmid": "unsigned", "published_on": date(2024, 7, 1)},
            ],
            'drawn."AUTHORED"': [{"start": "a", "end": pmid} for pmid in ("p1", "p2", "p3")],
            'drawn."ABOUT"': [
                {"start": "p1", "end": "Heart", "is_major": True},
                {"start": "p1", "end": "Adult", "is_major": False},
            ],
            'drawn."CITES"': [{"start": "p1", "end": "p2"}, {"start": "p1", "end": "p0"}],
        },
        # p2 is 367 days old.
        [
            {"paper_id": "p1", "year": 2024, "venue": "J", "topics": ["Heart"]}
            | {"cited_ids": ["p0", "p2"]},
            {"paper_id": "p2", "year": 2023, "venue": None, "topics": None, "cited_ids": None},
        ],
        {"until": date(2024, 7, 1), "period": 365.25},
    ),
    Unit(
        SIGNATURES,
        "once a person and paper, at the first place",
        {
            'drawn."AUTHORED"': [
                {"start": "a", "end": "p1", "position": 3},
                {"start": "a", "end": "p1", "position": 2},
            ]
        },
        [{"paper_id": "p1", "person": "a", "position": 2}],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_history_is_made_of_drawn_papers(unit: Unit) -> None:
    try_out(unit)
