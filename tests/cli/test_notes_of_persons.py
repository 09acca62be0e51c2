"""Notes are added, listed and removed by command, for the purpose that the environment names."""

import json
from io import StringIO
from typing import Any

import pytest
from changing import Office
from listening import listening
from neo4j import Driver
from pydantic import SecretStr
from rich.console import Console
from typer.testing import CliRunner

from api.app import application
from api.schema import schema
from cli import serving
from cli.__main__ import app
from cli.terminal.notes import notes
from schema.environment import environment_of

FUNCTIONS = "study=medical,sales call=commercial"


@pytest.fixture
def run(office: Office, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs `peerline note` for a purpose, with a server of the office."""
    for name, value in environment_of(office.settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PEERLINE_FUNCTIONS", FUNCTIONS)
    at = office.settings.model_copy(update={"functions": tuple(FUNCTIONS.split(","))})
    user, password = office.auth
    at = at.model_copy(update={"neo4j_uri": office.uri, "neo4j_user": user})
    at = at.model_copy(update={"neo4j_password": SecretStr(password)})
    with listening(application(at, schema)) as address:
        monkeypatch.setattr(serving, "serving", lambda _: address.removeprefix("http://"))

        def command(*words: str, purpose: str = "study") -> Any:
            env = {"PEERLINE_PURPOSE": purpose}
            return CliRunner().invoke(app, ["note", *words], env=env)

        yield command


def test_a_note_is_added_listed_for_its_purpose_and_removed(run: Any, office: Office) -> None:
    added = run("add", office.oak, "Prefers spring", "--shared")
    assert added.exit_code == 0, added.output
    assert "is kept for medical purposes, read by all of that function." in added.output
    listed = json.loads(run("list", office.oak, "--json").output)
    [note] = listed["notes"]
    assert (note["text"], note["function"], note["isShared"]) == ("Prefers spring", "MEDICAL", True)
    other = json.loads(run("list", office.oak, "--json", purpose="sales call").output)
    assert other["notes"] == []
    none = run("list", office.oak, purpose="")
    assert none.exit_code != 0
    gone = run("remove", note["id"])
    assert gone.output.strip() == f"Note {note['id']} is gone."
    assert run("remove", note["id"]).exit_code != 0


def _printed(name: str, found: dict[str, Any]) -> str:
    console = Console(width=80, record=True, file=StringIO())
    console.print(notes(name, found))
    return console.export_text()


def test_the_last_touch_is_told_in_words() -> None:
    last = {"on": "2024-05-01", "functions": ["COMMERCIAL"], "channel": "phone"}
    last |= {"logFrom": "2024-02-01", "logUntil": "2024-06-01"}
    row = {"id": "7", "writtenAt": "2025-06-01T10:00:00Z", "owner": "u-1", "isShared": False}
    row |= {"function": "MARKET_ACCESS", "text": "Sits on a formulary"}
    told = _printed("Ada Example", {"notes": [row], "lastTouch": last})
    words = " ".join(told.split())
    assert words.startswith("Ada Example was last touched on 2024-05-01 by phone, by commercial; ")
    assert "the log ends on 2024-06-01." in words
    assert "market access" in told and "the owner" in told and "Sits on a formulary" in told
    assert all(len(line) <= 80 for line in told.splitlines())
    none = _printed("Ada", {"notes": [], "lastTouch": last | {"on": None}})
    assert "Ada: no touch on record from 2024-02-01 to 2024-06-01." in none
    assert "No note is kept that may be read for this purpose." in none
    empty = _printed("Ada", {"notes": [], "lastTouch": last | {"logUntil": None}})
    assert "no log of engagements is loaded" in empty
