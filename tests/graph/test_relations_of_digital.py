"""What persons do online, in rows: whose an account is, and which count of its reach stands."""

from datetime import date
from typing import Any

import pytest
from relations import Unit, try_out

from graph.digital import DIGITAL_ROLES
from graph.nodes import NODE_VIEWS, prepare
from graph.relationships import RELATIONSHIP_VIEWS
from schema.digital import CONTRIBUTED_TO, DISCUSSES, Activity

JANUARY, MARCH = date(2024, 1, 1), date(2024, 3, 1)
POSTS = {"platform": "social network", "channel": "Net", "activity": "post", "activities": 1}
HOLDERS = {"graph.npi_holders": [{"npi": n, "person_id": f"P{n}"} for n in ("1", "2")]}


def _posted(npi: str, handle: str, proof: str, day: date = JANUARY, **more: Any) -> dict[str, Any]:
    return POSTS | {"npi": npi, "handle": handle, "proof": proof, "from_on": day} | more


UNITS = [
    Unit(
        DIGITAL_ROLES,
        "one account proved for two persons is verified for neither; what only says so is not",
        {
            'facts."DigitalActivity"': [
                _posted("1", "Ada", "ORCID profile"),
                _posted("1", "both", "institution page"),
                _posted("2", "Both", "society page"),
                _posted("2", "bo", "self-declared"),
                _posted("9", "nobody", "vendor"),
            ],
            **HOLDERS,
        },
        [
            {"holder": "P1", "handle": "Ada", "is_verified": True},
            {"holder": "P1", "handle": "both", "is_verified": False},
            {"holder": "P2", "handle": "Both", "is_verified": False},
            {"holder": "P2", "handle": "bo", "is_verified": False},
            {"holder": "NPI 9", "handle": "nobody", "is_verified": False},
        ],
    ),
    Unit(
        DIGITAL_ROLES,
        "a supplier's word does not take an account from whom it is proved for",
        {
            'facts."DigitalActivity"': [
                _posted("1", "ada", "ORCID profile"),
                _posted("2", "ada", "vendor"),
            ],
            **HOLDERS,
        },
        [{"holder": "P1", "is_verified": True}, {"holder": "P2", "is_verified": False}],
    ),
    Unit(
        DIGITAL_ROLES,
        "of several counts of an account the latest stands; without a count, none",
        {
            'facts."DigitalActivity"': [
                _posted("1", "ada", "vendor", JANUARY, reach=10, reach_on=JANUARY),
                _posted("1", "Ada", "vendor", MARCH, reach=20, reach_on=MARCH),
                _posted("2", "bo", "vendor"),
                _posted("2", "", "programme", reach=9, reach_on=MARCH)
                | {"handle": None, "platform": "podcast", "title": "Épisode 1"},
            ],
            **HOLDERS,
        },
        [
            {"work": "social network|net|post|ada|2024-01-01", "is_latest_reach": False},
            {"work": "social network|net|post|ada|2024-03-01", "is_latest_reach": True},
            {"work": "social network|net|post|bo|2024-01-01", "is_latest_reach": False},
            {"work": "podcast|net|episode1|2024-01-01", "is_latest_reach": False},
        ],
    ),
    Unit(
        NODE_VIEWS[Activity],
        "an episode with two guests is one, in the latest word; of nobody in the graph, none",
        {
            "graph.digital_roles": [
                {"work": "e", "person_id": "P1", "reach": 5, "checked_on": JANUARY},
                {"work": "e", "person_id": "P2", "reach": 7, "checked_on": MARCH},
                {"work": "f", "checked_on": MARCH},
            ],
        },
        [{"activity_id": "e", "reach": 7}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[CONTRIBUTED_TO],
        "who is not in the graph is named, so that the row is counted as missing",
        {
            "graph.digital_roles": [
                {"holder": "P1", "person_id": "P1", "work": "e", "role": "episode"},
                {"holder": "NPI 9", "work": "e", "role": "hosting"},
            ],
        },
        [
            {"start": "P1", "end": "e", "role": "episode"},
            {"start": "NPI 9", "end": "e", "role": "hosting"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[DISCUSSES],
        "a heading in any capitals is the topic that bears it now",
        {
            "graph.digital_roles": [
                {"person_id": "P1", "work": "e", "topic": "heart FAILURE"},
                {"person_id": "P2", "work": "e", "topic": "Gossip"},
            ],
            "graph.headings": [{"heading": "Heart Failure", "name": "Cardiac Failure"}],
        },
        [{"start": "e", "end": "Cardiac Failure"}],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
