"""One grant for one core project number, its leaders and grantees: a few rows each."""

import math
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from relations import Unit, try_out

from graph.grants import GRANT_NAMES, LISTED_GRANTS
from graph.nodes import NODE_VIEWS, prepare
from graph.relationships import RELATIONSHIP_VIEWS
from graph.suppressing import leave_out
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema import funding
from schema.claims import Claim
from schema.grant_numbers import core_project, serial
from workspace.suppression import digest, key_of

ONE = {"application_id": "nih-1", "core_project": "R01HL099123", "fiscal_year": 2023}
ONE |= {"is_subproject": False, "record": "nih-1", "source": "reporter"}
UNITS = [
    Unit(
        GRANT_NAMES,
        "printings of one number are one grant; without activity where RePORTER has one alone",
        {
            'facts."Grant"': [
                {"grant_id": printed}
                for printed in (
                    *("NHLBI NIH HHS: R01 HL99123", "NHLBI NIH HHS: 5R01HL099123-05A1"),
                    *("NHLBI NIH HHS: HL-099123", "NCI NIH HHS: CA000001", "Oak Trust: 7"),
                    "NCI NIH HHS: CA000002",
                )
            ],
            'facts."Project"': [
                {"core_project": core}
                for core in ("R01HL099123", "R01HL099123", "K99CA000001", "R00CA000001", "N01-7")
            ],
        },
        [
            {"printed": "NHLBI NIH HHS: R01 HL99123", "grant_id": "R01HL099123"},
            {"printed": "NHLBI NIH HHS: 5R01HL099123-05A1", "grant_id": "R01HL099123"},
            {"printed": "NHLBI NIH HHS: HL-099123", "grant_id": "R01HL099123"},
            {"printed": "NCI NIH HHS: CA000001", "grant_id": "NCI NIH HHS: CA000001"},
            {"printed": "NCI NIH HHS: CA000002", "grant_id": "NCI NIH HHS: CA000002"},
            {"printed": "Oak Trust: 7", "grant_id": "Oak Trust: 7"},
        ],
    ),
    Unit(
        LISTED_GRANTS,
        "the latest title; days of the budget or the fiscal year where the project's are unknown",
        {
            'facts."Project"': [
                ONE | {"title": "Old", "cost_usd": 10, "ended_on": date(2025, 6, 30)},
                ONE | {"fiscal_year": 2024, "title": "New", "cost_usd": 5, "record": "nih-2"},
                ONE | {"fiscal_year": 2024, "title": "Part", "is_subproject": True},
                ONE
                | {"core_project": "P01", "is_subproject": True}
                | {"budget_from_on": date(2022, 12, 1)},
            ]
        },
        [
            {"grant_id": "R01HL099123", "title": "New", "started_on": date(2022, 10, 1)}
            | {"ended_on": date(2025, 6, 30), "fiscal_years": [2023, 2024]}
            | {"costs_usd": [10.0, 5.0]},
            {"grant_id": "P01", "title": None, "started_on": date(2022, 12, 1)}
            | {"ended_on": None, "fiscal_years": [2023], "costs_usd": [math.nan]},
        ],
    ),
    Unit(
        LISTED_GRANTS,
        "a year with a part whose cost is not known has none, and no other year loses its own",
        {
            'facts."Project"': [
                ONE | {"cost_usd": 10},
                ONE | {"application_id": "nih-2"},
                ONE | {"fiscal_year": 2022, "cost_usd": 0},
            ]
        },
        [{"grant_id": "R01HL099123", "costs_usd": [0.0, math.nan]}],
    ),
    Unit(
        NODE_VIEWS[funding.Grant],
        "what papers acknowledge and what RePORTER lists, together or alone",
        {
            'facts."Grant"': [
                {"grant_id": printed, "number": "HL 99123", "agency": "NHLBI", "source": "pubmed"}
                for printed in ("a", "b", "c")
            ],
            "graph.grant_names": [
                {"printed": "a", "grant_id": "R01HL099123"},
                {"printed": "b", "grant_id": "R01HL099123"},
                {"printed": "c", "grant_id": "c"},
            ],
            "graph.listed_grants": [
                {"grant_id": grant, "institute": "Heart", "title": "Beats", "source": "reporter"}
                for grant in ("R01HL099123", "N01")
            ],
        },
        [
            {"grant_id": "R01HL099123", "number": "R01HL099123", "agency": "Heart"}
            | {"title": "Beats", "source": "pubmed, reporter"},
            {"grant_id": "c", "number": "HL 99123", "agency": "NHLBI", "title": None}
            | {"source": "pubmed"},
            {"grant_id": "N01", "number": "N01", "agency": "Heart", "title": "Beats"}
            | {"source": "reporter"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[funding.FUNDED_BY],
        "a paper that prints one grant twice acknowledges it once",
        {
            'facts."FUNDED_BY"': [{"start": "7", "end": "a"}, {"start": "7", "end": "b"}],
            "graph.grant_names": [
                {"printed": "a", "grant_id": "g"},
                {"printed": "b", "grant_id": "g"},
            ],
        },
        [{"start": "7", "end": "g"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[funding.LEADS_GRANT],
        "from the first year that names the person to the last; another role is another lead",
        {
            'facts."Project"': [
                ONE | {"budget_from_on": date(2023, 7, 1), "budget_to_on": date(2024, 6, 30)},
                ONE | {"application_id": "nih-2", "fiscal_year": 2025},
            ],
            'facts."PrincipalInvestigator"': [
                {"mention": "m1", "application_id": "nih-1", "role": "contact", "name": "LEE, A"},
                {"mention": "m2", "application_id": "nih-2", "role": "contact", "name": "LEE, AN"},
                {"mention": "m3", "application_id": "nih-2", "role": "co-investigator"},
                {"mention": "m4", "application_id": "nih-2", "role": "contact", "name": "NOBODY"},
            ],
            'claims."Claim"': [
                {"mention": mention, "person_id": "P1", "score": score, "reasons": [mention]}
                for mention, score in (("m1", 0.9), ("m2", 0.8), ("m3", 0.8))
            ],
        },
        [
            {"start": "P1", "end": "R01HL099123", "role": "contact", "printed_as": "LEE, AN"}
            | {"from_on": date(2023, 7, 1), "to_on": date(2025, 9, 30)}
            | {"fiscal_years": [2023, 2025], "identity_score": 0.9, "identity_reasons": ["m1"]},
            {"start": "P1", "end": "R01HL099123", "role": "co-investigator", "printed_as": None}
            | {"from_on": date(2024, 10, 1), "to_on": date(2025, 9, 30)}
            | {"fiscal_years": [2025], "identity_score": 0.8, "identity_reasons": ["m3"]},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[funding.AWARDED_TO],
        "the institution that is meant, else the one of the name; no subproject's",
        {
            'facts."Project"': [
                ONE | {"organisation": "OAK UNIVERSITY"},
                ONE | {"application_id": "nih-2", "fiscal_year": 2024, "organisation": "ELM, INC."},
                ONE | {"application_id": "nih-3", "organisation": "ASH", "is_subproject": True},
                ONE | {"application_id": "nih-4"},
            ],
            'claims."Placement"': [{"mention": "grantee:nih-1", "institution_id": "ror:1"}],
        },
        [
            {"start": "R01HL099123", "end": "ror:1", "fiscal_years": [2023]},
            {"start": "R01HL099123", "end": "name:elm inc", "fiscal_years": [2024]},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relation(unit: Unit) -> None:
    try_out(unit, prepare)


@pytest.mark.parametrize(
    ("printed", "core", "number"),
    [
        ("R01 CA123456", "R01CA123456", "CA123456"),
        ("5R01CA123456-05A1", "R01CA123456", "CA123456"),
        ("r01ca12345605", "R01CA123456", "CA123456"),
        ("NCI NIH HHS: CA-12345", "", "CA012345"),
        ("National Institutes of Health: (1UL1 TR000001-01)", "UL1TR000001", "TR000001"),
        ("BLRD VA: I01 BX001234", "I01BX001234", "BX001234"),
        ("Oak Trust: R01 CA123456", "", ""),
        ("NIHR: R01 CA123456", "", ""),
        ("NCI NIH HHS: CA1234", "", ""),
        ("081234/Z/06/Z", "", ""),
        ("NIH: ", "", ""),
    ],
)
def test_a_number_is_read_however_it_is_printed(printed: str, core: str, number: str) -> None:
    found = duckdb.execute(
        f"SELECT {core_project('printed')}, {serial('printed')} FROM (SELECT $1 AS printed)",
        [printed],
    ).fetchone()
    assert found == (core, number)


def test_who_is_left_out_leads_no_grant(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "loaders/samples/reporter/RePORTER_PRJ_C_FY2023.csv"
    load(tmp_path, sources()["reporter"], [sample])
    lake = Lake(tmp_path)
    mentions = lake.sql('SELECT mention, profile_id FROM facts."PrincipalInvestigator"').to_pylist()
    claims = [
        {"mention": row["mention"], "person_id": row["profile_id"] or "nobody", "score": 1.0}
        | {"reasons": ["as claimed"]}
        for row in mentions
    ]
    lake.claim({Claim: pa.Table.from_pylist(claims, Claim.columns())})
    lead = RELATIONSHIP_VIEWS[funding.LEADS_GRANT]
    prepare(lake.tables)
    every = {row["start"] for row in lake.sql(lead.text).to_pylist()}
    secret = b"secret"
    listed = [digest(secret, key_of("mention", "reporter:nih-90000011:1"))]
    assert leave_out(lake, secret, listed) == ["7000001"]
    left = {row["start"] for row in lake.sql(lead.text).to_pylist()}
    lake.close()
    assert every - left == {"7000001"}
