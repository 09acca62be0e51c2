"""What was learnt from the records, and how long does it stand?

A lesson is what a model takes from what has happened: a calibration, coefficients, and how they did
on the past. It stands for the month of the day asked, so that a few new records change what is said
of those whom they name, and of few others. It is learnt anew in another month, by other code, or
where a twentieth more or fewer records are there to learn from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import orjson

Lesson = TypeVar("Lesson")
# The share of the records that may have come or gone.
MOST_CHANGED = 0.05


class Lessons:
    """The lessons in use on the day `as_of`, learnt by the code of the digest `by`; those that a
    `home` keeps stand, but where they are wanted `afresh`."""

    def __init__(
        self, as_of: date, by: str, home: Path | None = None, afresh: bool = False
    ) -> None:
        self._at = {"month": f"{as_of:%Y-%m}", "by": by}
        self._place = None if home is None else home / "claims" / "lessons.json"
        self._kept: dict[str, dict[str, Any]] = {}
        if self._place and self._place.exists():
            self._kept = orjson.loads(self._place.read_bytes())
        self._fallen = set(self._kept) if afresh else set()

    def of(self, name: str, records: int, learn: Callable[[], Lesson]) -> Lesson:
        """The lesson of a name, which so many records are there to learn from; it is made of what
        JSON has."""
        kept = self._kept.get(name)
        if kept is None or name in self._fallen or not self._stands(kept, records):
            kept = self._at | {"records": records, "lesson": learn()}
            self._kept[name] = kept
            self._fallen.discard(name)
        lesson: Lesson = kept["lesson"]
        return lesson

    def keep(self) -> None:
        """Keep them in the home, all or none."""
        if self._place:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            new = self._place.with_name("lessons.new")
            new.write_bytes(orjson.dumps(self._kept, option=orjson.OPT_INDENT_2))
            new.replace(self._place)

    def _stands(self, kept: dict[str, Any], records: int) -> bool:
        if any(kept[name] != value for name, value in self._at.items()):
            return False
        return bool(abs(records - kept["records"]) <= MOST_CHANGED * kept["records"])
