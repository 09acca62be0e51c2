"""Tasks on Spark put their loads into a lake by URL themselves."""

from pathlib import Path

from buckets import bucket

from demo.country import write
from engine.spark import Spark
from lake import ledger
from lake.current import Lake
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources


def test_files_that_spark_reads_are_in_the_bucket(tmp_path: Path, spark: Spark) -> None:
    write(tmp_path / "country", clinicians=100)
    source = sources()["pubmed"]
    files = files_of(source, [str(tmp_path / "country" / "pubmed")])
    rows = 'SELECT load, count(*) FROM facts."Byline" GROUP BY load ORDER BY load'
    with bucket(tmp_path / "store") as made:
        told = load(tmp_path / "far", source, files, engine=spark, at=made.url())
        assert {one.state for one in told} == {"loaded"}
        assert len(ledger.whole_loads(made.url())) == len(files) == 2
        lake = Lake(tmp_path / "far", at=made.url())
        by_spark = lake.run(rows).fetchall()
        lake.close()
    load(tmp_path / "near", source, files, 1)
    lake = Lake(tmp_path / "near")
    assert lake.run(rows).fetchall() == by_spark
    lake.close()
