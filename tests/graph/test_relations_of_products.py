"""Which products there are, whose they are, for what, and what happens to them, in rows."""

from datetime import date

import pytest
from relations import Unit, try_out

from graph.nodes import NODE_VIEWS, prepare
from graph.products import LISTED_PRODUCTS, MILESTONES
from graph.relationships import RELATIONSHIP_VIEWS
from schema import industry
from schema.nodes import Product

EARLIER, READ, LATER = date(2024, 1, 1), date(2025, 1, 15), date(2026, 1, 1)
STATED = 'facts."ProductStatement"'
LISTED = {"graph.listed_products": [{"spelled": "oakol", "product_id": "drug|oakol"}]}


def _says(product: str, **more: object) -> dict[str, object]:
    return {"product": product, "checked_on": READ, **more}


UNITS = [
    Unit(
        LISTED_PRODUCTS,
        "one that is prescribed or paid about is that one; the latest molecule stands",
        {
            STATED: [
                _says("OAKOL", molecule="oakine", checked_on=EARLIER),
                _says("Oakol", molecule="oakinib"),
                _says("Stent-X"),
                _says("ABC-12"),
            ],
            'facts."Product"': [{"product_id": "device|stent x", "name": "STENT X"}],
            "graph.prescribed_products": [{"name": "oakol", "product_id": "drug|oakol"}],
        },
        [
            {"spelled": "oakol", "product_id": "drug|oakol", "molecule": "oakinib"},
            {"spelled": "stent x", "product_id": "device|stent x", "molecule": None},
            {"spelled": "abc 12", "product_id": "drug|abc-12", "molecule": None},
        ],
    ),
    Unit(
        NODE_VIEWS[Product],
        "companies' spelling wins over Medicare's, that over the list's, which has the molecule",
        {
            'facts."Product"': [{"product_id": "drug|oakol", "name": "OAKOL", "kind": "Drug"}],
            "graph.prescribed_products": [
                {"product_id": "drug|oakol", "brand": "Oakol", "generic_names": ["g"]},
                {"product_id": "drug|ashol", "brand": "Ashol"},
            ],
            "graph.listed_products": [
                {"product_id": "drug|oakol", "name": "oakol", "molecule": "oakinib"},
                {"product_id": "drug|abc", "spelled": "abc", "name": "ABC"},
            ],
        },
        [
            {"product_id": "drug|oakol", "name": "OAKOL", "kind": "Drug", "generic_names": ["g"]}
            | {"molecule": "oakinib"},
            {"product_id": "drug|ashol", "name": "Ashol", "kind": "Drug", "generic_names": None}
            | {"molecule": None},
            {"product_id": "drug|abc", "name": "ABC", "kind": None, "generic_names": None}
            | {"molecule": None},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[industry.MADE_BY],
        "by the company's key, under any of its spellings, once",
        {
            STATED: [
                _says("Oakol", company="Old Firm", checked_on=EARLIER),
                _says("OAKOL", company="Firm, Inc."),
                _says("Oakol", company="Mill"),
                _says("Oakol"),
            ],
            "graph.company_spellings": [{"spelled": "old firm", "company_id": "firm"}],
            **LISTED,
        },
        [
            {"start": "drug|oakol", "end": "firm", "named_as": "Firm, Inc."},
            {"start": "drug|oakol", "end": "mill", "named_as": "Mill"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[industry.DEVELOPED_FOR],
        "the latest phase that is given, at the heading as it is named now",
        {
            STATED: [
                _says("Oakol", condition="Heart", phase="phase 2", checked_on=EARLIER),
                _says("Oakol", condition="heart", phase="phase 3"),
                _says("Oakol", condition="Cardiac", checked_on=LATER),
                _says("Oakol", condition="Nothing"),
            ],
            "graph.headings": [
                {"heading": "Heart", "name": "Heart"},
                {"heading": "Cardiac", "name": "Heart"},
            ],
            **LISTED,
        },
        [
            {"start": "drug|oakol", "end": "Heart", "phase": "phase 3", "checked_on": READ},
            {"start": "drug|oakol", "end": "Nothing", "phase": None, "checked_on": READ},
        ],
    ),
    Unit(
        MILESTONES,
        "of one milestone the latest reading; one ahead of it is expected",
        {
            STATED: [
                _says("Oakol", milestone="approval", milestone_on=LATER, checked_on=EARLIER),
                _says("Oakol", milestone="approval", milestone_on=EARLIER),
                _says("Oakol", milestone="approval", milestone_on=LATER, note="EU"),
                _says("Oakol", phase="filed"),
            ],
            **LISTED,
        },
        [
            {"milestone_id": "drug|oakol|approval", "happens_on": EARLIER, "is_expected": False},
            {"milestone_id": "drug|oakol|approval|eu", "happens_on": LATER, "is_expected": True},
        ],
    ),
    Unit(
        NODE_VIEWS[industry.Milestone],
        "each as it is",
        {
            "graph.milestones": [
                {"milestone_id": "m", "kind": "launch", "happens_on": LATER, "checked_on": READ}
            ]
        },
        [{"milestone_id": "m", "kind": "launch", "happens_on": LATER}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[industry.HAS_MILESTONE],
        "from the product to it",
        {"graph.milestones": [{"milestone_id": "m", "product_id": "p"}]},
        [{"start": "p", "end": "m"}],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
