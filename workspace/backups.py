"""How is what cannot be fetched again kept as one file?

A backup is a ZIP archive of stored files: the lake with its ledger, the claims, frozen lists, and
the workspace, with a manifest of SHA-256 digests as its last entry. The database is not in it: it
is rebuilt from the rest.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TypedDict
from uuid import uuid4
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import orjson

from lake.ledger import writing
from schema.settings import Settings

FORMAT = "Peerline backup 1"
FOLDERS, WORKSPACE, MANIFEST = ("claims", "frozen", "lake"), "workspace.db", "manifest.json"
CHUNK = 2**20
NAME = re.compile(r"(?:claims|frozen|lake)(?:/(?!\.+(?:/|$))[\w. -]{1,200}){1,6}", re.ASCII)
Said = Callable[[str], None]


class Undone(Exception):
    """The backup or the restore could not be done; the text says why. Nothing is replaced."""


class Entry(TypedDict):
    """Digest and size of one file."""

    sha256: str
    bytes: int


class Manifest(TypedDict):
    """What an archive says of itself."""

    format: str
    madeAt: str
    files: dict[str, Entry]


@dataclass(frozen=True)
class Backup:
    """What an archive holds: files and bytes, when it was made, and whether the workspace is in
    it."""

    file: Path
    files: int
    bytes: int
    made_at: str
    has_workspace: bool


def backup(settings: Settings, file: Path, progress: Said = lambda _: None) -> Backup:
    """Write the archive, whole or not at all. Raises `Undone`, and `lake.ledger.Locked` where a
    writer is at work."""
    if file.exists():
        raise Undone(f"{file} is there already; give another name")
    part = file.with_name(f".{file.name}.{uuid4().hex[:8]}.part")
    with writing(settings.home, "backup"), told(f"{file} cannot be written"):
        try:
            descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                made = _write(settings, out, progress)
                out.flush()
                os.fsync(out.fileno())
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
    return described(file, made)


def _write(settings: Settings, out: IO[bytes], progress: Said) -> Manifest:
    """Write all entries and return the manifest, which is the last of them."""
    home = settings.home
    names = sorted(
        path.relative_to(home).as_posix()
        for folder in FOLDERS
        if folder != "lake" or settings.lake is None
        for path in (home / folder).rglob("*")
        if path.is_symlink() or not path.is_dir()
    )
    for name in names:
        if not NAME.fullmatch(name) or (home / name).is_symlink():
            raise Undone(f"{home / name} is none of Peerline's files; take it away first")
    files: dict[str, Entry] = {}
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name in names:
            progress(f"files: {len(files):,} of {len(names):,}")
            with (home / name).open("rb") as source:
                files[name] = _enter(archive, name, source)
        if settings.workspace is None and (home / WORKSPACE).exists():
            with _copied(home) as copy, copy.open("rb") as source:
                files[WORKSPACE] = _enter(archive, WORKSPACE, source)
        if not files:
            raise Undone(f"{home} holds nothing yet; load something first")
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(format=FORMAT, madeAt=made_at, files=files)
        archive.writestr(_entry(MANIFEST), orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return manifest


def _enter(archive: ZipFile, name: str, source: IO[bytes]) -> Entry:
    """Add a file to the archive; its digest and size."""
    with archive.open(_entry(name), "w", force_zip64=True) as into:
        return digested(source, into)


def digested(source: IO[bytes], into: IO[bytes]) -> Entry:
    """Copy a file piece by piece; its digest and size."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        into.write(chunk)
        size += len(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.external_attr = 0o600 << 16
    return entry


@contextmanager
def _copied(home: Path) -> Iterator[Path]:
    """A copy of the workspace as it stands at one moment, whoever writes to it meanwhile."""
    copy = home / f"workspace-{uuid4().hex[:8]}.copy"
    try:
        with (
            closing(sqlite3.connect(home / WORKSPACE)) as live,
            closing(sqlite3.connect(copy)) as to,
        ):
            live.backup(to)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say in one line what the disk or the system refuses."""
    try:
        yield
    except OSError as error:
        raise Undone(f"{what}: {error.strerror or error}") from None


def described(file: Path, manifest: Manifest) -> Backup:
    """The archive in figures."""
    files = manifest["files"]
    size = sum(entry["bytes"] for entry in files.values())
    return Backup(file, len(files), size, manifest["madeAt"], WORKSPACE in files)
