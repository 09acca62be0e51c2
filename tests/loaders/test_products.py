"""What a list of products says, and which contradictions it is held to."""

from pathlib import Path

import pytest
from golden import golden, load
from loaded import in_turn, sample

from lake.current import Lake
from schema.industry import ProductStatement

HEADER = "product,condition,phase,milestone,milestone_on,checked_on\n"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "products", sample("products", "products_2025-01-15.csv"))


def test_a_blank_phase_contradicts_none(tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text(
        HEADER
        + "X,Asthma,phase 2,trial start,2024-01-01,2025-01-15\n"
        + "X,Asthma,,data readout,2026-01-01,2025-01-15\n"
    )
    assert load("products", file)["ProductStatement"].num_rows == 2


def test_a_later_list_replaces_the_earlier_one_where_something_stands(tmp_path: Path) -> None:
    lists = [tmp_path / f"products_{year}-01-01.csv" for year in (2023, 2024, 2025)]
    lists[0].write_text(HEADER + "X,Asthma,phase 1,,,2023-01-01\nY,Asthma,,,,2023-01-01\n")
    lists[1].write_text(HEADER + "X,Asthma,phase 2,,,2024-01-01\n")
    lists[2].write_text(HEADER + "X,Asthma,phase 3,,,soon\n")
    for order in (lists, lists[::-1]):
        home = tmp_path / order[0].stem
        in_turn(home, "products", *order)
        [row] = Lake(home).facts(ProductStatement).to_pyarrow().to_pylist()
        assert (row["product"], row["phase"]) == ("X", "phase 2")
