"""A backup comes back as it was, or nothing of the home is touched."""

import hashlib
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from lake.ledger import Locked, writing
from schema.environment import environment_of
from schema.settings import Settings
from workspace.backups import FORMAT, MANIFEST, Undone, backup
from workspace.restoring import NotABackup, restore
from workspace.store import opened

ROOT = Path(__file__).parents[2]
FILES = {
    "lake/pubmed/0123456789abcdef/load.json": b'{"source": "pubmed"}',
    "lake/pubmed/0123456789abcdef/AUTHORED.parquet": bytes(range(256)) * 5000,
    "lake/nppes/fedcba9876543210/load.json": b'{"source": "nppes"}',
    "claims/Claim.parquet": b"claims" * 1000,
    "frozen/emerging-2023-0123456789ab.json": b"{}",
    "frozen/judged/emerging-2023-0123456789ab.json": b"{}",
}


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A home with a lake, claims, a frozen list and a workspace."""
    settings = Settings(home=tmp_path / "home", workspace=None)
    fill(settings.home, FILES)
    with opened(settings):
        pass
    write(settings.home, "CREATE TABLE scrap (number INTEGER PRIMARY KEY, text TEXT)")
    write(settings.home, "INSERT INTO scrap VALUES (1, 'kept')")
    (settings.home / "refreshed").write_text("mark")
    return settings


def fill(home: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        place = home / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def write(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "workspace.db")) as connection, connection:
        connection.execute(statement)


def read(home: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "workspace.db")) as connection:
        return connection.execute(statement).fetchall()


def held(home: Path) -> dict[str, str]:
    """Digests of all that a home holds, the writer's own notes and the caches aside."""
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file() and not path.name.startswith("writer.")
        if not path.name.endswith(("-wal", "-shm"))
    }


def test_a_backup_comes_back_as_it_was(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "kept.zip"
    made = backup(home, file)
    assert (made.files, made.has_workspace) == (7, True)
    assert file.stat().st_mode & 0o777 == 0o600
    fill(home.home, {"lake/pubmed/0123456789abcdef/load.json": b"changed"})
    fill(home.home, {"lake/leie/1111111111111111/load.json": b"later", "identity/version": b"1"})
    (home.home / "claims/Claim.parquet").unlink()
    write(home.home, "UPDATE scrap SET text = 'changed'")
    assert restore(home, file).files == 7
    there = held(home.home)
    for name, content in FILES.items():
        assert there[name] == hashlib.sha256(content).hexdigest()
    assert set(there) == {*FILES, "workspace.db"}
    assert read(home.home, "SELECT * FROM scrap") == [(1, "kept")]


def test_an_empty_home_takes_a_backup(home: Settings, tmp_path: Path) -> None:
    backup(home, tmp_path / "kept.zip")
    fresh = Settings(home=tmp_path / "fresh", workspace=None)
    restore(fresh, tmp_path / "kept.zip")
    assert {*FILES} <= {*held(fresh.home)}
    assert read(fresh.home, "SELECT text FROM scrap") == [("kept",)]


def test_a_lake_elsewhere_is_neither_kept_nor_replaced(home: Settings, tmp_path: Path) -> None:
    elsewhere = home.model_copy(update={"lake": "s3://bucket/lake"})
    backup(home, tmp_path / "with.zip")
    there = held(home.home)
    with pytest.raises(Undone, match="restore without PEERLINE_LAKE"):
        restore(elsewhere, tmp_path / "with.zip")
    assert held(home.home) == there
    backup(elsewhere, tmp_path / "without.zip")
    with ZipFile(tmp_path / "without.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("lake/")]
    restore(elsewhere, tmp_path / "without.zip")


def test_what_was_suppressed_revoked_or_audited_since_stays_so(
    home: Settings, tmp_path: Path
) -> None:
    keys = "number, prefix, digest, subject, role, territory, documents_only, created_at"
    for number in (1, 2):
        row = f"{number}, 'p', 'd{number}', 'u-1', 'analyst', '[]', 0, '2026-01-01'"
        write(home.home, f"INSERT INTO api_key ({keys}) VALUES ({row})")
    backup(home, tmp_path / "kept.zip")
    write(home.home, "UPDATE api_key SET revoked_at = '2026-03-01' WHERE number = 1")
    left_out = "number, person_id, digests, secret_mark, by, at, why"
    row = "1, 'P1', '[]', 'hmac', 'ann', '2026-03-01', 'asked'"
    write(home.home, f"INSERT INTO suppression ({left_out}) VALUES ({row})")
    write(home.home, "UPDATE scrap SET text = 'changed'")
    restore(home, tmp_path / "kept.zip")
    assert read(home.home, "SELECT number, revoked_at FROM api_key") == [
        (1, "2026-03-01"),
        (2, None),
    ]
    assert read(home.home, "SELECT secret_mark, at FROM suppression") == [("hmac", "2026-03-01")]
    assert read(home.home, "SELECT text FROM scrap") == [("kept",)]


def test_the_workspace_is_copied_as_of_one_moment_while_others_use_it(
    home: Settings, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(home.home / "workspace.db")) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO scrap VALUES (2, 'in the log')")
        other.commit()
        other.execute("INSERT INTO scrap VALUES (3, 'not yet kept')")
        backup(home, tmp_path / "kept.zip")
        other.rollback()
        fresh = Settings(home=tmp_path / "fresh", workspace=None)
        restore(fresh, tmp_path / "kept.zip")
        assert read(fresh.home, "SELECT number FROM scrap") == [(1,), (2,)]
        other.execute("DELETE FROM scrap")
        other.commit()
        restore(home, tmp_path / "kept.zip")  # under an open connection, which sees it at once
        assert other.execute("SELECT number FROM scrap").fetchall() == [(1,), (2,)]


def test_a_writer_at_work_is_respected(home: Settings, tmp_path: Path) -> None:
    backup(home, tmp_path / "kept.zip")
    program = (
        "import sys; from pathlib import Path; from lake.ledger import writing\n"
        "with writing(Path(sys.argv[1]), 'load'): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(home.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        before = held(home.home)
        for run in (
            lambda: backup(home, tmp_path / "2.zip"),
            lambda: restore(home, tmp_path / "kept.zip"),
        ):
            with pytest.raises(Locked, match="peerline load"):
                run()
        assert held(home.home) == before
        assert not (tmp_path / "2.zip").exists()
    finally:
        other.communicate()


def refused(home: Settings, file: Path) -> str:
    """The words with which a file is refused; the home stays as it was, with nothing beside it."""
    before = held(home.home)
    with pytest.raises(NotABackup) as refusal:
        restore(home, file)
    assert held(home.home) == before
    assert not [*home.home.glob("restoring-*")]
    return str(refusal.value)


def test_a_truncated_archive_is_refused(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "kept.zip"
    backup(home, file)
    whole = file.read_bytes()
    for size in (0, 1, 100, len(whole) // 2, len(whole) - 100, len(whole) - 1):
        file.write_bytes(whole[:size])
        assert "kept.zip" in refused(home, file)


def test_flipped_bits_are_refused_or_change_nothing(home: Settings, tmp_path: Path) -> None:
    """Whatever byte is changed: refused, or (in a field that says nothing) all comes back right."""
    small = Settings(home=tmp_path / "small", workspace=None)
    fill(small.home, {name: content[:50] for name, content in FILES.items()})
    file = tmp_path / "kept.zip"
    backup(small, file)
    whole = file.read_bytes()
    draw = random.Random(5)
    right = held(small.home)
    refusals = 0
    for _ in range(400):
        at = draw.randrange(len(whole))
        changed = bytearray(whole)
        changed[at] ^= 1 << draw.randrange(8)
        file.write_bytes(changed)
        try:
            restore(small, file)
        except NotABackup:
            refusals += 1
        assert held(small.home) == right, at
    assert refusals > 300


def archive(file: Path, entries: list[tuple[str, bytes]], **manifest: object) -> None:
    """An archive of the entries with a manifest that agrees, but for what `manifest` says."""
    files = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in entries
    }
    about = {"format": FORMAT, "madeAt": "2026-03-01T00:00:00+00:00", "files": files} | manifest
    with ZipFile(file, "w", ZIP_STORED) as made:
        for name, content in entries:
            made.writestr(name, content)
        made.writestr(MANIFEST, json.dumps(about))


NAMES = (
    "../outside",
    "lake/../../outside",
    "lake/..",
    "/etc/passwd",
    "lake//x",
    "lake\\..\\..\\outside",
    "C:/outside",
    "server/run/password",
    "cursor.key",
    "lake",
    "lake/pubmed/\x00/x",
    "lake/\u202e/x",
    "lake/" + "x/" * 20 + "y",
    "lake/pubmed/",
)


def test_names_that_no_backup_holds_are_refused(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "evil.zip"
    for name in NAMES:
        archive(file, [("lake/pubmed/0123456789abcdef/load.json", b"{}"), (name, b"evil")])
        assert "evil.zip" in refused(home, file), name
    assert not (tmp_path / "outside").exists()


def test_entries_that_lie_are_refused(home: Settings, tmp_path: Path) -> None:
    file, good = tmp_path / "evil.zip", ("lake/a/b/load.json", b"{}")
    with pytest.warns(UserWarning, match="Duplicate"):
        archive(file, [good, good])
    assert "twice" in refused(home, file)
    archive(file, [good], files={})
    assert "manifest" in refused(home, file)
    archive(file, [good], files={good[0]: {"sha256": "0" * 64, "bytes": 2}})
    assert "damaged" in refused(home, file)
    archive(file, [good], format="Peerline backup 2")
    assert "no 'Peerline backup 1'" in refused(home, file)
    for manifest in ([], {}, {"files": 1}, {"format": FORMAT, "files": [], "madeAt": 1}):
        with ZipFile(file, "w") as made:
            made.writestr(MANIFEST, json.dumps(manifest))
        refused(home, file)
    with ZipFile(file, "w") as made:
        made.writestr(*good)
    assert "no manifest" in refused(home, file)
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("lake/a/b/x", b"0" * 10**7)
    assert "compressed" in refused(home, file)
    archive(file, [good, ("workspace.db", b"no database at all" * 100)])
    with pytest.raises((NotABackup, Undone), match="workspace"):
        restore(home, file)
    assert read(home.home, "SELECT text FROM scrap") == [("kept",)]


def test_what_is_no_archive_is_refused(home: Settings, tmp_path: Path) -> None:
    file = tmp_path / "file"
    for content in (
        b"<html>",
        b"\x1f\x8b" + b"0" * 100,
        b"PK\x05\x06" + b"\xff" * 18,
        os.urandom(9000),
    ):
        file.write_bytes(content)
        refused(home, file)
    with pytest.raises(FileNotFoundError):
        restore(home, tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        restore(home, tmp_path)


def test_a_backup_never_writes_over_a_file_and_links_are_not_followed(
    home: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "kept.zip"
    file.write_text("mine")
    with pytest.raises(Undone, match="is there already"):
        backup(home, file)
    assert file.read_text() == "mine"
    (home.home / "lake/pubmed/link").symlink_to("/etc/passwd")
    with pytest.raises(Undone, match="none of Peerline's files"):
        backup(home, tmp_path / "2.zip")
    with pytest.raises(Undone, match="holds nothing yet"):
        backup(Settings(home=tmp_path / "empty", workspace=None), tmp_path / "3.zip")
    with pytest.raises(Undone, match="No such file"):
        backup(home, tmp_path / "nowhere" / "4.zip")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["kept.zip"]


def test_a_full_disk_leaves_no_half_backup_and_no_half_home(home: Settings, tmp_path: Path) -> None:
    """A limit on the size of files stands for a disk without room."""
    backup(home, tmp_path / "kept.zip")
    before = held(home.home)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    for words in (["backup", str(tmp_path / "2.zip")], ["restore", str(tmp_path / "kept.zip")]):
        done = subprocess.run(
            [sys.executable, "-m", "cli", *words],
            env={**os.environ, **environment_of(home), "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            preexec_fn=limit,
        )
        assert done.returncode == 1, done.stderr
        assert "File too large" in done.stderr
        assert "Traceback" not in done.stderr
    assert {k: v for k, v in held(home.home).items() if k != "remarks.log"} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "kept.zip"]


def test_a_lock_is_free_after_a_refusal(home: Settings, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    refused(home, tmp_path / "x")
    with writing(home.home, "load"):
        pass
