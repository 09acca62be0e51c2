"""What became of one attempt to send?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Became(Enum):
    """Whether it arrived, may be tried again, will never be taken, or nobody is there any more."""

    ARRIVED = "arrived"
    LATER = "later"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True)
class Outcome:
    """What became of it and why; `after` is how long the receiver asks to be left alone."""

    became: Became
    why: str = ""
    after: timedelta | None = None


ARRIVED = Outcome(Became.ARRIVED)


def later(why: str, after: timedelta | None = None) -> Outcome:
    """It did not arrive, and may the next time."""
    return Outcome(Became.LATER, why, after)
