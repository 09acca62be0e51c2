"""How facts and claims become labels: a few rows each."""

from datetime import date
from decimal import Decimal

import pytest
from relations import Unit, try_out

from graph import nodes
from graph.nodes import NODE_VIEWS, prepare
from graph.persons import NPI_HOLDERS, SPELLINGS
from schema import nodes as labels
from schema import profession

AS_STATED = [
    declared for declared in NODE_VIEWS if nodes._as_stated(declared) in NODE_VIEWS[declared].text
]
UNITS = [
    Unit(
        SPELLINGS,
        "a registry record comes first, and a group has no spelling",
        {
            'facts."Byline"': [
                {"mention": "m1", "last_name": "Lee", "fore_name": "A"},
                {"mention": "m2", "collective_name": "The Trialists"},
            ],
            'facts."Practitioner"': [
                {"npi": "1", "last_name": "LEE", "first_name": "ANN", "middle_name": "MAY"}
            ],
            'facts."PrincipalInvestigator"': [
                {"mention": "m3", "last_name": "LEE", "fore_name": "ANN M"}
            ],
            'claims."Claim"': [
                {"mention": "m1", "person_id": "P1"},
                {"mention": "m2", "person_id": "P2"},
                {"mention": "nppes:1", "person_id": "P1"},
                {"mention": "m3", "person_id": "P1"},
            ],
        },
        [
            {"person_id": "P1", "mention": "m3", "name": "Ann M Lee", "npi": None, "rank": 4},
            {"person_id": "P1", "mention": "m1", "name": "A Lee", "npi": None, "rank": 2},
            {"person_id": "P1", "mention": "nppes:1", "name": "Ann May Lee", "npi": "1", "rank": 1},
        ],
    ),
    Unit(
        NPI_HOLDERS,
        "of two persons with one NPI the lower id holds it",
        {
            "graph.spellings": [
                {"person_id": "P2", "npi": "1"},
                {"person_id": "P1", "npi": "1"},
                {"person_id": "P0", "npi": None},
            ]
        },
        [{"npi": "1", "person_id": "P1"}],
    ),
    Unit(
        NODE_VIEWS[labels.Person],
        "the registry's spelling wins, others are kept, papers are counted",
        {
            "graph.spellings": [
                {"person_id": "P1", "mention": "m1", "name": "A Lee", "fore_name": "A"}
                | {"last_name": "Lee", "rank": 2, "source": "pubmed"},
                {"person_id": "P1", "mention": "nppes:1", "name": "Ann Lee", "fore_name": "Ann"}
                | {"last_name": "Lee", "rank": 1, "source": "nppes", "npi": "1"},
            ],
            'facts."Practitioner"': [{"npi": "1", "city": "BOSTON", "state": "MA"}],
            'facts."Registration"': [
                {"npi": "1", "ordinal": 1, "code": "C1", "is_primary": False},
                {"npi": "1", "ordinal": 2, "code": "C2", "is_primary": True},
            ],
            'facts."Specialty"': [{"code": "C2", "name": "Cardiology"}],
            "graph.signatures": [
                {"start": "P1", "end": "7"},
                {"start": "P1", "end": "6", "counted_with": "7"},
            ],
            'facts."Paper"': [
                {"pmid": "7", "published_on": date(2020, 1, 2)},
                {"pmid": "6", "published_on": date(2019, 1, 2)},
            ],
        },
        [
            {"person_id": "P1", "name": "Ann Lee", "other_names": ["A Lee"], "npi": "1"}
            | {"name_keys": ["lee ann", "lee a"], "other_name_keys": None}
            | {"specialty": "Cardiology", "city": "Boston", "state": "MA", "paper_count": 1}
            | {"first_paper_on": date(2020, 1, 2), "trial_count": 0, "source": "nppes, pubmed"}
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Person],
        "a deactivation of its own stands, one in the row until the day of reactivation",
        {
            "graph.spellings": [
                {"person_id": f"P{n}", "mention": f"nppes:{n}", "name": "A Lee", "npi": f"{n}"}
                for n in (1, 2, 3)
            ],
            'facts."Practitioner"': [
                {"npi": "1", "last_name": "LEE"},
                {
                    "npi": "2",
                    "deactivated_on": date(2020, 1, 2),
                    "reactivated_on": date(2020, 5, 6),
                },
                {"npi": "3", "deactivated_on": date(2020, 1, 2)},
            ],
            'facts."Deactivation"': [
                {"npi": "1", "deactivated_on": date(2024, 1, 15)},
                {"npi": "9", "deactivated_on": date(2024, 1, 15)},
            ],
        },
        [
            {"person_id": "P1", "deactivated_on": date(2024, 1, 15)},
            {"person_id": "P2", "deactivated_on": None},
            {"person_id": "P3", "deactivated_on": date(2020, 1, 2)},
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Institution],
        "an organisation whose NPI is deactivated is inactive",
        {
            'facts."Institution"': [
                {"institution_id": "npi:1", "name": "Oak Clinic", "status": "active"},
                {"institution_id": "npi:2", "name": "Elm Clinic", "status": "active"},
            ],
            'facts."Deactivation"': [{"npi": "1"}, {"npi": "3"}],
        },
        [
            {"institution_id": "npi:1", "status": "inactive"},
            {"institution_id": "npi:2", "status": "active"},
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Person],
        "a former name of the registry is searched too, and an umlaut written out or not",
        {
            "graph.spellings": [
                {"person_id": "P1", "mention": "nppes:1", "name": "Ute Mueller", "npi": "1"}
                | {"last_name": "Mueller", "fore_name": "Ute", "rank": 1, "source": "nppes"},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
            'facts."Practitioner"': [{"npi": "1", "other_names": ["O'HARE, UTE"]}],
        },
        [
            {"person_id": "P1", "name": "Ute Mueller", "other_names": ["Ute O'hare"]}
            | {"name_keys": ["mueller ute", "mueller u"]}
            | {
                "other_name_keys": [
                    *("hare u", "hare ute", "muller u", "muller ute", "ohare u", "ohare ute")
                ]
            }
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Institution],
        "a sponsor, grantee or what is led that resolves to no institution stands by its name",
        {
            'facts."Institution"': [{"institution_id": "ror:1", "name": "Clinic"}],
            'facts."Sponsor"': [
                {"nct_id": "N1", "name": "Big  University", "kind": "OTHER"},
                {"nct_id": "N2", "name": "The Clinic", "kind": "OTHER"},
                {"nct_id": "N3", "name": "Firm", "kind": "INDUSTRY"},
            ],
            'facts."Project"': [
                {"application_id": f"nih-{n}", "organisation": name, "is_subproject": n == 3}
                for n, name in enumerate(("OAK SCHOOL", "CLINIC", "LABORATORY"), 1)
            ],
            'facts."LeadershipRole"': [
                {"mention": "leadership:a", "institution": "Elm Clinic"},
                {"mention": "leadership:b", "institution": "Clinic"},
                {"mention": "leadership:c", "institution": "Ash Clinic", "institution_id": "ror:9"},
            ],
            'claims."Placement"': [
                {"mention": "sponsor:N2:The Clinic"},
                {"mention": "grantee:nih-2"},
                {"mention": "leadership:b"},
            ],
        },
        [
            {"institution_id": "ror:1", "name": "Clinic"},
            {"institution_id": "name:oak school", "name": "Oak School"},
            {"institution_id": "name:elm clinic", "name": "Elm Clinic"},
            {"institution_id": "name:big university", "name": "Big  University"},
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Topic],
        "a heading is one topic wherever it is printed",
        {
            'facts."Topic"': [
                {"name": "Heart", "mesh_id": "D1", "source": "pubmed"},
                {"name": "Heart", "tree_numbers": ["B2", "A1"], "source": "mesh"},
                {"name": "Heart", "tree_numbers": ["A1"], "source": "mesh"},
            ]
        },
        [
            {
                "name": "Heart",
                "mesh_id": "D1",
                "tree_numbers": ["A1", "B2"],
                "source": "mesh, pubmed",
            }
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Journal],
        "what one paper leaves out another says",
        {
            'facts."Journal"': [
                {"journal_id": "J1", "title": "Heart"},
                {"journal_id": "J1", "issn": "1234-5678"},
            ]
        },
        [{"journal_id": "J1", "title": "Heart", "issn": "1234-5678"}],
    ),
    Unit(
        NODE_VIEWS[labels.Payment],
        "the company is named by its key in the graph, and dollars are a double",
        {
            'facts."Payment"': [
                {"payment_id": "1", "company_id": "9", "amount_usd": Decimal("12.50")},
                {"payment_id": "2", "company_id": "8", "amount_usd": None},
            ],
            "graph.payers": [{"payer_id": "9", "company_id": "firm"}],
        },
        [
            {"payment_id": "1", "company_id": "firm", "amount_usd": 12.5},
            {"payment_id": "2", "company_id": None, "amount_usd": None},
        ],
    ),
    Unit(
        NODE_VIEWS[profession.Licence],
        "one of a person in the graph, once",
        {
            "graph.licences": [
                {"person_id": "P1", "licence_id": "MA L1", "status": "active", "record": "b"},
                {"person_id": "P2", "licence_id": "MA L1", "status": "active", "record": "a"},
                {"licence_id": "NY 5 9", "status": "revoked", "record": "c"},
            ],
        },
        [{"licence_id": "MA L1", "status": "active", "record": "a"}],
    ),
    *(
        Unit(
            NODE_VIEWS[declared],
            "the fact itself, once, empty text as none; without a key there is no node",
            {
                f'facts."{declared.__name__}"': [
                    {declared.key: "K", "record": "2", "source": "later"},
                    {declared.key: "K", "record": "1", "source": ""},
                    {declared.key: None, "record": "3", "source": "other"},
                ]
            },
            [{declared.key: "K", "record": "1", "source": None}],
        )
        for declared in AS_STATED
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_label_is_made_of_facts_and_claims(unit: Unit) -> None:
    try_out(unit, prepare)
