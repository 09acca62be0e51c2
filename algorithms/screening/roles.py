"""What does each role ask for, and which facts speak for it? They stand in `roles.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Facts that may speak for a role: what they are, and the source that tells them.
KINDS = {
    "sessions": ("sessions of congresses", "congresses"),
    "guidelines": ("guidelines signed", "pubmed"),
    "papers": ("papers", "pubmed"),
    "trials": ("trials", "clinical-trials"),
    "committees": ("committees and offices of societies", "societies"),
    "leadership": ("leadership roles", "leadership"),
    "practice": ("specialties practised", "nppes"),
}


class Role(NamedTuple):
    """A role by name and title: whether a licence must be in force, whether a fee is due, which
    facts speak for it (of `KINDS`), and why these."""

    name: str
    title: str
    licence: str
    is_paid: bool
    reasons: tuple[str, ...]
    why: str


@cache
def roles() -> dict[str, Role]:
    """All of them by name, in the file's order."""
    text = Path(__file__).with_name("roles.toml").read_text(encoding="utf-8")
    return {
        name: Role(name, **given | {"reasons": tuple(given["reasons"])})
        for name, given in tomllib.loads(text).items()
    }
