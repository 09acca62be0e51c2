"""Which relationships of the demo company's liaisons grow, hold and fade?

Each liaison who covers a dozen clinicians or more meets the last three of them in a rhythm of their
own, one of each state. In every half-year as many invitations go out as `_RHYTHM` says, on days
drawn at random; what changes, changes with the last half-year. Invitations that stay without an
answer and engagements called off are as frequent as elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

_FEWEST = 12
# Invitations in a half-year and hours to a reply, from and to: before, and in the last half-year.
_RHYTHM = {
    "compounding": ((4, (48, 96)), (24, (2, 24))),
    "steady": ((10, (12, 60)), (10, (12, 60))),
    "drifting": ((24, (2, 24)), (4, (48, 96))),
}


def planted(panel: Sequence[int]) -> dict[int, str]:
    """Persons of a panel whose relationship is planted, with its state."""
    if len(panel) < _FEWEST:
        return {}
    return dict(zip(panel[-len(_RHYTHM) :], _RHYTHM, strict=True))


def invited(
    state: str, last: int, years: int, random: Random
) -> Iterator[tuple[date, tuple[int, int]]]:
    """The days of engagements over so many years to the end of `last`, with the hours that a reply
    takes."""
    halves = [
        (date(year, month, 1), date(year + month // 7, 7 if month == 1 else 1, 1))
        for year in range(last - years + 1, last + 1)
        for month in (1, 7)
    ]
    before, after = _RHYTHM[state]
    for at, (begin, end) in enumerate(halves):
        often, hours = after if at == len(halves) - 1 else before
        days = (end - begin).days
        for offset in sorted(random.randrange(days) for _ in range(often)):
            yield begin + timedelta(days=offset), hours
