"""How drawn records become influence: a few rows each, with the numbers worked out by hand."""

from datetime import date
from typing import Any

import pytest
from relations import Unit, try_out

from algorithms.dimensions import ranks, scores

UNTIL = date(2024, 12, 31)
DAY = {"until": UNTIL}
TODAY = {"published_on": UNTIL}
# a - b of strength 1 and b - c of strength 1/2, from either end.
TIE_ENDS = [
    {"person_id": one, "other": other, "strength": strength}
    for a, b, strength in (("a", "b", 1.0), ("b", "c", 0.5))
    for one, other in ((a, b), (b, a))
]
PAGE_RANKS = [
    {"person_id": name, "score": score} for name, score in (("a", 1.0), ("b", 1.5), ("c", 0.5))
]


def _row(person: str, indicator: str, record: str, value: float, sure: float = 1.0) -> Any:
    row = {"person_id": person, "indicator": indicator, "record": record}
    return row | {"value": value, "sure": sure}


def _payment(
    record: str,
    nature: str | None,
    amount: float | None,
    kind: str = "general",
    paid_on: date | None = UNTIL,
) -> Any:
    row = {"payment_id": record, "kind": kind, "program_year": 2024, "nature": nature}
    return row | {"amount_usd": amount, "paid_on": paid_on}


# The group, value and certainty of each payment; who has two roles in one is as sure as the surer.
PAID = {
    "fee": ("consulting", 3.0, 0.5),
    "talk": ("speaking", 2.0, 0.5),
    "lunch": ("meals", 1.0, 0.5),
    "room": ("other", 2.0, 0.5),
    "new": ("other", 2.0, 0.5),
    "silent": ("other", 1.0, 0.5),
    "study": ("research", 3.0, 1.0),
    "shares": ("ownership", 3.0, 0.5),
}
UNITS = [
    Unit(
        scores.TOPICS_BELOW,
        "the topic asked and all below it",
        {
            'drawn."BROADER"': [
                {"start": "Mitral Valve", "end": "Heart Valves"},
                {"start": "Heart Valves", "end": "Heart"},
                {"start": "Lung", "end": "Thorax"},
            ]
        },
        [{"name": "Heart"}, {"name": "Heart Valves"}, {"name": "Mitral Valve"}],
        {"topic": "Heart"},
    ),
    Unit(
        scores.TOPICS_BELOW,
        "no topic asked, none below",
        {'drawn."BROADER"': [{"start": "Heart Valves", "end": "Heart"}]},
        [],
        {"topic": None},
    ),
    Unit(
        scores.RECORDS,
        "a paper is shared among its authors and counts for its last author once more",
        {
            'drawn."Paper"': [
                {"pmid": "p1", "authors": 2, **TODAY},
                {"pmid": "p2", "published_on": date(2025, 1, 1)},
            ],
            'drawn."AUTHORED"': [
                {"start": "a", "end": "p1", "is_last": True, "identity_score": 0.9},
                {"start": "b", "end": "p1", "is_last": False},
                {"start": "b", "end": "p2", "is_last": True},
            ],
        },
        [
            _row("a", "papers", "p1", 1 / 2, 0.9),
            _row("a", "senior_papers", "p1", 1.0, 0.9),
            _row("b", "papers", "p1", 1 / 2),
        ],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "a guideline counts one, a congress abstract its share, and neither as a paper besides",
        {
            'drawn."Paper"': [
                {"authors": 4, "types": ["Journal Article", *kinds], **TODAY}
                | {"is_retracted": pmid == "p5", "pmid": pmid}
                for pmid, kinds in (
                    ("p1", ["Practice Guideline"]),
                    ("p2", ["Congress"]),
                    ("p3", ["Consensus Statement", "Congress"]),
                    ("p4", ["Clinical Conference"]),
                    ("p5", ["Guideline"]),
                )
            ],
            'drawn."AUTHORED"': [
                *({"start": "a", "end": f"p{n}", "is_last": True} for n in range(1, 6)),
                {"start": "b", "end": "p2", "is_last": False, "counted_with": "p4"},
            ],
        },
        [
            _row("a", "guidelines", "p1", 1.0),
            _row("a", "presentations", "p2", 1 / 4),
            _row("a", "guidelines", "p3", 1.0),
            _row("a", "papers", "p4", 1 / 4),
            _row("a", "senior_papers", "p4", 1.0),
        ],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "a session counts once whatever the roles; what is one's own paper, as that alone",
        {
            'drawn."Session"': [
                {"session_id": name, "held_on": UNTIL} for name in ("s1", "s2", "s3")
            ]
            + [{"session_id": "to come", "held_on": date(2025, 6, 1)}],
            'drawn."TOOK_PART_IN"': [
                {"start": "a", "end": session, "role": role, "held_on": UNTIL}
                | {"counted_with": paper, "record": f"{session} {role}"}
                for session, role, paper in (
                    ("s1", "chair", None),
                    ("s1", "discussant", None),
                    ("s2", "speaker", "p1"),
                    ("s3", "presenter", None),
                    ("s3", "poster presenter", "p1"),
                    ("to come", "organiser", None),
                )
            ],
            'drawn."Paper"': [{"pmid": "p1", "types": ["Congress"], **TODAY}],
            'drawn."AUTHORED"': [{"start": "a", "end": "p1"}],
        },
        [
            _row("a", "congress_roles", "s1", 1.0),
            _row("a", "abstracts", "s3 presenter", 1.0),
            _row("a", "presentations", "p1", 1.0),
        ],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "what is verified counts by its platform, so many as 10^v - 9, and reach by its last count",
        {
            'drawn."Activity"': [
                {"activity_id": name, "platform": platform, "to_on": UNTIL, "activities": many}
                | {"reach": reach, "reach_on": UNTIL}
                for name, platform, many, reach in (
                    ("posts", "social network", 91, 1000),
                    ("older", "social network", 1, 100),
                    ("talk", "webinar", 1, 500),
                    ("episode", "podcast", 1, None),
                    ("forum", "community", 1, 1),
                    ("claimed", "blog", 991, 10),
                )
            ],
            'drawn."CONTRIBUTED_TO"': [
                {"start": "a", "end": name, "role": "other", "record": name}
                | {"is_verified": name != "claimed", "is_latest_reach": name in latest}
                for latest in [("posts", "forum", "claimed")]
                for name in ("posts", "older", "talk", "episode", "forum", "claimed")
            ]
            + [{"start": "a", "end": "talk", "role": "hosting", "is_verified": True}],
        },
        [
            _row("a", "social_activity", "posts", 2.0),
            _row("a", "social_activity", "older", 1.0),
            _row("a", "digital_reach", "posts", 3.0),
            _row("a", "webinars", "talk", 1.0),
            _row("a", "podcasts", "episode", 1.0),
            _row("a", "communities", "forum", 1.0),
        ],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "citations count for the cited, as of the citing paper's day, and not by oneself",
        {
            'drawn."Paper"': [{"pmid": pmid, **TODAY} for pmid in ("p1", "p2", "p3")],
            'drawn."AUTHORED"': [
                {"start": "a", "end": "p1"},
                {"start": "b", "end": "p2"},
                {"start": "a", "end": "p3"},
            ],
            'drawn."CITES"': [{"start": "p2", "end": "p1"}, {"start": "p3", "end": "p1"}],
        },
        [
            _row("a", "citations", "p2 cites p1", 1.0),
            _row("a", "papers", "p1", 1.0),
            _row("b", "papers", "p2", 1.0),
            _row("a", "papers", "p3", 1.0),
        ],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "two roles in a trial count once, as sure as the surer of them",
        {
            'drawn."Trial"': [
                {"nct_id": "N1", "started_on": UNTIL},
                {"nct_id": "N2", "started_on": UNTIL},
            ],
            'drawn."INVESTIGATES"': [
                {"start": "a", "end": "N1", "role": "CHAIR", "identity_score": 0.5},
                {"start": "a", "end": "N1", "role": "SITE", "identity_score": 0.75},
                {"start": "a", "end": "N2", "role": "SITE"},
            ],
            'drawn."SPONSORED_BY"': [
                {"start": "N1", "end": "firm"},
                {"start": "N1", "end": "other firm"},
            ],
        },
        [
            _row("a", "trials", "N1", 1.0, 0.75),
            _row("a", "trials", "N2", 1.0),
            _row("a", "company_trials", "N1", 1.0, 0.75),
        ],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "a grant counts once from its first day, and the lead of a subproject does not",
        {
            'drawn."Grant"': [
                {"grant_id": "R01A", "started_on": UNTIL},
                {"grant_id": "R01B", "started_on": date(2025, 1, 1)},
                {"grant_id": "R01C"},
            ],
            'drawn."LEADS_GRANT"': [
                {"start": "a", "end": "R01A", "role": "contact", "identity_score": 0.5},
                {"start": "a", "end": "R01A", "role": "co-investigator", "identity_score": 0.75},
                {"start": "b", "end": "R01A", "role": "subproject leader"},
                {"start": "a", "end": "R01B", "role": "contact"},
                {"start": "a", "end": "R01C", "role": "contact"},
            ],
        },
        [_row("a", "grants", "R01A", 1.0, 0.75)],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "services by their number, dated by their last day",
        {
            'drawn."CodeGroup"': [{"name": "valves"}],
            'drawn."PERFORMED"': [
                {"start": "a", "end": "valves", "to_on": UNTIL, "services": 12, "record": "v1"},
                {"start": "a", "end": "valves", "to_on": UNTIL, "services": 0, "record": "v2"},
                {"start": "a", "end": "valves", "to_on": date(2025, 1, 1), "services": 9},
            ],
        },
        [_row("a", "services", "v1", 12.0)],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "services that Medicare counts by their number; unknown and none are no record",
        {
            'drawn."MedicareYear"': [
                {"medicare_year_id": "1|2024", "year": 2024, "services": 12.5},
                {"medicare_year_id": "1|2023", "year": 2023, "services": None, "claims": 9},
                {"medicare_year_id": "1|2022", "year": 2022, "services": 0.0},
                {"medicare_year_id": "1|2025", "year": 2025, "services": 3.0},
            ],
            'drawn."BILLED"': [
                {"start": "a", "end": f"1|{year}"} for year in (2022, 2023, 2024, 2025)
            ],
        },
        [_row("a", "medicare_services", "1|2024", 12.5)],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "a new drug taken up by the part of peers who began later, of the first year",
        {
            'drawn."Product"': [{"product_id": "drug|new"}, {"product_id": "drug|old"}],
            'drawn."ADOPTED"': [
                {"start": "a", "end": "drug|new", "first_year": 2024, "record": "r1"}
                | {"ahead_of_peers": 0.75},
                {"start": "a", "end": "drug|old", "first_year": 2024, "record": "r2"},
                {"start": "b", "end": "drug|new", "first_year": 2024, "record": "r3"}
                | {"ahead_of_peers": 0.0},
            ],
        },
        [_row("a", "adoption", "r1", 0.75)],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        # log10(10 + 990) is 3, log10(10 + 90) is 2; an amount that is not printed makes 1.
        "payments by what they were for, however the nature is spelled, on a scale of tens",
        {
            'drawn."Payment"': [
                _payment("fee", "Consulting Fee", 990.0),
                _payment("talk", "HONORARIA", 90.0),
                _payment("lunch", "food and beverage", 0.0),
                _payment("room", "Space rental or facility fees(teaching hospital only)", 90.0),
                _payment("new", "Something of next year", 90.0),
                _payment("silent", None, None),
                _payment("study", None, 990.0, "research"),
                _payment("shares", "Common stock", 990.0, "ownership", None),
                _payment("too late", "Gift", 90.0, "general", date(2025, 1, 1)),
            ],
            'drawn."RECEIVED"': [
                {"start": "a", "end": record, "role": "recipient", "identity_score": 0.5}
                for record in (*PAID, "too late")
            ]
            + [{"start": "a", "end": "study", "role": "principal investigator"}],
        },
        [_row("a", group, record, value, sure) for record, (group, value, sure) in PAID.items()],
        DAY,
    ),
    Unit(
        scores.RECORDS,
        "with a topic, what is about it or has none of its own is left out or in",
        {
            "dimensions.topics_below": [{"name": "Heart"}, {"name": "Heart Valves"}],
            'drawn."Paper"': [{"pmid": "p1", **TODAY}, {"pmid": "p2", **TODAY}],
            'drawn."AUTHORED"': [{"start": "a", "end": "p1"}, {"start": "a", "end": "p2"}],
            'drawn."ABOUT"': [{"start": "p1", "end": "Heart Valves"}],
            'drawn."Trial"': [{"nct_id": "N1", "started_on": UNTIL}],
            'drawn."INVESTIGATES"': [{"start": "a", "end": "N1"}],
            'drawn."STUDIES"': [{"start": "N1", "end": "Heart"}],
            'drawn."Payment"': [_payment("1", "Gift", 90.0)],
            'drawn."RECEIVED"': [{"start": "a", "end": "1"}],
            "network.tie_ends": TIE_ENDS,
            "network.page_ranks": PAGE_RANKS,
        },
        [_row("a", "papers", "p1", 1.0), _row("a", "trials", "N1", 1.0)],
        {**DAY, "topic": "Heart"},
    ),
    Unit(
        scores.RECORDS,
        # To b, a passes on 1.0 x 1 / 1 and c 0.5 x 0.5 / 0.5: two thirds and one third of 1.5.
        "PageRank is shared out in proportion to what each neighbour passes on",
        {"network.tie_ends": TIE_ENDS, "network.page_ranks": PAGE_RANKS},
        [
            _row("a", "page_rank", "b", 1.0),
            _row("b", "page_rank", "a", 1.0),
            _row("b", "page_rank", "c", 0.5),
            _row("c", "page_rank", "b", 0.5),
        ],
        DAY,
    ),
    Unit(
        scores.COHORTS,
        "specialty, place and stage where twenty share them, else wider",
        {
            'drawn."Person"': [
                {"person_id": f"p{n:02}", "specialty": "Cardiology", "state": "MA"}
                | {"enumerated_on": date(2020, 1, 1)}
                for n in range(20)
            ]
            + [
                {"person_id": "one in NY", "specialty": "Cardiology", "state": "NY"}
                | {"first_paper_on": date(2020, 1, 1), "enumerated_on": date(2021, 1, 1)},
                {"person_id": "a surgeon", "specialty": "Surgery", "state": "MA"}
                | {"first_paper_on": date(2020, 1, 1)},
                {"person_id": "of old", "specialty": "Cardiology", "state": "MA"}
                | {"first_paper_on": date(1990, 1, 1)},
                {"person_id": "without a record"},
            ],
            "dimensions.records": [
                {"person_id": name}
                for name in (*(f"p{n:02}" for n in range(20)), "one in NY", "a surgeon", "of old")
            ],
        },
        [
            *(
                {"person_id": f"p{n:02}", "cohort": "Cardiology, MA, early stage"}
                for n in range(20)
            ),
            {"person_id": "one in NY", "cohort": "Cardiology, early stage"},
            {"person_id": "a surgeon", "cohort": "early stage"},
            {"person_id": "of old", "cohort": "everyone"},
        ],
        DAY,
    ),
    Unit(
        scores.TOTALS,
        "by person and indicator",
        {
            "dimensions.records": [
                {"person_id": "a", "indicator": "papers", "value": 0.5},
                {"person_id": "a", "indicator": "papers", "value": 1.0},
                {"person_id": "a", "indicator": "trials", "value": 1.0},
            ]
        },
        [
            {"person_id": "a", "indicator": "papers", "total": 1.5},
            {"person_id": "a", "indicator": "trials", "total": 1.0},
        ],
    ),
    Unit(
        scores.UNCOVERED,
        "indicators that no record speaks of",
        {
            "dimensions.weights": [
                {"dimension": "scientific", "indicator": "papers", "weight": 0.3},
                {"dimension": "clinical", "indicator": "services", "weight": 0.5},
            ],
            "dimensions.totals": [{"person_id": "a", "indicator": "papers", "total": 1.0}],
        },
        [{"name": "clinical: services"}],
    ),
    Unit(
        scores.SHARES,
        "weights of what is covered, as shares of their sum in the dimension",
        {
            "dimensions.weights": [
                {"dimension": "scientific", "indicator": "papers", "weight": 0.25},
                {"dimension": "scientific", "indicator": "citations", "weight": 0.75},
                {"dimension": "scientific", "indicator": "presentations", "weight": 0.5},
                {"dimension": "network", "indicator": "papers", "weight": 0.0},
            ],
            "dimensions.totals": [{"indicator": "papers"}, {"indicator": "citations"}],
        },
        [
            {"dimension": "scientific", "indicator": "papers", "weight": 0.25},
            {"dimension": "scientific", "indicator": "citations", "weight": 0.75},
        ],
    ),
    Unit(
        scores.FACTORS,
        "the share over the highest total in the cohort",
        {
            "dimensions.totals": [
                {"person_id": name, "indicator": "papers", "total": total}
                for name, total in (("a", 4.0), ("b", 1.0), ("c", 0.5))
            ],
            "dimensions.cohorts": [
                {"person_id": "a", "cohort": "early"},
                {"person_id": "b", "cohort": "early"},
                {"person_id": "c", "cohort": "late"},
            ],
            "dimensions.shares": [
                {"dimension": "scientific", "indicator": "papers", "weight": 1.0}
            ],
        },
        [
            {"person_id": "a", "indicator": "papers", "most": 4.0, "factor": 0.25},
            {"person_id": "b", "indicator": "papers", "most": 4.0, "factor": 0.25},
            {"person_id": "c", "indicator": "papers", "most": 0.5, "factor": 2.0},
        ],
    ),
    Unit(
        scores.CONCLUSION,
        "the sum of contributions, with totals, highest totals and places in one order each",
        {
            "dimensions.records": [
                {"person_id": "a", "indicator": "papers", "record": "p1", "value": 1.0},
                {"person_id": "a", "indicator": "papers", "record": "p2", "value": 2.0},
                {"person_id": "a", "indicator": "trials", "record": "N1", "value": 1.0},
            ],
            "dimensions.factors": [
                {"person_id": "a", "cohort": "early", "dimension": dimension}
                | {"indicator": indicator, "most": most, "factor": factor}
                for dimension, indicator, most, factor in (
                    ("scientific", "papers", 4.0, 0.25),
                    ("clinical", "trials", 2.0, 0.5),
                )
            ],
            "dimensions.totals": [
                {"person_id": "a", "indicator": "papers", "total": 3.0},
                {"person_id": "a", "indicator": "trials", "total": 1.0},
            ],
            "dimensions.places": [
                {"person_id": "a", "dimension": dimension, "place": place}
                | {"low": low, "high": high, "persons": 9}
                for dimension, place, low, high in (("scientific", 3, 2, 5), ("clinical", 1, 1, 4))
            ],
            "dimensions.uncovered": [{"name": "digital: webinars"}],
        },
        [
            {"person_id": "a", "scientific_influence": 0.75, "clinical_influence": 0.5}
            | {"digital_influence": None, "influence_cohort": "early", "influence_until": UNTIL}
            | {"influence_dimensions": ["clinical", "scientific"], "influence_ranks": [1, 3]}
            | {"influence_ranks_low": [1, 2], "influence_ranks_high": [4, 5]}
            | {"influence_ranked": [9, 9], "influence_indicators": ["papers", "trials"]}
            | {"indicator_totals": [3.0, 1.0], "indicator_highest": [4.0, 2.0]}
            | {"influence_uncovered": ["digital: webinars"]}
        ],
        DAY,
    ),
    Unit(
        ranks.NUMBERED_TOTALS,
        "by indicator, then cohort, then person; without a weight there is no number",
        {
            "dimensions.totals": [
                {"person_id": name, "indicator": indicator, "total": 1.0}
                for name, indicator in (
                    ("b", "papers"),
                    ("a", "papers"),
                    ("a", "trials"),
                    ("a", "services"),
                )
            ],
            "dimensions.cohorts": [
                {"person_id": "a", "cohort": "late"},
                {"person_id": "b", "cohort": "early"},
            ],
            "dimensions.shares": [{"indicator": "papers"}, {"indicator": "trials"}],
        },
        [
            {"number": 0, "person_id": "b", "indicator": "papers", "person": 1, "part": 0}
            | {"cohort": 0},
            {"number": 1, "person_id": "a", "indicator": "papers", "person": 0, "part": 1}
            | {"cohort": 1},
            {"number": 2, "person_id": "a", "indicator": "trials", "person": 0, "part": 2}
            | {"cohort": 1},
        ],
    ),
    Unit(
        ranks.UNSURE_RECORDS,
        "records whose person is not sure, under the number of their total",
        {
            "dimensions.records": [
                {"person_id": "a", "indicator": "papers", "record": record, "sure": sure}
                | {"mention": 7, "value": 0.5}
                for record, sure in (("p1", 0.9), ("p2", 1.0))
            ],
            "dimensions.numbered_totals": [{"number": 3, "person_id": "a", "indicator": "papers"}],
        },
        [{"number": 3, "record": "p1", "mention": 7, "sure": 0.9, "value": 0.5}],
    ),
    Unit(
        ranks.PASSED_RANKS,
        # With damping 0.85: from a 0.85 x 1.0 / 1, from c 0.85 x 0.5 / 0.5; kept by strength.
        "what each tie passes on when it is kept",
        {
            "dimensions.numbered_totals": [
                {"number": 4, "person_id": "b", "indicator": "page_rank"},
                {"number": 0, "person_id": "b", "indicator": "papers"},
            ],
            "network.tie_ends": TIE_ENDS,
            "network.page_ranks": PAGE_RANKS,
        },
        [
            {"number": 4, "record": "a", "sure": 1.0, "value": 0.85},
            {"number": 4, "record": "c", "sure": 0.5, "value": 0.85},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_influence_is_made_of_drawn_records(unit: Unit) -> None:
    try_out(unit)
