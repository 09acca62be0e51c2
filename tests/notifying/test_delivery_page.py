"""The page of delivery says what the code does, and what stands in deploy/ runs as it stands."""

import configparser
import re
import shlex
from pathlib import Path

import typer
from standardwebhooks import Webhook

from cli.__main__ import app
from notifying import digest, records, webhook
from notifying.sending import PAUSES
from workspace import channels, deliveries

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs/delivery.md").read_text(encoding="utf-8").split())
UNITS = {"second": 1, "minute": 60, "hour": 3_600}


def test_the_page_says_when_it_is_tried_again() -> None:
    told = PAGE.partition("under the same id, after ")[2].partition(". ")[0]
    found = re.findall(r"(\d+) (second|minute|hour)", told)
    assert [int(count) * UNITS[unit] for count, unit in found] == [
        pause.total_seconds() for pause in PAUSES
    ]


def test_the_page_says_the_bounds() -> None:
    assert f"within {webhook.SECONDS:g} seconds" in PAGE
    assert f"One delivery has {deliveries.MOST_POSTED} alerts at most" in PAGE
    assert f"the first {records.RECORDS} of its records" in PAGE
    assert f"{digest.MOST_RECORDS} of each alert. Beyond {digest.MOST} alerts" in PAGE
    assert channels.MOST_FAILURES == 3 and "after three in a row" in PAGE
    assert webhook.LONGEST_WAIT.days == 1 and "a day at most" in PAGE


def test_the_code_of_the_page_verifies_what_is_sent() -> None:
    assert 'Webhook("whsec_…").verify(body, headers)' in PAGE
    assert callable(Webhook("whsec_AAAA").verify)


def test_the_service_delivers_again_and_again() -> None:
    unit = configparser.RawConfigParser(strict=False, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "deploy/peerline-deliver.service")
    program, name, *rest = shlex.split(unit["Service"]["ExecStart"])
    assert program.endswith("/bin/peerline") and unit["Service"]["Restart"] == "always"
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    with command.make_context(name, rest) as context:
        assert context.params == {"every": 15.0, "json": False}
    named = unit["Unit"]["Documentation"].removeprefix("file:///opt/peerline/")
    assert (ROOT / named).is_file()
