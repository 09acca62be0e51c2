"""By which thresholds is the state of a relationship told? Those of `rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("rules.toml")


class Rules(NamedTuple):
    """The thresholds: days, months and counts as named; `chance` from 0 to 1; `signs` are the
    names of the indicators that are compared."""

    reply_days: int
    read_months: int
    fewest_touches: int
    fewest_values: int
    chance: float
    silence_days: int
    signs: tuple[str, ...]


@cache
def rules() -> Rules:
    """The thresholds of the file."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    state = given.pop("state")
    return Rules(**given, **state | {"signs": tuple(state["signs"])})
