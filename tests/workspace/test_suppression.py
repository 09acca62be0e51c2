"""The list of who is left out gives nobody away, and is of no use without its secret."""

import stat
from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from schema.environment import environment_of
from schema.settings import Settings
from workspace import store, suppression
from workspace.suppression import (
    SUPPRESSION,
    NoSuchSuppression,
    NotASuppression,
    SecretLost,
    digest,
    hidden,
    key_of,
    release,
    suppress,
    suppressed,
)

KEYS = [key_of("npi", "1999000015"), key_of("mention", "pubmed:1:1")]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A function that lets two seconds pass."""
    now = [1000.0]
    monkeypatch.setattr(suppression.time, "monotonic", lambda: now[0])

    def pass_by() -> None:
        now[0] += 2

    return pass_by


def test_a_person_is_left_out_until_released(
    workspace: Settings, later: Callable[[], None]
) -> None:
    assert (hidden(workspace), suppressed(workspace)) == (frozenset(), None)
    made = suppress(workspace, "P1", KEYS, "ann", "opted out")
    later()
    assert hidden(workspace) == {"P1"}
    found = suppressed(workspace)
    assert found is not None
    assert found.digests == sorted(digest(found.secret, key) for key in KEYS)
    assert found.numbers == [made.number]
    (released,) = release(workspace, KEYS[:1], "bob", "back")
    assert (released.released_by, released.why) == ("bob", "opted out")
    later()
    assert (hidden(workspace), suppressed(workspace)) == (frozenset(), None)
    with pytest.raises(NoSuchSuppression):
        release(workspace, KEYS, "bob", "again")


def test_what_is_kept_holds_no_key(workspace: Settings) -> None:
    suppress(workspace, "P1", KEYS, "ann", "opted out")
    with store.reading(workspace) as connection:
        (row,) = connection.execute(select(SUPPRESSION)).all()
    assert "1999000015" not in str(row)
    assert "pubmed" not in str(row)
    place = workspace.home / "suppression.key"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert len(place.read_bytes()) == 32


def test_without_the_secret_nobody_is_let_in_by_mistake(workspace: Settings) -> None:
    suppress(workspace, "P1", KEYS, "ann", "opted out")
    (workspace.home / "suppression.key").write_bytes(b"x" * 32)
    for work in (
        lambda: suppressed(workspace),
        lambda: suppress(workspace, "P2", KEYS, "ann", "y"),
        lambda: release(workspace, KEYS, "ann", "y"),
    ):
        with pytest.raises(SecretLost, match=r"suppression\.key"):
            work()


@pytest.mark.parametrize(("keys", "by", "why"), [([], "a", "b"), (KEYS, " ", "b"), (KEYS, "a", "")])
def test_what_is_no_suppression_is_refused(
    keys: list[str], by: str, why: str, workspace: Settings
) -> None:
    with pytest.raises(NotASuppression):
        suppress(workspace, "P1", keys, by, why)
    assert suppressed(workspace) is None


def test_nothing_is_suppressed_or_held_without_its_entry_in_the_audit_log(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli import suppressing
    from workspace.audit import NotAudited

    for name, value in environment_of(workspace).items():
        monkeypatch.setenv(name, value)
    with store.opened(workspace) as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO audit_away"))
    with pytest.raises(NotAudited):
        suppressing.suppress("1999000015", why="opted out", by="ann")
    assert suppressed(workspace) is None
