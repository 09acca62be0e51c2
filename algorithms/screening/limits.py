"""From which figures on must somebody look, and why these? They stand in `limits.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Limit(NamedTuple):
    """A figure by its name, its unit, and the reason for it."""

    name: str
    value: int
    unit: str
    why: str


@cache
def limits() -> dict[str, Limit]:
    """All of them by name, in the file's order."""
    text = Path(__file__).with_name("limits.toml").read_text(encoding="utf-8")
    return {name: Limit(name, **given) for name, given in tomllib.loads(text).items()}


def limit(name: str) -> int:
    """The value of one."""
    return limits()[name].value
