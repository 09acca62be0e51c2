"""What does medical affairs set out to do, and which rule says whom each objective needs?

The rules stand in `objectives.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Ruled(NamedTuple):
    """An objective by its name and title: what its rule looks for, and the rule, a `PersonFilter`
    as a question writes it."""

    name: str
    title: str
    why: str
    rule: str


@cache
def ruled() -> list[Ruled]:
    """All of them, in the file's order."""
    text = Path(__file__).with_name("objectives.toml").read_text(encoding="utf-8")
    return [
        Ruled(name, given["title"], given["why"], given["rule"].strip())
        for name, given in tomllib.loads(text).items()
    ]
