"""A key opens the door until it expires or is revoked, and is kept nowhere in clear."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from schema.settings import Settings
from workspace.keys import KEY, NoSuchKey, NotAKey, create, keys, opening, revoke
from workspace.store import opened, reading


def test_a_key_opens_the_door_in_its_role(workspace: Settings) -> None:
    clear, key = create(workspace, "u-7", "liaison", ["IL", "DE", "IL"], 30, documents_only=True)
    assert opening(workspace, clear) == key
    assert (key.subject, key.role, key.territory) == ("u-7", "liaison", ["DE", "IL"])
    assert key.documents_only
    assert key.expires_at == key.created_at + timedelta(days=30)
    assert clear.startswith(f"{key.prefix}_")


def test_what_is_kept_holds_no_secret(workspace: Settings) -> None:
    clear, _ = create(workspace, "u-7", "viewer")
    with reading(workspace) as connection:
        (row,) = connection.execute(select(KEY)).all()
    assert clear[14:] not in str(row)
    if workspace.workspace is None:
        kept = b"".join(path.read_bytes() for path in workspace.home.glob("workspace.db*"))
        assert b"u-7" in kept
        assert clear[14:].encode() not in kept


def test_a_revoked_key_opens_nothing_and_others_stay(workspace: Settings) -> None:
    clear, key = create(workspace, "u-7", "viewer")
    other, _ = create(workspace, "u-7", "viewer")
    assert revoke(workspace, key.prefix).revoked_at is not None
    assert opening(workspace, clear) is None
    assert opening(workspace, other) is not None
    with pytest.raises(NoSuchKey):
        revoke(workspace, key.prefix)
    assert [one.revoked_at is None for one in keys(workspace)] == [False, True]


def test_an_expired_key_opens_nothing(workspace: Settings) -> None:
    clear, _ = create(workspace, "u-7", "viewer", expires_in_days=1)
    with opened(workspace) as connection:
        connection.execute(update(KEY).values(expires_at=datetime.now(UTC)))
    assert opening(workspace, clear) is None


@pytest.mark.parametrize(
    "clear",
    ["", "peer_", "peer_00000000_" + "a" * 43, "peer_00000000_" + "a" * 10_000, "' OR 1=1 --", "é"],
)
def test_letters_that_are_no_key_open_nothing(clear: str, workspace: Settings) -> None:
    create(workspace, "u-7", "admin")
    assert opening(workspace, clear) is None


def test_a_key_with_a_letter_changed_opens_nothing(workspace: Settings) -> None:
    clear, _ = create(workspace, "u-7", "admin")
    assert opening(workspace, clear[:-1] + ("a" if clear[-1] != "a" else "b")) is None


@pytest.mark.parametrize(
    ("subject", "role", "territory", "days", "words"),
    [
        (" ", "viewer", [], None, "--subject"),
        ("x" * 201, "viewer", [], None, "--subject"),
        ("a\nb", "viewer", [], None, "--subject"),
        ("u", "liaison", [], None, "territory"),
        ("u", "liaison", ["Illinois"], None, "'Illinois' is no state"),
        ("u", "viewer", [], 0, "--expires-in-days is 0"),
        ("u", "viewer", [], 10**9, "--expires-in-days"),
    ],
)
def test_what_is_no_key_is_refused(
    subject: str,
    role: str,
    territory: list[str],
    days: int | None,
    words: str,
    workspace: Settings,
) -> None:
    with pytest.raises(NotAKey, match=words):
        create(workspace, subject, role, territory, days)
    assert keys(workspace) == []


@pytest.mark.parametrize("named", ["", "9", "99999999999999999999", "peer_", "٣"])
def test_to_revoke_what_is_none_is_said(named: str, workspace: Settings) -> None:
    with pytest.raises(NoSuchKey, match="peerline key list"):
        revoke(workspace, named)
