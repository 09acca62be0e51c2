"""Which id a person has and what is claimed of mentions, in rows."""

from hashlib import sha256

import pytest
from relations import Rows, Unit, try_out

from identity import persons, stability
from identity.extent import EVERYONE, IN_SCOPE
from identity.names import register


def _id(text: str) -> str:
    return "P" + sha256(text.encode()).hexdigest()[:12]


def _shared(*rows: tuple[str, str, int, str]) -> Rows:
    names = ("component", "person_id", "mentions", "first")
    return [dict(zip(names, row, strict=True)) for row in rows]


COMPONENT = [
    {"node": "pubmed:1:1", "component": "c"},
    {"node": "npi:1", "component": "c"},
    {"node": "profile:78", "component": "d"},
]
STANDING: Rows = [
    {"mention": "pubmed:1:1", "person_id": "P1", "score": 0.5, "reasons": ["as it was"]},
    {"mention": "pubmed:9:1", "person_id": "P9", "score": 0.9, "reasons": ["as it was"]},
]
DECIDED: dict[str, Rows] = {
    "identity.mentions": [{"mention": "pubmed:1:1"}, {"mention": "pubmed:2:1"}],
    "identity.components": [
        *COMPONENT,
        {"node": "pubmed:2:1", "component": "e"},
        {"node": "register:FR|rpps|1", "component": "e"},
    ],
    "identity.person_ids": [{"component": c, "person_id": f"P{c}"} for c in "cde"],
    "identity.links": [
        {"mention": "pubmed:1:1", "layer": "name", "score": 0.5, "reason": "same first name"},
        {"mention": "pubmed:1:1", "layer": "registry", "score": 0.75, "reason": "NPI 1"},
        {"mention": "npi:1", "layer": "profile", "score": 0.98, "reason": "same profile"},
    ],
    'facts."Payee"': [
        {"mention": "paid 1", "npi": "1"},
        {"mention": "paid 2", "profile_id": "78"},
    ],
    'facts."Practitioner"': [{"npi": "1"}],
}
UNITS = [
    Unit(
        stability.DRAWN_IDS,
        "from the strongest key: NPI, ORCID iD, profile, the first mention",
        {
            "identity.components": [
                {"node": node, "component": component}
                for component, nodes in (
                    ("a", ("pubmed:1:1", "orcid:1", "npi:2", "npi:1", "profile:7")),
                    ("b", ("pubmed:1:2", "profile:7", "orcid:1")),
                    ("c", ("profile:7", "a mention")),
                    ("d", ("pubmed:2:1", "pubmed:1:3")),
                )
                for node in nodes
            ]
        },
        [
            {"component": "a", "person_id": _id("npi:1")},
            {"component": "b", "person_id": _id("orcid:1")},
            {"component": "c", "person_id": _id("profile:7")},
            {"component": "d", "person_id": _id("pubmed:1:3")},
        ],
    ),
    Unit(
        stability.SHARED_MENTIONS,
        "mentions counted of each component and person, a practitioner by its NPI",
        {
            'claims."Claim"': [
                {"mention": "pubmed:1:1", "person_id": "P1"},
                {"mention": "nppes:1", "person_id": "P1"},
                {"mention": "pubmed:2:1", "person_id": "P1"},
                {"mention": "gone", "person_id": "P1"},
            ],
            "identity.components": [*COMPONENT, {"node": "pubmed:2:1", "component": "e"}],
        },
        _shared(("c", "P1", 2, "nppes:1"), ("e", "P1", 1, "pubmed:2:1")),
        {"extent": EVERYONE},
    ),
    Unit(
        stability.KEPT_IDS,
        "the larger part keeps the id; of persons who become one the larger's stays",
        {
            "identity.shared_mentions": _shared(
                ("large part", "P1", 3, "a"),
                ("small part", "P1", 2, "b"),
                ("both", "P2", 2, "c"),
                ("both", "P3", 4, "d"),
            )
        },
        [
            {"component": "large part", "person_id": "P1"},
            {"component": "both", "person_id": "P3"},
        ],
    ),
    Unit(
        stability.KEPT_IDS,
        "of two as large the one with the first mention",
        {"identity.shared_mentions": _shared(("x", "P1", 2, "b"), ("y", "P1", 2, "a"))},
        [{"component": "y", "person_id": "P1"}],
    ),
    Unit(
        stability.IDS_ELSEWHERE,
        "persons with a mention outside the scope whose ids others could be given or led to",
        {
            'claims."Claim"': [
                *STANDING,
                *(
                    {"mention": f"pubmed:{at}:1", "person_id": person}
                    for at, person in enumerate(["P6", "P7", "P8"], 10)
                ),
            ],
            "identity.scope": [{"mention": "pubmed:1:1"}],
            "identity.drawn_ids": [{"person_id": "P9"}, {"person_id": "Pc"}],
            'claims."Retired"': [{"person_id": "P6", "now": "P7"}],
        },
        [{"person_id": "P6"}, {"person_id": "P7"}, {"person_id": "P9"}],
        {"extent": IN_SCOPE},
    ),
    Unit(
        stability.IDS_ELSEWHERE,
        "nobody is elsewhere where everyone is looked at",
        {'claims."Claim"': STANDING},
        [],
        {"extent": EVERYONE},
    ),
    Unit(
        stability.PERSON_IDS,
        "the id kept, else the one drawn, drawn once more where another keeps it",
        {
            "identity.drawn_ids": [
                {"component": "a", "person_id": "P1"},
                {"component": "b", "person_id": "P1"},
                {"component": "c", "person_id": "P2"},
                {"component": "d", "person_id": "P3"},
            ],
            "identity.kept_ids": [{"component": "a", "person_id": "P1"}],
            "identity.ids_elsewhere": [{"person_id": "P2"}],
        },
        [
            {"component": "a", "person_id": "P1"},
            {"component": "b", "person_id": _id("P1b")},
            {"component": "c", "person_id": _id("P2c")},
            {"component": "d", "person_id": "P3"},
        ],
    ),
    Unit(
        stability.RETIRED_IDS,
        "an id leads to who has most of its mentions, and earlier ones follow",
        {
            "identity.shared_mentions": _shared(
                ("a", "P1", 5, "1"), ("a", "P2", 2, "2"), ("b", "P2", 1, "3")
            ),
            "identity.person_ids": [
                {"component": "a", "person_id": "P1"},
                {"component": "b", "person_id": "P4"},
            ],
            "identity.ids_elsewhere": [{"person_id": "P5"}],
            'claims."Retired"': [
                {"person_id": "P0", "now": "P2"},
                {"person_id": "P6", "now": "P5"},
                {"person_id": "P7", "now": "nobody"},
            ],
        },
        [
            {"person_id": "P0", "now": "P1"},
            {"person_id": "P2", "now": "P1"},
            {"person_id": "P6", "now": "P5"},
        ],
    ),
    Unit(
        persons.DECISIONS,
        "the score of the link times that of the tie (0.5 * 0.75); keys that are stated are sure",
        DECIDED,
        [
            {"mention": "pubmed:1:1", "person_id": "Pc", "score": 0.375, "model": "7"}
            | {"reasons": ["NPI 1", "same first name"]},
            {"mention": "pubmed:2:1", "person_id": "Pe", "score": 1.0, "model": "7"}
            | {"reasons": ["no other record was joined to it"]},
            {"mention": "paid 1", "person_id": "Pc", "score": 1.0, "model": None}
            | {"reasons": ["NPI 1 is reported with the payment"]},
            {"mention": "paid 2", "person_id": "Pd", "score": 0.98, "model": None}
            | {"reasons": ["Open Payments profile 78 is reported with the payment"]},
            {"mention": "nppes:1", "person_id": "Pc", "score": 1.0, "model": None}
            | {"reasons": ["the registry's own record"]},
            {"mention": "register:FR|rpps|1", "person_id": "Pe", "score": 1.0, "model": None}
            | {"reasons": ["the register's own record"]},
        ],
        {"extent": EVERYONE, "model": "7"},
    ),
    Unit(
        persons.DECISIONS,
        "of whom is in scope and no other",
        {
            "identity.mentions": [{"mention": "pubmed:1:1"}],
            "identity.components": COMPONENT[:1],
            "identity.person_ids": [{"component": "c", "person_id": "Pc"}],
            'facts."Payee"': [{"mention": "paid 3", "npi": "1"}],
            "identity.scope": [{"mention": "pubmed:1:1"}],
        },
        [{"mention": "pubmed:1:1", "person_id": "Pc", "score": 1.0}],
        {"extent": IN_SCOPE},
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_persons(unit: Unit) -> None:
    try_out(unit, register)
