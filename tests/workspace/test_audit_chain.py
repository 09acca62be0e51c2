"""The audit log is one chain, whoever writes, and shows where it was tampered with."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from schema.environment import environment_of
from schema.settings import Settings
from workspace import store
from workspace.audit import BrokenChain, Entry, NotAudited, Writer, entries, verify, writer

ROOT = Path(__file__).parents[2]
READ = Entry("u-1", "analyst", "read", "Op", "d" * 64, ["person"], ["P2", "P1", "P2"], "congress")


def _write(at: Settings, count: int) -> None:
    for _ in range(count):
        writer(at).write(READ)


def _tamper(at: Settings, statement: str) -> None:
    """What someone does who owns the database: the guards are taken away first."""
    with store.opened(at) as connection:
        if connection.dialect.name == "sqlite":
            for name in ("audit_update", "audit_delete"):
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("DROP TRIGGER audit_change ON audit"))
        connection.execute(text(statement))


def test_an_entry_holds_ids_and_the_digest_of_the_one_before(workspace: Settings) -> None:
    assert verify(workspace) == (0, "")
    _write(workspace, 2)
    first, second = entries(workspace)
    assert (first["subject"], first["role"], first["purpose"]) == ("u-1", "analyst", "congress")
    assert (first["persons"], first["persons_count"]) == (["P1", "P2"], 2)
    assert first["at"] == READ.at
    assert (first["previous"], second["previous"]) == ("", first["digest"])
    assert verify(workspace) == (2, second["digest"])
    assert entries(workspace, 1) == [second]


def test_of_many_persons_the_first_hundred_are_kept_and_the_count(workspace: Settings) -> None:
    writer(workspace).write(Entry("u", "admin", "read", persons=[f"P{n:05}" for n in range(5000)]))
    (entry,) = entries(workspace)
    assert (len(entry["persons"]), entry["persons_count"]) == (100, 5000)
    assert verify(workspace)[0] == 1


@pytest.mark.parametrize("change", ["UPDATE audit SET purpose = 'x'", "DELETE FROM audit"])
def test_the_database_lets_nobody_change_it(change: str, workspace: Settings) -> None:
    _write(workspace, 1)
    with pytest.raises(DBAPIError, match="append-only"), store.opened(workspace) as connection:
        connection.execute(text(change))
    assert verify(workspace)[0] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE audit SET subject = 'u-2' WHERE number = 3", "entry 3: it was changed"),
        ("UPDATE audit SET persons = '[]' WHERE number = 2", "entry 2: it was changed"),
        ("UPDATE audit SET at = '2020-01-01 00:00:00+00:00' WHERE number = 4", "entry 4"),
        ("DELETE FROM audit WHERE number = 3", "entry 3: what stood there is gone"),
        ("DELETE FROM audit WHERE number = 1", "entry 1: what stood there is gone"),
        ("UPDATE audit SET number = 9 WHERE number = 2", "entry 2: what stood there is gone"),
    ],
)
def test_the_first_broken_entry_is_named(change: str, words: str, workspace: Settings) -> None:
    if "at = " in change and workspace.workspace is None:
        change = change.replace("+00:00", ".000000")
    _write(workspace, 5)
    _tamper(workspace, change)
    with pytest.raises(BrokenChain, match=words):
        verify(workspace)


def test_what_was_cut_off_shows_to_who_noted_the_last_digest(workspace: Settings) -> None:
    _write(workspace, 3)
    noted = entries(workspace)[-1]["digest"]
    _write(workspace, 1)
    assert verify(workspace, noted)[0] == 4
    _tamper(workspace, "DELETE FROM audit WHERE number > 2")
    assert verify(workspace)[0] == 2
    with pytest.raises(BrokenChain, match="cut off"):
        verify(workspace, noted)


def test_threads_and_processes_keep_one_chain(workspace: Settings) -> None:
    code = (
        "from workspace.audit import Entry, writer; from schema.settings import Settings\n"
        "for n in range(40): writer(Settings()).write(Entry(f'p-{n}', 'admin', 'read'))"
    )
    environment = environment_of(workspace) | {"PYTHONPATH": str(ROOT)}
    begun = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: writer(workspace).write(READ), range(120)))
    ends = [process.communicate(timeout=120)[1] for process in begun]
    assert ends == [b"", b""]
    assert verify(workspace)[0] == 200


@pytest.fixture
def full(workspace: Settings) -> Callable[[], None]:
    """A function after which the log takes no entry more."""

    def fill() -> None:
        with store.opened(workspace) as connection:
            connection.execute(text("ALTER TABLE audit RENAME TO audit_away"))

    return fill


def test_a_log_that_cannot_be_written_says_so_to_everyone_who_waits(
    workspace: Settings, full: Callable[[], None]
) -> None:
    _write(workspace, 1)
    full()
    for _ in range(2):
        with pytest.raises(NotAudited, match="cannot be written"):
            Writer(workspace).write(READ)
    with store.opened(workspace) as connection:
        connection.execute(text("ALTER TABLE audit_away RENAME TO audit"))
    _write(workspace, 1)
    assert verify(workspace)[0] == 2
