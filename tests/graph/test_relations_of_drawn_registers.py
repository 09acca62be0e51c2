"""The registers of other countries and whom they list: a few rows each."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from relations import Unit, try_out

from graph.nodes import NODE_VIEWS, prepare
from graph.relationships import RELATIONSHIP_VIEWS
from graph.suppressing import leave_out
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema import nodes, registers
from schema.claims import Claim
from workspace.suppression import digest, key_of

ADA = {"mention": "register:FR|rpps|1", "country": "FR", "register": "rpps", "number": "1"}
ADA |= {"last_name": "QUILL", "fore_name": "ADA", "checked_on": date(2025, 1, 1), "source": "rpps"}
UNITS = [
    Unit(
        NODE_VIEWS[registers.Register],
        "one for each country and name",
        {'facts."Registrant"': [ADA, ADA | {"number": "2"}, ADA | {"country": "MC"}]},
        [
            {"register_id": "FR rpps", "name": "rpps", "country": "FR", "source": "rpps"},
            {"register_id": "MC rpps", "name": "rpps", "country": "MC", "source": "rpps"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[registers.REGISTERED_IN],
        "as it stood last, whoever said so; a standing that is not given is unknown, never clear",
        {
            'facts."Registrant"': [
                ADA | {"status": "active"},
                ADA | {"checked_on": date(2025, 2, 1), "source": "registers"},
                ADA | {"mention": "of nobody", "number": "9"},
            ],
            'claims."Claim"': [
                {"mention": ADA["mention"], "person_id": "P1", "score": 1.0, "reasons": ["own"]}
            ],
        },
        [
            {"start": "P1", "end": "FR rpps", "number": "1", "status": "unknown"}
            | {"checked_on": date(2025, 2, 1), "printed_as": "ADA QUILL", "source": "registers"}
        ],
    ),
    Unit(
        NODE_VIEWS[nodes.Person],
        "specialty, town and country of who has no NPI come from the register",
        {
            "graph.spellings": [
                {"person_id": "P1", "mention": ADA["mention"], "name": "Ada Quill", "rank": 1}
                | {"fore_name": "Ada", "last_name": "Quill", "source": "rpps"}
            ],
            'facts."Registrant"': [ADA | {"specialty": "Cardiologie", "city": "DIJON"}],
            'claims."Claim"': [{"mention": ADA["mention"], "person_id": "P1"}],
        },
        [
            {"person_id": "P1", "register_ids": ["FR rpps 1"], "specialty": "Cardiologie"}
            | {"city": "Dijon", "country": "FR", "npi": None}
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relation(unit: Unit) -> None:
    try_out(unit, prepare)


def test_who_is_left_out_is_in_no_register(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "loaders/samples/registers/registers_2025-01-15.csv"
    load(tmp_path, sources()["registers"], [sample])
    lake = Lake(tmp_path)
    mentions = lake.sql('SELECT DISTINCT mention, number FROM facts."Registrant"').to_pylist()
    claims = [
        {"mention": row["mention"], "person_id": row["number"], "score": 1.0, "reasons": ["own"]}
        for row in mentions
    ]
    lake.claim({Claim: pa.Table.from_pylist(claims, Claim.columns())})
    prepare(lake.tables)
    listed = RELATIONSHIP_VIEWS[registers.REGISTERED_IN]
    every = {row["start"] for row in lake.sql(listed.text).to_pylist()}
    key = digest(b"secret", key_of("mention", "register:DE|example chamber|80-2"))
    assert leave_out(lake, b"secret", [key]) == ["80-2"]
    left = {row["start"] for row in lake.sql(listed.text).to_pylist()}
    lake.close()
    assert every - left == {"80-2"}
