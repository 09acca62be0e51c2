"""Of a channel no secret is kept, once deleted no address, and no backup undoes that."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from raising import LIAISON, TOMORROW, channel, raised
from sqlalchemy import text

from schema.settings import Settings
from workspace import deliveries
from workspace.backups import backup
from workspace.channels import (
    KeyLost,
    NoSuchChannel,
    NotAChannel,
    Wish,
    channels,
    delete,
    of_number,
    save,
    secret_of,
)
from workspace.restoring import restore
from workspace.store import opened, reading

ADDRESS = "https://hooks.example/in"


def _all(at: Settings) -> str:
    with reading(at) as connection:
        return str(connection.execute(text("SELECT * FROM channel")).all())


def test_a_channel_is_kept_with_the_rights_of_its_owner_and_without_its_secret(
    workspace: Settings,
) -> None:
    own, secret = channel(workspace, ADDRESS, kinds=["B", "A", "B"])
    assert secret and secret == secret_of(workspace, own)
    assert (own.role, own.territory, own.kinds) == ("liaison", ["DE", "IL"], ["A", "B"])
    assert of_number(workspace, "ann", own.number) == own
    assert secret.removeprefix("whsec_") not in _all(workspace)
    key = workspace.home / "delivery.key"
    assert key.stat().st_mode & 0o777 == 0o600 and len(key.read_bytes()) == 32


def test_two_channels_have_two_secrets(workspace: Settings) -> None:
    secrets = {channel(workspace, ADDRESS, name=name)[1] for name in "abc"}
    assert len(secrets) == 3 and None not in secrets


def test_a_deleted_channel_leaves_its_name_free_and_no_address(workspace: Settings) -> None:
    for _ in range(2):
        own, _ = channel(workspace, ADDRESS)
        with pytest.raises(NoSuchChannel):
            delete(workspace, "bob", own.number)
        delete(workspace, "ann", own.number)
    assert channels(workspace) == []
    assert "hooks.example" not in _all(workspace) and "IL" not in _all(workspace)


@pytest.mark.parametrize(
    "parts",
    [
        *({"kind": "FAX"}, {"kind": ""}, {"rhythm": "HOURLY"}, {"address": ""}),
        *({"address": "x" * 501}, {"hour": -1}, {"hour": 24}, {"weekday": 7}, {"weekday": -1}),
        *({"quiet_from": 1}, {"quiet_to": 1}, {"quiet_from": 1, "quiet_to": 1}),
        *({"quiet_from": 24, "quiet_to": 1}, {"kinds": ["é"]}, {"kinds": ["a"] * 51}),
    ],
    ids=str,
)
def test_what_is_no_channel_is_not_kept(workspace: Settings, parts: dict[str, Any]) -> None:
    given = {"kind": "WEBHOOK", "address": ADDRESS} | parts
    with pytest.raises(NotAChannel):
        save(workspace, "ann", "own", Wish(**given), LIAISON)
    for owner, name in (("", "own"), ("ann", " "), ("ann", "a\tb"), ("ann", "x" * 201)):
        with pytest.raises(NotAChannel):
            save(workspace, owner, name, Wish("WEBHOOK", ADDRESS), LIAISON)
    assert channels(workspace) == []


def test_a_key_that_is_another_signs_nothing(workspace: Settings) -> None:
    own, _ = channel(workspace, ADDRESS)
    (workspace.home / "delivery.key").write_bytes(os.urandom(32))
    with pytest.raises(KeyLost, match="save the channel again"):
        secret_of(workspace, own)
    again, secret = channel(workspace, ADDRESS)
    assert again.number == own.number and secret == secret_of(workspace, again)


def test_a_backup_brings_back_no_channel_that_was_deleted_and_sends_nothing_again(
    tmp_path: Path,
) -> None:
    at = Settings(home=tmp_path / "home", workspace=None)
    gone, _ = channel(at, ADDRESS, name="gone")
    own, _ = channel(at, ADDRESS, name="own")
    raised(at, 1)
    for one in (gone, own):
        deliveries.put(at, one, TOMORROW, TOMORROW)
    backup(at, tmp_path / "kept.zip")
    delete(at, "ann", gone.number)
    taken = deliveries.claim(at, own.number, TOMORROW)
    assert taken is not None
    deliveries.sent(at, taken, TOMORROW)
    restore(at, tmp_path / "kept.zip")
    assert [one.name for one in channels(at)] == ["own"]
    assert deliveries.due(at, TOMORROW + timedelta(days=1)) == []
    assert deliveries.put(at, own, TOMORROW, TOMORROW) == 0


def test_an_instant_of_long_ago_and_one_to_come_keep_their_order(workspace: Settings) -> None:
    own, _ = channel(workspace, ADDRESS)
    raised(workspace, 1, raised_at=datetime(1, 1, 2, tzinfo=UTC))
    raised(workspace, 2, raised_at=datetime(9999, 12, 30, tzinfo=UTC))
    assert deliveries.put(workspace, own, TOMORROW, TOMORROW) == 1
    with opened(workspace) as connection:
        connection.execute(text("DELETE FROM delivery_alert"))
    assert deliveries.put(workspace, own, TOMORROW, TOMORROW) == 1
