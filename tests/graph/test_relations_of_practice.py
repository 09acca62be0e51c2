"""What Medicare counts of persons, and where it says that they practise: rows in, rows out."""

import pytest
from relations import Rows, Unit, try_out

from graph.facilities import CERTIFIED
from graph.nodes import NODE_VIEWS, prepare
from graph.practice import PRESCRIBED_PRODUCTS
from graph.relationships import RELATIONSHIP_VIEWS
from schema import nodes as n
from schema import practice as p

HOLDERS: Rows = [{"npi": "1", "person_id": "P1"}, {"npi": "2", "person_id": "P2"}]
ROR = {"institution_id": "ror:01", "name": "Saint Ann's Hospital", "city": "Peoria"}
ROR |= {"state": "IL", "country": "US", "status": "active"}


def _prescribed(product: str, *rows: tuple[str, int, int]) -> Rows:
    return [
        {"start": who, "end": product, "year": year, "claims": claims, "record": f"{who}|{year}"}
        for who, year, claims in rows
    ]


def _peers(*names: str) -> Rows:
    return [{"person_id": name, "specialty": "Cardiology", "state": "IL"} for name in names]


UNITS = [
    Unit(
        PRESCRIBED_PRODUCTS,
        "a brand meets the product that companies pay about, a drug before a device's namesake",
        {
            'facts."Product"': [
                {"product_id": "biological|cordi-va", "name": "CORDI-VA", "kind": "Biological"},
                {"product_id": "drug|cordi va", "name": "Cordi Va", "kind": "Drug"},
                {"product_id": "device|atenolol", "name": "Atenolol", "kind": "Device"},
            ],
            'facts."Prescription"': [
                {"brand": "Cordi-Va", "generic": "cordivan"},
                {"brand": "CORDI-VA", "generic": "Cordivan hcl"},
                {"brand": "Atenolol", "generic": None},
            ],
        },
        [
            {"product_id": "drug|cordi va", "brand": "CORDI-VA"}
            | {"generic_names": ["Cordivan hcl", "cordivan"]},
            {"product_id": "drug|atenolol", "brand": "Atenolol", "generic_names": None},
        ],
    ),
    Unit(
        NODE_VIEWS[p.MedicareYear],
        "both parts of a year are one; an organisation and who is not in the graph have none",
        {
            'facts."MedicareServices"': [
                {"npi": "1", "year": 2022, "services": 12.5, "source": "b"},
                {"npi": "2", "year": 2022, "services": 3.0, "is_organisation": True},
                {"npi": "9", "year": 2022, "services": 3.0},
            ],
            'facts."MedicarePrescribing"': [
                {"npi": "1", "year": 2022, "claims": 40, "patients": 30, "source": "d"},
                {"npi": "1", "year": 2023, "claims": 50, "source": "d"},
            ],
            "graph.npi_holders": HOLDERS,
        },
        [
            {"medicare_year_id": "1|2022", "services": 12.5, "patients": None, "claims": 40}
            | {"prescribed_patients": 30, "source": "b, d"},
            {"medicare_year_id": "1|2023", "services": None, "patients": None, "claims": 50}
            | {"prescribed_patients": None, "source": "d"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[p.BILLED],
        "once a year, whoever counts; an unknown NPI is named, to be missed",
        {
            'facts."MedicareServices"': [
                {"npi": "1", "year": 2022},
                {"npi": "9", "year": 2022},
                {"npi": "2", "year": 2022, "is_organisation": True},
            ],
            'facts."MedicarePrescribing"': [{"npi": "1", "year": 2022}],
            "graph.npi_holders": HOLDERS,
        },
        [{"start": "P1", "end": "1|2022"}, {"start": "NPI 9", "end": "9|2022"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[p.PRESCRIBED],
        "forms of one drug are summed, but for patients, who may be the same",
        {
            'facts."Prescription"': [
                {"npi": "1", "year": 2022, "brand": "Cordi", "claims": 20, "patients": 15},
                {"npi": "1", "year": 2022, "brand": "CORDI", "claims": 12, "patients": 11},
                {"npi": "1", "year": 2023, "brand": "Cordi", "claims": 40, "patients": 30},
                {"npi": "9", "year": 2023, "brand": "Cordi", "claims": 11},
            ],
            "graph.prescribed_products": [{"name": "cordi", "product_id": "drug|cordi"}],
            "graph.npi_holders": HOLDERS,
        },
        [
            {"start": "P1", "end": "drug|cordi", "year": 2022, "claims": 32, "patients": None},
            {"start": "P1", "end": "drug|cordi", "year": 2023, "claims": 40, "patients": 30},
            {"start": "NPI 9", "end": "drug|cordi", "year": 2023, "claims": 11, "patients": None},
        ],
    ),
    # Ann began in 2021, Bo and Cy in 2022 and 2023; Di is no peer. 60 of 100 claims are Ann's.
    Unit(
        RELATIONSHIP_VIEWS[p.ADOPTED],
        "first year, growth and share beside those of the specialty and state",
        {
            'drawn."PRESCRIBED"': [
                *_prescribed("old", ("Di", 2020, 11)),
                *_prescribed("new", ("Ann", 2021, 15), ("Ann", 2022, 30), ("Ann", 2023, 60)),
                *_prescribed("new", ("Bo", 2022, 20), ("Cy", 2023, 40), ("Di", 2023, 50)),
            ],
            'drawn."Person"': [*_peers("Ann", "Bo", "Cy"), {"person_id": "Di", "state": "IL"}],
        },
        [
            {"start": "Ann", "end": "new", "first_year": 2021, "last_year": 2023, "is_new": True}
            | {"growth": 2.0, "peers": 2, "peer_share": 0.6, "ahead_of_peers": 1.0},
            {"start": "Bo", "end": "new", "first_year": 2022, "last_year": 2022, "is_new": True}
            | {"growth": None, "peers": 2, "peer_share": 0.4, "ahead_of_peers": 0.5},
            {"start": "Cy", "end": "new", "first_year": 2023, "last_year": 2023, "is_new": True}
            | {"growth": None, "peers": 2, "peer_share": 0.4, "ahead_of_peers": 0.0},
            {"start": "Di", "end": "new", "first_year": 2023, "last_year": 2023, "is_new": True}
            | {"growth": None, "peers": 0, "peer_share": None, "ahead_of_peers": None},
            {"start": "Di", "end": "old", "first_year": 2020, "last_year": 2020, "is_new": False}
            | {"growth": None, "peers": 0, "peer_share": None, "ahead_of_peers": None},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[p.ADOPTED],
        "says in words what it rests on",
        {
            'drawn."PRESCRIBED"': [
                *_prescribed("old", ("Ann", 2020, 11)),
                *_prescribed("new", ("Ann", 2021, 20), ("Ann", 2022, 30), ("Bo", 2022, 10)),
            ],
            'drawn."Person"': _peers("Ann", "Bo"),
        },
        [
            {
                "adoption_reasons": [
                    "first counted in 2020, or before what is loaded",
                    "11 claims in 2020",
                    "100 % of the claims of 1 of Cardiology, IL",
                ]
            },
            {
                "adoption_reasons": [
                    "first counted in 2021",
                    "before 1 of 1 others of Cardiology, IL who prescribe it",
                    "30 claims in 2022",
                    "1.5 times those of 2021",
                    "75 % of the claims of 2 of Cardiology, IL",
                ]
            },
            {
                "adoption_reasons": [
                    "first counted in 2022",
                    "before 0 of 1 others of Cardiology, IL who prescribe it",
                    "10 claims in 2022",
                    "25 % of the claims of 2 of Cardiology, IL",
                ]
            },
        ],
    ),
    Unit(
        CERTIFIED,
        "by name, city and state the register's; by number the organisation's; else its own",
        {
            'facts."Hospital"': [
                {"ccn": "140001", "name": "SAINT ANN'S HOSPITAL", "city": "PEORIA", "state": "IL"},
                {"ccn": "140002", "name": "OAK HOSPITAL", "city": "PEORIA", "state": "IL"},
                {"ccn": "050003", "name": "SAINT ANN'S HOSPITAL", "city": "PEORIA", "state": "CA"},
            ],
            'facts."FacilityAffiliation"': [
                {"ccn": "140001", "name": "St Ann's"},
                {"ccn": "140004", "name": None},
                {"ccn": "140005", "name": "ELM HOSPITAL"},
            ],
            'facts."Institution"': [
                ROR,
                {"institution_id": "npi:1", "name": "Oak", "identifiers": ["ccn:140002"]},
                {"institution_id": "npi:2", "name": "Ann", "identifiers": ["ccn:140001"]},
                {"institution_id": "npi:3", "name": "Gone", "identifiers": ["ccn:050003"]}
                | {"status": "inactive"},
            ],
        },
        [
            {"ccn": "140001", "institution_id": "ror:01"},
            {"ccn": "140002", "institution_id": "npi:1"},
            {"ccn": "050003", "institution_id": "ccn:050003"},
            {"ccn": "140005", "institution_id": "ccn:140005"},
        ],
    ),
    Unit(
        CERTIFIED,
        "two hospitals of one name in a city are nobody's of the register",
        {
            'facts."Hospital"': [
                {"ccn": ccn, "name": "SAINT ANN'S HOSPITAL", "city": "PEORIA", "state": "IL"}
                for ccn in ("140001", "140002")
            ],
            'facts."Institution"': [ROR],
        },
        [
            {"ccn": "140001", "institution_id": "ccn:140001"},
            {"ccn": "140002", "institution_id": "ccn:140002"},
        ],
    ),
    Unit(
        NODE_VIEWS[n.Institution],
        "a hospital is what the register knows, with what Medicare says of it, or its own",
        {
            'facts."Institution"': [ROR | {"types": ["healthcare"], "identifiers": ["grid:1"]}],
            "graph.certified": [
                {"ccn": "140001", "institution_id": "ror:01", "kind": "Acute Care Hospitals"}
                | {"ownership": "Tribal", "rating": 4, "has_emergency": True},
                {"ccn": "050003", "institution_id": "ccn:050003", "name": "OAK HOSPITAL"}
                | {"kind": "Psychiatric", "ownership": "Physician", "state": "CA"},
            ],
            'facts."Listing"': [
                {"group_id": "77", "group_name": "HEART GROUP", "city": "PEORIA", "state": "IL"},
                {"group_id": "77", "group_name": "HEART GROUP", "city": "DECATUR", "state": "IL"},
                {"npi": "1"},
            ],
        },
        [
            {"institution_id": "ror:01", "name": "Saint Ann's Hospital", "city": "Peoria"}
            | {"types": ["healthcare", "Acute Care Hospitals"], "rating": 4}
            | {"identifiers": ["grid:1", "ccn:140001"], "ownership": "Tribal"},
            {"institution_id": "ccn:050003", "name": "Oak Hospital", "city": None}
            | {"types": ["Psychiatric"], "rating": None}
            | {"identifiers": ["ccn:050003"], "ownership": "Physician"},
            {"institution_id": "pac:77", "name": "Heart Group", "city": None}
            | {"types": ["group practice"], "rating": None}
            | {"identifiers": None, "ownership": None},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[p.PRACTISES_AT],
        "a unit is at its hospital; who is unknown is named, to be missed",
        {
            'facts."Listing"': [
                {"npi": "1", "group_id": "77", "group_members": 12},
                {"npi": "1", "group_id": "77", "group_members": 12},
                {"npi": "2"},
            ],
            'facts."FacilityAffiliation"': [
                {"npi": "1", "ccn": "140001", "kind": "Hospital"},
                {"npi": "1", "ccn": "14T001", "parent_ccn": "140001", "kind": "Rehabilitation"},
                {"npi": "2", "ccn": "140009", "kind": "Hospice"},
                {"npi": "9", "ccn": "140001", "kind": "Hospital"},
            ],
            "graph.certified": [{"ccn": "140001", "institution_id": "ror:01"}],
            "graph.npi_holders": HOLDERS,
        },
        [
            {"start": "P1", "end": "pac:77", "kinds": ["group practice"], "members": 12},
            {"start": "P1", "end": "ror:01", "kinds": ["Hospital", "Rehabilitation"]}
            | {"members": None},
            {"start": "P2", "end": "ccn:140009", "kinds": ["Hospice"], "members": None},
            {"start": "NPI 9", "end": "ror:01", "kinds": ["Hospital"], "members": None},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
