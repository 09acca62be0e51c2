"""Whose own work is read or kept, and for which part of the house?"""

from __future__ import annotations

from typing import NamedTuple


class Asker(NamedTuple):
    """One who keeps work of the own: a stable id, and the function whose shared work is read; an
    empty one has none."""

    subject: str
    function: str
