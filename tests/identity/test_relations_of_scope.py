"""What changed since the run before, and who may be someone else now, in rows."""

import duckdb
import pytest
from relations import Rows, Unit, try_out

from identity import extent, links, memory, remembered, scope
from identity.names import register

TWO = duckdb.sql("SELECT hash('2')").fetchall()[0][0]
LINK = {"layer": "name", "score": 0.9, "reason": "same first name"}


def _mentions(*names: str) -> Rows:
    return [{"mention": name} for name in names]


STAMPS: dict[str, Rows] = {
    "identity.stamps": [
        {"record": "1", "stamp": 10},
        {"record": "2", "stamp": 21},
        {"record": "4", "stamp": 40},
    ],
    "identity.stamps_before": [
        {"record": "1", "stamp": 10},
        {"record": "2", "stamp": 20},
        {"record": "3", "stamp": 30},
    ],
}
UNITS = [
    Unit(
        memory.STAMPS,
        "a record has one stamp, whatever speaks of it",
        {
            'facts."FUNDED_BY"': [{"start": "1", "end": "R01 1"}, {"start": "1", "end": "R01 2"}],
            'facts."Official"': [{"mention": "clinical-trials:N1:1", "nct_id": "N1"}],
            'facts."Site"': [{"nct_id": "N2", "ordinal": 1}],
            'facts."Sponsor"': [{"nct_id": "N3", "name": "Oak"}],
            'facts."Paper"': [{"pmid": "3", "journal_id": "j"}],
            'facts."Journal"': [{"journal_id": "j", "title": "Woodland"}],
            'facts."Project"': [{"application_id": "nih-1"}],
            'facts."LeadershipRole"': [
                {"mention": "leadership:oak", "load": load} for load in ("1", "2")
            ],
            'facts."PrincipalInvestigator"': [
                {"application_id": "nih-1", "mention": "reporter:nih-1:1"}
            ],
            "identity.believed_orcids": [{"mention": "pubmed:2:1", "orcid": "0"}],
            "identity.printed_orcids": [{"mention": "pubmed:2:1", "record": "2", "orcid": "0"}],
        },
        [{"record": record} for record in ("1", "2", "3", "N1", "N2", "N3", "nih-1", "oak")],
    ),
    Unit(
        scope.SUPERSEDED_MENTIONS,
        "those of superseded records, as they were",
        {
            "identity.everyone": [
                {"mention": "pubmed:2:1", "block": 7, "record": TWO},
                {"mention": "pubmed:3:1", "block": 8, "record": 3},
            ],
            "identity.superseded_records": [{"record": "2"}],
        },
        [{"mention": "pubmed:2:1", "block": 7}],
    ),
    Unit(
        extent.CHANGED_RECORDS,
        "one with another stamp and one that is new, not one that is gone",
        STAMPS,
        [{"record": "2"}, {"record": "4"}],
    ),
    Unit(
        extent.SUPERSEDED_RECORDS,
        "one with another stamp and one that is gone, not one that is new",
        STAMPS,
        [{"record": "2"}, {"record": "3"}],
    ),
    Unit(
        links.NAME_LINKS,
        "those of a block that stands beside are not those of before",
        {
            "identity.name_links_before": [
                LINK | {"mention": name, "key": "name:old", "block": block}
                for name, block in (("a", 1), ("b", 2), ("gone", 2))
            ],
            "identity.blocks_beside": [{"block": 2}],
            "identity.name_links_beside": [
                LINK | {"mention": "b", "key": "name:new", "block": 2},
            ],
        },
        [{"mention": "a", "key": "name:old"}, {"mention": "b", "key": "name:new"}],
    ),
    Unit(
        remembered.EVERYONE,
        "those of a block that stands beside are not those of before",
        {
            "identity.everyone_before": [
                {"mention": "a", "block": 1, "cluster": 10},
                {"mention": "b", "block": 2, "cluster": 20},
                {"mention": "gone", "block": 2, "cluster": 20},
            ],
            "identity.blocks_beside": [{"block": 2}],
            "identity.everyone_beside": [{"mention": "b", "block": 2, "cluster": 21}],
        },
        [
            {"mention": "a", "block": 1, "cluster": 10},
            {"mention": "b", "block": 2, "cluster": 21},
        ],
    ),
    Unit(
        scope.BLOCKS_CONCERNED,
        "those of withdrawn mentions, and of judgements made, standing or taken back",
        {
            "identity.superseded_mentions": [{"mention": "gone", "block": 1}],
            "identity.everyone": [
                {"mention": name, "block": block}
                for block, name in enumerate(["gone", "made", "back", "else"], 1)
            ],
            "identity.judgements": [{"one": ["made"], "other": ["nppes:1"]}],
            "identity.judgements_before": [{"one": ["taken"], "other": ["back"]}],
        },
        [{"block": 1}, {"block": 2}, {"block": 3}],
    ),
    Unit(
        scope.STARTING_SCOPE,
        "mentions grouped anew, of superseded records, and of judgements made or taken back",
        {
            "identity.regrouped": _mentions("a"),
            "identity.superseded_mentions": _mentions("pubmed:2:1"),
            "identity.judgements": [
                {"judgement": 1, "one": ["kept"], "other": ["too"]},
                {"judgement": 2, "one": ["made"], "other": ["a"]},
            ],
            "identity.judgements_before": [
                {"judgement": 1, "one": ["kept"], "other": ["too"]},
                {"judgement": 3, "one": ["taken"], "other": ["back"]},
            ],
        },
        _mentions("a", "pubmed:2:1", "made", "taken", "back"),
    ),
    Unit(
        scope.WIDER_SCOPE,
        "all of a person, a cluster, an ORCID iD and a trial come in; two of one paper do not",
        {
            "identity.scope": _mentions("in"),
            'claims."Claim"': [
                {"mention": "in", "person_id": "P1"},
                {"mention": "same person", "person_id": "P1"},
                {"mention": "other person", "person_id": "P2"},
            ],
            "identity.everyone": [
                {"mention": "in", "orcid": 7, "record": 1, "author": 5, "cluster": 4},
                {"mention": "same cluster", "orcid": 0, "record": 3, "author": 5, "cluster": 4},
                {"mention": "other cluster", "orcid": 0, "record": 4, "author": 5, "cluster": 5},
                {"mention": "same orcid", "orcid": 7, "record": 2, "author": 6},
                {"mention": "same name there", "orcid": 0, "record": 1, "author": 5},
                {"mention": "other name there", "orcid": 0, "record": 1, "author": 6},
            ],
        },
        _mentions("in", "same person", "same cluster", "same orcid", "same name there"),
    ),
    Unit(
        scope.WIDER_SCOPE,
        "all of one profile and of a judgement come in; no ORCID iD is none in common",
        {
            "identity.scope": _mentions("in"),
            "identity.everyone": [
                {"mention": "in", "orcid": 0, "record": 1, "author": 5},
                {"mention": "no orcid either", "orcid": 0, "record": 2, "author": 5},
            ],
            'facts."Payee"': [
                {"mention": "in", "profile_id": "77"},
                {"mention": "same profile", "profile_id": "77"},
                {"mention": "no profile"},
            ],
            'facts."PrincipalInvestigator"': [
                {"mention": "in", "profile_id": "7"},
                {"mention": "same NIH profile", "profile_id": "7"},
                {"mention": "no NIH profile"},
            ],
            "identity.judgements": [
                {"judgement": 1, "one": ["x", "in"], "other": ["y"]},
                {"judgement": 2, "one": ["z"], "other": ["w"]},
            ],
        },
        _mentions("in", "same profile", "same NIH profile", "x", "y"),
    ),
    Unit(
        scope.PRACTITIONERS_OUTSIDE,
        "practitioners and registrants tied to someone in scope that are not in it",
        {
            "identity.registry_links": [{"key": "npi:1"}, {"key": "npi:1"}, {"key": "npi:2"}],
            "identity.register_links": [{"key": "register:FR|rpps|1"}],
            "identity.scope": _mentions("nppes:2"),
        },
        _mentions("nppes:1", "register:FR|rpps|1"),
    ),
    Unit(
        scope.SCOPE_WITH_PRACTITIONERS,
        "they come in with what they were paid",
        {
            "identity.scope": _mentions("in"),
            "identity.practitioners_outside": _mentions("nppes:1"),
            'facts."Payee"': [{"mention": "paid", "npi": "1"}, {"mention": "not", "npi": "2"}],
        },
        _mentions("in", "nppes:1", "paid"),
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_scope(unit: Unit) -> None:
    try_out(unit, register)
