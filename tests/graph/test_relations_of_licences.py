"""Who holds which licence, by the registry and by a board, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.licences import LICENCES, ORCID_HOLDERS

HOLDERS = [{"npi": "1", "person_id": "P1"}, {"npi": "2", "person_id": "P2"}]
EARLIER, LATER = date(2024, 1, 1), date(2025, 1, 1)
UNITS = [
    Unit(
        ORCID_HOLDERS,
        "of several persons with one iD, the first",
        {
            "graph.spellings": [
                {"orcid": "0000", "person_id": "P3"},
                {"orcid": "0000", "person_id": "P2"},
                {"orcid": None, "person_id": "P1"},
            ]
        },
        [{"orcid": "0000", "person_id": "P2"}],
    ),
    Unit(
        LICENCES,
        "what no board has said is unknown; a board's word stands under the registry's id",
        {
            'facts."Registration"': [
                {"npi": "1", "licence_number": "L-1", "licence_state": "MA", "source": "nppes"},
                {"npi": "1", "licence_number": "L-1", "licence_state": "MA", "source": "nppes"},
                {"npi": "1", "licence_number": "X", "licence_state": "NY", "source": "nppes"},
                {"npi": "1", "licence_number": None},
                {"npi": "8", "licence_number": "L8", "licence_state": "MA"},
            ],
            'facts."BoardLicence"': [
                {"npi": "1", "state": "MA", "number": "L1", "status": "revoked"}
                | {"checked_on": LATER, "source": "licences"},
            ],
            "graph.npi_holders": HOLDERS,
            "graph.orcid_holders": [],
        },
        [
            {"licence_id": "MA L-1", "holder": "P1", "status": "revoked"}
            | {"source": "licences, nppes"},
            {"licence_id": "NY X", "holder": "P1", "status": "unknown", "source": "nppes"},
        ],
    ),
    Unit(
        LICENCES,
        "of a number that two persons report, the board's word is of the one it names alone",
        {
            'facts."Registration"': [
                {"npi": npi, "licence_number": "5", "licence_state": "NY"} for npi in ("1", "2")
            ],
            'facts."BoardLicence"': [
                {"npi": "1", "state": "NY", "number": "5", "status": "suspended"}
                | {"checked_on": LATER},
            ],
            "graph.npi_holders": HOLDERS,
            "graph.orcid_holders": [],
        },
        [
            {"licence_id": "NY 5", "holder": "P2", "status": "unknown"},
            {"licence_id": "NY 5 1", "holder": "P1", "status": "suspended"},
        ],
    ),
    Unit(
        LICENCES,
        "by NPI and by ORCID iD one licence in its later check; a blank status is unknown; an "
        "unknown key is named",
        {
            'facts."Registration"': [],
            'facts."BoardLicence"': [
                {"npi": "1", "state": "MA", "number": "7", "status": "active"}
                | {"checked_on": EARLIER},
                {"orcid": "0000", "state": "MA", "number": "7", "checked_on": LATER},
                {"npi": "9", "state": "MA", "number": "7", "status": "active"}
                | {"checked_on": EARLIER},
            ],
            "graph.npi_holders": HOLDERS,
            "graph.orcid_holders": [{"orcid": "0000", "person_id": "P1"}],
        },
        [
            {"licence_id": "MA 7 0000", "holder": "P1", "status": "unknown", "person_id": "P1"},
            {"licence_id": "MA 7 9", "holder": "NPI 9", "status": "active", "person_id": None},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
