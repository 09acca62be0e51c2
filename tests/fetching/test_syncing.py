"""What a sync makes of good and bad days, as the lake and the graph show it afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from days import BASE, DAYS, TITLES, UPDATES, listing, name, packed, publish
from publisher import Publisher, publishing, status

from cli.syncing import Errand, Stop, Turn, sync, turn
from fetching.cache import Cache
from fetching.faults import Stopped
from fetching.outlet import Options, outlets
from fetching.patience import Limits
from fetching.selection import Selection
from graph import connection, embedded
from graph.digest import digest
from lake import ledger
from lake.current import Lake
from loaders.reading.source import sources
from schema.settings import Settings

ROOT = Path(__file__).parents[2]


def _options(publisher: Publisher) -> Options:
    options: Options = outlets()["pubmed"].options(address=publisher.address, whole=True)
    return options


def _turn(errand: Errand, publisher: Publisher) -> Turn:
    return turn(errand, "pubmed", _options(publisher))


def _titles(home: Path) -> dict[int, tuple[str, bool]]:
    """The papers that stand in the lake: title and whether retracted."""
    lake = Lake(home)
    try:
        rows = lake.run('SELECT pmid, title, is_retracted FROM facts."Paper"').fetchall()
    finally:
        lake.close()
    return {int(pmid): (title, retracted) for pmid, title, retracted in rows}


def _loads(home: Path) -> list[str]:
    return sorted(load.file for load in ledger.loads(home / "lake"))


def test_three_days_end_in_what_stands(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    for day in range(1, 4):
        publish(publisher, day)
        done = _turn(errand, publisher)
        assert done.code == 0
        assert [one.state for one in done.outcomes] == ["loaded"] * (2 if day == 1 else 1)
    assert _titles(tmp_path) == TITLES


def test_ten_syncs_without_change_load_nothing_and_ask_two_questions_each(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    publish(publisher, 3)
    _turn(errand, publisher)
    before = _loads(tmp_path)
    publisher.forget()
    for _ in range(10):
        done = _turn(errand, publisher)
        assert (done.outcomes, done.known, done.fetched.came) == ([], 4, 0)
    assert _loads(tmp_path) == before
    assert [one.path for one in publisher.requests] == [BASE, UPDATES] * 10


BAD = {
    "truncated gz, its digest right": packed(*DAYS[1])[:-9],
    "a web page": b"<!doctype html><html><title>Maintenance</title></html>",
    "empty": b"",
    "no gz": b"<PubmedArticleSet/>",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_day_is_refused_whole_and_healed_by_the_next(
    publisher: Publisher, errand: Errand, tmp_path: Path, content: bytes
) -> None:
    publish(publisher, 1)
    _turn(errand, publisher)
    before = _loads(tmp_path)
    publish(publisher, 3)
    publisher.put_gz(UPDATES + name(3), content)
    for _ in range(2):
        done = _turn(errand, publisher)
        assert done.code == 3 and done.outcomes == []
        assert done.fetched.fault and name(3) in done.fetched.fault
    assert _loads(tmp_path) == before
    publish(publisher, 3)
    assert _turn(errand, publisher).code == 0
    assert _titles(tmp_path) == TITLES


def test_a_digest_that_differs_refuses_the_day(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    publish(publisher, 3)
    publisher.put(UPDATES + name(3) + ".md5", "MD5(x)= " + "0" * 32)
    done = _turn(errand, publisher)
    assert done.code == 3 and "MD5" in (done.fetched.fault or "")
    assert _loads(tmp_path) == []
    publish(publisher, 3)
    assert _turn(errand, publisher).code == 0
    assert _titles(tmp_path) == TITLES


def test_after_a_file_that_its_loader_refuses_none_is_loaded(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    import gzip

    publish(publisher, 3)
    publisher.put_gz(UPDATES + name(3), gzip.compress(b"<PubmedArticleSet><PubmedArt"))
    done = _turn(errand, publisher)
    assert done.code == 3
    assert [one.state for one in done.outcomes] == ["loaded", "loaded", "refused"]
    assert _loads(tmp_path) == [name(1), name(2)]
    publish(publisher, 3)
    publisher.put(UPDATES, listing([name(2), name(3), name(4)]).replace("14:05", "18:00"))
    healed = _turn(errand, publisher)
    assert [one.state for one in healed.outcomes] == ["loaded", "loaded"]
    assert _titles(tmp_path) == TITLES


def test_a_publisher_that_is_down_leaves_all_as_it_was(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    publish(publisher, 1)
    publisher.spoil(UPDATES + name(2), *[status(503)] * 4)
    done = _turn(errand, publisher)
    assert done.code == 1 and "503" in (done.fetched.fault or "")
    assert _loads(tmp_path) == []
    assert _turn(errand, publisher).code == 0


def test_a_source_is_not_asked_before_it_is_due(publisher: Publisher, errand: Errand) -> None:
    publish(publisher, 1)
    options = _options(publisher).model_copy(update={"every": "24h"})
    assert turn(errand, "pubmed", options).fetched.is_due
    publisher.forget()
    assert not turn(errand, "pubmed", options).fetched.is_due
    assert publisher.requests == []
    tomorrow = replace(errand, now=lambda: _later(errand))
    assert turn(tomorrow, "pubmed", options).fetched.is_due


def _later(errand: Errand):  # type: ignore[no-untyped-def]
    from datetime import timedelta

    return errand.now() + timedelta(hours=25)


def test_what_can_be_fetched_can_be_loaded() -> None:
    assert outlets().keys() <= sources().keys()


def test_one_source_that_fails_does_not_hold_up_another(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    publish(publisher, 3)
    bad = outlets()["mesh"].options(address=publisher.address)
    turns = [turn(errand, "mesh", bad), _turn(errand, publisher)]
    assert [one.code for one in turns] == [3, 0]
    assert _titles(tmp_path) == TITLES


def test_two_syncs_never_run_together(publisher: Publisher, errand: Errand, tmp_path: Path) -> None:
    selection = Selection({"pubmed": _options(publisher)})
    with (
        ledger.writing(tmp_path / "fetched", "sync"),
        pytest.raises(ledger.Locked, match="peerline sync"),
    ):
        sync(errand, selection)
    assert publisher.requests == []


def test_a_sync_that_is_asked_to_stop_loads_nothing_more(
    publisher: Publisher, errand: Errand, tmp_path: Path
) -> None:
    publish(publisher, 3)
    stopping = replace(errand, is_stopped=lambda: len(publisher.requests) > 3)
    with pytest.raises(Stopped):
        sync(stopping, Selection({"pubmed": _options(publisher)}))
    assert _loads(tmp_path) == []
    assert _turn(errand, publisher).code == 0
    assert _titles(tmp_path) == TITLES


def test_a_wait_ends_when_the_process_is_asked_to_stop() -> None:
    stop = Stop()
    before = signal.signal(signal.SIGALRM, stop.ask)
    began = monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        stop.wait(60)
    finally:
        signal.signal(signal.SIGALRM, before)
        stop.close()
    assert stop.is_set and monotonic() - began < 10


# With the graph: the command as a person runs it, against a server of each home's own.


@pytest.fixture(scope="module")
def library() -> Iterator[Publisher]:
    with publishing() as publisher:
        yield publisher


def _home(folder: Path, publisher: Publisher) -> Path:
    folder.mkdir()
    chosen = f'[pubmed]\nwhole = true\naddress = "{publisher.address}"\n'
    (folder / "sources.toml").write_text(chosen)
    return folder


def _command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", "sync", *arguments],
        cwd=ROOT,
        env={**os.environ, "PEERLINE_HOME": str(home), "NEO4J_URI": "", "COLUMNS": "160"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _graph(home: Path) -> tuple[dict[int, tuple[str, bool]], str]:
    """The papers of the graph, and its digest."""
    at = Settings(home=home, neo4j_uri=None)
    with connection.driver(at) as driver:
        query = "MATCH (p:Paper) RETURN p.pmid AS pmid, p.title AS title, p.isRetracted AS gone"
        rows = driver.execute_query(query, database_=at.neo4j_database).records
        papers = {int(row["pmid"]): (row["title"], bool(row["gone"])) for row in rows}
        return papers, digest(driver, at.neo4j_database)


@pytest.fixture(scope="module")
def unharmed(
    library: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """A home that synced all three days without any trouble, and the digest of its graph."""
    publish(library, 3)
    home = _home(tmp_path_factory.mktemp("unharmed") / "home", library)
    try:
        running = _command(home)
        said = running.communicate()[0]
        assert running.returncode == 0, said
        papers, content = _graph(home)
        assert papers == TITLES
        yield home, content
    finally:
        embedded.down(Settings(home=home, neo4j_uri=None))


def test_a_sync_of_three_days_ends_in_the_right_graph_and_ten_more_change_nothing(
    library: Publisher, unharmed: tuple[Path, str]
) -> None:
    home, content = unharmed
    library.forget()
    at = Settings(home=home, neo4j_uri=None)
    errand = Errand(at, lambda _: None, lambda: False, limits=Limits(free_bytes=0))
    for _ in range(10):
        done = sync(errand, Selection({"pubmed": _options(library)}))
        assert done.code == 0
        assert done.refreshed is not None and not done.refreshed.changed
    assert len(library.requests) == 20
    assert _graph(home) == (TITLES, content)


def test_a_sync_that_is_killed_anywhere_and_run_again_ends_in_the_same_graph(
    library: Publisher, unharmed: tuple[Path, str], tmp_path: Path
) -> None:
    home = _home(tmp_path / "home", library)
    chance = random.Random(15)
    try:
        for moment in ("fetched", "lake", "drawn"):
            _kill_at(home, moment, chance.uniform(0, 0.4))
        last = _command(home)
        said = last.communicate()[0]
        assert last.returncode == 0, said
        assert _graph(home) == (TITLES, unharmed[1])
        assert len(Cache(home, "pubmed").series("updatefiles")) == 3
    finally:
        embedded.down(Settings(home=home, neo4j_uri=None))


def _kill_at(home: Path, moment: str, later: float) -> None:
    """Kill a sync a little after it has begun to write a folder of the home."""
    running = _command(home)
    folder = home / moment
    pause = threading.Event()
    while running.poll() is None and not any(folder.glob("*")):
        pause.wait(0.005)
    pause.wait(later)
    running.kill()
    running.communicate()


def test_a_sync_again_and_again_ends_cleanly_when_it_is_asked_to(
    library: Publisher, unharmed: tuple[Path, str]
) -> None:
    home, content = unharmed
    library.forget()
    running = _command(home, "--every", "24h")
    pause = threading.Event()
    while running.poll() is None and len(library.requests) < 2:
        pause.wait(0.01)
    assert running.stdout is not None
    while "Nothing has changed" not in (line := running.stdout.readline()):
        assert line, "the sync ended by itself"
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    assert len(library.requests) == 2
    assert _graph(home)[1] == content
