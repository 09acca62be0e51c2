"""Channels are told within eighty columns; a pass ends with 1 where something did not arrive."""

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer
from raising import channel, raised
from receiving import receiving, status
from rich.console import Console, RenderableType
from typer.testing import CliRunner

from cli.__main__ import app
from cli.channels import _hours
from cli.terminal.channels import added, deliveries, listed
from schema.environment import environment_of
from schema.settings import Settings

ROOT = Path(__file__).parents[2]
ONE: dict[str, Any] = {
    "id": "3",
    "name": "The desk of the whole field team of the north",
    "kind": "WEBHOOK",
    "address": "https://hooks.example/" + "in/" * 30,
    "rhythm": "WEEKLY",
    "hour": 7,
    "weekday": "FRIDAY",
    "quietFrom": 22,
    "quietTo": 6,
    "timeZone": "America/Argentina/Buenos_Aires",
    "kinds": ["TRIAL"],
    "onlyUrgent": True,
    "territory": ["DE", "IL"],
    "isOn": True,
    "offBecause": None,
}


def _printed(what: RenderableType) -> str:
    out = StringIO()
    Console(file=out, width=80).print(what)
    return out.getvalue()


def test_a_channel_is_told_within_eighty_columns_without_breaking_a_word() -> None:
    text = _printed(listed([ONE]))
    for part in ("Fridays, 7:00", "not 22:00 to 6:00", "urgent alone", "TRIAL"):
        assert part in text
    assert "persons in DE, IL" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "channel add --help" in _printed(listed([]))


def test_a_channel_that_is_off_says_why() -> None:
    text = _printed(listed([ONE | {"isOn": False, "offBecause": "answered 410: no more"}]))
    assert "is off: answered 410: no more" in " ".join(text.split())


def test_a_secret_is_shown_where_it_is_new() -> None:
    assert "whsec_abc" in _printed(added({"channel": ONE, "secret": "whsec_abc"}))
    assert "secret" not in _printed(added({"channel": ONE, "secret": None}))


def test_a_delivery_says_when_it_is_tried_next() -> None:
    row: dict[str, Any] = {"id": "1", "state": "WAITING", "alerts": 12, "attempts": 2}
    row |= {"dueAt": "2026-03-02T08:00:00+00:00", "nextAt": "2026-03-02T09:30:00+00:00"}
    text = _printed(deliveries([row | {"sentAt": None, "lastError": "answered 503"}]))
    assert "next 2026-03-02 09:30" in text and "answered 503" in text
    assert "Nothing was to be sent" in _printed(deliveries([]))


@pytest.mark.parametrize("text", ["", "22", "22-", "-7", "a-b", "22-7-1", "²-³", "100-7", "22:7"])
def test_quiet_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="22-7"):
        _hours(text)


def test_quiet_hours_are_two_numbers() -> None:
    assert (_hours("22-7"), _hours(None)) == ((22, 7), (None, None))


def test_a_pass_ends_with_one_where_something_did_not_arrive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as receiver:
        at = Settings(home=tmp_path, workspace=None, webhook_hosts=(receiver.host,))
        for name, value in environment_of(at).items():
            monkeypatch.setenv(name, value)
        channel(at, receiver.address)
        raised(at, 1)
        receiver.answers = [status(500)]
        failed = CliRunner().invoke(app, ["deliver"])
        assert failed.exit_code == 1
        raised(at, 2)
        done = CliRunner().invoke(app, ["deliver", "--json"])
        assert (done.exit_code, '"sent": 1' in done.output) == (0, True)
        assert CliRunner().invoke(app, ["deliver", "--every", "0"]).exit_code == 2


def test_deliver_goes_on_until_it_is_asked_to_end(tmp_path: Path) -> None:
    with receiving() as receiver:
        at = Settings(home=tmp_path, workspace=None, webhook_hosts=(receiver.host,))
        channel(at, receiver.address)
        raised(at, 1)
        process = subprocess.Popen(
            [sys.executable, "-m", "cli", "deliver", "--every", "1"],
            env=os.environ | environment_of(at) | {"PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            assert "1 sent" in process.stdout.readline()
            raised(at, 2)
            assert "1 sent" in process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()
        assert len(set(receiver.idents)) == 2
