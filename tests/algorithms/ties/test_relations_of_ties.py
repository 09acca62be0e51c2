"""How drawn records become ties: a few rows each, with the numbers worked out by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from algorithms.ties import acquaintances, ties
from algorithms.ties.tables import LIAISON_NUMBERS, PERSON_NUMBERS
from schema.relationships import CONNECTED_TO, MET
from schema.sharing import SHARES_EVENTS, SHARES_INSTITUTION

AS_OF = date(1980, 1, 1)
AT = 3652 / 365.25  # years from 1970 to that day
DAY = {"as_of": AS_OF}
NUMBERS: Rows = [{"person_id": "a", "number": 0}, {"person_id": "b", "number": 1}]
OLD = {"dated_on": date(1975, 12, 31)}
EARLY, LATE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)


def _pair(**more: Any) -> Rows:
    """What both have of an entry or a tie."""
    return [dict(row, **more) for row in NUMBERS]


UNITS = [
    Unit(
        PERSON_NUMBERS,
        "in the order of ids, from 0",
        {'drawn."Person"': [{"person_id": "b"}, {"person_id": "a"}]},
        NUMBERS,
    ),
    Unit(
        LIAISON_NUMBERS,
        "after all persons",
        {"ties.person_numbers": NUMBERS, 'drawn."Liaison"': [{"liaison_id": "MSL"}]},
        [{"liaison_id": "MSL", "number": 2}],
    ),
    Unit(
        ties.JOINT_RECORDS,
        "papers with the places in the byline; a trial led by a company is of a kind of its own",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."Paper"': [
                {"pmid": "7", "authors": 3, "published_on": date(1971, 1, 1)},
                {"pmid": "8", "authors": 1, "published_on": date(1971, 1, 1)},
                {"pmid": "9", "authors": 51, "published_on": date(1971, 1, 1)},
                {"pmid": "10", "authors": 2, "published_on": date(1980, 1, 2)},
            ],
            'drawn."AUTHORED"': [
                {"start": "a", "end": pmid, "position": 1, "is_first": True}
                | {"identity_score": 0.5}
                for pmid in ("7", "8", "9", "10")
            ],
            'drawn."Trial"': [{"nct_id": "N"}],
            'drawn."INVESTIGATES"': [
                {"start": "a", "end": "N", "role": "CHAIR"},
                {"start": "a", "end": "N", "role": "SITE"},
                {"start": "b", "end": "N", "role": "SITE"},
            ],
            'drawn."SPONSORED_BY"': [{"start": "N", "end": "firm", "is_lead": True}],
        },
        [
            {"person_id": "a", "number": 0, "id": "7", "kind": "paper", "persons": 3, "lead": 1}
            | {"score": 0.5, "time": 365 / 365.25},
            {"person_id": "a", "number": 0, "id": "N", "kind": "industry", "persons": 2, "lead": 0}
            | {"score": 1.0, "time": AT - 10},
            {"person_id": "b", "number": 1, "id": "N", "kind": "industry", "persons": 2, "lead": 0}
            | {"score": 1.0, "time": AT - 10},
        ],
        DAY,
    ),
    Unit(
        ties.JOINT_RECORDS,
        "what was not known by the instant asked is left out",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."Paper"': [{"pmid": "7", "authors": 2}, {"pmid": "8", "authors": 2}],
            'drawn."AUTHORED"': [
                {"start": "a", "end": "7", "position": 1, "known_from": EARLY},
                {"start": "a", "end": "8", "position": 1, "known_from": LATE},
            ],
        },
        [{"person_id": "a", "id": "7"}],
        {**DAY, "known_by": datetime(2025, 3, 1, tzinfo=UTC)},
    ),
    Unit(
        acquaintances.EVENT_ATTENDANCES,
        "one city, company, day and nature is one event; royalties are none",
        {
            "ties.person_numbers": [*NUMBERS, {"person_id": "c", "number": 2}],
            'drawn."Person"': [
                {"person_id": "a", "city": "York", "state": "PA"},
                {"person_id": "b", "city": "YORK", "state": "PA"},
                {"person_id": "c", "city": "Erie", "state": "PA"},
            ],
            'drawn."Payment"': [
                {"payment_id": f"{nature} {name}", "kind": "general", "nature": nature}
                | {"company_id": "firm", "paid_on": date(1979, 5, 1)}
                for nature in ("Food", "Royalty")
                for name in "abc"
            ],
            'drawn."RECEIVED"': [
                {"start": name, "end": f"{nature} {name}", "identity_score": 0.9}
                for nature in ("Food", "Royalty")
                for name in "abc"
            ],
        },
        [
            row | {"id": "firm|1979-05-01|food|york|PA", "proof": f"Food {row['person_id']}"}
            for row in _pair(persons=2, score=0.9, dated_on=date(1979, 5, 1))
        ],
        DAY,
    ),
    Unit(
        acquaintances.INSTITUTION_YEARS,
        "years that both were there; one that has not ended does not count",
        {
            "ties.person_numbers": NUMBERS,
            'drawn."AFFILIATED_WITH"': [
                {"start": "a", "end": "ror:1", "years": [1977, 1978, 1980]},
                {"start": "b", "end": "ror:1", "years": [1978, 1980]},
            ],
        },
        _pair(id="ror:1|1978", persons=2, dated_on=date(1978, 12, 31), proof="ror:1|1978"),
        DAY,
    ),
    Unit(
        acquaintances.MEETINGS,
        "held by the day asked and not cancelled; the liaison counts among the persons",
        {
            "ties.person_numbers": NUMBERS,
            "ties.liaison_numbers": [{"liaison_id": "MSL", "number": 2}],
            'drawn."HELD"': [{"start": "MSL", "end": f"E{n}"} for n in range(1, 5)],
            'drawn."Engagement"': [
                {"engagement_id": "E1", "held_on": date(1979, 1, 1), "is_cancelled": False}
                | {"minutes": 30},
                {"engagement_id": "E2", "held_on": date(1979, 1, 1), "is_cancelled": True},
                {"engagement_id": "E3", "held_on": date(1980, 1, 2), "is_cancelled": False},
                {"engagement_id": "E4", "is_cancelled": False},
            ],
            'drawn."ENGAGED"': [
                {"start": f"E{n}", "end": name} for n in range(1, 5) for name in "ab"
            ],
        },
        [
            {"liaison_id": "MSL", "liaison": 2, "engagement_id": "E1", "minutes": 30}
            | {"person_id": row["person_id"], "person": row["number"], "persons": 3, "score": 1.0}
            for row in NUMBERS
        ],
        DAY,
    ),
    Unit(
        acquaintances.MEETING_PARTICIPANTS,
        "the persons, and the liaison once",
        {
            "ties.meetings": [
                {"liaison": 2, "engagement_id": "E1", "person": person, "persons": 3}
                | {"held_on": date(1971, 1, 1)}
                for person in (0, 1)
            ]
        },
        [
            {"number": number, "id": "2|E1", "persons": 3, "time": 365 / 365.25, "lead": 0}
            for number in (0, 1, 2)
        ],
        DAY,
    ),
    Unit(
        acquaintances.FIRST_JOINT_RECORDS,
        "the earliest record that both are on",
        {
            "ties.joint_records": [
                *_pair(id="7", time=5.0),
                *_pair(id="8", time=3.0),
                {"number": 0, "id": "9", "time": 1.0},
            ]
        },
        [{"number": 0, "other": 1, "time": 3.0}],
    ),
    Unit(
        ties.TIES[CONNECTED_TO],
        "retracted papers alone are worth half, and are told; beside a sound one they are told",
        {
            "ties.joint_records": [
                row | {"kind": "paper", "persons": 3, "time": AT, "score": 1.0}
                for pair in (
                    _pair(id="7", is_retracted=True),
                    _pair(id="8", is_retracted=True),
                    [
                        {"number": number, "person_id": name, "id": id, "is_retracted": gone}
                        for id, gone in (("5", True), ("6", False))
                        for number, name in ((2, "c"), (3, "d"))
                    ],
                )
                for row in pair
            ],
            "ties.paper_chances": [
                {"number": at, "other": at + 1, "chance": 0.6, "parts": [0.0] * 5} for at in (0, 2)
            ],
        },
        [
            {"start": "a", "end": "b", "strength": 0.3}
            | {"strength_reasons": ["2 joint papers, retracted", "the latest undated"]},
            {"start": "c", "end": "d", "strength": 0.6}
            | {"strength_reasons": ["2 joint papers, 1 retracted", "the latest undated"]},
        ],
        DAY,
    ),
    Unit(
        ties.TIES[CONNECTED_TO],
        # 0.9 is how sure identity is of the trial's two ends: 1 - (1 - 0.5) (1 - 0.9 x 0.5).
        "kinds add up as chances do, and every record gives 1 / (persons - 1), halved by age",
        {
            "ties.joint_records": [
                *_pair(id="7", kind="paper", persons=3, time=AT - 5, score=1.0),
                NUMBERS[0]
                | {"id": "N", "kind": "trial", "persons": 2, "time": AT, "score": 1.0}
                | {"dated_on": AS_OF},
                NUMBERS[1]
                | {"id": "N", "kind": "trial", "persons": 2, "time": AT, "score": 0.9}
                | {"dated_on": AS_OF},
            ],
            "ties.paper_chances": [
                {"number": 0, "other": 1, "chance": 0.5, "parts": [0.5, -0.5, 0.0, 0.0, 0.0]}
            ],
            "ties.trial_chances": [{"number": 0, "other": 1, "chance": 0.5, "parts": [0.0] * 5}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.725, "paper_strength": 0.5}
            | {"trial_strength": 0.45, "industry_strength": 0.0, "papers": 1, "trials": 1}
            | {"paper_weight": 0.25, "trial_weight": 1.0, "last_on": AS_OF, "smallest": 2}
            | {
                "strength_reasons": [
                    "1 joint paper",
                    "1 joint trial",
                    "the latest in 1980",
                    "stronger than most by how recent the joint records are",
                    "weaker than most by how much they did together",
                ]
            }
        ],
        DAY,
    ),
    Unit(
        ties.TIES[SHARES_EVENTS],
        "the proofs of the one of the lower id, the latest first",
        {
            "ties.event_attendances": [
                row | {"proof": f"{number} {row['person_id']}"}
                for number, day in ((1, date(1978, 1, 1)), (2, date(1979, 1, 1)))
                for row in _pair(id=str(number), persons=number + 1, score=0.5, dated_on=day)
            ],
            "ties.event_chances": [{"number": 0, "other": 1, "chance": 0.4}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.1, "events": 2, "smallest": 2}
            | {"payments": ["2 a", "1 a"], "first_on": date(1978, 1, 1)}
            | {
                "strength_reasons": [
                    "2 joint events of companies",
                    "the latest in 1979",
                    "with 2 persons at the least",
                    "identity of both ends 0.25",
                ]
            }
        ],
    ),
    Unit(
        ties.TIES[SHARES_INSTITUTION],
        "a pair without a year among the last five that have ended has no tie",
        {
            "ties.institution_years": [
                *_pair(id="i|1975", proof="i|1975", persons=2, score=1.0, **OLD),
                *(
                    {"person_id": name, "number": number, "id": "j|1974", "persons": 2}
                    | {"score": 1.0, "dated_on": date(1974, 12, 31)}
                    for name, number in (("b", 1), ("c", 2))
                ),
            ],
            "ties.institution_year_chances": [
                {"number": 0, "other": 1, "chance": 0.01},
                {"number": 1, "other": 2, "chance": 0.01},
            ],
        },
        [
            {"start": "a", "end": "b", "strength": 0.01, "shared_years": 1, "places": ["i|1975"]}
            | {
                "strength_reasons": [
                    "1 year at the same institution",
                    "the latest in 1975",
                    "with 2 persons at the least",
                ]
            }
        ],
        DAY,
    ),
    Unit(
        ties.TIES[MET],
        "from the liaison to the person, with the minutes that are known",
        {
            "ties.meetings": [
                {"liaison_id": "MSL", "liaison": 2, "person_id": "a", "person": 0}
                | {"engagement_id": key, "held_on": day, "minutes": minutes, "score": 1.0}
                for key, day, minutes in (
                    ("E1", date(1978, 1, 1), 30),
                    ("E2", date(1979, 1, 1), None),
                )
            ],
            "ties.meeting_chances": [{"number": 0, "other": 2, "chance": 0.75, "parts": [0.1]}],
        },
        [
            {"start": "MSL", "end": "a", "strength": 0.75, "engagements": 2, "minutes": 30}
            | {"strength_parts": [0.1]}
            | {
                "strength_reasons": [
                    "2 engagements held",
                    "30 minutes in all",
                    "the latest in 1979",
                ]
            }
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_ties_are_made_of_drawn_records(unit: Unit) -> None:
    try_out(unit)
