"""A judgement keeps who, when and why, and is taken back without being lost."""

from datetime import timedelta

import pytest

from schema.settings import Settings
from workspace.judgements import NoSuchJudgement, NotAJudgement, judge, judgements, standing, undo


def test_a_judgement_stands_until_it_is_undone_and_is_never_lost(workspace: Settings) -> None:
    at = workspace
    same = judge(at, "same", ["pubmed:2:1", "pubmed:1:1"], ["npi:1"], "P1 and P2", "ann", "cv")
    judge(at, "different", ["pubmed:3:1"], ["npi:1"], "paper 3", "bob", "another field")
    assert standing(at).select(["kind", "one", "other"]).to_pylist() == [
        {"kind": "same", "one": ["pubmed:1:1", "pubmed:2:1"], "other": ["npi:1"]},
        {"kind": "different", "one": ["pubmed:3:1"], "other": ["npi:1"]},
    ]
    undone = undo(at, same.number, "bob", "two people after all")
    assert (undone.undone_by, undone.by, undone.why) == ("bob", "ann", "cv")
    assert standing(at)["kind"].to_pylist() == ["different"]
    assert [one.number for one in judgements(at)] == [1, 2]
    assert [one.at.utcoffset() for one in judgements(at)] == [timedelta(), timedelta()]
    with pytest.raises(NoSuchJudgement, match="no judgement 1 stands"):
        undo(at, same.number, "bob", "again")


@pytest.mark.parametrize(
    ("kind", "one", "other", "by", "why"),
    [
        ("similar", ["a"], ["b"], "ann", "cv"),
        ("same", ["a"], ["b"], " ", "cv"),
        ("same", ["a"], ["b"], "ann", ""),
        ("same", ["a"], [], "ann", "cv"),
        ("same", ["a", "b"], ["b"], "ann", "cv"),
    ],
)
def test_what_is_no_judgement_is_refused(
    kind: str, one: list[str], other: list[str], by: str, why: str, workspace: Settings
) -> None:
    at = workspace
    with pytest.raises(NotAJudgement):
        judge(at, kind, one, other, "these", by, why)
    assert judgements(at) == []
