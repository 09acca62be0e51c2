"""Spark and this machine's cores lead to the same lake, the same claims and the same graph."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from resolving import claims_of

from benchmarks.engines import differing
from engine.engine import Engine
from engine.spark import Spark
from graph import connection, embedded
from graph.digest import digest
from loaders.reading.loading import Outcome, files_of, load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings

# Of every way in which records are read and persons are known.
SOURCES = (
    *("pubmed", "mesh", "clinical-trials", "open-payments"),
    *("nppes", "nucc", "leie", "reporter", "ror", "medicare-providers"),
)


# A file of each kind costs each engine seconds: the first and the last two years stand for all.
LIKE_OTHERS = "*_PGYR2019_*", "*_PGYR202[0-2]_*", "*_FY201[1-9]*", "*_FY202[0-2]*"


@pytest.fixture(scope="module")
def country(small_country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small country without the years that are like others, with a file that is refused."""
    folder = tmp_path_factory.mktemp("country") / "files"
    shutil.copytree(small_country, folder, ignore=shutil.ignore_patterns(*LIKE_OTHERS))
    (folder / "pubmed" / "pubmed25n9999.xml").write_text("<PubmedArticleSet><PubmedArticle>")
    return folder


def _loaded(home: Path, country: Path, engine: Engine | None) -> list[Outcome]:
    return [
        outcome
        for source in (sources()[name] for name in SOURCES)
        for outcome in load(home, source, files_of(source, [str(country / source.name)]), 1,
                            engine=engine)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def both(
    country: Path, tmp_path_factory: pytest.TempPathFactory, spark: Spark
) -> Iterator[tuple[Settings, Settings]]:
    """A home by each engine, loaded and refreshed."""
    local = Settings(home=tmp_path_factory.mktemp("local"), neo4j_uri=None)
    other = Settings(home=tmp_path_factory.mktemp("spark"), neo4j_uri=None, engine="spark",
                     spark_master=spark.master)  # fmt: skip
    told = [_loaded(at.home, country, of) for at, of in ((local, None), (other, spark))]
    said = [[(one.file, one.state, one.facts, one.rejects, one.signals) for one in outcomes]
            for outcomes in told]  # fmt: skip
    assert said[0] == said[1]
    assert {state for _, state, *_ in said[0]} == {"loaded", "refused"}
    try:
        for at in (local, other):
            refresh(at)
        yield local, other
    finally:
        for at in (local, other):
            embedded.down(at)


def test_the_lakes_hold_the_same_facts_and_claims(both: tuple[Settings, Settings]) -> None:
    assert differing(both[0].home, both[1].home) == []
    claims = claims_of(both[0].home)
    assert all(claims[name].num_rows for name in ("Claim", "Placement"))


def test_the_graphs_have_one_digest(both: tuple[Settings, Settings]) -> None:
    digests = []
    for at in both:
        with connection.driver(at) as driver:
            digests.append(digest(driver, at.neo4j_database))
    assert digests[0] == digests[1]
