"""A citation that only iCite names is drawn from there; every other is PubMed's, once."""

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from demo import country
from graph.relationships import CITES as DRAWN
from lake.current import Lake
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from schema.relationships import CITES


def test_each_pair_is_drawn_once_and_the_planted_ones_are_icites(tmp_path: Path) -> None:
    folder, home = tmp_path / "country", tmp_path / "home"
    country.write(folder, clinicians=200, seed=7)
    for name in ("pubmed", "icite"):
        source = sources()[name]
        load(home, source, files_of(source, [str(folder / name)]), workers=1)
    stated = Lake(home).facts(CITES).to_pyarrow()
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA facts")
        connection.execute('CREATE TABLE facts."CITES" AS FROM stated')
        drawn = connection.sql(f'SELECT start, "end", source FROM ({DRAWN})').fetchall()
    planted = {
        (str(row["pmid"]), str(row["cited_pmid"]))
        for row in pq.read_table(folder / "truth" / "icite_citations.parquet").to_pylist()
    }
    pairs = [(start, end) for start, end, _ in drawn]
    assert len(pairs) == len(set(pairs)) < stated.num_rows
    assert {(start, end) for start, end, source in drawn if source == "icite"} == planted
    assert planted
