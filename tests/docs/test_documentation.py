"""Do the pages say what the code does?"""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
from graphql import build_schema, parse, validate
from typer.core import TyperGroup

from api.schema import schema
from cli import documentation
from cli.__main__ import app
from graph.distribution import NEO4J
from loaders.reading.source import sources
from schema.catalogue import CLAIMS, CONCLUSIONS, MENTIONS, NODES, RELATIONSHIPS
from schema.settings import Settings
from schema.vocabulary import Declared

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECLARED = [*NODES, *RELATIONSHIPS, *CONCLUSIONS, *MENTIONS, *CLAIMS]


def _spread(group: Any, before: str = "") -> dict[str, Any]:
    """Every command by its full name, such as `evaluate identity`."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        inner = isinstance(command, TyperGroup)
        found |= _spread(command, f"{before}{name} ") if inner else {before + name: command}
    return found


COMMANDS = _spread(typer.main.get_command(app))


def _split(line: str) -> tuple[str, list[str]]:
    """The command that a line begins with, of one word or two, and the words after it."""
    words = line.split()
    at = 2 if " ".join(words[:2]) in COMMANDS else 1
    return " ".join(words[:at]), words[at:]


def _named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", documentation.pages(), ids=_named)
def test_a_generated_page_is_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == documentation.pages()[page], "run `make docs`"


def test_a_stale_page_is_found_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(documentation, "DOCS", tmp_path)
    assert documentation.main([]) == 0
    assert documentation.main(["--check"]) == 0
    (tmp_path / "sources.md").write_text("old")
    assert documentation.main(["--check"]) == 1
    assert "sources.md is stale" in capsys.readouterr().err
    assert documentation.main([]) == 0
    assert documentation.stale() == []


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: declared.__name__)
def test_every_declared_class_and_field_is_described(declared: type[Declared]) -> None:
    assert declared.__doc__ and declared.about().endswith(".")
    undescribed = [f.name for f in declared.fields() if not f.about.endswith(".")]
    assert undescribed == []


def test_every_type_and_field_of_the_api_is_described() -> None:
    built = build_schema(schema.as_str())
    undescribed = []
    for name, kind in built.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        if not kind.description:
            undescribed.append(name)
        fields = getattr(kind, "fields", {})
        undescribed += [f"{name}.{f}" for f, field in fields.items() if not field.description]
    assert undescribed == []


def test_the_explorers_questions_are_valid_against_the_schema() -> None:
    text = (ROOT / "api" / "graphiql" / "questions.js").read_text(encoding="utf-8")
    questions = [q.replace("\\`", "`") for q in re.findall(r"query: `((?:\\`|[^`])+)`", text)]
    assert len(questions) == text.count("query: ") == 6
    built = build_schema(schema.as_str())
    assert [error.message for q in questions for error in validate(built, parse(q))] == []


def test_every_source_stands_in_the_readme() -> None:
    loaded = re.findall(r"peerline load ([a-z-]+) ", _readme())
    assert sorted(loaded) == sorted(sources())


def test_every_command_in_the_pages_exists_with_its_options() -> None:
    unknown = []
    for page in PAGES:
        for line in _commands(page.read_text(encoding="utf-8")):
            name, rest = _split(line)
            if name not in COMMANDS:
                unknown.append(f"{_named(page)}: peerline {line}")
                continue
            taken = (o for p in COMMANDS[name].params for o in (*p.opts, *p.secondary_opts))
            options = {*taken, "--help"}
            given = {word for word in rest if word.startswith("--")}
            unknown += [f"{_named(page)}: peerline {name} {o}" for o in given - options]
    assert unknown == []


def test_every_command_stands_in_the_readme() -> None:
    shown = {_split(line)[0] for line in _commands(_readme())} | {"demo"}
    assert sorted(set(COMMANDS) - shown) == []


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"^\| `([A-Z0-9_]+)`", _readme(), re.M))
    known = {"PEERLINE_MAVEN_REPOSITORY"}  # read where jars are fetched
    for field in Settings.model_fields.values():
        alias = field.validation_alias
        known |= {alias} if isinstance(alias, str) else {alias.choices[0]}  # type: ignore[union-attr]
    assert named == known


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_files_and_labels_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    # What a page tells one to make is not there yet; a test of its own makes it.
    made = set(re.findall(r"^New file `([^`]+)`", text, re.M))
    words = [word for word in re.findall(r"`([^`\n]+)`", text) if word not in made]
    rooms = tuple(f"{p.name}/" for p in ROOT.iterdir() if (p / "__init__.py").exists())
    files = [w for w in words if w.startswith(rooms) and not set("…<") & set(w)]
    files += [w for w in words if re.fullmatch(r"[a-z]+\.py|docker-compose\.yml", w)]
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("name", ["glossary.md", "architecture.md"])
def test_classes_that_a_hand_written_page_names_are_declared(name: str) -> None:
    words = re.findall(r"`([A-Z][A-Za-z_]+)`", (ROOT / "docs" / name).read_text(encoding="utf-8"))
    known = {declared.__name__ for declared in DECLARED} | {"Physician", "NEO4J_URI"}
    assert sorted(set(words) - known) == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(p.name[:4]) for p in sorted(ROOT.glob("docs/decisions/*.md"))]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {version}" in text or "## Unreleased" in text


def test_the_container_runs_the_version_that_is_tested() -> None:
    assert f"neo4j:{NEO4J}-community" in (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def _commands(text: str) -> list[str]:
    """What follows `peerline` in code, without quoted arguments and comments."""
    shown = re.findall(r"^ {4}peerline (.+)$|^\$ peerline (.+)$", text, re.M)
    inline = re.findall(r"`peerline ([a-z][^`]*)`", text)
    lines = [a or b for a, b in shown] + inline
    return [" ".join(shlex.split(line, comments=True)) for line in lines]


def _journeys() -> dict[str, list[str]]:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    text = page.partition("## Four journeys")[2].partition("\n## ")[0]
    return {
        part.partition("\n")[0]: re.findall(r"^\d+\. `([^`]+)`", part, re.M)
        for part in text.split("\n### ")[1:]
    }


def test_a_newcomer_walks_four_journeys_of_fifteen_files_at_most() -> None:
    found = _journeys()
    assert len(found) == 4
    for journey, files in found.items():
        assert 5 <= len(files) <= 15, journey
        assert len(set(files)) == len(files), journey
        assert [file for file in files if not (ROOT / file).exists()] == [], journey
