"""What joins mentions and what keeps them apart, in rows."""

import pytest
from relations import Rows, Unit, try_out

from identity import components, links
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
    'facts."Registrant"': [{"mention": "register:FR|rpps|1"}] * 2,
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


LAYERS: dict[str, Rows] = {
    "identity.judged_links": [LINK | {"mention": "a", "layer": "judged"}],
    "identity.orcid_links": [LINK | {"mention": "b", "layer": "key"}],
    "identity.profile_links": [LINK | {"mention": "c", "layer": "profile"}],
    "identity.nih_links": [LINK | {"mention": "n", "layer": "profile"}],
    "identity.record_links": [LINK | {"mention": "d", "layer": "name"}],
    "identity.settled_name_links": [LINK | {"mention": "e", "layer": "name"}],
    "identity.registry_links": [LINK | {"mention": "a", "layer": "registry"}],
    "identity.register_links": [LINK | {"mention": "b", "layer": "registry"}],
}
UNITS = [
    Unit(
        links.NODES,
        "mentions, practitioners, registrants and the keys of payments, each once",
        NODES,
        [
            {"node": n}
            for n in (
                "pubmed:1:1",
                "npi:1",
                "npi:2",
                "profile:77",
                "profile:78",
                "register:FR|rpps|1",
            )
        ],
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
        "bylines whose iD is their own",
        {"identity.mentions": [{"mention": "1", "orcid": "0-1"}, {"mention": "2"}]},
        [
            {"mention": "1", "key": "orcid:0-1", "layer": "key", "score": 0.99}
            | {"reason": "ORCID 0-1 is printed with it"}
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
        links.NIH_LINKS,
        "investigators with a profile",
        {
            "identity.mentions": [{"mention": "1", "profile": "7"}, {"mention": "2"}],
        },
        [
            {"mention": "1", "key": "nih:7", "layer": "profile", "score": 0.98}
            | {"reason": "same NIH profile"}
        ],
    ),
    Unit(
        links.RECORD_LINKS,
        "one name twice in a trial, or among a paper's authors and investigators; not of another "
        "middle initial, in another record, in one list, or without a first name",
        {
            "identity.mentions": [
                {"mention": mention, "record": record, "roster": roster, "middle": middle}
                | {"surname": "quill", "given": given}
                for mention, record, roster, given, middle in (
                    ("1", "N1", 0, "ada", ""),
                    ("2", "N1", 0, "ada", ""),
                    ("3", "N1", 0, "ada", "b"),
                    ("4", "N2", 0, "ada", ""),
                    ("5", "9", 1, "ada", ""),
                    ("6", "9", 1, "ada", ""),
                    ("7", "8", 1, "ada", ""),
                    ("8", "8", 2, "ada", ""),
                    ("9", "7", 1, "", ""),
                    ("10", "7", 2, "", ""),
                )
            ]
        },
        [
            {"mention": mention, "key": f"twice:{record}|quill|ada|", "layer": "name"}
            | {"score": 0.97}
            for mention, record in (("1", "N1"), ("2", "N1"), ("7", "8"), ("8", "8"))
        ],
    ),
    Unit(
        links.SETTLED_NAME_LINKS,
        "those of mentions in scope",
        {
            "identity.name_links": [LINK | {"mention": m, "layer": "name"} for m in "ef"],
            "identity.scope": [{"mention": "e"}],
        },
        [{"mention": "e", "layer": "name"}],
        {"extent": IN_SCOPE},
    ),
    Unit(
        links.PROPOSED_LINKS,
        "all layers but the registry's",
        LAYERS,
        [
            {"mention": "a", "layer": "judged"},
            {"mention": "b", "layer": "key"},
            {"mention": "c", "layer": "profile"},
            {"mention": "n", "layer": "profile"},
            {"mention": "d", "layer": "name"},
            {"mention": "e", "layer": "name"},
        ],
        {"with_registry": False},
    ),
    Unit(
        links.PROPOSED_LINKS,
        "with the registry's",
        LAYERS,
        [
            *({"mention": m, "layer": "name"} for m in "de"),
            {"mention": "a", "layer": "judged"},
            {"mention": "b", "layer": "key"},
            *({"mention": m, "layer": "profile"} for m in "cn"),
            *({"mention": m, "layer": "registry"} for m in "ab"),
        ],
        {"with_registry": True},
    ),
    Unit(
        links.SINGLES,
        "a key is one of its kind, an ORCID iD its mention's, a place in a roster the mention's "
        "unless one iD has two",
        {
            "identity.nodes": [
                {"node": node}
                for node in ("npi:1", "profile:7", "pubmed:1:1", "register:FR|rpps|1|2")
            ],
            "identity.mentions": [
                {"mention": "pubmed:1:1", "record": "1", "roster": 1},
                {"mention": "pubmed:2:1", "record": "2", "roster": 2, "orcid": "0-1"},
                {"mention": "trial:1", "record": "N1", "roster": 0, "profile": "77"},
            ],
        },
        [
            {"node": "npi:1", "kind": "npi", "value": "npi:1"},
            {"node": "register:FR|rpps|1|2", "kind": "register:FR|rpps"}
            | {"value": "register:FR|rpps|1|2"},
            {"node": "orcid:0-1", "kind": "orcid", "value": "0-1"},
            {"node": "pubmed:2:1", "kind": "orcid", "value": "0-1"},
            {"node": "trial:1", "kind": "profile", "value": "77"},
            {"node": "pubmed:1:1", "kind": "1 1", "value": "pubmed:1:1"},
            {"node": "pubmed:2:1", "kind": "2 2", "value": "0-1"},
        ],
    ),
    Unit(
        links.CONTRADICTED_COMPONENTS,
        "two of what there is one of, or two held apart",
        {
            "identity.components": [
                *_joined("npis", "npi:1", "npi:2"),
                *_joined("judged", "pubmed:2:1", "pubmed:3:1"),
                *_joined("fine", "npi:3", "orcid:3", "pubmed:4:1"),
            ],
            "identity.singles": [
                *({"node": f"npi:{n}", "kind": "npi", "value": f"{n}"} for n in (1, 2, 3)),
                {"node": "orcid:3", "kind": "orcid", "value": "3"},
                {"node": "pubmed:4:1", "kind": "orcid", "value": "3"},
            ],
            "identity.nodes_apart": [
                {"one": "pubmed:2:1", "other": "pubmed:3:1"},
                {"one": "pubmed:2:1", "other": "pubmed:4:1"},
            ],
        },
        [{"component": name} for name in ("npis", "judged")],
    ),
    Unit(
        links.CONTRADICTED_LINKS,
        "those of contradicted components only",
        {
            "identity.links": [
                LINK | {"mention": "a", "layer": "name"},
                LINK | {"mention": "a", "layer": "key"},
                LINK | {"mention": "b", "layer": "name"},
            ],
            "identity.components": [*_joined("x", "a"), *_joined("y", "b")],
            "identity.contradicted_components": [{"component": "x"}],
        },
        [{"mention": "a", "layer": "key"}, {"mention": "a", "layer": "name"}],
    ),
    Unit(
        links.LINKS,
        "all that are proposed but those that fell",
        {
            "identity.proposed_links": [LINK | {"mention": name, "key": "k"} for name in "ab"],
            "identity.fallen_links": [{"mention": "b", "key": "k"}, {"mention": "a", "key": "l"}],
        },
        [{"mention": "a", "key": "k"}],
    ),
    Unit(
        links.FALLEN_SO_FAR,
        "those that fell before and those that fall now",
        {
            "identity.fallen_links": [{"mention": "a", "key": "k"}],
            "identity.falling_links": [{"mention": "b", "key": "k"}],
        },
        [{"mention": "a", "key": "k"}, {"mention": "b", "key": "k"}],
    ),
    Unit(
        components.NUMBERED_NODES,
        "every node and key once",
        {"identity.nodes": [{"node": "a"}, {"node": "k"}], "identity.links": [{"key": "k"}] * 2},
        [{"node": "a"}, {"node": "k"}],
    ),
    Unit(
        components.NUMBERED_LINKS,
        "both ends by their numbers",
        {
            "identity.numbered_nodes": [{"node": "a", "number": 5}, {"node": "k", "number": 3}],
            "identity.links": [LINK | {"mention": "a", "key": "k"}],
        },
        [{"one": 5, "other": 3}],
    ),
    Unit(
        components.COMPONENTS,
        "named after the smallest node of a label",
        {
            "identity.numbered_nodes": [
                {"node": node, "number": at} for at, node in enumerate("cabd")
            ],
            "identity.labels": [
                {"number": at, "label": label} for at, label in enumerate((7, 8, 7, 9))
            ],
        },
        [
            {"node": "c", "component": "b"},
            {"node": "a", "component": "a"},
            {"node": "b", "component": "b"},
            {"node": "d", "component": "d"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_links(unit: Unit) -> None:
    try_out(unit, register)
