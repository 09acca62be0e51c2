"""Which jars make the embedded server, and are they here, whole and genuine?

The server is Neo4j Community and OpenGDS, both GPLv3: they run as a process of their own that
Peerline speaks to over Bolt, and each user's machine fetches them from the public repository;
Peerline ships neither. `jars.lock` names every jar with its SHA-256 and size, so a start resolves
nothing: it fetches what is missing, and a machine that has everything needs no network.

A maintainer renews the lock after changing a version below: `python -m graph.distribution lock`.
"""

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
from filelock import FileLock
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

LOCK = Path(__file__).with_name("jars.lock")
NEO4J = "2026.08.1"
GDS = "2.26.0"
ROOTS = (
    f"org.neo4j:neo4j:{NEO4J}",
    f"org.neo4j.app:neo4j-server:{NEO4J}",
    f"org.neo4j:neo4j-import-tool:{NEO4J}",
    f"org.neo4j:neo4j-consistency-check:{NEO4J}",
    f"org.neo4j.gds:proc:{GDS}",
    f"org.neo4j.gds:opengds-extension:{GDS}",
    # The importer's Parquet reader needs these four and names none of them.
    "com.fasterxml.woodstox:woodstox-core:7.1.1",
    "org.codehaus.woodstox:stax2-api:4.2.2",
    "org.apache.commons:commons-collections4:4.5.0",
    "org.apache.hadoop.thirdparty:hadoop-shaded-guava:1.4.0",
)
# Test frameworks that some of the above name as if they were needed to run.
UNNEEDED_GROUPS = frozenset({"junit", "org.hamcrest", "org.mockito"})
ATTEMPTS = 4
PARALLEL = 12


class DistributionError(RuntimeError):
    """A jar of the server could not be had; the text names it and the next step."""


@dataclass(frozen=True, order=True)
class Jar:
    """One line of the lock."""

    group: str
    artifact: str
    version: str
    classifier: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def coordinate(self) -> str:
        """`group:artifact:version[:classifier]`."""
        return ":".join(filter(None, (self.group, self.artifact, self.version, self.classifier)))

    @property
    def path(self) -> str:
        """Where a Maven repository keeps it, and our cache too: two groups may share a name."""
        name = "-".join(filter(None, (self.artifact, self.version, self.classifier)))
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{name}.jar"


def read_lock(lock: Path = LOCK) -> list[Jar]:
    """Return the jars a lock file names, in its order."""
    jars = []
    for number, line in enumerate(lock.read_text(encoding="ascii").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            coordinate, sha256, size = line.split()
            group, artifact, version, *classifier = coordinate.split(":")
            jars.append(Jar(group, artifact, version, "".join(classifier), sha256, int(size)))
        except ValueError as error:
            raise DistributionError(
                f"{lock}:{number}: not 'group:artifact:version sha256 size': {line!r}. "
                "Restore the file from version control."
            ) from error
    return jars


def repository() -> str:
    """Return the base address jars come from: the resolver's own default unless overridden."""
    if override := os.environ.get("PEERLINE_MAVEN_REPOSITORY"):
        return override.rstrip("/")
    from jgo.constants import MAVEN_CENTRAL_URL  # only a machine that fetches needs the resolver

    return str(MAVEN_CENTRAL_URL)


def fetch(folder: Path, jars: Iterable[Jar] | None = None) -> list[Path]:
    """Return the path of every jar under `folder`, fetching what is missing or damaged.

    Every jar is read and compared with its checksum each time (0.2 s for all of them): a disk that
    lost a block should say so here, not as a Java stack trace. Raises `DistributionError`.
    """
    wanted = list(read_lock() if jars is None else jars)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / jar.path for jar in wanted]
    if _absent(folder, wanted):
        with FileLock(folder / ".lock"):  # two commands at once: the second finds it done
            if absent := _absent(folder, wanted):
                _fetch_all(folder, absent)
    return paths


def _absent(folder: Path, jars: list[Jar]) -> list[Jar]:
    with ThreadPoolExecutor() as pool:
        whole = pool.map(lambda jar: _is_whole(folder / jar.path, jar), jars)
        return [jar for jar, good in zip(jars, whole, strict=True) if not good]


def _is_whole(file: Path, jar: Jar) -> bool:
    try:
        return file.stat().st_size == jar.size and _sha256(file) == jar.sha256
    except FileNotFoundError:
        return False


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _fetch_all(folder: Path, jars: list[Jar]) -> None:
    base = repository()
    with (
        _progress() as progress,
        httpx.Client(follow_redirects=True, timeout=30) as client,
        ThreadPoolExecutor(PARALLEL) as pool,
    ):
        bar = progress.add_task(f"Neo4j {NEO4J}", total=sum(jar.size for jar in jars))

        def one(jar: Jar) -> None:
            _fetch_one(client, base, folder, jar, lambda count: progress.advance(bar, count))

        try:
            list(pool.map(one, jars))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _fetch_one(
    client: httpx.Client, base: str, folder: Path, jar: Jar, advance: Callable[[int], None]
) -> None:
    """Fetch one jar through its `.part` file, which the next attempt or the next run goes on."""
    target = folder / jar.path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _download(client, f"{base}/{jar.path}", part, jar.size, advance)
        except httpx.HTTPError as error:
            if attempt == ATTEMPTS or _is_final(error):
                raise DistributionError(
                    f"Cannot fetch {jar.coordinate} ({jar.path}) from {base}: {error!r}. "
                    "The first start needs the network: check the connection or the proxy "
                    "(HTTPS_PROXY), or point PEERLINE_MAVEN_REPOSITORY at a mirror, and run the "
                    "command again; it goes on where it stopped."
                ) from error
            time.sleep(0.5 * 2**attempt)
            continue
        if _is_whole(part, jar):
            part.replace(target)
            return
        advance(-part.stat().st_size)
        part.unlink()
    raise DistributionError(
        f"{jar.coordinate} ({jar.path}) from {base} is not the file that jars.lock names: its "
        "SHA-256 differs. Nothing of it was kept. Check the mirror or proxy, then run again."
    )


def _is_final(error: httpx.HTTPError) -> bool:
    """Whether asking again cannot help: the repository answered, and the answer is no."""
    if not isinstance(error, httpx.HTTPStatusError):
        return False
    return error.response.status_code < 500 and error.response.status_code != 429


def _download(
    client: httpx.Client, url: str, part: Path, size: int, advance: Callable[[int], None]
) -> None:
    start = part.stat().st_size if part.exists() else 0
    if start >= size:  # whole but never renamed, or too long: the checksum decides
        advance(start)
        return
    headers = {"Range": f"bytes={start}-"} if start else {}
    with client.stream("GET", url, headers=headers) as response:
        response.raise_for_status()
        resumed = response.status_code == httpx.codes.PARTIAL_CONTENT
        advance(start if resumed else 0)
        with part.open("ab" if resumed else "wb") as out:
            for chunk in response.iter_bytes(1 << 16):
                out.write(chunk)
                advance(len(chunk))


def lock(target: Path = LOCK) -> None:
    """Resolve the coordinates above with all they need and write the lock (a maintainer's command).

    Downloads every jar once to learn its SHA-256, checked against the repository's own SHA-1.
    """
    base = repository()
    with tempfile.TemporaryDirectory() as scratch:
        jars = _resolve(base, Path(scratch))
    with httpx.Client(follow_redirects=True, timeout=60) as client, ThreadPoolExecutor(8) as pool:
        locked = list(pool.map(lambda jar: _measure(client, base, jar), jars))
    lines = [f"{jar.coordinate} {jar.sha256} {jar.size}" for jar in sorted(locked)]
    head = "# Written by `python -m graph.distribution lock`: group:artifact:version sha256 bytes"
    target.write_text("\n".join([head, *lines]) + "\n", encoding="ascii")
    print(f"{target}: {len(lines)} jars, {sum(jar.size for jar in locked) / 1e6:.0f} MB")


def _resolve(base: str, scratch: Path) -> list[Jar]:
    from jgo.maven import MavenContext

    maven = MavenContext(repo_cache=scratch, remote_repos={"default": base}, timeout=60)
    given, needed = maven.resolver.resolve([maven.create_dependency(root) for root in ROOTS])
    return sorted(
        {
            Jar(each.groupId, each.artifactId, each.version, each.classifier or "")
            for each in [*given, *needed]
            if each.type == "jar" and each.groupId not in UNNEEDED_GROUPS
        }
    )


def _measure(client: httpx.Client, base: str, jar: Jar) -> Jar:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            body = client.get(f"{base}/{jar.path}").raise_for_status().content
            published = client.get(f"{base}/{jar.path}.sha1").raise_for_status().text.split()[0]
        except httpx.HTTPError as error:
            if attempt == ATTEMPTS or _is_final(error):
                raise DistributionError(f"Cannot lock {jar.coordinate}: {error!r}") from error
            time.sleep(2**attempt)
            continue
        if hashlib.sha1(body, usedforsecurity=False).hexdigest() == published:
            sha256 = hashlib.sha256(body).hexdigest()
            return Jar(jar.group, jar.artifact, jar.version, jar.classifier, sha256, len(body))
    raise DistributionError(f"{jar.coordinate}: the file does not match the SHA-1 beside it")


if __name__ == "__main__":
    if sys.argv[1:] != ["lock"]:
        sys.exit("usage: python -m graph.distribution lock")
    lock()
