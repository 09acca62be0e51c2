"""Jars are fetched whole or not at all, from a repository on loopback that can be told to fail."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph import distribution
from graph.distribution import DistributionError, Jar, fetch, read_lock


class Repository(ThreadingHTTPServer):
    """Serves `files` by path with Range support and keeps (path, Range) of every request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.requests: list[tuple[str, str | None]] = []
        self.break_after: int | None = None

    def add(self, artifact: str, body: bytes) -> Jar:
        sha256 = hashlib.sha256(body).hexdigest()
        jar = Jar("org.example", artifact, "1.0", "", sha256, len(body))
        self.files["/" + jar.path] = body
        return jar


class _Handler(BaseHTTPRequestHandler):
    server: Repository

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.requests.append((self.path, wanted))
        body = self.server.files.get(self.path)
        if body is None:
            self.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        if (cut := self.server.break_after) is not None:
            self.server.break_after = None
            self.wfile.write(body[start : start + cut])
            self.close_connection = True  # fewer bytes than promised: a line that went dead
            return
        self.wfile.write(body[start:])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    with Repository() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("PEERLINE_MAVEN_REPOSITORY", address)
        monkeypatch.setattr(distribution.time, "sleep", lambda seconds: None)
        yield server
        server.shutdown()


def _part(folder: Path, jar: Jar) -> Path:
    return folder / (jar.path + ".part")


def test_every_jar_is_fetched_and_a_second_call_asks_for_nothing(
    tmp_path: Path, repository: Repository
) -> None:
    jars = [repository.add(f"a{n}", bytes([n]) * 1000) for n in range(20)]
    paths = fetch(tmp_path, jars)
    assert [path.read_bytes()[0] for path in paths] == list(range(20))
    assert len(repository.requests) == 20
    fetch(tmp_path, jars)
    assert len(repository.requests) == 20


def test_a_half_written_download_goes_on_where_it_stopped(
    tmp_path: Path, repository: Repository
) -> None:
    jar = repository.add("half", b"0123456789" * 100)
    _part(tmp_path, jar).parent.mkdir(parents=True)
    _part(tmp_path, jar).write_bytes(b"0123456789" * 30)
    (path,) = fetch(tmp_path, [jar])
    assert path.read_bytes() == b"0123456789" * 100
    assert repository.requests == [("/" + jar.path, "bytes=300-")]
    assert not _part(tmp_path, jar).exists()


def test_a_connection_cut_in_the_middle_is_resumed_within_the_same_call(
    tmp_path: Path, repository: Repository
) -> None:
    jar = repository.add("cut", b"abcdefgh" * 50_000)
    repository.break_after = 150_000
    (path,) = fetch(tmp_path, [jar])
    assert path.read_bytes() == b"abcdefgh" * 50_000
    first, second = repository.requests
    assert first[1] is None
    assert second[1] is not None and 0 < int(second[1][6:-1]) <= 150_000


def test_a_damaged_jar_of_the_right_size_is_fetched_again(
    tmp_path: Path, repository: Repository
) -> None:
    jar = repository.add("damaged", b"x" * 500)
    (path,) = fetch(tmp_path, [jar])
    path.write_bytes(b"x" * 499 + b"y")
    fetch(tmp_path, [jar])
    assert path.read_bytes() == b"x" * 500
    assert len(repository.requests) == 2


def test_a_truncated_jar_is_fetched_again(tmp_path: Path, repository: Repository) -> None:
    jar = repository.add("short", b"x" * 500)
    (path,) = fetch(tmp_path, [jar])
    path.write_bytes(b"x" * 20)
    fetch(tmp_path, [jar])
    assert path.read_bytes() == b"x" * 500


def test_a_part_file_of_wrong_content_is_thrown_away_and_begun_anew(
    tmp_path: Path, repository: Repository
) -> None:
    jar = repository.add("wrong", b"good" * 100)
    _part(tmp_path, jar).parent.mkdir(parents=True)
    _part(tmp_path, jar).write_bytes(b"evil" * 100)
    (path,) = fetch(tmp_path, [jar])
    assert path.read_bytes() == b"good" * 100


def test_a_jar_that_is_not_the_locked_one_is_refused_and_nothing_of_it_kept(
    tmp_path: Path, repository: Repository
) -> None:
    jar = repository.add("swapped", b"locked")
    repository.files["/" + jar.path] = b"forged"
    with pytest.raises(DistributionError, match=r"org\.example:swapped:1\.0.*SHA-256 differs"):
        fetch(tmp_path, [jar])
    assert not (tmp_path / jar.path).exists()
    assert not _part(tmp_path, jar).exists()


def test_a_missing_jar_is_named_after_one_request(tmp_path: Path, repository: Repository) -> None:
    jar = repository.add("gone", b"gone")
    repository.files.clear()
    with pytest.raises(DistributionError, match=r"org/example/gone/1\.0/gone-1\.0\.jar.*404"):
        fetch(tmp_path, [jar])
    assert len(repository.requests) == 1


def test_without_network_the_error_names_the_jar_and_the_next_step(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = repository.add("far", b"far")
    monkeypatch.setenv("PEERLINE_MAVEN_REPOSITORY", "http://127.0.0.1:1")
    with pytest.raises(
        DistributionError, match=r"org\.example:far:1\.0.*PEERLINE_MAVEN_REPOSITORY"
    ):
        fetch(tmp_path, [jar])


def test_whole_jars_need_no_network(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = repository.add("here", b"here")
    fetch(tmp_path, [jar])
    monkeypatch.setenv("PEERLINE_MAVEN_REPOSITORY", "http://127.0.0.1:1")
    assert fetch(tmp_path, [jar])[0].read_bytes() == b"here"


def test_a_damaged_line_of_the_lock_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "jars.lock"
    lock.write_text("# head\norg.example:fine:1.0 00 3\norg.example:no-size:1.0 00\n")
    with pytest.raises(DistributionError, match=r"jars\.lock:3.*no-size"):
        read_lock(lock)


def test_the_lock_holds_every_coordinate_asked_for_and_names_no_file_twice() -> None:
    jars = read_lock()
    coordinates = {jar.coordinate for jar in jars}
    assert set(distribution.ROOTS) <= coordinates
    assert len({jar.path for jar in jars}) == len(jars)
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)
