"""Citations that iCite or OpenAlex alone names are drawn from there; others are PubMed's, once."""

from pathlib import Path

import pyarrow.parquet as pq

from demo import country
from graph.works import CITES as DRAWN
from graph.works import OPENALEX_PAPERS
from lake.current import Lake
from lake.relations import make
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources


def test_each_pair_is_drawn_once_and_the_planted_ones_are_of_their_source(tmp_path: Path) -> None:
    folder, home = tmp_path / "country", tmp_path / "home"
    country.write(folder, clinicians=200, seed=7)
    for name in ("pubmed", "icite", "openalex"):
        source = sources()[name]
        load(home, source, files_of(source, [str(folder / name)]), workers=1)
    lake = Lake(home)
    make(lake.tables, OPENALEX_PAPERS)
    drawn = lake.run(f'SELECT start, "end", source FROM ({DRAWN})').fetchall()
    [(stated,)] = lake.run('SELECT count(*) FROM facts."CITES"').fetchall()
    pairs = [(start, end) for start, end, _ in drawn]
    assert len(pairs) == len(set(pairs)) < stated
    for name in ("icite", "openalex"):
        planted = {
            (str(row["pmid"]), str(row["cited_pmid"]))
            for row in pq.read_table(folder / "truth" / f"{name}_citations.parquet").to_pylist()
        }
        assert {(start, end) for start, end, source in drawn if source == name} == planted
        assert planted
