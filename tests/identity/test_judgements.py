"""What stewards say outranks the model, and taken back it leaves no trace."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from identity.resolve import resolve
from lake.current import Lake
from schema.mentions import Affiliation, Byline

State = Callable[[Path, Any], Lake]
OAK = "Department of Hearts, Oak University, Springfield, IL."
ELM = "Institute of Bones, Elm Hospital, Dover, DE."


@pytest.fixture
def lake(state: State, tmp_path: Path) -> Iterator[Lake]:
    """Two persons of one name: three papers from Oak, two from Elm; and a third of another."""
    bylines, places = [], []
    for pmid, at, other in (
        ("1", OAK, "Marsh"),
        ("2", OAK, "Marsh"),
        ("3", OAK, "Marsh"),
        ("4", ELM, "Reed"),
        ("5", ELM, "Reed"),
    ):
        for position, (last, fore) in enumerate((("Smith", "Ada"), (other, "Bo")), 1):
            mention = f"pubmed:{pmid}:{position}"
            name = {"last_name": last, "fore_name": fore, "is_valid": True, "is_equal": False}
            bylines.append({"mention": mention, "pmid": pmid, "position": position, **name})
            places.append({"mention": mention, "ordinal": 1, "text": at})
    found = state(tmp_path, {Byline: bylines, Affiliation: places})
    yield found
    found.close()


def _judged(*rows: tuple[str, list[str], list[str]]) -> pa.Table:
    said = [
        {"judgement": n, "kind": kind, "one": one, "other": other, "why": "judged by ann: cv"}
        for n, (kind, one, other) in enumerate(rows, 1)
    ]
    return pa.Table.from_pylist(said)


def _resolved(lake: Lake, judgements: pa.Table | None = None) -> tuple[dict[str, str], int, str]:
    """The person of each mention, how many mentions changed, and a digest of all claims."""
    changed = resolve(lake, judgements)["changed"]
    rows = lake.sql('FROM claims."Claim" ORDER BY mention').to_pylist()
    digest = hashlib.sha256(str(rows).encode()).hexdigest()
    return {row["mention"]: row["person_id"] for row in rows}, changed, digest


def test_merge_split_and_undo_lead_back_to_the_same_claims(lake: Lake) -> None:
    before, _, digest = _resolved(lake)
    assert before["pubmed:1:1"] == before["pubmed:3:1"] != before["pubmed:4:1"]
    again, changed, same = _resolved(lake)
    assert (again, changed, same) == (before, 0, digest)

    merge = ("same", ["pubmed:1:1"], ["pubmed:4:1"])
    merged, changed, _ = _resolved(lake, _judged(merge))
    assert {merged[f"pubmed:{n}:1"] for n in range(1, 6)} == {before["pubmed:1:1"]}
    # Only the smaller of the two persons has another id: two bylines of ten.
    assert changed == 2
    (gone,) = lake.sql('FROM claims."Retired"').to_pylist()
    assert gone == {"person_id": before["pubmed:4:1"], "now": before["pubmed:1:1"]}

    split = ("different", ["pubmed:3:1"], ["pubmed:1:1", "pubmed:2:1"])
    apart, changed, _ = _resolved(lake, _judged(merge, split))
    assert apart["pubmed:3:1"] != apart["pubmed:1:1"] == apart["pubmed:4:1"] == before["pubmed:1:1"]
    assert changed == 1

    assert _resolved(lake)[2] == digest
    assert lake.sql('FROM claims."Retired"').num_rows <= 1


def test_a_judgement_gives_its_reason(lake: Lake) -> None:
    resolve(lake, _judged(("same", ["pubmed:1:1"], ["pubmed:4:1"])))
    rows = lake.sql('FROM claims."Claim"').to_pylist()
    (reasons,) = [row["reasons"] for row in rows if row["mention"] == "pubmed:4:1"]
    assert "judged by ann: cv" in reasons


def test_of_two_judgements_that_contradict_each_other_the_later_stands(lake: Lake) -> None:
    same = ("same", ["pubmed:1:1"], ["pubmed:4:1"])
    different = ("different", ["pubmed:1:1"], ["pubmed:4:1"])
    last_apart, _, _ = _resolved(lake, _judged(same, different))
    assert last_apart["pubmed:1:1"] != last_apart["pubmed:4:1"]
    last_same, _, _ = _resolved(lake, _judged(different, same))
    assert last_same["pubmed:1:1"] == last_same["pubmed:4:1"]
