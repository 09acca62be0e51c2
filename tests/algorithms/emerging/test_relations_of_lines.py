"""How drawn records become lines by quarter, and what rises: a few rows each."""

from datetime import date

import pytest
from relations import Unit, try_out

from algorithms.emerging import emerging, lines

UNTIL = date(2024, 12, 31)
DAY = {"until": UNTIL}
NOTHING = [0] * 12
GAP: list[float | None] = [None] * 12
UNITS = [
    Unit(
        lines.FIRST_JOINT_PAPERS,
        "from either end, the earliest quarter; more than fifty authors make nobody acquainted",
        {
            'drawn."Paper"': [
                {"pmid": "p1", "published_on": date(2024, 12, 1), "authors": 2},
                {"pmid": "p2", "published_on": date(2024, 9, 1), "authors": 2},
                {"pmid": "p3", "published_on": date(2023, 1, 1), "authors": 51},
                {"pmid": "p4", "published_on": date(2025, 1, 1), "authors": 2},
            ],
            'drawn."AUTHORED"': [
                {"start": name, "end": pmid} for pmid in ("p1", "p2", "p3", "p4") for name in "ab"
            ],
        },
        # The last quarter, 11, begins 91.3125 days before the end; p2 is 121 days old.
        [
            {"person_id": "a", "other": "b", "quarter": 10},
            {"person_id": "b", "other": "a", "quarter": 10},
        ],
        DAY,
    ),
    Unit(
        lines.JOINED_CIRCLES,
        "whose circle, and whose circle the other is of; who is in none joins none",
        {
            "emerging.first_joint_papers": [
                {"person_id": "a", "other": "b", "quarter": 10},
                {"person_id": "a", "other": "c", "quarter": 9},
            ],
            "network.memberships": [
                {"person_id": "a", "community": 0},
                {"person_id": "b", "community": 1},
            ],
        },
        [{"person_id": "a", "quarter": 10, "own": 0, "theirs": 1}],
    ),
    Unit(
        lines.LINE_EVENTS,
        "papers, and citations by others in the quarter of the citing paper",
        {
            'drawn."Paper"': [
                {"pmid": "p1", "published_on": date(2022, 12, 1)},
                {"pmid": "p2", "published_on": date(2024, 12, 1)},
                {"pmid": "p3", "published_on": date(2024, 12, 1)},
            ],
            'drawn."AUTHORED"': [{"start": "a", "end": "p1"}, {"start": "a", "end": "p2"}],
            'drawn."CITES"': [{"start": "p2", "end": "p1"}, {"start": "p3", "end": "p1"}],
        },
        # 761 days before the end: 761 / 91.3125 is 8.3, quarter 11 - 8.
        [
            {"person_id": "a", "line": "papers", "quarter": 3, "value": 1.0},
            {"person_id": "a", "line": "papers", "quarter": 11, "value": 1.0},
            {"person_id": "a", "line": "citations", "quarter": 11, "value": 1.0},
        ],
        DAY,
    ),
    Unit(
        lines.LINE_EVENTS,
        "trials once, whatever the roles; a year's services are spread over its quarters",
        {
            'drawn."Trial"': [
                {"nct_id": "N1", "started_on": date(2024, 12, 1)},
                {"nct_id": "N2", "started_on": date(2024, 12, 2)},
            ],
            'drawn."INVESTIGATES"': [
                {"start": "a", "end": "N1", "role": "CHAIR"},
                {"start": "a", "end": "N1", "role": "SITE"},
                {"start": "a", "end": "N2", "role": "SITE"},
            ],
            'drawn."PERFORMED"': [
                {"start": "a", "from_on": date(2024, 1, 1), "to_on": UNTIL, "services": 40}
            ],
        },
        [
            {"person_id": "a", "line": "trials", "quarter": 11, "value": 2.0},
            *(
                {"person_id": "a", "line": "services", "quarter": quarter, "value": 10.0}
                for quarter in (8, 9, 10, 11)
            ),
        ],
        DAY,
    ),
    Unit(
        lines.LINE_EVENTS,
        "new ties, and those of them that lead into another circle",
        {
            "emerging.first_joint_papers": [
                {"person_id": "a", "other": "b", "quarter": 10},
                {"person_id": "a", "other": "c", "quarter": 9},
            ],
            "emerging.joined_circles": [
                {"person_id": "a", "quarter": 10, "own": 0, "theirs": 1},
                {"person_id": "a", "quarter": 9, "own": 0, "theirs": 0},
            ],
        },
        [
            {"person_id": "a", "line": "new_ties", "quarter": 10, "value": 1.0},
            {"person_id": "a", "line": "new_ties", "quarter": 9, "value": 1.0},
            {"person_id": "a", "line": "new_circle_ties", "quarter": 10, "value": 1.0},
        ],
        DAY,
    ),
    Unit(
        lines.LINE_EVENTS,
        # The 380 days to the end are 4.2 quarters, so that 2023 ends nearest to quarter 7's end.
        "a year that ends a few days into a quarter is of the quarters before",
        {
            'drawn."PERFORMED"': [
                {"start": "a", "from_on": date(2023, 1, 1), "to_on": date(2023, 12, 31)}
                | {"services": 40}
            ]
        },
        [
            {"person_id": "a", "line": "services", "quarter": quarter, "value": 10.0}
            for quarter in (4, 5, 6, 7)
        ],
        {"until": date(2025, 1, 14)},
    ),
    Unit(
        lines.COVERED_QUARTERS,
        "from the first record of anyone to the last; trials to the last update of the register",
        {
            'drawn."Paper"': [
                {"pmid": "p1", "published_on": date(2010, 1, 1)},
                {"pmid": "p2", "published_on": date(2024, 9, 1)},
                {"pmid": "p3", "published_on": date(2026, 1, 1)},
            ],
            'drawn."Trial"': [
                {"nct_id": "N1", "started_on": date(2022, 12, 1), "updated_on": date(2024, 12, 1)},
                {"nct_id": "N2", "started_on": date(2023, 6, 1)},
                {"nct_id": "N3", "started_on": date(2026, 1, 1)},
            ],
            'drawn."PERFORMED"': [
                {"start": "a", "from_on": date(2022, 1, 1), "to_on": date(2022, 12, 31)},
                {"start": "b", "from_on": date(2023, 1, 1), "to_on": date(2023, 12, 31)},
                {"start": "b", "from_on": date(2025, 1, 1), "to_on": date(2025, 12, 31)},
            ],
        },
        # 5478 days are 59.99 quarters; 761 are 8.3, 30 are 0.3. Services end 731 and 366 days
        # before, 8.0 and 4.0, and a year has four quarters.
        [
            {"source": "papers", "first_quarter": 11 - 59, "last_quarter": 10},
            {"source": "trials", "first_quarter": 11 - 8, "last_quarter": 11},
            {"source": "services", "first_quarter": 0, "last_quarter": 7},
        ],
        DAY,
    ),
    Unit(
        lines.COVERED_QUARTERS,
        "a source without a record covers nothing",
        {'drawn."Paper"': [{"pmid": "p1"}]},
        [],
        DAY,
    ),
    Unit(
        lines.TREND,
        "outside the source's span is a gap, within it silence is zero",
        {
            "emerging.line_events": [
                {"person_id": "a", "line": line, "quarter": quarter, "value": 2.0}
                for line, quarter in (("services", 6), ("trials", -9), ("new_ties", 1))
            ],
            "emerging.covered_quarters": [
                {"source": "papers", "first_quarter": 1, "last_quarter": 11},
                {"source": "services", "first_quarter": 4, "last_quarter": 7},
                {"source": "trials", "first_quarter": -12, "last_quarter": -8},
            ],
            "emerging.standings": [{"person_id": "a", "ranks": [1.0] * 12}],
        },
        [
            {"person_id": "a", "services_by_quarter": [*GAP[:4], 0.0, 0.0, 2.0, 0.0, *GAP[:4]]}
            | {"trials_by_quarter": None, "new_ties_by_quarter": [None, 2.0, *[0.0] * 10]}
            | {"centrality_by_quarter": [None, *[1.0] * 11]}
        ],
        DAY,
    ),
    Unit(
        lines.TREND,
        "twelve quarters a line; a source that is silent has none",
        {
            "emerging.covered_quarters": [
                {"source": source, "first_quarter": -40, "last_quarter": 11}
                for source in ("papers", "services")
            ],
            "emerging.line_events": [
                {"person_id": "a", "line": "papers", "quarter": quarter, "value": 1.0}
                for quarter in (-1, 3, 11, 11)
            ],
            "emerging.standings": [{"person_id": "a", "ranks": [1.0] * 12}],
        },
        [
            {"person_id": "a", "trend_until": UNTIL, "services_by_quarter": None}
            | {"papers_by_quarter": [0.0, 0.0, 0.0, 1.0, *[0.0] * 7, 2.0]}
            | {"centrality_by_quarter": [1.0] * 12}
        ],
        DAY,
    ),
    Unit(
        emerging.PROMISE,
        # (2 + 1) / (0 + 1) - 1 = 2; services (4 + 1) / (3 + 1) - 1 = 0.25; 1.25 / 1 - 1 = 0.25.
        "what rises is said in words; two rising lines or one that more than doubles lift",
        {
            'concluded."Trend"': [
                {"person_id": "doubles", "papers_by_quarter": [*NOTHING[:11], 2]}
                | {"new_circle_ties_by_quarter": [*NOTHING[:11], 1]},
                {"person_id": "rises twice", "centrality_by_quarter": [1.0] * 11 + [1.25]}
                | {"services_by_quarter": [0.0] * 7 + [3.0, 0.0, 0.0, 0.0, 4.0]},
                {"person_id": "rises once", "centrality_by_quarter": [1.0] * 11 + [1.25]},
                {"person_id": "begins", "trials_by_quarter": [*NOTHING[:11], 1]},
                # Services end two quarters before the others: (6 + 1) / (0 + 1) - 1 = 6.
                {"person_id": "ended", "services_by_quarter": [*NOTHING[:9], 6, *GAP[:2]]},
                {"person_id": "too short", "services_by_quarter": [*GAP[:5], 0, 0, 0, 0, 0, 0, 9]},
                {"person_id": "just began", "trials_by_quarter": [*GAP[:8], 0, 0, 0, 1]},
            ],
            "emerging.chances": [
                {"person_id": "begins", "chance": 0.25, "is_visible": False, "reason": "a sign"},
                {"person_id": "unsure", "chance": None, "is_visible": True, "reason": "withheld"},
            ],
        },
        [
            {"person_id": "doubles", "emerging": None, "is_lifting": True}
            | {"publication_change": 2.0, "volume_change": None}
            | {
                "emerging_reasons": [
                    "papers +200 % in four quarters",
                    "1 tie into other circles",
                ]
            },
            {"person_id": "rises twice", "emerging": None, "is_lifting": True}
            | {"publication_change": None, "volume_change": 0.25}
            | {
                "emerging_reasons": [
                    "volume +25 % in four quarters",
                    "centrality +25 % in four quarters",
                ]
            },
            {"person_id": "ended", "emerging": None, "is_lifting": True}
            | {"publication_change": None, "volume_change": 6.0}
            | {"emerging_reasons": ["volume +600 % in four quarters"]},
            {"person_id": "begins", "emerging": 0.25, "is_lifting": False}
            | {"publication_change": None, "volume_change": None}
            | {"emerging_reasons": ["first trial role", "a sign"]},
            {"person_id": "unsure", "emerging": None, "is_lifting": None}
            | {"publication_change": None, "volume_change": None}
            | {"emerging_reasons": ["withheld"]},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_lines_are_made_of_drawn_records(unit: Unit) -> None:
    try_out(unit)
