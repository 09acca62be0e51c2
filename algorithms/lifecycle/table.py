"""Which milestones does a product pass, and which experts does each of them need?

The table is `milestones.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Experts(NamedTuple):
    """Who counts at a milestone: by which kind of record about the condition, in trials of which
    phases (none: of any), with which weight, and why."""

    records: str
    weight: float
    why: str
    trial_phases: tuple[str, ...] = ()


class Beginning(NamedTuple):
    """An entry of the list of products that gives a milestone's first day."""

    kind: str
    note: str = ""


class Milestone(NamedTuple):
    """A row of the table, in its words."""

    name: str
    title: str
    why: str
    phases: tuple[str, ...]
    begins: tuple[Beginning, ...]
    discuss: tuple[str, ...]
    experts: tuple[Experts, ...]


@cache
def milestones() -> tuple[Milestone, ...]:
    """All of them, the earliest first."""
    text = Path(__file__).with_name("milestones.toml").read_text(encoding="utf-8")
    return tuple(
        Milestone(
            name,
            given["title"],
            given["why"],
            tuple(given["phases"]),
            tuple(Beginning(**one) for one in given["begins"]),
            tuple(given["discuss"]),
            tuple(
                Experts(**one | {"trial_phases": tuple(one.get("trial_phases", ()))})
                for one in given["experts"]
            ),
        )
        for name, given in tomllib.loads(text).items()
    )
