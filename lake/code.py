"""Which code made this, as one digest? What another code made may differ."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

_CODE = {".py", ".json", ".csv", ".npz"}


def of_code(*folders: Path) -> str:
    """A digest of the code, models and statistics in folders, and of the engine, whose hashes and
    orders are kept."""
    found = hashlib.sha256(duckdb.__version__.encode())
    for folder in folders:
        for file in sorted(file for file in folder.rglob("*") if file.suffix in _CODE):
            found.update(file.read_bytes())
    return found.hexdigest()
