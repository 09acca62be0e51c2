"""Claims are put whole, a few are amended beside the rest, and at all times one answer stands."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lake import claims
from lake.current import Lake
from schema.claims import Claim, Placement


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Twenty mentions, a person each."""
    lake = Lake(tmp_path)
    lake.claim({Claim: _claims({f"m{at:02}": f"P{at:02}" for at in range(20)})})
    return lake


def _claims(persons: dict[str, str]) -> pa.Table:
    rows = [
        {"mention": mention, "person_id": person, "score": 1.0, "reasons": ["said"]}
        for mention, person in persons.items()
    ]
    return pa.Table.from_pylist(rows, Claim.columns())


def _mentions(*names: str) -> pa.Table:
    return pa.table({"mention": pa.array(names, pa.string())})


def _standing(lake: Lake) -> dict[str, str]:
    return dict(lake.run('SELECT mention, person_id FROM claims."Claim"').fetchall())


def test_what_is_amended_stands_and_what_has_no_claim_any_more_does_not(lake: Lake) -> None:
    before, whole = _standing(lake), (lake.home / "claims" / "Claim.parquet").read_bytes()
    lake.amend({Claim: (_claims({"m01": "new"}), _mentions("m01", "m02"))})
    expected = {name: person for name, person in before.items() if name != "m02"}
    assert _standing(lake) == expected | {"m01": "new"}
    assert (lake.home / "claims" / "Claim.parquet").read_bytes() == whole
    again = Lake(lake.home)
    assert _standing(again) == expected | {"m01": "new"}


def test_what_is_amended_twice_stands_as_it_was_said_last(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "_MOST_CHANGED", 1.0)
    before = _standing(lake)
    lake.amend({Claim: (_claims({"m01": "one", "fresh": "two"}), _mentions("m01", "m02", "fresh"))})
    lake.amend({Claim: (_claims({"m02": "back"}), _mentions("m02", "fresh"))})
    assert _standing(lake) == before | {"m01": "one", "m02": "back"}
    lake.amend({Claim: (_claims({}), _mentions())})
    assert _standing(lake) == before | {"m01": "one", "m02": "back"}


def test_from_a_tenth_on_they_are_put_together(lake: Lake) -> None:
    changed = lake.home / "claims" / "Claim.changed.parquet"
    lake.amend({Claim: (_claims({"m01": "new"}), _mentions("m01", "m02"))})
    assert pq.read_metadata(changed).num_rows == 2
    reader = Lake(lake.home)
    _standing(reader)
    lake.amend({Claim: (_claims({"m03": "new"}), _mentions("m03"))})
    assert pq.read_metadata(changed).num_rows == 0
    standing = _standing(lake)
    assert _standing(reader) == standing
    assert len(standing) == 19
    assert (standing["m01"], standing["m03"]) == ("new", "new")


def test_all_claims_anew_leave_nothing_beside(lake: Lake) -> None:
    lake.amend({Claim: (_claims({"m01": "new"}), _mentions("m01"))})
    lake.claim({Claim: _claims({"m01": "only"})})
    assert _standing(lake) == {"m01": "only"}


def test_a_mention_of_several_claims_keeps_those_that_are_said_anew(tmp_path: Path) -> None:
    lake = Lake(tmp_path)

    def placed(*rows: tuple[str, int, str]) -> pa.Table:
        named = [dict(zip(("mention", "ordinal", "institution_id"), row, strict=True))
                 | {"score": 1.0, "reasons": ["said"]} for row in rows]  # fmt: skip
        return pa.Table.from_pylist(named, Placement.columns())

    lake.claim({Placement: placed(("a", 1, "x"), ("a", 2, "y"), ("b", 1, "z"))})
    lake.amend({Placement: (placed(("a", 2, "w")), _mentions("a"))})
    found = lake.run('SELECT mention, ordinal, institution_id FROM claims."Placement" ORDER BY ALL')
    assert found.fetchall() == [("a", 2, "w"), ("b", 1, "z")]


def test_the_mark_changes_with_every_change(lake: Lake) -> None:
    marks = [lake.claims(Claim).mark]
    lake.amend({Claim: (_claims({"m01": "new"}), _mentions("m01"))})
    marks.append(lake.claims(Claim).mark)
    lake.amend({Claim: (_claims({"m02": "newer"}), _mentions("m02"))})
    marks.append(lake.claims(Claim).mark)
    assert len({*marks}) == 3


def test_a_folder_with_a_quote_in_its_name_is_read(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "o'brien")
    lake.claim({Claim: _claims({f"m{at}": "P" for at in range(20)})})
    lake.amend({Claim: (_claims({"m1": "new"}), _mentions("m1"))})
    assert _standing(lake)["m1"] == "new"
