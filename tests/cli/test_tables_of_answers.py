"""An answer becomes a table in the terminal, and a list a file, run as a person runs it."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j import Driver

from cli import serving
from graph import connection
from schema.environment import environment_of
from schema.settings import Settings

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
NAMES = "{ people { nodes { name tieCount } } }"


@pytest.fixture
def run(server: Settings, driver: Driver, tmp_path: Path) -> Iterator[Run]:
    """A function that runs the command in a home on the tests' database, which holds 120 persons,
    one of whom bears a formula for a name."""
    at = connection.address(server)
    home = Settings(
        home=tmp_path / "home",
        neo4j_uri=at.uri,
        neo4j_user=at.user,
        neo4j_password=at.password,
        neo4j_database=server.neo4j_database,
    )
    driver.execute_query(
        "UNWIND range(1, 120) AS i CREATE (:Person {personId: 'P' + right('00' + i, 3), "
        "name: CASE i WHEN 1 THEN '=1+1[bold]' ELSE 'Ada ' + i END, tieCount: -i})",
        database_=server.neo4j_database,
    )

    def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            env={**os.environ, **environment_of(home), "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )

    yield ran
    serving.stop(home)


def test_an_answer_is_a_table_and_a_list_a_file(run: Run, tmp_path: Path) -> None:
    shown = run("query", "{ people(first: 2) { nodes { name tieCount } } }", "--table")
    assert shown.returncode == 0, shown.stderr
    lines = [line.split() for line in shown.stdout.splitlines() if line.strip()]
    assert lines[0] == ["name", "tieCount"]
    assert lines[2:] == [["=1+1[bold]", "-1"], ["Ada", "2", "-2"]]
    told = run("query", "{ people(first: 1) { nodes { name tieCount } } }", "--csv")
    assert told.stdout.splitlines() == ["name,tieCount", "'=1+1[bold],-1"]
    done = run("export", NAMES, "people.csv", "--page", "50")
    assert (done.returncode, done.stdout) == (0, "120 rows in people.csv\n"), done.stderr
    with (tmp_path / "people.csv").open(newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert rows[:3] == [["name", "tieCount"], ["'=1+1[bold]", "-1"], ["Ada 2", "-2"]]
    assert [row[1] for row in rows[1:]] == [str(-i) for i in range(1, 121)]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["query", NAMES, "--table", "--csv"], 2, "give one"),
        (["export", NAMES, "people.txt"], 2, "csv, ndjson, parquet"),
        (["export", NAMES, "people"], 2, "csv, ndjson, parquet"),
        (["export", '{ person(id: "P1") { name } }', "x.csv"], 2, "has none"),
        (["export", NAMES, "x.csv", "--page", "0"], 2, "give 1 to 100"),
        (["export", NAMES, "x.csv", "--variables", "[]"], 2, "JSON object"),
        (["export", NAMES, "nowhere/x.csv"], 1, "No such file or directory"),
    ],
)
def test_what_cannot_be_exported_is_told(
    run: Run, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not [*tmp_path.glob("*.csv"), *tmp_path.glob("*.part")]
