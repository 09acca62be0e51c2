"""What follows from stewards' judgements, in rows."""

from pathlib import Path

import pyarrow as pa
import pytest
from relations import Rows, Unit, try_out

from identity import judgements
from identity.names import register
from lake.current import Lake
from lake.relations import put

SAME = {"judgement": 1, "kind": "same", "one": "a", "other": "b"}
DIFFERENT = {"judgement": 2, "kind": "different", "one": "a", "other": "b"}
NODES: Rows = [{"mention": "a", "node": "a"}, {"mention": "b", "node": "npi:1"}]
PAIRS = [SAME, DIFFERENT, SAME | {"other": "nppes:1"}]
UNITS = [
    Unit(
        judgements.JUDGED_PAIRS,
        "each of one with each of the other, the smaller first",
        {
            "identity.judgements": [
                {"judgement": 1, "kind": "same", "one": ["b"], "other": ["a", "c"]}
            ]
        },
        [SAME, SAME | {"one": "b", "other": "c"}],
    ),
    Unit(
        judgements.JUDGED_NODES,
        "payees and practitioners are nodes by their keys, the NPI before the profile",
        {
            "identity.judgements": [
                {"one": ["nppes:1", "paid", "paid too"], "other": ["pubmed:1:1"]}
            ],
            'facts."Payee"': [
                {"mention": "paid", "npi": "2", "profile_id": "77"},
                {"mention": "paid too", "profile_id": "78"},
            ],
        },
        [
            {"mention": "nppes:1", "node": "npi:1"},
            {"mention": "paid", "node": "npi:2"},
            {"mention": "paid too", "node": "profile:78"},
            {"mention": "pubmed:1:1", "node": "pubmed:1:1"},
        ],
    ),
    Unit(
        judgements.NODES_APART,
        "the later judgement stands",
        {"identity.judged_pairs": [SAME, DIFFERENT], "identity.judged_nodes": NODES},
        [{"one": "a", "other": "npi:1"}],
    ),
    Unit(
        judgements.NODES_APART,
        "one that a later judgement joins is not apart",
        {
            "identity.judged_pairs": [SAME | {"judgement": 3}, DIFFERENT],
            "identity.judged_nodes": NODES,
        },
        [],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_judgements(unit: Unit) -> None:
    try_out(unit, register)


def test_pairs_are_judged_by_their_places_and_who_is_not_there_has_none(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake.tables, judgements.JUDGED_PAIRS, pa.Table.from_pylist(PAIRS))
    found = judgements.judged(lake, pa.array(["x", "b", "y", "a"]))
    assert [side.tolist() for side in found] == [[3, 3], [1, 1], [1, -1]]
    nobody = judgements.judged(lake, pa.array(["x"]))
    assert [side.tolist() for side in nobody] == [[], [], []]
    lake.close()
