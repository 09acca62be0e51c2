"""By which table are touches counted and weeks made? That of `rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("rules.toml")
IN_PERSON, VIRTUAL, OTHER = "in person", "virtual", "other"


class Tier(NamedTuple):
    """Touches a year from and to, and how many of them at least in person."""

    fewest: int
    most: int
    in_person: int


class Rules(NamedTuple):
    """The table: days and counts as named; tiers by number, shares from 0 to 1, minutes from and
    to, channels in lower case."""

    window_days: int
    tiers: dict[int, Tier]
    first: float
    second: float
    fewest_ranked: int
    minutes: dict[str, tuple[int, int]]
    channels: dict[str, str]
    trigger_days: int
    ahead_days: int
    rest_days: int
    apart_days: int


@cache
def rules() -> Rules:
    """The table of the file."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds = {IN_PERSON: "in_person", VIRTUAL: "virtual"}
    return Rules(
        window_days=given["window_days"],
        tiers={int(number): Tier(**tier) for number, tier in given["tier"].items()},
        **given["default_tier"],
        minutes={kind: tuple(given["minutes"][name]) for kind, name in kinds.items()},
        channels={each: kind for kind, name in kinds.items() for each in given["channels"][name]},
        **given["week"],
    )


def kind_of(channel: str | None) -> str:
    """Whether a channel, as the log names it, is in person, virtual, or neither."""
    return rules().channels.get((channel or "").strip().lower(), OTHER)
