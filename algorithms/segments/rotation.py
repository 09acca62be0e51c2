"""Whom to ask for which of several objectives, so that not the same few are asked for all?

The segments choose in turn, each the first of its own order who is still free; after each round the
order of the segments is turned round, so that none is always first. Nobody is on more lists than
allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def shortlists(
    orders: Mapping[str, Sequence[str]], each: int, most: int = 1
) -> dict[str, list[str]]:
    """At most `each` persons a segment, and nobody on more than `most` lists; `orders` are the
    members of each segment, the first choice first."""
    lists: dict[str, list[str]] = {name: [] for name in orders}
    waiting = {name: iter(order) for name, order in orders.items()}
    taken: Counter[str] = Counter()
    turn = list(orders)
    for _ in range(each):
        for name in turn:
            person = next((one for one in waiting[name] if taken[one] < most), None)
            if person is not None:
                lists[name].append(person)
                taken[person] += 1
        turn.reverse()
    return lists
