"""What the Research Organization Registry says of institutions."""

import gzip
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from golden import golden, load
from loaded import in_turn, rows, sample

DUMP = "v1.99-2025-01-14-ror-data_schema_v2.json"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "ror", sample("ror", DUMP))


def test_a_packed_dump_gives_the_same_facts(tmp_path: Path) -> None:
    plain = sample("ror", DUMP)
    packed = tmp_path / f"{DUMP}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert load("ror", packed) == load("ror", plain)


def test_parent_and_child_state_one_direction() -> None:
    parts = rows("ror", DUMP)["PART_OF"]
    assert [(p["start"], p["end"], p["unit"]) for p in parts] == [
        ("ror:0aaaaaa02", "ror:0aaaaaa01", "ror:0aaaaaa01"),
        ("ror:0aaaaaa02", "ror:0aaaaaa01", "ror:0aaaaaa02"),
    ]


def test_a_record_without_id_or_name_is_refused_with_its_place(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "ror", DUMP)
    assert [(r["record"], r["field"]) for r in outcome.rejects] == [
        ("https://example.org/0aaaaaa06 (entry 6)", "id"),
        ("https://ror.org/0aaaaaa07 (entry 7)", "names"),
    ]


def test_schema_v1_is_refused_by_its_name(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "ror", "v1.99-2025-01-14-ror-data.json")
    assert outcome.state == "refused"
    assert "schema v1" in str(outcome.rejects[0]["reason"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-40],
        lambda raw: orjson.dumps({"items": orjson.loads(raw)}),
        lambda raw: raw.replace(b'"names": [', b'"names": "none", "x": ['),
    ],
    ids=["cut off", "no list", "another shape"],
)
def test_a_damaged_dump_is_refused_whole(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "ror.json"
    file.write_bytes(spoil(sample("ror", DUMP).read_bytes()))
    [outcome] = in_turn(tmp_path / "home", "ror", file)
    assert outcome.state == "refused"
    assert "ror.json is" in str(outcome.rejects[0]["reason"])
    assert not list((tmp_path / "home/lake").rglob("*.parquet"))
