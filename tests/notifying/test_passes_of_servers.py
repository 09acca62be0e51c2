"""A server sends what is due by itself; of several that share a workspace one sends each."""

from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from listening import listening
from raising import channel, raised
from receiving import Receiver

from api import channel_passes
from api.app import application
from api.schema import schema
from schema.settings import Settings
from workspace import deliveries, store


def _until(receiver: Receiver, count: int) -> None:
    until, never = monotonic() + 60, Event()
    while len(receiver.taken) < count:
        assert monotonic() < until, "nothing was sent"
        never.wait(0.02)


@pytest.fixture
def at(receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of servers that look every tenth of a second, and have no database."""
    monkeypatch.setattr(channel_passes, "SECONDS", 0.1)
    own: dict[str, object] = {"webhook_hosts": (receiver.host,), "neo4j_uri": "bolt://127.0.0.1:9"}
    own["neo4j_password"] = "none"
    return Settings(home=tmp_path, workspace=None, **own)  # type: ignore[arg-type]


def test_three_servers_on_one_workspace_send_each_delivery_once(
    at: Settings, receiver: Receiver
) -> None:
    own, _ = channel(at, receiver.address)
    first, second, third = (application(at, schema, delivers=True) for _ in range(3))
    with listening(first), listening(second), listening(third):
        for number in range(1, 6):
            raised(at, number)
            _until(receiver, number)
    assert len(receiver.idents) == len(set(receiver.idents)) == 5
    assert {one.state for one in deliveries.deliveries(at, own.number, 10)} == {"SENT"}


def test_a_server_goes_on_once_the_workspace_answers_again(
    at: Settings, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    channel(at, receiver.address)
    with store.opened(at) as connection:
        connection.exec_driver_sql("ALTER TABLE channel RENAME TO channel_away")
    with listening(application(at, schema, delivers=True)):
        until, never = monotonic() + 60, Event()
        while "the workspace does not answer" not in caplog.text:
            assert monotonic() < until, "nothing was said"
            never.wait(0.02)
        with store.opened(at) as connection:
            connection.exec_driver_sql("ALTER TABLE channel_away RENAME TO channel")
        raised(at, 1)
        _until(receiver, 1)


def test_an_application_that_was_not_told_to_sends_nothing(
    at: Settings, receiver: Receiver, tmp_path: Path
) -> None:
    elsewhere = at.model_copy(update={"home": tmp_path / "elsewhere"})
    for one in (at, elsewhere):
        channel(one, receiver.address)
    raised(at, 1)
    with (
        listening(application(at, schema)),
        listening(application(elsewhere, schema, delivers=True)),
    ):
        for number in range(1, 4):  # three passes of the other one
            raised(elsewhere, number)
            _until(receiver, number)
    assert deliveries.deliveries(at, 1, 1) == []
