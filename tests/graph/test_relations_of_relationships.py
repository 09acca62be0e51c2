"""How facts and claims become relationship types: a few rows each."""

from datetime import date
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from graph import relationships
from graph.nodes import prepare
from graph.relationships import RELATIONSHIP_VIEWS
from schema import profession
from schema import relationships as r

AS_STATED = [
    declared
    for declared in RELATIONSHIP_VIEWS
    if relationships._as_stated(declared) in RELATIONSHIP_VIEWS[declared].text
]


def _claims(**persons: str) -> Rows:
    return [
        {"mention": mention, "person_id": person, "score": 0.9, "reasons": ["as claimed"]}
        for mention, person in persons.items()
    ]


def _apart(declared: Any) -> dict[str, Any]:
    values = {"role": "condition", "kind": "erratum"}
    return {name: values[name] for name in declared.apart}


UNITS = [
    Unit(
        RELATIONSHIP_VIEWS[r.AUTHORED],
        "each signature",
        {"graph.signatures": [{"start": "P1", "end": "7", "position": 2, "source": "pubmed"}]},
        [{"start": "P1", "end": "7", "position": 2, "source": "pubmed"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.COLLABORATED_ON],
        "a person named twice collaborated once, as first named",
        {
            'facts."Collaborator"': [
                {"mention": "m2", "pmid": "7", "position": 2},
                {"mention": "m1", "pmid": "7", "position": 1},
            ],
            'claims."Claim"': _claims(m1="P1", m2="P1"),
        },
        [{"start": "P1", "end": "7", "record": "m1", "identity_score": 0.9}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.INVESTIGATES],
        "two roles are two relationships, a role stated twice is one",
        {
            'facts."Official"': [
                {"mention": "m2", "nct_id": "N", "ordinal": 2, "role": "CHAIR", "name": "Lee, MD"},
                {"mention": "m1", "nct_id": "N", "ordinal": 1, "role": "CHAIR", "name": "A Lee"},
                {"mention": "m3", "nct_id": "N", "ordinal": 3, "role": "SITE", "name": "A Lee"},
            ],
            'claims."Claim"': _claims(m1="P1", m2="P1", m3="P1"),
        },
        [
            {"start": "P1", "end": "N", "role": "CHAIR", "printed_as": "A Lee", "record": "m1"},
            {"start": "P1", "end": "N", "role": "SITE", "printed_as": "A Lee", "record": "m3"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.RECEIVED],
        "as recipient and as investigator",
        {
            'facts."Payee"': [
                {"mention": "m1", "payment_id": "1", "role": "recipient"},
                {"mention": "m2", "payment_id": "1", "role": "recipient"},
                {"mention": "m3", "payment_id": "1", "role": "investigator"},
            ],
            'claims."Claim"': _claims(m1="P1", m2="P1", m3="P1"),
        },
        [
            {"start": "P1", "end": "1", "role": "recipient", "record": "m1"},
            {"start": "P1", "end": "1", "role": "investigator", "record": "m3"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.AFFILIATED_WITH],
        "all that papers, trials and grants say of one institution, with the years",
        {
            'claims."Placement"': [
                {"mention": mention, "ordinal": 1, "institution_id": "ror:1"}
                for mention in ("m1", "m2", "m3")
            ],
            'claims."Claim"': _claims(m1="P1", m2="P1", m3="P1"),
            'facts."Byline"': [{"mention": "m1", "pmid": "7"}],
            'facts."Paper"': [{"pmid": "7", "published_on": date(2020, 5, 1)}],
            'facts."Official"': [{"mention": "m2", "nct_id": "N"}],
            'facts."Trial"': [{"nct_id": "N", "started_on": date(2018, 3, 1)}],
            'facts."PrincipalInvestigator"': [{"mention": "m3", "application_id": "nih-1"}],
            'facts."Project"': [
                {"application_id": "nih-1", "core_project": "R01", "fiscal_year": 2020}
            ],
            'facts."Affiliation"': [
                {"mention": "m1", "ordinal": 1, "source": "pubmed"},
                {"mention": "m2", "ordinal": 1, "source": "clinical-trials"},
                {"mention": "m3", "ordinal": 1, "source": "reporter"},
            ],
        },
        [
            {"start": "P1", "end": "ror:1", "first_on": date(2018, 3, 1), "records": 3}
            | {"last_on": date(2020, 5, 1), "years": [2018, 2019, 2020]}
            | {"source": "clinical-trials, pubmed, reporter", "record": "m1"}
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.PRACTISES],
        "primary where one registration says so",
        {
            'facts."Registration"': [
                {"npi": "1", "code": "C1", "is_primary": False},
                {"npi": "1", "code": "C1", "is_primary": True},
                {"npi": "1", "code": None},
                {"npi": "2", "code": "C1"},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
        },
        [{"start": "P1", "end": "C1", "is_primary": True}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[profession.HOLDS],
        "each licence of a holder, once; who is not in the graph is named, to be missed",
        {
            "graph.licences": [
                {"holder": "P1", "person_id": "P1", "licence_id": "MA L1"},
                {"holder": "P1", "person_id": "P1", "licence_id": "MA L1"},
                {"holder": "NPI 9", "licence_id": "NY 5 9"},
            ],
        },
        [{"start": "NPI 9", "end": "NY 5 9"}, {"start": "P1", "end": "MA L1"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.EXCLUDED_BY],
        "by the NPI that the list gives",
        {
            "graph.exclusions": [
                {"exclusion_id": "X1", "npi": "1"},
                {"exclusion_id": "X2", "npi": None},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
        },
        [{"start": "P1", "end": "X1"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.PUBLISHED_IN],
        "a paper without a journal is published in none",
        {'facts."Paper"': [{"pmid": "7", "journal_id": "J1"}, {"pmid": "8"}]},
        [{"start": "7", "end": "J1"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.CITES],
        "a citation that several sources name is one, and PubMed's",
        {
            'facts."CITES"': [
                {"start": start, "end": "9", "source": source, "record": record}
                for start, source, record in (
                    ("7", "icite", "7"),
                    ("7", "pubmed", "7"),
                    ("8", "icite", "9"),
                    ("8", "icite", "8"),
                )
            ],
            'facts."Work"': [
                {"work_id": "W8", "cited": ["W9", "W7"], "source": "openalex", "record": "W8"},
                {"work_id": "W88", "cited": ["W8", "W0"], "source": "openalex", "record": "W88"},
            ],
            "graph.openalex_papers": [
                {"work_id": f"W{number}", "pmid": number[:1]} for number in ("7", "8", "88", "9")
            ],
        },
        [
            {"start": "7", "end": "9", "source": "pubmed", "record": "7"},
            {"start": "8", "end": "9", "source": "icite", "record": "8"},
            {"start": "8", "end": "7", "source": "openalex", "record": "W8"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.BROADER],
        "the parent has the tree number without its last step",
        {
            'facts."Topic"': [
                {"name": "Heart", "tree_numbers": ["A07", "A99.1"]},
                {"name": "Heart Valves", "tree_numbers": ["A07.541"]},
                {"name": "Mitral Valve", "tree_numbers": ["A07.541.1"]},
            ]
        },
        [
            {"start": "Heart Valves", "end": "Heart"},
            {"start": "Mitral Valve", "end": "Heart Valves"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.SPONSORED_BY],
        "a company, under any legal form, that leads if one row says so",
        {
            'facts."Sponsor"': [
                {"nct_id": "N", "name": "Firm Inc", "kind": "INDUSTRY", "is_lead": False},
                {"nct_id": "N", "name": "FIRM Ltd", "kind": "INDUSTRY", "is_lead": True},
                {"nct_id": "N", "name": "Old Firm", "kind": "INDUSTRY", "is_lead": False},
                {"nct_id": "N", "name": "University", "kind": "OTHER", "is_lead": True},
            ],
            "graph.company_spellings": [{"spelled": "old firm", "company_id": "firm"}],
        },
        [{"start": "N", "end": "firm", "is_lead": True}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.SPONSORED_BY_INSTITUTION],
        "the institution that the name is held to mean, else the name",
        {
            'facts."Sponsor"': [
                {"nct_id": "N", "name": "Clinic", "kind": "OTHER", "is_lead": True},
                {"nct_id": "N", "name": "Big University", "kind": None, "is_lead": False},
                {"nct_id": "N", "name": "Firm", "kind": "INDUSTRY", "is_lead": False},
            ],
            'claims."Placement"': [{"mention": "sponsor:N:Clinic", "institution_id": "ror:1"}],
        },
        [
            {"start": "N", "end": "ror:1", "is_lead": True},
            {"start": "N", "end": "name:big university", "is_lead": False},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.CONDUCTED_AT],
        "sites whose institution is known",
        {
            'facts."Site"': [
                {"nct_id": "N", "ordinal": 1, "status": "RECRUITING"},
                {"nct_id": "N", "ordinal": 2, "status": "COMPLETED"},
            ],
            'claims."Placement"': [{"mention": "site:N:2", "institution_id": "ror:1"}],
        },
        [{"start": "N", "end": "ror:1", "status": "COMPLETED"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.PAID_BY],
        "the company under its key in the graph",
        {
            'facts."Payment"': [
                {"payment_id": "1", "company_id": "9"},
                {"payment_id": "2", "company_id": "8"},
            ],
            "graph.payers": [{"payer_id": "9", "company_id": "firm"}],
        },
        [{"start": "1", "end": "firm"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.ENGAGED],
        "the holder of the NPI, else of the ORCID; an unknown key is named, to be missed",
        {
            'facts."Attendee"': [
                {"engagement_id": "E1", "npi": "1"},
                {"engagement_id": "E2", "orcid": "0000"},
                {"engagement_id": "E3", "npi": "9"},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
            "graph.orcid_holders": [{"orcid": "0000", "person_id": "P2"}],
        },
        [
            {"start": "E1", "end": "P1", "identity_reasons": ["the log names NPI 1"]},
            {"start": "E2", "end": "P2", "identity_reasons": ["the log names ORCID 0000"]},
            {"start": "E3", "end": "NPI 9", "identity_reasons": ["the log names NPI 9"]},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.PERFORMED],
        "by the NPI; an unknown one is named, to be missed",
        {
            'facts."Volume"': [
                {"npi": "1", "code_group": "valves", "services": 12},
                {"npi": "9", "code_group": "valves", "services": 3},
            ],
            "graph.npi_holders": [{"npi": "1", "person_id": "P1"}],
        },
        [
            {"start": "P1", "end": "valves", "services": 12},
            {"start": "NPI 9", "end": "valves", "services": 3},
        ],
    ),
    *(
        Unit(
            RELATIONSHIP_VIEWS[declared],
            "the fact itself, once",
            {
                f'facts."{declared.__name__}"': [
                    {"start": "A", "end": "B", "record": "2", **_apart(declared)},
                    {"start": "A", "end": "B", "record": "1", **_apart(declared)},
                    {"start": "A", "end": "C", "record": "3", **_apart(declared)},
                ]
            },
            [
                {"start": "A", "end": "B", "record": "1", **_apart(declared)},
                {"start": "A", "end": "C", "record": "3", **_apart(declared)},
            ],
        )
        for declared in AS_STATED
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relationship_is_made_of_facts_and_claims(unit: Unit) -> None:
    try_out(unit, prepare)
