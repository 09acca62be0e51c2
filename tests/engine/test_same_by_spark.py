"""Spark and this machine's cores lead to the same lake, the same claims and the same graph."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from resolving import CLAIMS, claims_of

from demo.country import write
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


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up country of 150 clinicians, with a file that is refused."""
    folder = tmp_path_factory.mktemp("country")
    write(folder, clinicians=150)
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


def _parts(home: Path) -> dict[str, Path]:
    """The parts of a lake by their names, without that of the try that put each."""
    places = sorted(home.glob("lake/*/*/*.parquet"))
    return {str(at.relative_to(home)).rsplit(".", 2)[0]: at for at in places}


def test_the_lakes_hold_the_same_facts(both: tuple[Settings, Settings]) -> None:
    local, other = (_parts(at.home) for at in both)
    assert list(local) == list(other)
    for one, two in zip(local.values(), other.values(), strict=True):
        if one.name.startswith("Whole"):  # has no column else
            continue
        # When a file was loaded stands in these, alone or after a day of its own.
        columns = "COLUMNS(lambda name: name NOT IN ('known_from', 'edition', 'batch'))"
        stated = (f"SELECT {columns} FROM '{place}'" for place in (one, two))
        differ = duckdb.sql(f"({next(stated)}) EXCEPT ALL ({next(stated)})").to_arrow_table()
        assert differ.num_rows == 0, one


def test_the_claims_are_the_same(both: tuple[Settings, Settings]) -> None:
    one, two = (claims_of(at.home) for at in both)
    for name in CLAIMS:
        assert one[name].equals(two[name]), name
        assert name in ("Candidacy", "Retired") or one[name].num_rows


def test_the_graphs_have_one_digest(both: tuple[Settings, Settings]) -> None:
    digests = []
    for at in both:
        with connection.driver(at) as driver:
            digests.append(digest(driver, at.neo4j_database))
    assert digests[0] == digests[1]
