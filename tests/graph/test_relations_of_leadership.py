"""Who leads which institution, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.facilities import INSTITUTION_KEYS
from graph.leadership import LEADERSHIP_ROLES
from graph.nodes import prepare
from graph.relationships import RELATIONSHIP_VIEWS
from schema.profession import LEADS_AT

EARLIER, LATER = date(2024, 1, 1), date(2025, 1, 1)
DEAN = {"npi": "1", "role": "dean", "stated_on": EARLIER}
UNITS = [
    Unit(
        INSTITUTION_KEYS,
        "the id, and the certification number of those that have one",
        {
            'drawn."Institution"': [
                {"institution_id": "ror:1", "identifiers": ["grid.1", "ccn:22S071"]},
                {"institution_id": "name:oak", "identifiers": None},
            ]
        },
        [
            {"institution_id": "ror:1", "spelled": "ror:1"},
            {"institution_id": "ror:1", "spelled": "ccn:22s071"},
            {"institution_id": "name:oak", "spelled": "name:oak"},
        ],
    ),
    Unit(
        LEADERSHIP_ROLES,
        "the identifier decides, then what identity found, then the name; of two the later word",
        {
            'facts."LeadershipRole"': [
                DEAN | {"mention": "leadership:a", "institution_id": "ccn:22S071"},
                DEAN
                | {"mention": "leadership:b", "institution": "Oak", "to_on": LATER}
                | {"stated_on": LATER},
                DEAN | {"mention": "leadership:c", "institution": "Café Elm"},
                DEAN | {"mention": "leadership:d", "institution": "Ash", "institution_id": "ror:9"},
                DEAN | {"mention": "leadership:e", "institution_id": "ror:8"},
                DEAN | {"mention": "leadership:f", "institution_id": "ccn:several"},
                {"orcid": "0000", "mention": "leadership:c", "institution": "Café Elm"}
                | {"role": "dean", "stated_on": LATER},
                {"npi": "9", "mention": "leadership:c", "institution": "Café Elm"}
                | {"role": "dean", "stated_on": LATER},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
            "graph.orcid_holders": [{"orcid": "0000", "person_id": "P1"}],
            "graph.institution_keys": [
                {"institution_id": "ror:1", "spelled": "ccn:22s071"},
                {"institution_id": "ror:1", "spelled": "ror:1"},
                {"institution_id": "ror:1", "spelled": "ccn:several"},
                {"institution_id": "ror:2", "spelled": "ccn:several"},
            ],
            'claims."Placement"': [
                {"mention": "leadership:b", "institution_id": "ror:1", "score": 0.9},
                {"mention": "leadership:d", "institution_id": "ror:3", "score": 0.9},
                {"mention": "sponsor:c", "institution_id": "ror:4", "score": 0.9},
            ],
        },
        [
            {"holder": "P1", "place": "ror:1", "stated_on": LATER, "to_on": LATER},
            {"holder": "P1", "place": "name:cafe elm", "stated_on": LATER, "to_on": None},
            {"holder": "P1", "place": "ror:3", "stated_on": EARLIER, "to_on": None},
            {"holder": "P1", "place": "ror:8", "stated_on": EARLIER, "to_on": None},
            {"holder": "P1", "place": "ccn:several", "stated_on": EARLIER, "to_on": None},
            {"holder": "NPI 9", "place": "name:cafe elm", "stated_on": LATER, "to_on": None},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[LEADS_AT],
        "a role, its department and first day make the term",
        {
            "graph.leadership_roles": [
                {"holder": "P1", "place": "ror:1", "role": "dean", "stated_on": LATER},
                {"holder": "P1", "place": "ror:1", "role": "department chair"}
                | {"department": "Cardiology", "from_on": EARLIER, "stated_on": LATER},
            ],
        },
        [
            {"start": "P1", "end": "ror:1", "department": None, "term": "dean"},
            {"start": "P1", "end": "ror:1", "department": "Cardiology"}
            | {"term": "department chair, Cardiology, 2024-01-01"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
