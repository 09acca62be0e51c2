"""Which papers cite each other, as iCite says."""

from pathlib import Path

import pytest
from golden import golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.relationships import CITES

PAGE = "icite-2026-01-31-00000.json"


def _page(folder: Path, day: str, cites: list[int]) -> Path:
    path = folder / f"icite-{day}-00000.json"
    path.write_text(f'{{"data": [{{"pmid": 7, "references": {cites}, "cited_by": []}}]}}')
    return path


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "icite", sample("icite", PAGE))


def test_a_later_answer_replaces_the_earlier_in_either_order(tmp_path: Path) -> None:
    old, new = _page(tmp_path, "2026-01-01", [1, 2]), _page(tmp_path, "2026-02-01", [2, 3])
    for order in ((old, new), (new, old)):
        home = tmp_path / f"home {order[0] == new}"
        in_turn(home, "icite", *order)
        stands = Lake(home).facts(CITES).to_pyarrow().to_pylist()
        assert sorted((row["start"], row["end"]) for row in stands) == [("7", "2"), ("7", "3")]


@pytest.mark.parametrize(
    "text",
    ['{"error": "busy"}', '{"data": [{"pmid": 1', '{"data": [{"pmid": 1, "references": "2 3"}]}'],
    ids=["no papers", "cut off", "lists as text"],
)
def test_what_is_no_page_is_refused_whole(tmp_path: Path, text: str) -> None:
    file = tmp_path / "icite.json"
    file.write_text(text)
    [outcome] = in_turn(tmp_path / "home", "icite", file)
    assert outcome.state == "refused"
    assert "fetch it again" in str(outcome.rejects[0]["reason"])
