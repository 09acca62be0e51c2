"""Which tiers does medical affairs put persons of a therapeutic area in, and by which rules?

The rules stand in `tiers.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workspace.segments import LevelRule

_AREA = re.compile(r"\bAREA\b")


class Tier(NamedTuple):
    """A tier: what it is called and for, who comes in and who stays; `AREA` stands for the rule of
    the area."""

    name: str
    title: str
    why: str
    enters: str
    stays: str


@cache
def tiers() -> list[Tier]:
    """All of them, the highest first."""
    text = Path(__file__).with_name("tiers.toml").read_text(encoding="utf-8")
    return [
        Tier(name, given["title"], given["why"], given["enters"].strip(), given["stays"].strip())
        for name, given in tomllib.loads(text).items()
    ]


def levels_of(area: str) -> list[LevelRule]:
    """The rules of the tiers of an area, given by its rule as a question writes it."""
    return [
        LevelRule(one.title, *(_AREA.sub(lambda _: area, rule) for rule in (one.enters, one.stays)))
        for one in tiers()
    ]
