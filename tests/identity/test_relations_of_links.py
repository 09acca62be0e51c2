"""What joins mentions and what keeps them apart, in rows."""

import pytest
from relations import Rows, Unit, try_out

from identity import links
from identity.extent import EVERYONE, IN_SCOPE
from identity.names import register

PAYEES: Rows = [
    {"mention": "paid 1", "npi": "1", "profile_id": "77"},
    {"mention": "paid 2", "profile_id": "78"},
]
NODES: dict[str, Rows] = {
    "identity.mentions": [{"mention": "pubmed:1:1"}],
    'facts."Payee"': PAYEES,
    'facts."Practitioner"': [{"npi": "1"}, {"npi": "2"}],
    "identity.scope": [{"mention": "nppes:2"}, {"mention": "paid 2"}],
}
JUDGED: dict[str, Rows] = {
    "identity.judgements": [
        {"judgement": 1, "kind": "same", "one": ["a"], "other": ["b"], "why": "judged by ann: cv"},
        {"judgement": 2, "kind": "different", "one": ["a"], "other": ["c"], "why": "no"},
    ],
    "identity.judged_pairs": [
        {"judgement": 1, "kind": "same", "one": "a", "other": "b"},
        {"judgement": 2, "kind": "different", "one": "a", "other": "c"},
    ],
    "identity.judged_nodes": [{"mention": name, "node": name} for name in "abc"],
    "identity.nodes": [{"node": "a"}, {"node": "b"}],
}
LINK = {"key": "k", "score": 0.5, "reason": "r"}


def _joined(component: str, *nodes: str) -> Rows:
    return [{"node": node, "component": component} for node in nodes]


UNITS = [
    Unit(
        links.NODES,
        "mentions, practitioners and the keys of payments, each once",
        NODES,
        [{"node": n} for n in ("pubmed:1:1", "npi:1", "npi:2", "profile:77", "profile:78")],
        {"extent": EVERYONE},
    ),
    Unit(
        links.NODES,
        "of practitioners and payments those in scope",
        NODES,
        [{"node": node} for node in ("pubmed:1:1", "npi:2", "profile:78")],
        {"extent": IN_SCOPE},
    ),
    Unit(
        links.JUDGED_LINKS,
        "both ends lead to the judgement",
        JUDGED,
        [
            {"mention": name, "key": "judgement:1", "layer": "judged", "score": 1.0}
            | {"reason": "judged by ann: cv"}
            for name in "ab"
        ],
    ),
    Unit(
        links.JUDGED_LINKS,
        "a later judgement that holds the two apart takes it back",
        JUDGED
        | {
            "identity.judged_pairs": [
                {"judgement": 1, "kind": "same", "one": "a", "other": "b"},
                {"judgement": 2, "kind": "different", "one": "a", "other": "b"},
            ]
        },
        [],
    ),
    Unit(
        links.ORCID_LINKS,
        "bylines of the usual surname or given name, not one of another name",
        {
            "identity.mentions": [
                {"mention": mention, "orcid": orcid, "surname": surname, "given": given}
                for mention, orcid, surname, given in (
                    ("1", "0-1", "quill", "ada"),
                    ("2", "0-1", "quill", ""),
                    ("3", "0-1", "marlow", "ada"),
                    ("4", "0-1", "reed", "bo"),
                    ("5", None, "quill", "ada"),
                )
            ]
        },
        [
            {"mention": mention, "key": "orcid:0-1", "layer": "key", "score": 0.99}
            | {"reason": "ORCID 0-1 is printed with it"}
            for mention in "123"
        ],
    ),
    Unit(
        links.PROFILE_LINKS,
        "an NPI and a profile that one payment states, once",
        {'facts."Payee"': [*PAYEES, PAYEES[0] | {"mention": "paid 3"}]},
        [{"mention": "npi:1", "key": "profile:77", "layer": "profile", "score": 0.98}],
        {"extent": EVERYONE},
    ),
    Unit(
        links.TRIAL_LINKS,
        "one name twice in a trial; another middle initial, trial or paper is no one twice",
        {
            "identity.mentions": [
                {"mention": mention, "record": record, "apart": apart, "middle": middle}
                | {"surname": "quill", "given": "ada"}
                for mention, record, apart, middle in (
                    ("1", "N1", False, ""),
                    ("2", "N1", False, ""),
                    ("3", "N1", False, "b"),
                    ("4", "N2", False, ""),
                    ("5", "9", True, ""),
                    ("6", "9", True, ""),
                )
            ]
        },
        [
            {"mention": mention, "key": "twice:N1|quill|ada|", "layer": "name", "score": 0.97}
            for mention in "12"
        ],
    ),
    Unit(
        links.PROPOSED_LINKS,
        "all layers but the registry's; links of names of mentions that are looked at",
        {
            "identity.judged_links": [LINK | {"mention": "a", "layer": "judged"}],
            "identity.orcid_links": [LINK | {"mention": "b", "layer": "key"}],
            "identity.profile_links": [LINK | {"mention": "c", "layer": "profile"}],
            "identity.trial_links": [LINK | {"mention": "d", "layer": "name"}],
            "identity.name_links": [LINK | {"mention": m, "layer": "name"} for m in "ef"],
            "identity.mentions": [{"mention": "e"}],
        },
        [
            {"mention": "a", "layer": "judged"},
            {"mention": "b", "layer": "key"},
            {"mention": "c", "layer": "profile"},
            {"mention": "d", "layer": "name"},
            {"mention": "e", "layer": "name"},
        ],
    ),
    Unit(
        links.LINKS_WITH_REGISTRY,
        "the registry's are added to those that stand",
        {
            "identity.links": [LINK | {"mention": "a", "layer": "name"}],
            "identity.registry_links": [LINK | {"mention": "a", "layer": "registry"}],
        },
        [{"mention": "a", "layer": "name"}, {"mention": "a", "layer": "registry"}],
    ),
    Unit(
        links.CONTRADICTED_COMPONENTS,
        "two NPIs, two ORCID iDs, two names of one paper, two held apart; not two of one trial",
        {
            "identity.components": [
                *_joined("npis", "npi:1", "npi:2"),
                *_joined("orcids", "orcid:1", "orcid:2"),
                *_joined("paper", "pubmed:1:1", "pubmed:1:2"),
                *_joined("judged", "pubmed:2:1", "pubmed:3:1"),
                *_joined("trial", "trial:1", "trial:2"),
                *_joined("fine", "npi:3", "orcid:3", "pubmed:4:1"),
            ],
            "identity.mentions": [
                *({"mention": f"pubmed:1:{n}", "record": "1", "apart": True} for n in (1, 2)),
                *({"mention": f"trial:{n}", "record": "N1", "apart": False} for n in (1, 2)),
                {"mention": "pubmed:2:1", "record": "2", "apart": True},
                {"mention": "pubmed:3:1", "record": "3", "apart": True},
                {"mention": "pubmed:4:1", "record": "4", "apart": True},
            ],
            "identity.nodes_apart": [
                {"one": "pubmed:2:1", "other": "pubmed:3:1"},
                {"one": "pubmed:2:1", "other": "pubmed:4:1"},
            ],
        },
        [{"component": name} for name in ("npis", "orcids", "paper", "judged")],
    ),
    Unit(
        links.LINKS_THAT_STAY,
        "the weakest layer is taken back for those concerned, and for nobody else",
        {
            "identity.links": [
                LINK | {"mention": "a", "layer": "name"},
                LINK | {"mention": "a", "layer": "key"},
                LINK | {"mention": "b", "layer": "name"},
            ],
            "identity.components": [*_joined("x", "a"), *_joined("y", "b")],
            "identity.contradicted_components": [{"component": "x"}],
        },
        [{"mention": "a", "layer": "key"}, {"mention": "b", "layer": "name"}],
        {"weakest_layer": "name"},
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_links(unit: Unit) -> None:
    try_out(unit, register)
