"""Which calibration makes a probability of what the model says, and how long does it stand?

A calibration is learnt from what the same kind of record has brought in the last closed years. It
stands for the month of the day asked, so that a few new records change the strengths of those whom
they name, and no others: it is learnt anew in another month, where a twentieth more or fewer
entries are to be judged, or by other code.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from algorithms.algorithm import code
from schema.claims import Calibration

# How many entries may have come or gone.
MOST_CHANGED = 0.05
Steps = list[tuple[float, float]]


class Learnt(NamedTuple):
    """The steps of a model's calibration, and why what they give is no probability, where it is
    none."""

    steps: Steps
    withheld: str | None = None


class Calibrations:
    """The calibrations in use on the day `as_of`: rows of `schema.claims.Calibration` that were
    `kept`, and those learnt since."""

    def __init__(self, as_of: date, kept: pa.Table | None = None) -> None:
        self._month, self._learnt_by = as_of.replace(day=1), code()
        rows = [] if kept is None else kept.to_pylist()
        self._rows: dict[str, dict[str, Any]] = {row["kind"]: row for row in rows}

    def of(self, kind: str, entries: int, learn: Callable[[], Learnt]) -> Learnt:
        """The calibration of a kind of record with so many entries."""
        row = self._rows.get(kind)
        if row is None or not self._stands(row, entries):
            found = learn()
            row = {
                "kind": kind,
                "month": self._month,
                "entries": entries,
                "learnt_by": self._learnt_by,
                "said": [said for said, _ in found.steps],
                "chances": [chance for _, chance in found.steps],
                "withheld": found.withheld,
            }
            self._rows[kind] = row
        return Learnt(list(zip(row["said"], row["chances"], strict=True)), row["withheld"])

    def table(self) -> pa.Table:
        """All of them, to be kept."""
        rows = [self._rows[kind] for kind in sorted(self._rows)]
        return pa.Table.from_pylist(rows, Calibration.columns())

    def _stands(self, row: dict[str, Any], entries: int) -> bool:
        if (row["month"], row["learnt_by"]) != (self._month, self._learnt_by):
            return False
        return bool(abs(entries - row["entries"]) <= MOST_CHANGED * row["entries"])
