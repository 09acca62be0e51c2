"""A workspace is made by its migrations, taken up where it is ours, and else refused in words."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from setuptools import find_packages
from sqlalchemy import create_engine, inspect, text

from cli import exits
from schema.environment import environment_of
from schema.settings import Settings
from workspace import migrating, store
from workspace.judgements import judge, judgements

ROOT = Path(__file__).parents[2]


def _url(at: Settings) -> str:
    return at.workspace or f"sqlite:///{at.home / 'workspace.db'}"


def _run(at: Settings, *statements: str) -> None:
    engine = create_engine(_url(at))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
    store._engine.cache_clear()


def test_the_migrations_make_the_tables_that_the_code_declares(workspace: Settings) -> None:
    for module in sorted((ROOT / "workspace").glob("*.py")):
        __import__(f"workspace.{module.stem}")
    with store.reading(workspace) as connection:
        differences = compare_metadata(MigrationContext.configure(connection), store.METADATA)
        tables = set(inspect(connection).get_table_names())
    assert differences == []
    assert tables == {*store.METADATA.tables, "alembic_version"}


def test_the_migrations_are_one_line_and_all_are_known() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    script = ScriptDirectory.from_config(config)
    assert sorted(one.revision for one in script.walk_revisions()) == migrating.REVISIONS
    assert script.get_heads() == [migrating.REVISIONS[-1]]


def test_an_older_workspace_keeps_its_rows_and_gets_the_newer_tables(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(workspace, "same", ["a"], ["b"], "a and b", "ann", "cv")
    with store.reading(workspace) as connection:
        newer = sorted({*inspect(connection).get_table_names()} - {"judgement", "alembic_version"})
    further = " CASCADE" if workspace.workspace else ""
    drops = [f"DROP TABLE {name}{further}" for name in newer]
    _run(workspace, *drops, "UPDATE alembic_version SET version_num = '0001'")
    assert [one.about for one in judgements(workspace)] == ["a and b"]
    with store.reading(workspace) as connection:
        assert {*newer} <= {*inspect(connection).get_table_names()}


def test_tables_of_other_making_are_refused_and_left_alone(workspace: Settings) -> None:
    workspace.home.mkdir(exist_ok=True)
    _run(workspace, "CREATE TABLE invoice (number INTEGER)")
    with pytest.raises(migrating.UnknownWorkspace, match=r"\(invoice\).*PEERLINE_WORKSPACE"):
        judgements(workspace)
    engine = create_engine(_url(workspace))
    assert inspect(engine).get_table_names() == ["invoice"]
    engine.dispose()


def test_a_newer_workspace_is_refused(workspace: Settings) -> None:
    judgements(workspace)
    _run(workspace, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(migrating.UnknownWorkspace, match=r"newer Peerline \(migration 9999"):
        judgements(workspace)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "no usable URL"),
        ("nosuchdriver://x/y", "no usable URL"),
        ("mysql://x/y", "no usable URL|names mysql"),
        ("postgresql+psycopg://me:hush@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_clear_error(
    url: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(migrating.UnknownWorkspace, match=words) as raised:
        judgements(Settings(home=tmp_path, workspace=url))
    assert "hush" not in str(raised.value)
    assert exits.code_of(raised.value) == exits.UNDONE


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "workspace.db").write_bytes(b"no database at all" * 99)
    with pytest.raises(migrating.UnknownWorkspace, match="not a database"):
        judgements(Settings(home=tmp_path))


def test_processes_that_begin_at_once_make_one_workspace(workspace: Settings) -> None:
    code = "from workspace.judgements import judgements; from schema.settings import Settings; "
    code += "print(judgements(Settings()))"
    environment = environment_of(workspace) | {"PATH": "", "PYTHONPATH": str(ROOT)}
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    ends = [process.communicate(timeout=60) for process in begun]
    assert [out for out, _ in ends] == [b"[]\n"] * 2, ends


def test_a_wheel_holds_the_migrations() -> None:
    packages = find_packages(str(ROOT), exclude=["tests*", "benchmarks*"])
    for path in migrating.FOLDER.rglob("*.py"):
        assert ".".join(path.relative_to(ROOT).parent.parts) in packages
