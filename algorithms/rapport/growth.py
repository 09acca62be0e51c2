"""Does the person's own influence grow: papers, volume, standing?

The three lines are those of the emerging list, and so is the rule whether two of three rise: it is
read as that list concluded it, never worked out a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from algorithms.emerging.cohort_lines import YEAR, annualised

Line = Sequence[float | None] | None


@dataclass(frozen=True)
class Growth:
    """Annualised change of papers, of volume and of centrality (0.1: a tenth more a year); whether
    the emerging list's rule of thumb holds; until which day. None is not known."""

    publications: float | None
    volume: float | None
    centrality: float | None
    is_lifting: bool | None
    until: date | None
    reasons: tuple[str, ...] = ()


def growth(
    lines: tuple[Line, Line, Line],
    until: date | None,
    is_lifting: bool | None,
    reasons: Sequence[str],
) -> Growth:
    """The growth by lines of twelve quarters with gaps (papers, services, PageRank), the day on
    which these end, and what the emerging list concluded; none of it where that has no lines."""
    changes = [None if line is None else annualised(_with_gaps(line)) for line in lines]
    known = any(line is not None and _quarters(line) >= 2 * YEAR for line in lines)
    # The list has a row for those who rise or are candidates; whoever has lines and no row does
    # not rise.
    holds = is_lifting if is_lifting is not None else (False if known else None)
    papers, volume, centrality = changes
    return Growth(papers, volume, centrality, holds, until, tuple(reasons))


def _quarters(line: Sequence[float | None]) -> int:
    return sum(value is not None for value in line)


def _with_gaps(line: Sequence[float | None]) -> list[float]:
    return [float("nan") if value is None else value for value in line]
