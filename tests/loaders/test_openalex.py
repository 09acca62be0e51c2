"""Which works OpenAlex lists, by which numbers, and what they cite."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.citations import Work

PAGE = "openalex-00aa11bb22cc33dd-2026-01-31-00000.json"


def _page(folder: Path, day: str, cites: str) -> Path:
    path = folder / f"openalex-00aa11bb22cc33dd-{day}-00000.json"
    path.write_text(f'{{"results": [{{"id": "W7", "referenced_works": ["{cites}"]}}]}}')
    return path


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "openalex", sample("openalex", PAGE))


def test_a_later_answer_replaces_the_earlier_in_either_order(tmp_path: Path) -> None:
    old, new = _page(tmp_path, "2026-01-01", "W1"), _page(tmp_path, "2026-02-01", "W2")
    for order in ((old, new), (new, old)):
        home = tmp_path / f"home {order[0] == new}"
        in_turn(home, "openalex", *order)
        [work] = Lake(home).facts(Work).to_pyarrow().to_pylist()
        assert work["cited"] == ["W2"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"error": "busy"}',
        '{"results": [{"id": "W1',
        '{"results": [{"id": "W1", "referenced_works": "W2"}]}',
        '{"results": [{"id": "W1", "x": ' + "[" * 9_000 + "]" * 9_000 + "}]}",
    ],
    ids=["empty", "no works", "cut off", "a list as text", "deep"],
)
def test_what_is_no_page_is_refused_whole(tmp_path: Path, text: str) -> None:
    file = tmp_path / "openalex.json"
    file.write_text(text)
    [outcome] = in_turn(tmp_path / "home", "openalex", file)
    assert outcome.state == "refused"
    assert outcome.rejects[0]["reason"]
