"""What came of an engagement, and which products it was about, in rows."""

import pytest
from relations import Unit, try_out

from graph.nodes import NODE_VIEWS, prepare
from graph.relationships import RELATIONSHIP_VIEWS
from schema import fieldwork

UNITS = [
    Unit(
        NODE_VIEWS[fieldwork.Debrief],
        "one of an engagement",
        {
            'facts."Debrief"': [
                {"engagement_id": "E1", "satisfaction": 4, "record": "a"},
                {"engagement_id": "E1", "satisfaction": 2, "record": "b"},
            ]
        },
        [{"engagement_id": "E1", "satisfaction": 4}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[fieldwork.NOTED],
        "from the engagement to what was noted of it, once",
        {'facts."Debrief"': [{"engagement_id": "E1"}, {"engagement_id": "E1"}]},
        [{"start": "E1", "end": "E1"}],
    ),
    Unit(
        RELATIONSHIP_VIEWS[fieldwork.DISCUSSED],
        "the product of that name in letters and digits, once; an unknown one is named",
        {
            'facts."ProductMention"': [
                {"engagement_id": "E1", "product": "Oa-kol"},
                {"engagement_id": "E1", "product": "OA KOL"},
                {"engagement_id": "E1", "product": "Nothing"},
            ],
            'drawn."Product"': [{"product_id": "drug|oa kol", "name": "Oa Kol"}],
        },
        [
            {"start": "E1", "end": "drug|oa kol", "printed_as": "OA KOL"},
            {"start": "E1", "end": "Nothing", "printed_as": "Nothing"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit, prepare)
