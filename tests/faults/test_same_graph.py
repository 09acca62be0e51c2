"""However a graph comes about — in another order, twice, cut off in the middle — it is the same.

Loaders and refreshes that are killed run as commands of their own, and are killed as a machine
kills; the embedded server is killed between them, a transaction open. Every graph is compared by
its digest. `PEERLINE_KILLS` says at how many random points the server is killed while it is written
to; two if not said.
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from homes import Once, copied, load_from
from killing import wait_for
from neo4j import Driver
from neo4j.exceptions import DriverError, Neo4jError

from api.asking import ask
from api.exporting import Walk
from api.exports import FORMATS, whole
from api.schema import schema
from graph import connection, embedded
from graph.digest import digest
from lake import ledger
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from refresh import Refreshed, refresh
from schema.settings import Settings
from workspace.saved import one, save

ROOT = Path(__file__).parents[2]
TABLE = """query ($least: Float!) { people(filter: {influence: {gte: $least}},
  orderBy: {field: NAME, direction: ASC}) { nodes { personId name npi influence connector community
    source record papers(first: 3) { nodes { pmid title } } } } }"""
KILLS = int(os.environ.get("PEERLINE_KILLS", "2"))


@pytest.fixture(scope="module")
def settled(
    settled_home: Path, small_country: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """A home that loaded every source and refreshed without any trouble, and its digest."""
    home = tmp_path_factory.mktemp("settled") / "home"
    with _ended(home):
        _begin_like(settled_home, home, small_country)
        yield home, _digest(home)


@pytest.fixture(scope="module")
def in_two(home_before_papers: Path, small_country: Path, once: Once) -> str:
    """The digest of a home that was refreshed before its papers came and again after them: ids
    stay from refresh to refresh, so what is refreshed in two steps is compared with its like."""

    def make(folder: Path) -> None:
        home = folder / "home"
        with _ended(home):
            _begin_like(home_before_papers, home, small_country, but="pubmed")
            load_from(small_country, home)
            _refresh(home)
            (folder / "digest").write_text(_digest(home))

    return (once("in-two", make) / "digest").read_text()


def _begin_like(refreshed: Path, home: Path, country: Path, but: str = "") -> None:
    """Bring a new home to where the other stands, database included."""
    if embedded.is_embedded(_settings(home)):
        copied(refreshed, home)
    else:
        load_from(country, home, but=but)
        _refresh(home)


class _ended:
    """Stops a home's server at the end, and at once frees the memory it holds."""

    def __init__(self, home: Path) -> None:
        self.at = _settings(home)

    def __enter__(self) -> None:
        if not embedded.is_embedded(self.at):
            _empty(self.at)

    def __exit__(self, *error: Any) -> None:
        if embedded.is_embedded(self.at):
            embedded.down(self.at)


def _settings(home: Path) -> Settings:
    return Settings(home=home)


def _empty(at: Settings) -> None:
    with connection.driver(at) as driver, driver.session(database=at.neo4j_database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "cli", *arguments]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "PEERLINE_HOME": str(home)}


def _refresh(home: Path, force: bool = False) -> Refreshed:
    return refresh(_settings(home), force=force)


def _digest(home: Path) -> str:
    at = _settings(home)
    with connection.driver(at) as driver:
        return digest(driver, at.neo4j_database)


def _killed_when(home: Path, arguments: tuple[str, ...], comes: Callable[[], bool]) -> None:
    """Run a command and kill it as soon as `comes()`; it must not have ended by itself."""
    running = subprocess.Popen(
        _command(*arguments),
        cwd=ROOT,
        env=_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(comes, running)
    children = psutil.Process(running.pid).children(recursive=True)
    running.kill()
    assert running.wait() == -signal.SIGKILL, "the command ended before it was killed"
    # Workers end with their parent; the server, which outlives commands, is no worker.
    workers = [child for child in children if child.name().startswith("python")]
    assert psutil.wait_procs(workers, timeout=20)[1] == []


def test_a_refresh_without_news_writes_nothing(settled: tuple[Path, str]) -> None:
    home, before = settled
    assert _refresh(home).changed is False
    forced = _refresh(home, force=True)
    assert forced.changed is True
    touched = {
        name: count for name, count in forced.classes.items() if count.written + count.removed
    }
    assert touched == {}
    assert sum(count.unchanged for count in forced.classes.values()) > 1000
    assert _digest(home) == before


def test_files_loaded_twice_are_known_and_change_nothing(
    settled: tuple[Path, str], small_country: Path
) -> None:
    home, before = settled
    outcomes = load_from(small_country, home)
    assert {one.state for one in outcomes} == {"known"}
    assert _refresh(home).changed is False
    assert _digest(home) == before


def test_kills_and_another_order_of_files_lead_to_the_same_graph(
    settled: tuple[Path, str], small_country: Path, tmp_path: Path
) -> None:
    """The loader is killed while files are under way, the refresh while it publishes, the server
    under the next refresh; files come last to first, one at a time. A saved query gives the same
    table there, to the byte, and cites the same graph."""
    home = tmp_path / "home"
    with _ended(home):
        _kill_a_load(home, small_country)
        for source in reversed(sources().values()):
            for file in reversed(files_of(source, [str(small_country / source.name)])):
                load(home, source, [file])
        _killed_when(home, ("refresh",), lambda: _is_publishing(home))
        _refresh(home)
        _kill_the_server(home)
        _refresh(home, force=True)
        assert _digest(home) == settled[1]
        first = save(_settings(settled[0]), "ann", "leaders", TABLE, {"least": 0.3})
        again = save(_settings(home), "ann", "leaders", first.document, first.variables)
        assert again.citation.snapshot == first.citation.snapshot != ""
        assert _table(home, tmp_path / "again.csv") == _table(settled[0], tmp_path / "first.csv")


def _table(home: Path, place: Path) -> bytes:
    """What the saved query answers in a home, as a file."""
    at = _settings(home)
    query = one(at, "ann", "leaders")
    walk = Walk(schema._schema, query.document, query.variables)

    def pages() -> Iterator[dict[str, Any]]:
        while not walk.is_over:
            yield ask(at, walk.question, walk.variables)

    assert whole(place, lambda out: FORMATS["csv"].write(out, walk, pages())) > 20
    return place.read_bytes()


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_server_killed_while_it_is_written_to_ends_with_the_same_graph(
    seed: int, in_two: str, home_before_papers: Path, small_country: Path, tmp_path: Path
) -> None:
    """Papers come after everything else, and the server dies while their differences are written:
    at the class and after the fraction of a second that the seed draws. The algorithms that follow
    take longer than that."""
    home, chance = tmp_path / "home", random.Random(seed)
    if not embedded.is_embedded(_settings(home)):
        pytest.skip("a server of one's own is not ours to kill")
    with _ended(home):
        _begin_like(home_before_papers, home, small_country, but="pubmed")
        load_from(small_country, home)
        at = f"publishing: {chance.choice(['Paper', 'AUTHORED', 'ABOUT', 'CONNECTED_TO'])}"
        delay = chance.uniform(0, 0.2)
        with pytest.raises((DriverError, Neo4jError)):
            refresh(_settings(home), progress=lambda step: _kill_soon(home, delay, step == at))
        assert embedded.status(_settings(home)).running is False
        _refresh(home)
        assert _digest(home) == in_two


def _kill_soon(home: Path, delay: float, now: bool) -> None:
    pid = embedded.status(_settings(home)).pid
    if now and pid is not None:
        threading.Timer(delay, os.kill, (pid, signal.SIGKILL)).start()


def _kill_a_load(home: Path, country: Path) -> None:
    staging = home / "staging"
    _killed_when(
        home,
        ("load", "pubmed", str(country / "pubmed")),
        lambda: any(staging.glob("*/*.parquet")),
    )
    whole = ledger.loads(home / "lake")
    assert len(whole) < len(files_of(sources()["pubmed"], [str(country / "pubmed")]))
    assert any(staging.iterdir())


def _is_publishing(home: Path) -> bool:
    """The drawing is complete and nothing has been put down as published yet."""
    return (home / "drawn" / "CONNECTED_TO.parquet").exists()


def _kill_the_server(home: Path) -> None:
    at = _settings(home)
    if not embedded.is_embedded(at):
        return
    pid = embedded.status(at).pid
    assert pid is not None
    with connection.driver(at) as driver:
        _half_write(driver, at)
        process = psutil.Process(pid)
        os.kill(pid, signal.SIGKILL)
        psutil.wait_procs([process], timeout=20)
    assert embedded.status(at).running is False


def _half_write(driver: Driver, at: Settings) -> None:
    """A write that the server has not committed when it is killed."""
    session = driver.session(database=at.neo4j_database)
    session.begin_transaction().run("CREATE (:Person {personId: 'never committed'})").consume()
