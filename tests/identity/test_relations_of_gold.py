"""Whose bylines gold speaks of, and what was decided on them, in rows."""

import pytest
from relations import Rows, Unit, try_out

from identity import evaluation, gold
from identity.names import register

LABELLED: Rows = [
    {"pmid": "1", "position": "1", "person": "7"},
    {"pmid": "1", "position": "2", "person": "10"},
    {"pmid": "2", "position": "1", "person": "7"},
    {"pmid": "3", "position": "1", "person": "10"},
]
UNITS = [
    Unit(
        gold.GOLD_BYLINES,
        "bylines of the papers named that name a person and stand",
        {
            "identity.gold_papers": [{"pmid": "1"}],
            'facts."Byline"': [
                {"pmid": "1", "mention": "pubmed:1:1", "last_name": "Quill", "is_valid": True},
                {"pmid": "1", "mention": "pubmed:1:2", "last_name": "Quil", "is_valid": False},
                {"pmid": "1", "mention": "pubmed:1:3", "is_valid": True},
                {"pmid": "2", "mention": "pubmed:2:1", "last_name": "Quill", "is_valid": True},
            ],
        },
        [
            {"pmid": "1", "mention": "pubmed:1:1", "last_name": "Quill"}
            | {"fore_name": "", "initials": ""}
        ],
    ),
    Unit(
        evaluation.LABELLED_MENTIONS,
        "labelled bylines that are among all mentions",
        {
            "identity.labelled_bylines": LABELLED,
            "identity.mentions": [
                {"mention": "pubmed:1:2", "place": 5},
                {"mention": "pubmed:8:1", "place": 6},
            ],
        },
        [{"place": 5, "person": "10"}],
    ),
    Unit(
        evaluation.LABELLED_CLAIMS,
        "labelled bylines on which a claim stands",
        {
            "identity.labelled_bylines": LABELLED,
            'claims."Claim"': [{"mention": "pubmed:2:1", "person_id": "P1"}],
        },
        [{"person_id": "P1", "person": "7"}],
    ),
    Unit(
        evaluation.JUDGED_CANDIDACIES,
        "the best candidate of each group; of two true persons as frequent the lower number",
        {
            "identity.labelled_bylines": LABELLED,
            "identity.true_persons": [{"person": "7", "npi": "70"}, {"person": "10"}],
            'claims."Candidacy"': [
                {"mention": "pubmed:1:1", "mentions": ["pubmed:1:1", "pubmed:1:2"]}
                | {"npi": npi, "score": score, "namesakes": 2}
                for npi, score in (("70", 0.99), ("71", 0.01))
            ]
            + [
                {"mention": "pubmed:2:1", "mentions": ["pubmed:2:1"], "npi": "71", "score": 0.5}
                | {"namesakes": 3},
                {"mention": "pubmed:3:1", "mentions": ["pubmed:3:1"], "npi": "71", "score": 0.6}
                | {"namesakes": 4},
            ],
        },
        [
            {
                "person": "7",
                "npi": "70",
                "score": 0.99,
                "is_right": True,
                "has_none": False,
                "namesakes": 2,
            },
            {"person": "7", "npi": "71", "score": 0.5, "is_right": False, "has_none": False}
            | {"namesakes": 3},
            {"person": "10", "npi": "71", "score": 0.6, "is_right": False, "has_none": True}
            | {"namesakes": 4},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_gold(unit: Unit) -> None:
    try_out(unit, register)
