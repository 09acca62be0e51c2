"""The relations of alerts, each by itself."""

from datetime import date
from typing import Any

import pytest
from relations import Unit, try_out

from algorithms.alerts.events import OF_RECORDS
from algorithms.alerts.news import NEWS

UNTIL = date(2025, 3, 1)


def _event(subject: str, state: str, **more: Any) -> dict[str, Any]:
    row = {"kind": "LICENCE", "subject": subject, "state": state, "source": "a, b"}
    return row | {"is_news": True, "at_once": False, "person": "P1"} | more


UNITS = [
    Unit(
        OF_RECORDS,
        "a fresh paper is told of, an old one is not, nor one that another stands for",
        {
            'drawn."Paper"': [
                {"pmid": "1", "published_on": date(2024, 9, 1), "title": "New"},
                {"pmid": "2", "published_on": date(2024, 8, 29), "title": "Old"},
            ],
            'drawn."AUTHORED"': [
                {"start": "P1", "end": "1", "record": "pubmed:1:1"},
                {"start": "P2", "end": "1", "record": "pubmed:1:2", "counted_with": "9"},
                {"start": "P1", "end": "2", "record": "pubmed:2:1"},
            ],
        },
        [{"kind": "PAPER", "subject": "paper:pubmed:1:1", "person": "P1", "title": "New"}],
        {"until": UNTIL},
    ),
    Unit(
        OF_RECORDS,
        "an NPI that is deactivated is told of at once, one that is active is not",
        {
            'drawn."Person"': [
                {"person_id": "P1", "npi": "1", "deactivated_on": date(2020, 1, 1)},
                {"person_id": "P2", "npi": "2"},
                {"person_id": "P3"},
            ]
        },
        [
            {"subject": "npi:1", "state": "deactivated 2020-01-01", "at_once": True},
            {"subject": "npi:2", "state": "active", "at_once": False},
        ],
        {"until": UNTIL},
    ),
    Unit(
        NEWS,
        "a state that is another is news, the same is not, and a subject that is new only at once "
        "and of a source that was there",
        {
            "alerts.recorded": [
                _event("same", "x"),
                _event("other", "y"),
                _event("quiet", "y", is_news=False),
                _event("fresh", "x"),
                _event("at once", "x", at_once=True),
                _event("at once, first load", "x", at_once=True, source="c"),
                _event("grave, first load", "x", at_once=True, source="c", kind="SANCTION"),
            ],
            "alerts.known": [
                {"subject": one, "state": "x"} for one in ("same", "other", "quiet", "gone")
            ],
        },
        [
            {"event": "other y since 2025-03-01"},
            {"event": "at once x"},
            {"event": "grave, first load x"},
        ],
        {"until": UNTIL, "sources_before": ["b"]},
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_alerts_give_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
