"""The demo country's list of companies makes the families of the truth, and nothing of it is
refused."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

from demo import families
from demo.world import build
from graph.companies import COMPANY_FAMILIES, COMPANY_LINKS, COMPANY_SPELLINGS
from graph.nodes import prepare
from lake.current import Lake
from lake.relations import make
from loaders.reading.loading import load
from loaders.reading.source import sources


def test_each_company_stands_in_its_planted_family(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = families.write(world, tmp_path)
    families.write_truth(world, tmp_path)
    file = tmp_path / "companies_2025-01-15.csv"
    with file.open(encoding="utf-8") as opened:
        assert len(list(csv.DictReader(opened))) == count
    [outcome] = load(tmp_path / "home", sources()["companies"], [file], workers=1)
    assert not outcome.rejects
    lake = Lake(tmp_path / "home")
    prepare(lake.tables)
    make(lake.tables, COMPANY_SPELLINGS, COMPANY_LINKS, COMPANY_FAMILIES)
    found = lake.sql(f"SELECT * REPLACE (is_own IS TRUE AS is_own) FROM {COMPANY_FAMILIES.name}")
    said = {row["company_id"]: row for row in found.to_pylist()}
    planted = pq.read_table(tmp_path / "companies.parquet").to_pylist()
    assert len(planted) == 8
    for one in planted:
        [(company, family)] = lake.run(
            "SELECT company_key($1), company_key($2)", one["name"], one["family"]
        ).fetchall()
        row = said[company]
        assert row["family_id"] == family
        assert row["is_own"] == (one["standing"] == "own")
        assert bool(row["is_competitor"]) == (one["standing"] == "competitor")
