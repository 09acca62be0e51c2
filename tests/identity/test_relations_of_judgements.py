"""What follows from stewards' judgements, in rows."""

import pytest
from relations import Rows, Unit, try_out

from identity import judgements
from identity.names import register

SAME = {"judgement": 1, "kind": "same", "one": "a", "other": "b"}
DIFFERENT = {"judgement": 2, "kind": "different", "one": "a", "other": "b"}
NODES: Rows = [{"mention": "a", "node": "a"}, {"mention": "b", "node": "npi:1"}]
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
    Unit(
        judgements.JUDGED_PLACES,
        "by places in the columns; who has no name has no place",
        {
            "identity.judged_pairs": [SAME, DIFFERENT, SAME | {"other": "nppes:1"}],
            "identity.everyone": [{"mention": "a", "place": 5}, {"mention": "b", "place": 3}],
        },
        [{"one": 5, "other": 3, "sign": 1}, {"one": 5, "other": 3, "sign": -1}],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_judgements(unit: Unit) -> None:
    try_out(unit, register)
