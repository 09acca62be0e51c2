"""By which figures is a relationship told, each of which records?

Ten indicators. Eight are counts, shares or medians over engagements; `silence` and `growth` stand
in modules of their own. What no source tells is unknown, never zero: an engagement without a reply
on record has no reply time, one without a debrief says nothing of insights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from algorithms.rapport.rules import rules
from algorithms.rapport.touches import Touch, Window

COUNT, SHARE, MEDIAN = "count", "share", "median"
HOUR = timedelta(hours=1)
# The day on which an engagement counts, and its value: 1 or 0 of counts and shares.
Sample = tuple[date, float]


@dataclass(frozen=True)
class Indicator:
    """A figure over engagements: `sample` gives what one adds, none where it says nothing by the
    day asked; `better` is 1 where more is better, -1 where less is, 0 where neither. `is_said`:
    of what was said or answered, for those who may read conversations."""

    name: str
    title: str
    unit: str
    formula: str
    kind: str
    better: int
    is_said: bool
    sample: Callable[[Touch, date], Sample | None]


def held(touch: Touch, until: date) -> Sample | None:
    """An engagement that was held."""
    return (touch.held_on, 1.0) if touch.held_on and touch.held_on <= until else None


def _minutes(touch: Touch, until: date) -> Sample | None:
    at = held(touch, until)
    return (at[0], float(touch.minutes)) if at and touch.minutes is not None else None


def _reply_hours(touch: Touch, until: date) -> Sample | None:
    invited, replied = touch.invited_at, touch.replied_at
    if not invited or not replied or not invited <= replied or replied.date() > until:
        return None
    return invited.date(), (replied - invited) / HOUR


def _acceptance_hours(touch: Touch, until: date) -> Sample | None:
    invited, accepted = touch.invited_at, touch.accepted_at
    if not invited or not accepted or not invited <= accepted or accepted.date() > until:
        return None
    return invited.date(), (accepted - invited) / HOUR


def _accepted(touch: Touch, until: date) -> Sample | None:
    if not touch.invited_at or touch.invited_at.date() > until:
        return None
    invited_on = touch.invited_at.date()
    if touch.accepted_at and touch.accepted_at.date() <= until:
        return invited_on, 1.0
    is_answered = touch.replied_at is not None and touch.replied_at.date() <= until
    waited = (until - invited_on).days >= rules().reply_days
    return (invited_on, 0.0) if is_answered or waited else None


def _cancelled(touch: Touch, until: date) -> Sample | None:
    day = touch.planned_on or touch.held_on
    return (day, float(touch.is_cancelled)) if day and day <= until else None


def _yields(touch: Touch, until: date) -> Sample | None:
    at = held(touch, until)
    if not at or (touch.is_actionable is None and touch.follow_on is None):
        return None
    return at[0], float(bool(touch.is_actionable) or touch.follow_on not in (None, "none"))


def _satisfaction(touch: Touch, until: date) -> Sample | None:
    at = held(touch, until)
    return (at[0], float(touch.satisfaction)) if at and touch.satisfaction is not None else None


INDICATORS = (
    Indicator("touches", "touches held", "touches", "engagements that were held", COUNT, 1, False,
              held),
    Indicator("minutes", "minutes of a touch", "minutes", "median of the minutes of touches held",
              MEDIAN, 1, False, _minutes),
    Indicator("cancelled", "share called off", "share", "engagements called off over all planned",
              SHARE, -1, False, _cancelled),
    Indicator("reply_hours", "hours to a reply", "hours",
              "median from the invitation to the first reply", MEDIAN, -1, True, _reply_hours),
    Indicator("acceptance_hours", "hours to acceptance", "hours",
              "median from the invitation to its acceptance", MEDIAN, -1, True, _acceptance_hours),
    Indicator("accepted", "share accepted", "share",
              f"invitations accepted over all that were answered or are {rules().reply_days} days "
              "old", SHARE, 1, True, _accepted),
    Indicator("insight_yield", "insight yield", "share",
              "touches whose debrief has an actionable insight or a follow-on, over those whose "
              "debrief says", SHARE, 1, True, _yields),
    Indicator("satisfaction", "satisfaction", "1 to 5",
              "median of the satisfaction that debriefs note", MEDIAN, 1, True, _satisfaction),
)  # fmt: skip
SILENCE = (
    "silence",
    "days since the last touch",
    "days",
    "days from the latest touch held to the day asked",
)
GROWTH = (
    "growth",
    "influence growth",
    "change a year",
    "annualised change of papers, volume and centrality; the emerging list's own rule of two of "
    "three",
)


@dataclass(frozen=True)
class Sampled:
    """An indicator's samples within the twelve months, each with its engagement."""

    indicator: Indicator
    window: Window
    samples: tuple[tuple[date, float, str], ...]

    @property
    def value(self) -> float | None:
        """Over the twelve months; none where it cannot be told."""
        return _worth(self.indicator.kind, [value for _, value, _ in self.samples])

    @property
    def engagements(self) -> list[str]:
        """The ids of the engagements that it is made of."""
        return [id for _, _, id in self.samples]

    def halves(self) -> tuple[list[float], list[float]]:
        """The values of the first six months, and of the last six."""
        middle = self.window.middle
        return (
            [value for day, value, _ in self.samples if day <= middle],
            [value for day, value, _ in self.samples if day > middle],
        )

    def worth(self, values: list[float]) -> float | None:
        """What some values come to."""
        return _worth(self.indicator.kind, values)

    def months(self) -> list[tuple[float | None, int]]:
        """The value of each month and of how many samples; none before the log begins, and where
        there is nothing to take a share or median of."""
        found: list[list[float]] = [[] for _ in self.window.ends()]
        for day, value, _ in self.samples:
            at = self.window.month_of(day)
            assert at is not None  # samples lie within the window
            found[at].append(value)
        return [
            (self.worth(values) if self.window.is_covered(at) else None, len(values))
            for at, values in enumerate(found)
        ]


def sampled(indicator: Indicator, touches: list[Touch], window: Window) -> Sampled:
    """The indicator over a relationship's engagements, the oldest first."""
    found = [
        (*sample, touch.engagement_id)
        for touch in touches
        if (sample := indicator.sample(touch, window.until))
        and window.from_on <= sample[0] <= window.until
    ]
    return Sampled(indicator, window, tuple(sorted(found)))


def _worth(kind: str, values: list[float]) -> float | None:
    if kind == COUNT:
        return sum(values)
    if not values:
        return None
    if kind == SHARE:
        return sum(values) / len(values)
    return median(values)
