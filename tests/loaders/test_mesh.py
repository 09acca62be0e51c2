"""What the medical subject headings say of topics and their places."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from graph.drawing import draw
from lake.current import Lake
from schema.nodes import Topic

TREE, COPY, XML = "mtrees2025.bin", "mesh_terms_2024.txt", "desc2025.xml"
PAPER = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">90000001</PMID>
<Article><ArticleTitle>On oaks.</ArticleTitle></Article><MeshHeadingList><MeshHeading>
<DescriptorName UI="D900011" MajorTopicYN="Y">Former Oaks</DescriptorName></MeshHeading>
</MeshHeadingList></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


def _tree(folder: Path, year: int, **headings: str) -> Path:
    path = folder / f"mtrees{year}.bin"
    path.write_text("".join(f"{name} Oaks;{number}\n" for name, number in headings.items()))
    return path


def _descriptors(folder: Path, year: int, *headings: tuple[str, str, str]) -> Path:
    path = folder / f"desc{year}.xml"
    records = "".join(
        f"<DescriptorRecord><DescriptorUI>{id}</DescriptorUI><DescriptorName><String>{name}"
        f"</String></DescriptorName><TreeNumberList><TreeNumber>{number}</TreeNumber>"
        "</TreeNumberList></DescriptorRecord>"
        for id, name, number in headings
    )
    path.write_text(f"<DescriptorRecordSet>{records}</DescriptorRecordSet>")
    return path


def _drawn(home: Path) -> tuple[dict[str, tuple[list[str], list[str]]], list[tuple[str, str]]]:
    """Places and other names of each topic, and which paper is about which topic."""
    lake = Lake(home)
    draw(lake, home / "drawn")
    topics = lake.sql('FROM drawn."Topic"').to_pylist()
    about = lake.sql('FROM drawn."ABOUT"').to_pylist()
    lake.close()
    return {t["name"]: (t["tree_numbers"], t["other_names"]) for t in topics}, [
        (row["start"], row["end"]) for row in about
    ]


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_a_years_tree_replaces_the_one_before(tmp_path: Path, is_newest_first: bool) -> None:
    old = _tree(tmp_path, 2024, All="B01", Red="B01.100", Gone="B01.200")
    new = _tree(tmp_path, 2025, All="B01", Scarlet="B01.100", Red="B01.300")
    in_turn(tmp_path, "mesh", *((new, old) if is_newest_first else (old, new)))
    assert _drawn(tmp_path)[0] == {
        "All Oaks": (["B01"], None),
        "Scarlet Oaks": (["B01.100"], None),
        "Red Oaks": (["B01.300"], None),
    }


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_a_heading_renamed_under_one_id_is_one_topic_with_its_former_name(
    tmp_path: Path, is_newest_first: bool
) -> None:
    files = [
        _descriptors(tmp_path, 2023, ("D900011", "Oldest Oaks", "B01.100")),
        _descriptors(tmp_path, 2024, ("D900011", "Former Oaks", "B01.100")),
        _descriptors(
            tmp_path, 2025, ("D900011", "Oaks", "B01.200"), ("D900012", "Elms", "B01.300")
        ),
    ]
    in_turn(tmp_path, "mesh", *(files[::-1] if is_newest_first else files))
    paper = tmp_path / "pubmed25n0001.xml"
    paper.write_text(PAPER)
    in_turn(tmp_path, "pubmed", paper)
    topics, about = _drawn(tmp_path)
    assert topics["Oaks"] == (["B01.200"], ["Former Oaks", "Oldest Oaks"])
    assert set(topics) == {"Oaks", "Elms"}
    assert about == [("90000001", "Oaks")]


def test_a_tree_of_a_later_year_names_the_topic_whose_id_a_paper_knows(tmp_path: Path) -> None:
    paper = tmp_path / "pubmed25n0001.xml"
    paper.write_text(PAPER)
    later = tmp_path / "pubmed25n0002.xml"
    later.write_text(PAPER.replace("90000001", "90000002").replace("Former", "New"))
    in_turn(tmp_path, "mesh", _tree(tmp_path, 2024, Former="B01"), _tree(tmp_path, 2025, New="B01"))
    in_turn(tmp_path, "pubmed", paper, later)
    topics, about = _drawn(tmp_path)
    assert topics == {"New Oaks": (["B01"], ["Former Oaks"])}
    assert sorted(about) == [("90000001", "New Oaks"), ("90000002", "New Oaks")]


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
