"""The emerging experts planted in the made-up country, with identity as it really is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from truly import true_drawing

from algorithms.emerging.planted import recall
from demo import country

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Any]


def test_planted_risers_are_found_in_the_first_twentieth(
    draw_by_hand: Draw, tmp_path: Path
) -> None:
    country.write(tmp_path / "country", clinicians=2_000, seed=3, workers=1)
    truth = tmp_path / "country" / "truth"
    draw_by_hand(tmp_path / "drawn", true_drawing(truth))
    found = recall(tmp_path / "drawn", truth, lists=3)
    assert found is not None
    assert [row["year"] for row in found["lists"]] == [2022, 2023, 2024]
    assert [row["planted"] for row in found["lists"]] == [4, 4, 4]  # two a year began
    assert found["recall"] >= 0.8 > 10 * found["by_chance"]


def test_risers_sign_more_and_join_circles_from_their_year_on(tmp_path: Path) -> None:
    country.write(tmp_path, clinicians=2_000, seed=3, workers=1)
    read = {
        name: pq.read_table(tmp_path / "truth" / f"{name}.parquet").to_pandas()
        for name in ("emerging", "bylines", "papers")
    }
    signed = read["bylines"].merge(read["papers"]).merge(read["emerging"], on="person")
    signed = signed[signed["kind"] == "article"]
    signed["turn"] = signed["year"] - signed["since"]
    count = signed.groupby("turn").size() / len(read["emerging"])
    assert count[2] > 4 * count[-1]
    groups = signed[signed["turn"].between(0, 5)].groupby("person")["circle"].nunique()
    assert groups.median() == 3  # their own and the two that they joined
