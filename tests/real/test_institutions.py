"""Which institution an affiliation names, by the register's own file."""

from pathlib import Path

from identity.institution_evaluation import evaluate
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources


def test_affiliations_are_placed_right(data: Path, tmp_path: Path) -> None:
    load(tmp_path, sources()["ror"], [data / "ror" / "ror_v2_latest_union.json.gz"])
    lake = Lake(tmp_path)
    measures = evaluate(lake)
    lake.close()
    assert measures["institutions"] == 158
    assert measures["all"]["precision"] >= 0.97
    assert measures["like name"]["precision"] >= 0.97
    assert measures["all"]["recall"] >= 0.65
