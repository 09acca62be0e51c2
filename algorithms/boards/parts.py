"""What makes a board good, and how much does each part of it count?

A part is a share from 0 to 1; a board's value is the sum of the shares times their weights, those
that speak against it taken off. The parts are few, so that a reader can check the sum.
"""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A part of a board's value: its name, whether it counts for (1) or against (-1), its weight
    where none is given, and how its share is measured."""

    name: str
    sign: int
    weight: float
    about: str


PARTS = (
    Part("standing", 1, 1.0, "The mean standing of the seats; an empty or unknown one adds none."),
    Part("topics", 1, 1.0, "Of the topics asked for, the share that some seat covers."),
    Part(
        "communities",
        1,
        0.5,
        "Different circles, of as many as there are seats, or as the candidates have.",
    ),
    Part("states", 1, 0.5, "Different states, measured likewise."),
    Part(
        "sponsors",
        -1,
        0.5,
        "Sponsors that seats share: each seat beyond a family's first counts. 1 is where all seats "
        "have the same, as many as any candidate has.",
    ),
    Part(
        "institutions",
        -1,
        0.5,
        "Seats beyond the first of one institution. 1 is where all seats are of one.",
    ),
    Part(
        "coauthors",
        -1,
        0.5,
        "The mean strength of the ties of joint work between two seats. 1 is where all work with "
        "all.",
    ),
)
WEIGHTS = {part.name: part.weight for part in PARTS}
SIGNS = {part.name: part.sign for part in PARTS}
