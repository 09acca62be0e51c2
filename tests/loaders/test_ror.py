"""What the Research Organization Registry says of institutions."""

import gzip
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from golden import golden, load
from loaded import in_turn, rows, sample

from identity.resolve import resolve
from lake.current import Lake
from schema.nodes import Institution

DUMP = "v1.99-2025-01-14-ror-data_schema_v2.json"

PAPER = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">90000001</PMID>
<Article><ArticleTitle>On oaks.</ArticleTitle><AuthorList><Author ValidYN="Y">
<LastName>Tarnwell</LastName><ForeName>Ada</ForeName>
<AffiliationInfo><Affiliation>{text}</Affiliation></AffiliationInfo>
</Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


def _dump(folder: Path, day: str, *records: dict[str, object]) -> Path:
    """A dump of a day with the records, active institutions of Springfield unless they say."""
    folder.mkdir(exist_ok=True)
    path = folder / f"v1.99-{day}-ror-data_schema_v2.json"
    path.write_bytes(orjson.dumps([_record(**record) for record in records]))
    return path


def _record(
    number: int, name: str, status: str = "active", successors: tuple[int, ...] = ()
) -> dict[str, object]:
    place = {"name": "Springfield", "country_code": "US", "country_subdivision_code": "IL"}
    return {
        "id": f"https://ror.org/0bbbbbb{number:02}",
        "admin": {"last_modified": {"date": "2024-06-01"}},
        "locations": [{"geonames_details": place}],
        "names": [{"value": name, "types": ["ror_display"]}],
        "relationships": [
            {"type": "successor", "id": f"https://ror.org/0bbbbbb{other:02}"}
            for other in successors
        ],
        "status": status,
        "types": ["education"],
    }


def _standing(home: Path) -> dict[str, str]:
    lake = Lake(home)
    rows = lake.facts(Institution).to_pyarrow().to_pylist()
    return {row["institution_id"][-2:]: row["name"] for row in rows}


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


def test_a_later_dump_withdraws_what_it_no_longer_holds_in_either_order(tmp_path: Path) -> None:
    old = _dump(tmp_path, "2025-01-14", {"number": 1, "name": "Oak"}, {"number": 2, "name": "Elm"})
    new = _dump(tmp_path, "2026-01-01", {"number": 1, "name": "Oak"}, {"number": 3, "name": "Ash"})
    for order in ((old, new), (new, old)):
        home = tmp_path / f"home {order[0] == new}"
        in_turn(home, "ror", *order)
        assert _standing(home) == {"01": "Oak", "03": "Ash"}


def test_a_part_of_the_register_without_a_day_withdraws_nothing(tmp_path: Path) -> None:
    whole = _dump(tmp_path, "2025-01-14", {"number": 1, "name": "Oak"})
    part = _dump(tmp_path / "part", "2026-01-01", {"number": 2, "name": "Elm"})
    part = part.rename(tmp_path / "my-organisations.json")
    in_turn(tmp_path / "home", "ror", part)
    assert _standing(tmp_path / "home") == {"02": "Elm"}
    in_turn(tmp_path / "home", "ror", whole)
    assert _standing(tmp_path / "home") == {"01": "Oak"}  # the part is of 2024


@pytest.mark.parametrize(
    ("status", "successors", "name", "placed"),
    [
        ("withdrawn", (1,), "Oak University", "01"),  # a duplicate
        ("inactive", (1,), "Oak College", "01"),  # renamed
        ("inactive", (3,), "Oak College", "01"),  # over another that is inactive
        ("inactive", (), "Oak College", "02"),  # ended, and nobody else bears the name
        ("inactive", (), "Oak University", "01"),  # ended, and another bears it
        ("withdrawn", (), "Oak College", None),
        ("inactive", (1, 4), "Oak College", "02"),  # split: nobody knows into which
    ],
)
def test_a_name_of_an_ended_institution_leads_to_its_successor(
    tmp_path: Path, status: str, successors: tuple[int, ...], name: str, placed: str | None
) -> None:
    dump = _dump(
        *(tmp_path, "2026-01-01", {"number": 1, "name": "Oak University"}),
        {"number": 2, "name": name, "status": status, "successors": successors},
        {"number": 3, "name": "Oak Institute", "status": "inactive", "successors": (1,)},
        {"number": 4, "name": "Ash University"},
    )
    in_turn(tmp_path, "ror", dump)
    paper = tmp_path / "pubmed26n0001.xml"
    paper.write_text(PAPER.format(text=f"{name}, Springfield, IL, USA"))
    in_turn(tmp_path, "pubmed", paper)
    lake = Lake(tmp_path)
    resolve(lake)
    found = lake.sql('SELECT institution_id FROM claims."Placement"')["institution_id"].to_pylist()
    assert [each[-2:] for each in found] == ([placed] if placed else [])
