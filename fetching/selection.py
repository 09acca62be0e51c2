"""Which sources are fetched, which part of each, and how often? What `sources.toml` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fetching.faults import NotChosen
from fetching.outlet import Options, outlets

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Selection:
    """The outlets that are chosen, with their options, in the order of the file."""

    chosen: dict[str, Options]

    def options(self, name: str) -> Options:
        """The options of a source, chosen or not. Raises `NotChosen` where it cannot be fetched."""
        known = outlets()
        if name not in known:
            raise NotChosen(f"{name!r} cannot be fetched{_nearest(name, list(known))}")
        if name in self.chosen:
            return self.chosen[name]
        options: Options = known[name].options()
        return options


def read(path: Path) -> Selection:
    """What the file says; nothing where there is no file. Raises `NotChosen`, naming the file, the
    table and the key at fault."""
    if not path.exists():
        return Selection({})
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotChosen(f"{path} is no TOML: {error}") from None
    return Selection({name: _options(path, name, table) for name, table in raw.items()})


def duration(text: str) -> timedelta:
    """The time that `30m`, `24h` or `7d` mean. Raises `NotChosen` for anything else."""
    number, unit = text[:-1], text[-1:]
    if unit not in _UNITS or not number.isdecimal() or not 0 < int(number) < 100_000:
        raise NotChosen(f"{text!r} is no time; give minutes, hours or days, such as 30m, 24h or 7d")
    return timedelta(**{_UNITS[unit]: int(number)})


def _options(path: Path, name: str, table: Any) -> Options:
    known = outlets()
    if name not in known:
        raise NotChosen(f"{path}: [{name}] is no source to fetch{_nearest(name, list(known))}")
    if not isinstance(table, dict):
        raise NotChosen(f"{path}: {name} is to be a table; write [{name}] on a line of its own")
    try:
        options: Options = known[name].options.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            fields = list(known[name].options.model_fields)
            raise NotChosen(f"{path}: [{name}] has no key {key!r}{_nearest(key, fields)}") from None
        raise NotChosen(
            f"{path}: [{name}] {key} = {first['input']!r}: {first['msg'].removeprefix('Value ')}"
        ) from None
    return options


def _nearest(word: str, known: list[str]) -> str:
    """The end of a sentence: the word that was meant, else all there are."""
    near = get_close_matches(word.replace("_", "-"), known, 1) or get_close_matches(word, known, 1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"
