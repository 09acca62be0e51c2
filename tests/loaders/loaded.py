"""What does the lake hold once samples have been loaded, one after the other?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from golden import SAMPLES, load

from loaders.reading import loading
from loaders.reading.loading import Outcome
from loaders.reading.source import sources

Rows = list[dict[str, Any]]


def sample(source: str, name: str) -> Path:
    """A sample file of a source."""
    return SAMPLES / source / name


def in_turn(home: Path, source: str, *files: str | Path) -> list[Outcome]:
    """Load samples (by name) or files (by path) into the lake below `home`, in the order given."""
    paths = [file if isinstance(file, Path) else sample(source, file) for file in files]
    return [one for path in paths for one in loading.load(home, sources()[source], [path])]


def rows(source: str, name: str) -> dict[str, Rows]:
    """The rows that a source states of a sample, by class."""
    return {kind: table.to_pylist() for kind, table in load(source, sample(source, name)).items()}
