"""The measures of identity, worked out on four bylines."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from identity.evaluation import evaluate, measure
from identity.gold import NotGold
from lake.current import Lake
from schema.claims import Claim
from schema.mentions import Byline
from schema.nodes import Paper

State = Callable[[Path, Any], Lake]


def _measured(state: State, home: Path, held: str, really: str) -> Any:
    """Byline n is held to be person `held[n]` and really is `really[n]`."""
    rows = [
        {"mention": f"pubmed:1:{n}", "pmid": "1", "position": n, "last_name": "Quill"}
        for n in range(1, len(held) + 1)
    ]
    lake = state(home, {Byline: rows})
    claims = [
        {"mention": row["mention"], "person_id": who, "score": 1.0, "reasons": ["by hand"]}
        for row, who in zip(rows, held, strict=True)
    ]
    lake.claim({Claim: pa.Table.from_pylist(claims, Claim.columns())})
    truth = home / "truth.csv"
    lines = [f"1,{n},{who}" for n, who in enumerate(really, 1)]
    truth.write_text("\n".join(["PMID,Author position,Person", *lines]))
    found = measure(lake, truth)
    lake.close()
    return found


def test_shares_are_those_worked_out_by_hand(state: State, tmp_path: Path) -> None:
    """Held {1,2,3} and {4}; really {1,2} and {3,4}."""
    found = _measured(state, tmp_path, held="AAAB", really="xxyy")
    assert (found["judged"], found["persons_held"], found["persons_true"]) == (4, 2, 2)
    # Pairs held: 12, 13, 23; of them true: 12. True pairs: 12, 34; of them held: 12.
    f1 = 2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2)
    assert found["pairwise"] == pytest.approx(
        {"precision": 1 / 3, "recall": 1 / 2, "f1": f1}, abs=1e-4
    )
    # Share of each byline's held cluster that is really its person's, and the other way round.
    assert found["b3"]["precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, abs=1e-4)
    assert found["b3"]["recall"] == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)


def test_the_truth_itself_scores_one(state: State, tmp_path: Path) -> None:
    found = _measured(state, tmp_path, held="AABB", really="xxyy")
    assert (found["pairwise"]["f1"], found["b3"]["f1"]) == (1.0, 1.0)


def test_without_any_pair_there_is_no_share_of_pairs(state: State, tmp_path: Path) -> None:
    found = _measured(state, tmp_path, held="AB", really="xy")
    assert found["pairwise"] == {"precision": None, "recall": None, "f1": None}
    assert found["b3"]["f1"] == 1.0


def test_a_truth_that_is_not_there_is_named(state: State, tmp_path: Path) -> None:
    lake = state(tmp_path, {})
    with pytest.raises(FileNotFoundError, match=r"nowhere\.parquet"):
        measure(lake, tmp_path / "nowhere.parquet")
    lake.close()


def _paper_by(pmid: str, last: str, fore: str) -> list[dict[str, Any]]:
    names = [(last, fore), ("Marsh", "Bo")]
    return [
        {
            "mention": f"pubmed:{pmid}:{n}",
            "pmid": pmid,
            "position": n,
            "last_name": family,
            "fore_name": given,
            "is_valid": True,
            "is_equal": False,
        }
        for n, (family, given) in enumerate(names, 1)
    ]


PAIRS = """PMID1;Last_name1;Initials1;First_name1;PMID2;Last_name2;Initials2;First_name2;Authorship
1;Qu?ll;A;Ada;2;Quill;A;null; YES
1;Quill;A;Ada;3;Quill;Z;Zoe;NO
1;Quill;A;Ada;9;Quill;A;Ada;YES
1;Quill;A;Ada;2;Nobody;X;Xu;YES
1;Quill;A;Ada;3;Quill;Z;Zoe;
1;Quill;A;Ada;3;Quill;Z;Zoe;maybe
1;Quill;A;Ada;3;Quill;Z;Zoe;Maybe
1;Quill;A;Ada;2;Quill;A;Ada; maybe
1;Quill;A;Ada;2;Quill;A;Ada;Y
1;Quill;A;Ada;9;Quill;A;Ada;2
"""


def test_pairs_are_judged_where_both_bylines_are_found(state: State, tmp_path: Path) -> None:
    """Letters lost, `null` and stray blanks do no harm; what is not judged is counted, with why."""
    rows = [
        row
        for pmid, fore in (("1", "Ada"), ("2", "Ada"), ("3", "Zoe"))
        for row in _paper_by(pmid, "Quill", fore)
    ]
    papers = [
        {"pmid": pmid, "authors": 2, "is_retracted": False, "version": 1}
        for pmid in ("1", "2", "3")
    ]
    lake = state(tmp_path, {Byline: rows, Paper: papers})
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS)
    found = evaluate(lake, path)
    lake.close()
    assert (found["pairs"], found["judged"]) == (10, 3)
    # A label that says neither yes nor no is counted by its name.
    assert found["left_out"] == {
        "not labelled": 1,
        "labelled 2": 1,
        "labelled Maybe": 1,
        "labelled maybe": 2,
        "article not loaded": 1,
        "no byline of that name": 1,
    }
    assert (found["precision"], found["recall"]) == (1.0, 1.0)


def test_a_file_that_is_no_gold_is_refused(state: State, tmp_path: Path) -> None:
    lake = state(tmp_path, {})
    path = tmp_path / "list.csv"
    path.write_text("name,city,year\nA,B,1\n")
    with pytest.raises(NotGold, match="no column pmid"):
        evaluate(lake, path)
    lake.close()
