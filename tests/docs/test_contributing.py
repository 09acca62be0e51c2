"""Does what the page of contributing says work, done just as it says, in a copy of the project?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import orjson
import pytest
from neo4j import Driver

from graph import connection
from schema.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "contributing.md"
BLOCK = re.compile(
    r"^(?P<how>New file|In) `(?P<path>[^`]+)`(?P<where>[^\n]*):\n\n```\w+\n(?P<text>.*?)^```$",
    re.M | re.S,
)


class Step(NamedTuple):
    """A block of code of the page: a new file, or lines to put into one."""

    path: str
    is_new: bool
    where: str
    text: str


def _steps(chapter: str) -> list[Step]:
    text = PAGE.read_text(encoding="utf-8").partition(f"\n## {chapter}\n")[2].partition("\n## ")[0]
    steps = [
        Step(found["path"], found["how"] == "New file", found["where"], found["text"])
        for found in BLOCK.finditer(text)
    ]
    assert len(steps) == text.count("\n```") / 2, "a block of the page says not where it goes"
    return steps


def _done(chapter: str, copy: Path) -> None:
    """Do what a chapter says in a copy of the project."""
    kept = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
    for entry in ROOT.iterdir():
        if entry.is_dir() and not entry.name.startswith(".") and entry.name != "build":
            shutil.copytree(entry, copy / entry.name, ignore=kept)
        elif entry.is_file():
            shutil.copy(entry, copy / entry.name)
    for step in _steps(chapter):
        place = copy / step.path
        if step.is_new:
            assert not place.exists()
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(step.text, encoding="utf-8")
            continue
        text = place.read_text(encoding="utf-8")
        line = re.fullmatch(r", after the line `(.+)`", step.where)
        if line:
            assert text.count(f"{line[1]}\n") == 1, line[1]
            text = text.replace(f"{line[1]}\n", f"{line[1]}\n{step.text}")
        else:
            assert step.where == ", at the end"
            text = f"{text}\n\n{step.text}"
        place.write_text(text, encoding="utf-8")


def _python(copy: Path, *arguments: str, **variables: str) -> str:
    """Run Python in the copy; fail unless it ends well."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env=environment | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _checked(copy: Path) -> None:
    """The style, the pages and the direction of imports hold in the copy."""
    _python(copy, "-m", "ruff", "check", "--fix", ".")
    _python(copy, "-m", "ruff", "format", ".")
    _python(copy, "-m", "cli.documentation")
    contracts = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run([str(contracts)], cwd=copy, env=environment, capture_output=True)
    assert done.returncode == 0, done.stdout.decode()[-2000:]


def _database(server: Settings) -> dict[str, str]:
    """Variables that lead the copy to the tests' database."""
    at = connection.address(server)
    return {
        "NEO4J_URI": at.uri,
        "NEO4J_USER": at.user,
        "NEO4J_PASSWORD": at.password,
        "NEO4J_DATABASE": server.neo4j_database,
    }


def test_a_source_is_added_as_the_page_says(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    _done("Add a source", copy)
    test = "tests/loaders/test_college.py"
    _python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", test, "--update-golden")
    _python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", test)
    golden = copy / "tests/loaders/samples/college/list_2025.csv.facts"
    assert "name='Café Medicine'" in golden.read_text(encoding="utf-8")
    _checked(copy)
    assert "College of Specialties" in (copy / "docs/sources.md").read_text(encoding="utf-8")
    listed = orjson.loads(_python(copy, "-m", "cli", "sources", "--json"))
    assert "college" in {source["name"] for source in listed}


DRAWN = """
CREATE (a:Person {personId: 'a'}), (b:Person {personId: 'b'}), (c:Person {personId: 'c'})
CREATE (a)-[:CONNECTED_TO {strength: 0.6}]->(b), (b)-[:CONNECTED_TO {strength: 0.2}]->(c)"""


def test_an_algorithm_is_added_as_the_page_says(
    tmp_path: Path, driver: Driver, server: Settings
) -> None:
    copy = tmp_path / "copy"
    _done("Add an algorithm", copy)
    _checked(copy)
    page = (copy / "docs/algorithms.md").read_text(encoding="utf-8")
    assert "### Concentration" in page and "A missing tie looks like concentration." in page
    driver.execute_query(DRAWN)
    run = "from algorithms import running; from schema.settings import settings; "
    home = str(tmp_path / "home")
    _python(copy, "-c", f"{run}running.run(settings())", PEERLINE_HOME=home, **_database(server))
    rows = driver.execute_query(
        "MATCH (p:Person) RETURN p.personId AS id, p.concentration AS value, "
        "p.concentrationReasons AS reasons ORDER BY id"
    ).records
    # b's ties are 0.6 and 0.2: 0.6 / 0.8; the others have one each.
    assert [row.values() for row in rows] == [
        ["a", 1.0, ["strongest of 1 ties"]],
        ["b", 0.75, ["strongest of 2 ties"]],
        ["c", 1.0, ["strongest of 1 ties"]],
    ]


def test_a_relation_is_added_as_the_page_says(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    _done("Add a relation", copy)
    test = "tests/algorithms/network/test_relations_of_loners.py"
    told = _python(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", test)
    assert "1 passed" in told
    _checked(copy)


def test_a_field_is_added_as_the_page_says(
    tmp_path: Path, driver: Driver, server: Settings
) -> None:
    copy = tmp_path / "copy"
    _done("Add a field to the API", copy)
    _checked(copy)
    driver.execute_query(
        "CREATE (:Paper {pmid: '2'})-[:CITES]->(:Paper {pmid: '1'})<-[:CITES]-(:Paper {pmid: '3'})"
    )
    question = "{ papers { nodes { pmid citationCount } } }"
    ask = "import sys; from api.asking import ask; from schema.settings import settings; "
    ask += "import orjson; print(orjson.dumps(ask(settings(), sys.argv[1])).decode())"
    home = str(tmp_path / "home")
    told = _python(copy, "-c", ask, question, PEERLINE_HOME=home, **_database(server))
    counts = {one["pmid"]: one["citationCount"] for one in orjson.loads(told)["papers"]["nodes"]}
    assert counts == {"1": 2, "2": 0, "3": 0}


def test_the_page_has_no_other_chapter() -> None:
    chapters = re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.M)
    assert chapters == [
        "Add a source",
        "Add an algorithm",
        "Add a relation",
        "Add a field to the API",
    ]


@pytest.mark.parametrize("path", ["loaders/college.py", "algorithms/network/loners.py"])
def test_nothing_of_the_examples_is_left_in_the_project(path: str) -> None:
    assert not (ROOT / path).exists()
