"""How is a backup taken back?

Nothing is replaced before the whole archive has been unpacked beside the home and checked.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from errno import EINVAL
from pathlib import Path
from uuid import uuid4
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import orjson

from lake.ledger import writing
from schema.settings import Settings
from workspace.backups import (
    FOLDERS,
    FORMAT,
    MANIFEST,
    NAME,
    WORKSPACE,
    Backup,
    Manifest,
    Said,
    Undone,
    described,
    digested,
    told,
)
from workspace.store import opened

# Whoever was suppressed, whatever key was revoked, what was audited, and which channel was deleted
# or delivery sent since a backup stays so.
KEPT = ("suppression", "api_key", "audit", "channel", "delivery", "delivery_alert")
LONGEST_MANIFEST = 2**26


class NotABackup(Exception):
    """The file is no backup, or a damaged one; the text says what is wrong. Nothing is replaced."""


def restore(settings: Settings, file: Path, progress: Said = lambda _: None) -> Backup:
    """Put what an archive holds in place of what the home holds; the next refresh makes the graph
    of it. Rows of `KEPT` tables that are newer stay. Raises `NotABackup`, `Undone`, and
    `lake.ledger.Locked` where a writer is at work."""
    if not file.is_file():
        raise FileNotFoundError(f"{file}: no such file")
    home = settings.home
    staging = home / f"restoring-{uuid4().hex[:8]}"
    with writing(home, "restore"), told(f"{file} cannot be restored"):
        try:
            manifest = _unpacked(file, staging, progress)
            if settings.lake and any(name.startswith("lake/") for name in manifest["files"]):
                raise Undone(
                    f"{file} holds a lake, and PEERLINE_LAKE names one elsewhere: restore without "
                    "PEERLINE_LAKE, into the home"
                )
            if WORKSPACE in manifest["files"] and settings.workspace is None:
                progress("workspace")
                _take_workspace(settings, staging)
            progress("replacing")
            _replace(home, staging)
        except BaseException:
            if not (staging / "before").exists():
                shutil.rmtree(staging, ignore_errors=True)
            raise
        for over in home.glob("restoring-*"):
            shutil.rmtree(over)
    return described(file, manifest)


def _unpacked(file: Path, staging: Path, progress: Said) -> Manifest:
    """Unpack an archive and return its manifest, which every entry agrees with."""
    try:
        with ZipFile(file) as archive:
            entries = _entries(file, archive)
            manifest = _manifest(file, archive, entries.pop(MANIFEST, None))
            files = manifest["files"]
            if set(files) != set(entries):
                odd = sorted(set(files) ^ set(entries))[0]
                raise NotABackup(
                    f"{file}: {odd[:200]!r} is not both in the archive and its manifest"
                )
            for at, (name, entry) in enumerate(entries.items()):
                progress(f"files: {at:,} of {len(entries):,}")
                place = staging / name
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, place.open("xb") as into:
                    if digested(source, into) != files[name]:
                        raise NotABackup(f"{file}: {name} is damaged: its digest is another")
    except (BadZipFile, struct.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno != EINVAL:  # a place before the file's begin
            raise
        raise NotABackup(f"{file} is no backup, or is damaged or cut short ({error})") from None
    return manifest


def _entries(file: Path, archive: ZipFile) -> dict[str, ZipInfo]:
    """The entries by name, each of a kind that a backup holds."""
    entries: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        name = entry.filename
        if name not in (WORKSPACE, MANIFEST) and not NAME.fullmatch(name):
            raise NotABackup(f"{file} holds {name[:200]!r}, which no backup does")
        is_stored = entry.compress_type == ZIP_STORED and entry.file_size == entry.compress_size
        if name in entries or not is_stored or entry.flag_bits & 1:
            raise NotABackup(f"{file}: {name} is there twice, compressed or encrypted")
        entries[name] = entry
    return entries


def _manifest(file: Path, archive: ZipFile, entry: ZipInfo | None) -> Manifest:
    if entry is None or entry.file_size > LONGEST_MANIFEST:
        raise NotABackup(f"{file} holds no manifest; it is no backup of Peerline")
    manifest = orjson.loads(archive.read(entry))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotABackup(f"{file} is no {FORMAT!r}; restore it with the version that made it")
    files, made_at = manifest.get("files"), manifest.get("madeAt")
    if not isinstance(files, dict) or not isinstance(made_at, str):
        raise NotABackup(f"{file}: its manifest lists no files")
    return Manifest(format=FORMAT, madeAt=made_at, files=files)


def _take_workspace(settings: Settings, staging: Path) -> None:
    """Put the archive's workspace in place of the home's, in one transaction that readers of it see
    as a whole."""
    staged, live = staging / WORKSPACE, settings.home / WORKSPACE
    try:
        with closing(sqlite3.connect(staged)) as copy:
            (state,) = copy.execute("PRAGMA integrity_check").fetchone()
            if state != "ok":
                raise NotABackup(f"the workspace in the archive is damaged: {state}")
        with opened(settings.model_copy(update={"home": staging})):
            pass  # an older workspace has today's tables now
        if live.exists():
            _keep(live, staged)
        with closing(sqlite3.connect(staged)) as copy, closing(sqlite3.connect(live)) as to:
            copy.backup(to)
    except sqlite3.DatabaseError as error:
        raise Undone(f"the workspace cannot be restored: {error}") from None


def _keep(live: Path, staged: Path) -> None:
    """Put the rows of `KEPT` tables as they are today over those of the archive."""
    with closing(sqlite3.connect(staged)) as copy, copy:
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("ATTACH ? AS live", (str(live),))
        made = dict(copy.execute("SELECT name, sql FROM live.sqlite_master WHERE type = 'table'"))
        for table in [name for name in KEPT if name in made]:
            there = _columns(copy, "main", table)
            if not there:
                copy.execute(made[table])
                there = _columns(copy, "main", table)
            both = ", ".join(f'"{name}"' for name in _columns(copy, "live", table) if name in there)
            copy.execute(
                f"INSERT OR REPLACE INTO main.{table} ({both}) SELECT {both} FROM live.{table}"
            )


def _columns(connection: sqlite3.Connection, database: str, table: str) -> list[str]:
    rows = connection.execute(f"PRAGMA {database}.table_info({table})")
    return [name for _, name, *_ in rows]


def _replace(home: Path, staging: Path) -> None:
    """Put the unpacked folders in place of the home's, all or none; what follows from them is taken
    away, so that the next refresh makes it anew."""
    moves: list[tuple[Path, Path]] = []
    try:
        for name in FOLDERS:
            for source, target in (
                (home / name, staging / "before" / name),
                (staging / name, home / name),
            ):
                if source.exists():
                    target.parent.mkdir(exist_ok=True)
                    source.rename(target)
                    moves.append((source, target))
    except OSError:
        for source, target in reversed(moves):
            target.rename(source)
        raise
    (home / "refreshed").unlink(missing_ok=True)
    shutil.rmtree(home / "identity", ignore_errors=True)
