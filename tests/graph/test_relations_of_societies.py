"""Who belongs to which society, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.nodes import NODE_VIEWS
from graph.relationships import RELATIONSHIP_VIEWS
from graph.societies import SOCIETY_ROLES
from schema.profession import BELONGS_TO_SOCIETY, Society

EARLIER, LATER = date(2024, 1, 1), date(2025, 1, 1)
UNITS = [
    Unit(
        SOCIETY_ROLES,
        "by NPI and by ORCID iD one role in its later word; an unknown key is named",
        {
            'facts."SocietyRole"': [
                {"npi": "1", "society": "Société X", "role": "officer", "stated_on": EARLIER},
                {"orcid": "0000", "society": "SOCIETE-X", "role": "officer", "stated_on": LATER}
                | {"to_on": LATER},
                {"npi": "9", "society": "Y", "role": "member", "stated_on": EARLIER},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
            "graph.orcid_holders": [{"orcid": "0000", "person_id": "P1"}],
        },
        [
            {"holder": "NPI 9", "person_id": None, "society_id": "y", "to_on": None},
            {"holder": "P1", "person_id": "P1", "society_id": "societex", "to_on": LATER},
        ],
    ),
    Unit(
        NODE_VIEWS[Society],
        "one of a person in the graph, by its latest name",
        {
            "graph.society_roles": [
                {"person_id": "P1", "society_id": "x", "name": "x", "stated_on": EARLIER},
                {"person_id": "P2", "society_id": "x", "name": "X", "stated_on": LATER},
                {"society_id": "y", "name": "Y", "stated_on": LATER},
            ],
        },
        [{"society_id": "x", "name": "X"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[BELONGS_TO_SOCIETY],
        "a role, its committee and first day make the term",
        {
            "graph.society_roles": [
                {"holder": "P1", "society_id": "x", "role": "officer", "stated_on": LATER},
                {"holder": "P1", "society_id": "x", "role": "committee member"}
                | {"committee": "Panel", "from_on": EARLIER, "stated_on": LATER},
            ],
        },
        [
            {"start": "P1", "end": "x", "committee": "Panel"}
            | {"term": "committee member, Panel, 2024-01-01"},
            {"start": "P1", "end": "x", "committee": None, "term": "officer"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
