"""The publishers' own files, which are no part of the project: `PEERLINE_REAL_DATA` names their
folder. Messages of failed tests name files and ids, never persons."""

import os
from pathlib import Path

import pytest
from publishers import FOLDERS, Loaded

from loaders.reading.loading import Outcome, load
from loaders.reading.source import sources


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the publishers' files."""
    given = os.environ.get("PEERLINE_REAL_DATA")
    folder = Path(given) if given else Path(__file__).parents[3] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}: let PEERLINE_REAL_DATA name that of the real files")
    return folder


@pytest.fixture(scope="session")
def loaded(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Every file of the ten sources' folders, of whatever kind, given to the source's loader."""
    home = tmp_path_factory.mktemp("real")
    outcomes: dict[str, dict[str, Outcome]] = {}
    for source, folder in FOLDERS.items():
        files = sorted(path for path in (data / folder).rglob("*") if path.is_file())
        # In this process where the files are few and small: a pool costs more than it saves.
        groups = [files] if source == "pubmed" else [[file] for file in files]
        found = [one for group in groups for one in load(home, sources()[source], group)]
        names = [str(path.relative_to(data / folder)) for path in files]
        outcomes[source] = dict(zip(names, found, strict=True))
    return Loaded(home, outcomes)
