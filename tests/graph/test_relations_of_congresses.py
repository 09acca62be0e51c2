"""Who took part in which session, and which paper it was, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.congresses import CONGRESS_ROLES
from graph.nodes import NODE_VIEWS, prepare
from graph.relationships import RELATIONSHIP_VIEWS
from schema.congresses import (
    ADDRESSES,
    PART_OF_CONGRESS,
    TOOK_PART_IN,
    Congress,
    Session,
)

EARLIER, LATER, DAY = date(2024, 1, 1), date(2025, 1, 1), date(2024, 8, 30)
HEART = {"congress_id": "Éhc", "congress": "Heart Congress", "congress_from_on": DAY}
KNOWN = {"edition": "e|2024", "congress": "Heart", "held_on": DAY}
UNITS = [
    Unit(
        CONGRESS_ROLES,
        "one part of one person in its later word, whatever key and spelling; the whole congress",
        {
            'facts."CongressRole"': [
                {"npi": "1", **HEART, "session_id": "S-1", "role": "chair", "checked_on": EARLIER},
                {"orcid": "0000", **HEART, "congress_id": "EHC", "session_id": "s 1"}
                | {"role": "chair", "session": "Later", "checked_on": LATER},
                {"npi": "1", **HEART, "session_id": "S-1", "role": "speaker", "title": "A talk"},
                {"npi": "9", **HEART, "role": "organiser", "checked_on": LATER},
                {"npi": "1", **HEART, "congress_from_on": EARLIER.replace(year=2023)}
                | {"session_id": "学会", "role": "chair", "session_on": DAY},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
            "graph.orcid_holders": [{"orcid": "0000", "person_id": "P1"}],
        },
        [
            {"holder": "P1", "sitting": "ehc|2024|s1", "part": "chair"}
            | {"session": "Later", "type": None, "held_on": DAY},
            {"holder": "P1", "sitting": "ehc|2024|s1", "part": "speaker, A talk"}
            | {"session": None, "type": None, "held_on": DAY},
            {"holder": "NPI 9", "sitting": "ehc|2024", "part": "organiser"}
            | {"session": None, "type": "committee", "held_on": DAY},
            {"holder": "P1", "sitting": "ehc|2023|学会", "part": "chair"}
            | {"session": None, "type": None, "held_on": DAY},
        ],
    ),
    Unit(
        NODE_VIEWS[Congress],
        "one in which a person of the graph took part, by its latest name",
        {
            "graph.congress_roles": [
                {**KNOWN, "person_id": "P1", "congress": "Old", "checked_on": EARLIER},
                {**KNOWN, "person_id": "P2", "checked_on": LATER},
                {**KNOWN, "edition": "f|2024", "checked_on": LATER},
            ],
        },
        [{"congress_id": "e|2024", "name": "Heart"}],
    ),
    Unit(
        NODE_VIEWS[Session],
        "those who are not in the graph are counted, and each once",
        {
            "graph.congress_roles": [
                {**KNOWN, "person_id": "P1", "holder": "P1", "sitting": "s", "part": "chair"},
                {**KNOWN, "person_id": "P1", "holder": "P1", "sitting": "s", "part": "speaker"},
                {**KNOWN, "holder": "NPI 9", "sitting": "s"},
                {**KNOWN, "holder": "NPI 9", "sitting": "t"},
            ],
        },
        [{"session_id": "s", "congress_name": "Heart", "participants": 2}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[TOOK_PART_IN],
        "what is presented is the person's own paper by PMID, or by its title within a year",
        {
            "graph.congress_roles": [
                {"holder": who, "person_id": who, "sitting": sitting, "part": "p", "held_on": DAY}
                | {"title": title, "pmid": pmid}
                for who, sitting, title, pmid in (
                    ("P1", "given", None, "1"),
                    ("P1", "titled", "Whom to treat: First!", None),
                    ("P1", "old", "Long ago", None),
                    ("P2", "of another", "Whom to treat first", "1"),
                )
            ],
            "graph.signatures": [{"start": "P1", "end": pmid} for pmid in ("1", "2", "3")],
            'facts."Paper"': [
                {"pmid": "1", "title": "Something", "published_on": DAY},
                {"pmid": "2", "title": "Whom to Treat First.", "published_on": LATER},
                {"pmid": "3", "title": "Long ago", "published_on": DAY.replace(year=2020)},
            ],
        },
        [
            {"start": "P1", "end": "given", "counted_with": "1"},
            {"start": "P1", "end": "titled", "counted_with": "2"},
            {"start": "P1", "end": "old", "counted_with": None},
            {"start": "P2", "end": "of another", "counted_with": None},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[PART_OF_CONGRESS],
        "each session once",
        {
            "graph.congress_roles": [
                {**KNOWN, "person_id": "P1", "sitting": "s"},
                {**KNOWN, "person_id": "P2", "sitting": "s"},
                {**KNOWN, "sitting": "t"},
            ],
        },
        [{"start": "s", "end": "e|2024"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[ADDRESSES],
        "a heading in any capitals is the topic that bears it now; another text is none",
        {
            "graph.congress_roles": [
                {**KNOWN, "person_id": "P1", "sitting": "s", "topic": "heart failure"},
                {**KNOWN, "person_id": "P2", "sitting": "s", "topic": "Heart Failure"},
                {**KNOWN, "person_id": "P2", "sitting": "s", "topic": "Coffee breaks"},
            ],
            "graph.headings": [{"heading": "Heart Failure", "name": "Cardiac Failure"}],
        },
        [{"start": "s", "end": "Cardiac Failure"}],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
