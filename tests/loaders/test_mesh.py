"""What the medical subject headings say of topics and their places."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.nodes import Topic

TREE, COPY, XML = "mtrees2025.bin", "mesh_terms_2024.txt", "desc2025.xml"


@pytest.mark.parametrize("name", [TREE, COPY, XML])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    golden(request, "mesh", sample("mesh", name))


def test_of_one_year_the_descriptors_stand_and_of_two_the_later(tmp_path: Path) -> None:
    for order in ((COPY, TREE, XML), (XML, TREE, COPY)):
        home = tmp_path / order[0]
        in_turn(home, "mesh", *order)
        rows = {row["name"]: row for row in Lake(home).facts(Topic).to_pyarrow().to_pylist()}
        assert rows["Elbow"]["mesh_id"] == "D900001"
        assert rows["Elbow"]["tree_numbers"] == ["A01.378", "A02.835.100"]
        assert rows["Body Regions"]["mesh_id"] is None
        assert set(rows) == {
            *("Elbow", "Body Regions", "Douglas' Pouch", 'Sjögren "Type"', "Sjögren & Others"),
        }


def test_a_heading_without_a_place_and_a_descriptor_without_an_id_are_refused(
    tmp_path: Path,
) -> None:
    [tree] = in_turn(tmp_path, "mesh", TREE)
    assert [(r["record"], r["field"]) for r in tree.rejects] == [("line 6", "tree_number")]
    [xml] = in_turn(tmp_path, "mesh", XML)
    assert [(r["record"], r["value"]) for r in xml.rejects] == [("Q900003 (entry 3)", "Q900003")]


def test_qualifiers_are_refused_as_no_topics(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "mesh", "qual2025.xml")
    assert outcome.state == "refused"
    assert "qualifiers" in str(outcome.rejects[0]["reason"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE D [<!ENTITY a "b">]><DescriptorRecordSet/>', "declares entities"),
        ("<DescriptorRecordSet><DescriptorRecord>", "not whole XML"),
        ("one line of prose\n", "neither a tab nor a semicolon"),
        ("A01\tBody\n" + "no number here\n" * 11, "11 of 12 lines"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "mesh.txt"
    file.write_text(text)
    [outcome] = in_turn(tmp_path / "home", "mesh", file)
    assert outcome.state == "refused"
    assert reason in str(outcome.rejects[0]["reason"])
    assert not list((tmp_path / "home/lake").rglob("*.parquet"))
