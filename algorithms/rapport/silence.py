"""Is a silence longer than the rhythm before it lets expect?

The rhythm is that of the twelve months up to the last touch, which itself begins the silence and
does not count. With n touches in T days and Jeffreys' prior of a rate, the chance of D days without
one is (T / (T + D)) ^ (n + 1/2): what is not known of a rate from few touches makes a silence less
telling.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from algorithms.rapport.indicators import held
from algorithms.rapport.rules import rules
from algorithms.rapport.touches import MONTHS, Touch, Window, months_before


@dataclass(frozen=True)
class Silence:
    """Days since the last touch and its engagement; touches in the twelve months before it, and the
    chance that so long a silence comes of nothing, none where it is no sign."""

    days: int
    since: date
    engagement_id: str
    touches_before: int
    chance: float | None


def silence(touches: list[Touch], window: Window) -> Silence | None:
    """The silence that lasts on the day asked; none where no touch was ever held."""
    held_on = sorted((one[0], t.engagement_id) for t in touches if (one := held(t, window.until)))
    if not held_on:
        return None
    last, id = held_on[-1]
    first = max(months_before(last, MONTHS) + timedelta(days=1), window.log_from)
    before = sum(first <= day for day, _ in held_on[:-1])
    days, over = (window.until - last).days, (last - first).days
    chance = None
    if days >= rules().silence_days and over > 0 and before:
        chance = (over / (over + days)) ** (before + 0.5)
    return Silence(days, last, id, before, chance)
