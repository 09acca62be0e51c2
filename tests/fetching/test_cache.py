"""What has come is known by its digest, and what is written down is whole."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from publisher import Publisher

from fetching.cache import Arrival, Cache

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 1, tzinfo=UTC)
# A visit as a process of its own, to be killed.
VISIT = """
import sys
from pathlib import Path
from fetching.cache import Cache
from fetching.outlet import outlets
from fetching.patience import Limits
from fetching.transfer import Transfer
from fetching.visit import Visit
home, address = Path(sys.argv[1]), sys.argv[2]
outlet = outlets()["pubmed"]
way = Transfer(lambda _: None, pace=0, limits=Limits(free_bytes=0))
visit = Visit(way, Cache(home, "pubmed"), outlet.options(whole=True), outlet.hosts, address)
outlet.fetch(visit)
"""


def _arrive(cache: Cache, name: str, content: bytes, address: str = "https://x/y") -> Arrival:
    part = cache.part(address)
    part.write_bytes(content)
    sha256, path = cache.keep(part, name)
    return Arrival("s", name, address, AT, sha256, len(content), '"e"', None, None, path)


def test_what_is_noted_is_read_again_with_its_marks(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "leie")
    first = _arrive(cache, "UPDATED.csv", b"one")
    cache.note([first], {"until": "2026-02-28"})
    again = Cache(tmp_path, "leie")
    assert again.at("https://x/y") == [first]
    assert again.series("s") == [first]
    assert again.mark("until") == "2026-02-28"
    assert again.mark("nothing") is None


def test_every_edition_is_kept_and_the_latest_of_a_name_counts(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "leie")
    editions = [_arrive(cache, "UPDATED.csv", content) for content in (b"one", b"two")]
    for edition in editions:
        cache.note([edition])
    assert Cache(tmp_path, "leie").series("s") == [editions[1]]
    assert [one.path.read_bytes() for one in editions] == [b"one", b"two"]


def test_a_line_that_was_cut_off_does_not_count_and_the_next_one_does(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "leie")
    first, second = (_arrive(cache, name, name.encode(), name) for name in ("a.csv", "b.csv"))
    cache.note([first])
    ledger = tmp_path / "fetched/leie/arrivals.jsonl"
    whole = ledger.read_bytes()
    cache.note([second])
    ledger.write_bytes(ledger.read_bytes()[:-40])
    again = Cache(tmp_path, "leie")
    assert (again.at("a.csv"), again.at("b.csv")) == ([first], [])
    again.note([second])
    assert Cache(tmp_path, "leie").at("b.csv") == [second]
    assert ledger.read_bytes().startswith(whole)


def test_a_file_that_is_gone_has_not_come(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "leie")
    first = _arrive(cache, "a.csv", b"one")
    cache.note([first])
    first.path.unlink()
    assert cache.at("https://x/y") == [] and cache.series("s") == []


def test_what_is_not_noted_is_tidied_away(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "leie")
    kept, left = _arrive(cache, "a.csv", b"one"), _arrive(cache, "b.csv", b"two")
    cache.note([kept])
    cache.tidy()
    assert kept.path.exists() and not left.path.exists()


def test_visits_killed_anywhere_end_in_the_same_files(publisher: Publisher, tmp_path: Path) -> None:
    names = [f"pubmed26n{n:04}.xml.gz" for n in range(1, 13)]
    for folder, some in (("baseline", names[:8]), ("updatefiles", names[8:])):
        rows = "".join(f'<a href="{name}">{name}</a> 2026-01-01\n' for name in some)
        publisher.put(f"/pubmed/{folder}/", rows)
        for name in some:
            content = gzip.compress(b"<PubmedArticleSet>" + os.urandom(1 << 20).hex().encode())
            publisher.put_gz(f"/pubmed/{folder}/{name}", content)
    killed = _killed(publisher.address, tmp_path / "killed", random.Random(7))
    assert killed >= 2
    for home in ("killed", "unharmed"):
        done = _visiting(publisher.address, tmp_path / home).wait()
        assert done == 0
    assert _files(tmp_path / "killed") == _files(tmp_path / "unharmed")
    assert sorted(_files(tmp_path / "killed")) == names


def _killed(address: str, home: Path, chance: random.Random) -> int:
    """How often a visit was killed before its end, each time after it had kept some more."""
    killed, pause = 0, threading.Event()
    arrivals = home / "fetched/pubmed/arrivals.jsonl"
    for kept in (1, 4, 7, 10):
        running = _visiting(address, home)
        while running.poll() is None and _count(arrivals) < kept:
            pause.wait(0.001)
        pause.wait(chance.uniform(0, 0.01))
        running.kill()
        killed += running.wait() == -signal.SIGKILL
    return killed


def _count(arrivals: Path) -> int:
    return arrivals.read_bytes().count(b"sha256") if arrivals.exists() else 0


def _visiting(address: str, home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", VISIT, str(home), address]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def _files(home: Path) -> dict[str, str]:
    cache = Cache(home, "pubmed")
    arrivals = cache.series("baseline") + cache.series("updatefiles")
    return {one.name: one.sha256 for one in arrivals}
