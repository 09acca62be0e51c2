"""The published gold pairs, with nothing loaded but the articles they name."""

from pathlib import Path

from identity.evaluation import evaluate
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources


def test_gold_pairs_are_judged_as_well_as_the_docs_say(data: Path, tmp_path: Path) -> None:
    """Floors lie a sampling error (0.01) below what docs/identity.md tells."""
    load(tmp_path, sources()["pubmed"], [data / "pubmed" / "gold_gs_train_articles.xml.gz"], 1)
    lake = Lake(tmp_path)
    gold = data / "author_disambiguation" / "gs_vishnyakova" / "1500_pairs_train.csv"
    found = evaluate(lake, gold, folds=5)
    lake.close()
    assert found["judged"] >= 1_460
    assert found["f1"] >= 0.94
    assert found["automatic"]["precision"] >= 0.98
    assert found["automatic"]["recall"] >= 0.75
    assert len(found["by_name_frequency"]) == 10
