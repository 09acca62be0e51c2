"""Which engagements is a relationship made of, and in which of the last twelve months?"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MONTHS, HALF = 12, 6


@dataclass(frozen=True)
class Touch:
    """One engagement of a liaison with a person. A touch, in the narrow sense, is one that was
    held; what no source says is none."""

    engagement_id: str
    planned_on: date | None = None
    held_on: date | None = None
    minutes: int | None = None
    is_cancelled: bool = False
    invited_at: datetime | None = None
    replied_at: datetime | None = None
    accepted_at: datetime | None = None
    is_actionable: bool | None = None
    follow_on: str | None = None
    satisfaction: int | None = None


@dataclass(frozen=True)
class Window:
    """The twelve months that end on the day `until`; the log speaks from `log_from` on, which may
    be later than the first of them."""

    until: date
    log_from: date

    def ends(self) -> list[date]:
        """The last days of the twelve months, the oldest first."""
        return [months_before(self.until, back) for back in range(MONTHS - 1, -1, -1)]

    @property
    def from_on(self) -> date:
        """The first day of the first month."""
        return months_before(self.until, MONTHS) + timedelta(days=1)

    @property
    def middle(self) -> date:
        """The last day of the sixth month."""
        return months_before(self.until, HALF)

    def month_of(self, day: date) -> int | None:
        """The place of the month that the day is in, from 0; none outside the twelve."""
        if not self.from_on <= day <= self.until:
            return None
        return next(at for at, end in enumerate(self.ends()) if day <= end)

    def is_covered(self, month: int) -> bool:
        """Whether the log speaks of the whole month."""
        return months_before(self.until, MONTHS - month) + timedelta(days=1) >= self.log_from

    def days(self) -> tuple[int, int]:
        """How many days of the first and of the last six months the log speaks of."""
        early = (self.middle - max(self.from_on, self.log_from)).days + 1
        late = (self.until - max(self.middle + timedelta(days=1), self.log_from)).days + 1
        return max(early, 0), max(late, 0)


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month where it is shorter; the last
    day of a month stays one."""
    at = day.year * 12 + day.month - 1 - months
    year, month = at // 12, at % 12 + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))
