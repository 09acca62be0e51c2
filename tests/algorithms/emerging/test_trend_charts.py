from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from matplotlib.image import imread
from rich.console import Console

from algorithms.emerging.trend_charts import LINES, covered, draw, quarters, years
from cli.terminal.influence import trends

FOUND: dict[str, Any] = {
    "name": "Ann Example",
    "trendUntil": "2024-12-31",
    "emerging": None,
    "emergingReasons": None,
    "chart": "ann.png",
    **dict.fromkeys(LINES),
    "papersByQuarter": [0, 0, 0, 0, 1, 0, 0, 1, 2, 1, 1, 2],
    "centralityByQuarter": [1.0] * 11 + [1.5],
}


def test_quarters_are_named_by_the_month_they_end_in() -> None:
    found = quarters(date(2025, 1, 31))
    assert found[0] == "2022-04"
    assert found[-2:] == ["2024-10", "2025-01"]


def test_a_line_is_summed_by_year_and_silence_is_not_zero() -> None:
    console = Console(width=200, record=True, file=StringIO())
    console.print(trends(FOUND))
    lines = [line.split() for line in console.export_text().splitlines() if line.strip()]
    assert next(line for line in lines if line[0] == "papers")[-2:] == ["6", "2"]
    assert next(line for line in lines if line[0] == "PageRank,")[-2:] == ["1.5", "1"]
    citations = next(line for line in lines if line[0] == "citations")
    assert citations[1:] == ["no", "source", "speaks", "of", "it"]


def test_what_is_known_is_drawn_and_what_is_not_is_left_blank(tmp_path: Path) -> None:
    known = imread(draw(FOUND, tmp_path / "some.png"))
    none = imread(draw(FOUND | {"papersByQuarter": None}, tmp_path / "none.png"))
    assert known.shape == none.shape
    assert (known != none).any()


def test_what_a_source_does_not_cover_is_a_gap_and_no_zero(tmp_path: Path) -> None:
    gapped = [None, None, 0, 3, 1, 1, 1, 1, 2, 2, None, None]
    assert covered(gapped) == range(2, 10)
    # 1 + 1 + 2 + 2 after 0 + 3 + 1 + 1.
    assert [sum(year) for year in years(gapped)] == [6, 5]
    console = Console(width=200, record=True, file=StringIO())
    console.print(trends(FOUND | {"servicesByQuarter": gapped}))
    text = console.export_text()
    assert "·  ·  0  3  1  1  1  1  2  2  ·  ·" in text
    assert "·: the source does not cover the quarter" in text
    zeros = [value or 0 for value in gapped]
    drawn = imread(draw(FOUND | {"servicesByQuarter": gapped}, tmp_path / "gapped.png"))
    flat = imread(draw(FOUND | {"servicesByQuarter": zeros}, tmp_path / "zeros.png"))
    assert (drawn != flat).any()


def test_a_source_of_three_quarters_has_no_year_before() -> None:
    assert years([None] * 9 + [1, 2, 3]) == ([1, 2, 3], [])
