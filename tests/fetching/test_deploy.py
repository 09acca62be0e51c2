"""What stands in deploy/ runs as it stands: its commands parse, its settings are ours."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from cli.__main__ import app
from fetching.outlet import Options, outlets
from fetching.selection import read
from schema.environment import environment_of
from schema.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
OURS = {str(field.validation_alias) for field in Settings.model_fields.values()}


def _unit(name: str) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser(strict=False, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / name)
    return unit


def _compose() -> dict[str, Any]:
    service: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.sync.yml").read_text())
    return service["services"]["sync"]


def _cron_line() -> list[str]:
    lines = (DEPLOY / "peerline.cron").read_text().splitlines()
    (line,) = [one for one in lines if re.match(r"[\d*]", one)]
    return line.split(maxsplit=6)


def _commands() -> dict[str, list[str]]:
    """The words of each command in deploy/, without what the shell takes."""
    cron = _cron_line()[6].partition(">>")[0]
    return {
        "service": shlex.split(_unit("peerline-sync.service")["Service"]["ExecStart"]),
        "cron": shlex.split(cron),
        "compose": _compose()["command"],
    }


@pytest.mark.parametrize("name", ["service", "cron", "compose"])
def test_each_command_is_ours_and_parses(name: str) -> None:
    program, *words = _commands()[name]
    assert program.rpartition("/")[2] == "peerline"
    group = typer.main.get_command(app)
    with group.make_context("peerline", words, resilient_parsing=False) as context:
        command, sub, rest = group.resolve_command(  # type: ignore[attr-defined]
            context, [*context._protected_args, *context.args]
        )
        assert command == "sync"
        with sub.make_context(command, rest, parent=context) as inner:
            assert inner.params["once"] or inner.params["every"] == "24h"


def test_the_timer_starts_the_service_every_night() -> None:
    timer = _unit("peerline-sync.timer")
    assert timer["Timer"]["OnCalendar"] == "*-*-* 03:30:00"
    assert timer["Timer"]["Persistent"] == "true"
    service = _unit("peerline-sync.service")["Service"]
    assert (service["Type"], service["KillMode"]) == ("oneshot", "mixed")
    verify = shutil.which("systemd-analyze")
    if verify:
        said = subprocess.run(
            [verify, "calendar", timer["Timer"]["OnCalendar"]], capture_output=True, text=True
        )
        assert said.returncode == 0 or "bus" in said.stderr.lower(), said.stderr


def test_cron_runs_it_once_a_day_as_a_user_of_its_own() -> None:
    minute, hour, *days, user, command = _cron_line()
    assert 0 <= int(minute) < 60 and 0 <= int(hour) < 24
    assert days == ["*", "*", "*"] and user == "peerline"
    assert "%" not in command  # cron would end the line there


def test_variables_are_ours_and_the_compose_service_fits_beside_the_others() -> None:
    texts = [path.read_text() for path in DEPLOY.iterdir()]
    named = set(re.findall(r"\bPEERLINE_[A-Z_]+\b", "".join(texts)))
    known = {*environment_of(Settings()), *OURS}
    assert named <= known, named - known
    others = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    service = _compose()
    assert set(service["depends_on"]) <= set(others["services"])
    mounted, file = service["volumes"]
    assert mounted.partition(":")[0] in others["volumes"]
    assert (ROOT / file.partition(":")[0]).is_file()


def test_the_example_chooses_every_source_and_says_every_option() -> None:
    text = (DEPLOY / "sources.toml").read_text()
    selection = read(DEPLOY / "sources.toml")
    assert set(selection.chosen) == set(outlets()) - {"nucc"}
    for name, outlet in outlets().items():
        table = re.search(rf"^#? ?\[{name}\].*?(?=^#? ?\[|\Z)", text, re.M | re.S)
        assert table is not None, name
        own = set(outlet.options.model_fields) - set(Options.model_fields)
        assert all(re.search(rf"^#? ?{key} =", table[0], re.M) for key in own), name


def test_the_page_shows_the_example_as_it_stands() -> None:
    page = (ROOT / "docs/fetching.md").read_text()
    shown = page.partition("```toml\n")[2].partition("```")[0]
    assert shown == (DEPLOY / "sources.toml").read_text()


def test_the_page_names_every_source() -> None:
    page = (ROOT / "docs/fetching.md").read_text().partition("| source |")[2]
    assert all(f"`{name}`" in page for name in outlets())
