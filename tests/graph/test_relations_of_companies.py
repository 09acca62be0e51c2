"""Which spellings are one company, and which companies are one family, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.companies import COMPANY_FAMILIES, COMPANY_LINKS, COMPANY_SPELLINGS, PAYERS
from graph.nodes import NODE_VIEWS, prepare
from graph.relationships import RELATIONSHIP_VIEWS
from schema import industry
from schema.nodes import Company

EARLY, READ, LATE = date(2019, 1, 1), date(2025, 1, 15), date(2026, 1, 1)
STATED = 'facts."CompanyStatement"'
SPELLED = {"graph.company_spellings": [{"spelled": "old firm", "company_id": "firm"}]}


def _says(company: str, **more: object) -> dict[str, object]:
    return {"company": company, "checked_on": READ, **more}


def _link(kind: str, start: str, end: str, is_current: bool = True) -> dict[str, object]:
    return {"kind": kind, "start": start, "end": end, "is_current": is_current, "checked_on": READ}


UNITS = [
    Unit(
        COMPANY_SPELLINGS,
        "a spelling, under any legal form, leads to the company",
        {STATED: [_says("Firm, Inc.", sponsor_name="Old FIRM Ltd"), _says("Firm")]},
        [{"spelled": "old firm", "company_id": "firm"}],
    ),
    Unit(
        PAYERS,
        "the list's word, else the list's spelling, else the name reported",
        {
            'facts."Company"': [
                {"company_id": "1", "name": "Somebody"},
                {"company_id": "2", "name": "Old Firm"},
                {"company_id": "3", "name": "Mill GmbH"},
                {"company_id": "3", "name": "Mill"},
            ],
            STATED: [_says("Firm, Inc.", open_payments_id="1")],
            **SPELLED,
        },
        [
            {"payer_id": "1", "company_id": "firm"},
            {"payer_id": "2", "company_id": "firm"},
            {"payer_id": "3", "company_id": "mill"},
        ],
    ),
    Unit(
        COMPANY_LINKS,
        "a link that had ended, or was yet to begin, was no current one",
        {
            STATED: [
                _says("A", parent="Old Firm"),
                _says("B", parent="Firm", to_on=EARLY),
                _says("C", competitor="Firm", area="Lung", from_on=LATE),
                _says("D", is_own=True),
            ],
            **SPELLED,
        },
        [
            {"kind": "parent", "start": "a", "end": "firm", "is_current": True},
            {"kind": "parent", "start": "b", "end": "firm", "is_current": False},
            {"kind": "competitor", "start": "c", "end": "firm", "is_current": False},
        ],
    ),
    Unit(
        COMPANY_FAMILIES,
        "own and competing are whole families, by links of today; what is unsaid is unknown",
        {
            STATED: [_says("Own", is_own=True), _says("Third", is_own=False)],
            "graph.company_links": [
                _link("parent", "own", "top"),
                _link("parent", "branch", "own"),
                _link("parent", "rival", "group"),
                _link("parent", "former", "group", is_current=False),
                _link("competitor", "rival", "branch"),
                _link("competitor", "former", "own", is_current=False),
            ],
        },
        [
            dict(zip(("company_id", "family_id", "is_own", "is_competitor"), row, strict=True))
            for row in (
                ("own", "top", True, False),
                ("branch", "top", True, False),
                ("top", "top", True, False),
                ("rival", "group", None, True),
                ("group", "group", None, True),
                ("former", "former", None, None),
                ("third", "third", False, None),
            )
        ],
    ),
    Unit(
        NODE_VIEWS[Company],
        "a sponsor of the same name but for the legal form is the same company",
        {
            'facts."Company"': [{"company_id": "9", "name": "Firm, Inc."}],
            "graph.payers": [{"payer_id": "9", "company_id": "firm"}],
            'facts."Sponsor"': [
                {"name": "FIRM Ltd", "kind": "INDUSTRY"},
                {"name": "University", "kind": "OTHER"},
            ],
        },
        [
            {"company_id": "firm", "name": "Firm, Inc.", "open_payments_ids": ["9"]}
            | {"family_id": "firm", "is_own": None, "is_competitor": None}
        ],
    ),
    Unit(
        NODE_VIEWS[Company],
        "the list's spelling wins, a payer of another name is the company, a parent is one too",
        {
            'facts."Company"': [{"company_id": "9", "name": "Old Firm", "state": "NJ"}],
            "graph.payers": [{"payer_id": "9", "company_id": "firm"}],
            'facts."Sponsor"': [{"name": "Old Firm", "kind": "INDUSTRY"}],
            STATED: [_says("FIRM", is_own=True, lei="L")],
            "graph.company_links": [_link("parent", "firm", "top") | {"other_name": "Top Inc"}],
            "graph.company_families": [
                {"company_id": "firm", "family_id": "top", "is_own": True},
                {"company_id": "top", "family_id": "top", "is_own": True},
            ],
            **SPELLED,
        },
        [
            {"company_id": "firm", "name": "FIRM", "family_id": "top", "is_own": True}
            | {"lei": "L", "open_payments_ids": ["9"], "state": "NJ"},
            {"company_id": "top", "name": "Top Inc", "family_id": "top", "is_own": True}
            | {"lei": None, "open_payments_ids": None, "state": None},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[industry.SUBSIDIARY_OF],
        "times under one parent stand apart, of one the latest reading",
        {
            "graph.company_links": [
                _link("parent", "a", "b"),
                _link("parent", "a", "b") | {"from_on": EARLY},
                _link("parent", "a", "b", is_current=False) | {"checked_on": EARLY},
                _link("competitor", "a", "c"),
            ]
        },
        [
            {"start": "a", "end": "b", "term": "ever", "is_current": True},
            {"start": "a", "end": "b", "term": "2019-01-01", "is_current": True},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[industry.COMPETES_WITH],
        "said from either side it is one, apart by area and product",
        {
            "graph.company_links": [
                _link("competitor", "b", "a") | {"area": "Lung", "product": "X"},
                _link("competitor", "a", "b") | {"area": "Lung", "product": "X"},
                _link("competitor", "a", "b"),
                _link("parent", "a", "c"),
            ]
        },
        [
            {"start": "a", "end": "b", "term": "Lung, X"},
            {"start": "a", "end": "b", "term": "any area"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
