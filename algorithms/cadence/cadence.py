"""Is a person met as often as the tier asks, too seldom, or too often?

Counted are the touches held within 365 days up to the day asked, by all of us together: a person
does not care which of our teams calls. Where the log does not reach back so far, too few touches
are unknown and not too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from algorithms.cadence.rules import IN_PERSON, OTHER, VIRTUAL, kind_of, rules
from algorithms.cadence.tiers import Tiered

UNDER, WITHIN, OVER, UNKNOWN = "under", "within", "over", "unknown"


@dataclass(frozen=True)
class Held:
    """A touch that one or more of our liaisons held, with all of their teams."""

    engagement_id: str
    on: date
    liaisons: frozenset[str]
    teams: frozenset[str] = frozenset()
    channel: str | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Cadence:
    """How often a person is met beside how often the tier asks; `touches` are those of the window,
    the oldest first, `last` the latest ever; `since` is the first day that is counted."""

    tiered: Tiered
    since: date
    until: date
    touches: tuple[Held, ...]
    last: Held | None
    standing: str
    sentence: str

    @property
    def due_on(self) -> date | None:
        """When the next touch is due by the fewest a year; none where nobody ever met them."""
        fewest = rules().tiers[self.tiered.tier].fewest
        return self.last.on + timedelta(days=rules().window_days // fewest) if self.last else None

    @property
    def intervals_late(self) -> float:
        """Days since the last touch in intervals of the fewest a year: above 1 it is overdue; 1
        for who was never met."""
        if self.last is None:
            return 1.0
        fewest = rules().tiers[self.tiered.tier].fewest
        return (self.until - self.last.on).days * fewest / rules().window_days

    def count(self, kind: str) -> int:
        """Touches of the window that were in person, virtual or neither."""
        return sum(kind_of(one.channel) == kind for one in self.touches)

    def minutes(self, kind: str) -> float | None:
        """The median minutes of those; none where none says."""
        known = [
            one.minutes
            for one in self.touches
            if kind_of(one.channel) == kind and one.minutes is not None
        ]
        return median(known) if known else None


def cadence(tiered: Tiered, held: Sequence[Held], until: date, log_from: date) -> Cadence:
    """How a person is met, by all touches held up to the day `until`."""
    first = until - timedelta(days=rules().window_days - 1)
    since = max(first, log_from)
    all_ = sorted((one for one in held if one.on <= until), key=lambda o: (o.on, o.engagement_id))
    inside = tuple(one for one in all_ if one.on >= since)
    tier, many = rules().tiers[tiered.tier], len(inside)
    if many > tier.most:
        standing = OVER
    elif many >= tier.fewest:
        standing = WITHIN
    else:
        standing = UNDER if since == first else UNKNOWN
    sentence = (
        f"{many} {'touch' if many == 1 else 'touches'} from {since} to {until}; "
        f"tier {tiered.tier} asks for {tier.fewest} to {tier.most} in {rules().window_days} days"
        + (", and the log does not reach back so far." if standing == UNKNOWN else ".")
    )
    return Cadence(tiered, since, until, inside, all_[-1] if all_ else None, standing, sentence)


def channel_next(of: Cadence) -> str:
    """In which way to meet next: in person where the tier still asks for that, else virtually."""
    lacking = rules().tiers[of.tiered.tier].in_person - of.count(IN_PERSON)
    return IN_PERSON if lacking > 0 else VIRTUAL


def mix(of: Cadence) -> dict[str, int]:
    """Touches of the window by kind of channel."""
    return {kind: of.count(kind) for kind in (IN_PERSON, VIRTUAL, OTHER)}
