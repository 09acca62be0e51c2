"""Which records are one work, and which are none?"""

from typing import Any

import pytest
from relations import Rows, Unit, try_out

from graph.nodes import NODE_VIEWS
from graph.works import OPENALEX_PAPERS, SIGNATURES, WORKS
from schema.nodes import Paper


def _claims(**persons: str) -> Rows:
    return [
        {"mention": mention, "person_id": person, "score": 0.9, "reasons": ["as claimed"]}
        for mention, person in persons.items()
    ]


def _links(*links: tuple[str, str, str]) -> Rows:
    return [{"start": start, "end": end, "kind": kind} for start, end, kind in links]


def _papers(*pmids: str, **more: dict[str, Any]) -> Rows:
    return [{"pmid": pmid} | more.get(f"p{pmid}", {}) for pmid in pmids]


def _signed(**signers: str) -> dict[str, Rows]:
    """Bylines of papers 1, 2 ... by persons of one letter: `p1="AB"`."""
    bylines = [
        {"mention": f"{pmid}:{who}", "pmid": pmid[1:], "position": at, "is_valid": True}
        | {"is_equal": False, "last_name": who}
        for pmid, names in signers.items()
        for at, who in enumerate(names, 1)
    ]
    claims = [{"mention": row["mention"], "person_id": row["last_name"]} for row in bylines]
    return {'facts."Byline"': bylines, 'claims."Claim"': claims}


PREPRINT = {"types": ["Preprint"], "remark": "preprint"}
UNITS = [
    Unit(
        WORKS,
        "a preprint counts with its article, an older review of the same name does not",
        {
            'facts."Paper"': _papers("1", "2", "3", "4", p1=PREPRINT),
            'facts."ACCOMPANIES"': _links(
                ("1", "2", "earlier version"), ("3", "4", "earlier version")
            ),
        },
        [{"pmid": "1", "work": "2", "is_notice": False}],
    ),
    Unit(
        WORKS,
        "a preprint of an article that was printed again counts with the last",
        {
            'facts."Paper"': _papers("1", "2", "3", p1=PREPRINT),
            'facts."ACCOMPANIES"': _links(
                ("1", "2", "earlier version"), ("2", "3", "earlier printing")
            ),
        },
        [
            {"pmid": "1", "work": "3", "is_notice": False},
            {"pmid": "2", "work": "3", "is_notice": False},
        ],
    ),
    Unit(
        WORKS,
        "what is not loaded, and a circle, hold nobody up",
        {
            'facts."Paper"': _papers("1", "2", "3"),
            'facts."ACCOMPANIES"': _links(
                ("1", "99", "reprint"), ("2", "3", "reprint"), ("3", "2", "reprint")
            ),
        },
        [{"pmid": "3", "work": "2", "is_notice": False}],
    ),
    Unit(
        WORKS,
        "notices are no work, with the paper they are of or without",
        {
            'facts."Paper"': _papers(
                *"1234",
                p1={"remark": "erratum"},
                p3={"remark": "retraction notice"},
                p4={"remark": "retracted"},
            ),
            'facts."ACCOMPANIES"': _links(("1", "2", "erratum")),
        },
        [
            {"pmid": "1", "work": "2", "is_notice": True},
            {"pmid": "3", "work": "3", "is_notice": True},
        ],
    ),
    Unit(
        WORKS,
        "a comment counts with its paper where all who sign it signed the paper",
        {
            'facts."Paper"': _papers(*"1234"),
            'facts."ACCOMPANIES"': _links(
                ("2", "1", "comment"), ("3", "1", "comment"), ("4", "1", "comment")
            ),
            **_signed(p1="AB", p2="A", p3="AC", p4="D"),
        },
        [{"pmid": "2", "work": "1", "is_notice": False}],
    ),
    Unit(
        SIGNATURES,
        "of a preprint and its article who signed both signed one; who signed a notice, none",
        {
            **_signed(p1="AX", p2="AB", p3="BE"),
            "graph.works": [
                {"pmid": "1", "work": "2", "is_notice": False},
                {"pmid": "3", "work": "2", "is_notice": True},
            ],
        },
        [
            {"start": start, "end": end, "counted_with": counted}
            for start, end, counted in (
                ("A", "1", "2"),
                ("X", "1", None),
                ("A", "2", None),
                ("B", "2", None),
                ("B", "3", "2"),
                ("E", "3", "2"),
            )
        ],
    ),
    Unit(
        SIGNATURES,
        "nobody is last on a list that is cut short",
        {
            **_signed(p1="AB", p2="AB"),
            'facts."Paper"': [
                {"pmid": "1", "has_all_authors": False},
                {"pmid": "2", "has_all_authors": True},
            ],
        },
        [
            {"start": "A", "end": "1", "is_first": True, "is_last": False},
            {"start": "B", "end": "1", "is_first": False, "is_last": False},
            {"start": "A", "end": "2", "is_first": True, "is_last": False},
            {"start": "B", "end": "2", "is_first": False, "is_last": True},
        ],
    ),
    Unit(
        SIGNATURES,
        "first and last by the place among persons, the name as printed",
        {
            'facts."Byline"': [
                row | {"is_valid": row.get("is_valid", True), "is_equal": False}
                for row in (
                    {"mention": "w", "pmid": "7", "position": 1, "is_valid": False},
                    {"mention": "m1", "pmid": "7", "position": 2, "fore_name": "Ann"}
                    | {"last_name": "Lee"},
                    {"mention": "m2", "pmid": "7", "position": 3, "fore_name": "", "initials": "B"}
                    | {"last_name": "Roe", "suffix": "Jr"},
                    {"mention": "g", "pmid": "7", "position": 4, "collective_name": "A group"},
                    {"mention": "m3", "pmid": "8", "position": 1, "last_name": "Alone"},
                )
            ],
            'claims."Claim"': _claims(m1="P1", m2="P2", m3="P3"),
        },
        [
            {"start": "P1", "end": "7", "position": 1, "is_first": True, "is_last": False}
            | {"printed_as": "Ann Lee"}
            | {"identity_score": 0.9, "identity_reasons": ["as claimed"], "record": "m1"},
            {"start": "P2", "end": "7", "position": 2, "is_first": False, "is_last": True}
            | {"printed_as": "B Roe Jr"}
            | {"identity_score": 0.9, "identity_reasons": ["as claimed"], "record": "m2"},
            {"start": "P3", "end": "8", "position": 1, "is_first": True, "is_last": False}
            | {"printed_as": "Alone"}
            | {"identity_score": 0.9, "identity_reasons": ["as claimed"], "record": "m3"},
        ],
    ),
    Unit(
        SIGNATURES,
        "equal contribution counts as first beside the first, as last beside the last",
        {
            'facts."Byline"': [
                {"mention": mention, "pmid": pmid, "position": position, "is_valid": True}
                | {"is_equal": is_equal}
                for mention, pmid, position, is_equal in (
                    ("a1", "7", 1, True),
                    ("a2", "7", 2, True),
                    ("a3", "7", 3, False),
                    ("a4", "7", 4, True),
                    ("a5", "7", 5, False),
                    ("a6", "7", 6, True),
                    ("a7", "7", 7, True),
                    ("b1", "8", 1, True),
                    ("b2", "8", 2, True),
                )
            ],
            'claims."Claim"': _claims(**{f"{p}{n}": f"{p}{n}" for p in "ab" for n in range(1, 8)}),
        },
        [
            {"start": who, "is_first": is_first, "is_last": is_last}
            for who, is_first, is_last in (
                ("a1", True, False),
                ("a2", True, False),
                ("a3", False, False),
                ("a4", False, False),
                ("a5", False, False),
                ("a6", False, True),
                ("a7", False, True),
                ("b1", True, False),
                ("b2", True, True),
            )
        ],
    ),
    Unit(
        OPENALEX_PAPERS,
        "by PMID, else by a DOI of one paper alone, whatever its capitals",
        {
            'facts."Work"': [
                {"work_id": "W1", "pmid": "1", "doi": "10.9/b"},
                {"work_id": "W2", "doi": "10.9/b"},
                {"work_id": "W3", "doi": "10.9/twice"},
                {"work_id": "W4"},
            ],
            'facts."Paper"': [
                {"pmid": "2", "doi": "10.9/B"},
                {"pmid": "3", "doi": "10.9/twice"},
                {"pmid": "4", "doi": "10.9/twice"},
                {"pmid": "5"},
            ],
        },
        [{"work_id": "W1", "pmid": "1"}, {"work_id": "W2", "pmid": "2"}],
    ),
    Unit(
        NODE_VIEWS[Paper],
        "once, with iCite's counts; what iCite does not count is not known",
        {
            'facts."Paper"': [
                {"pmid": "1", "source": "pubmed", "record": "1"},
                {"pmid": "1", "source": "pubmed", "record": "1"},
                {"pmid": "2", "source": "pubmed", "record": "2"},
            ],
            'facts."CitationCounts"': [
                {"pmid": "1", "citation_count": 0, "relative_citation_ratio": 0.5}
                | {"source": "icite"},
                {"pmid": "9", "citation_count": 3},
            ],
        },
        [
            {"pmid": "1", "citation_count": 0, "relative_citation_ratio": 0.5}
            | {"source": "pubmed, icite"},
            {"pmid": "2", "citation_count": None, "relative_citation_ratio": None}
            | {"source": "pubmed"},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_works(unit: Unit) -> None:
    try_out(unit)
