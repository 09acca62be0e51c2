"""How does a home come to hold a made-up country, and its database with it?"""

import shutil
from collections.abc import Callable
from pathlib import Path

from graph import embedded
from loaders.reading.loading import Outcome, files_of, load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings

# Gives the folder of a name, which the function made once in a run of the tests.
Once = Callable[[str, Callable[[Path], object]], Path]


def load_from(country: Path, home: Path, but: str = "") -> list[Outcome]:
    """Load a country's files, but for one source's; what came of each."""
    return [
        outcome
        for source in sources().values()
        if source.name != but
        for outcome in load(home, source, files_of(source, [str(country / source.name)]), 1)
    ]


def refreshed_from(loaded: Path, home: Path) -> None:
    """Refresh a copy of a home that has loaded. Its server has ended and keeps neither place nor
    port: copies of it may run side by side."""
    at = Settings(home=home, neo4j_uri=None)
    shutil.copytree(loaded, home, dirs_exist_ok=True)
    try:
        refresh(at)
    finally:
        embedded.down(at)
    shutil.rmtree(at.server_home / "conf")
    (at.server_home / "run" / "port").unlink()


def copied(home: Path, to: Path) -> None:
    """A copy of a home whose server has ended."""
    shutil.copytree(home, to, symlinks=True)
