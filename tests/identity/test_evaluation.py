"""The measures of identity, worked out on four bylines."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from identity.evaluation import measure
from lake.current import Lake
from schema.claims import Claim
from schema.mentions import Byline

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
    truth = home / "truth.parquet"
    table = {
        "pmid": ["1"] * len(held),
        "position": list(range(1, len(held) + 1)),
        "person": list(really),
    }
    pq.write_table(pa.table(table), truth)
    found = measure(lake, truth)
    lake.close()
    return found


def test_shares_are_those_worked_out_by_hand(state: State, tmp_path: Path) -> None:
    """Held {1,2,3} and {4}; really {1,2} and {3,4}."""
    found = _measured(state, tmp_path, held="AAAB", really="xxyy")
    assert (found.bylines, found.persons_held, found.persons_true) == (4, 2, 2)
    # Pairs held: 12, 13, 23; of them true: 12. True pairs: 12, 34; of them held: 12.
    assert found.pair_precision == pytest.approx(1 / 3)
    assert found.pair_recall == pytest.approx(1 / 2)
    assert found.pair_f1 == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    # Share of each byline's held cluster that is really its person's, and the other way round.
    assert found.b3_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found.b3_recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)


def test_the_truth_itself_scores_one(state: State, tmp_path: Path) -> None:
    found = _measured(state, tmp_path, held="AABB", really="xxyy")
    assert (found.pair_f1, found.b3_f1) == (1.0, 1.0)


def test_without_any_pair_there_is_no_share_of_pairs(state: State, tmp_path: Path) -> None:
    found = _measured(state, tmp_path, held="AB", really="xy")
    assert (found.pair_precision, found.pair_recall, found.pair_f1) == (None, None, None)
    assert found.b3_f1 == 1.0


def test_a_truth_that_is_not_there_is_named(state: State, tmp_path: Path) -> None:
    lake = state(tmp_path, {})
    with pytest.raises(FileNotFoundError, match=r"nowhere\.parquet"):
        measure(lake, tmp_path / "nowhere.parquet")
    lake.close()
