"""Which kinds of tie are there, and which records make one?"""

from __future__ import annotations

from typing import NamedTuple

# The kinds that a tie's strength is kept by, as bits.
PAPER, TRIAL, INDUSTRY, ENGAGEMENT, PAYMENT, INSTITUTION = (1 << place for place in range(6))
ALL_KINDS = PAPER | TRIAL | INDUSTRY | ENGAGEMENT | PAYMENT | INSTITUTION
OF_COMPANIES = INDUSTRY | PAYMENT


class Kind(NamedTuple):
    """A kind of tie that may be asked for: its bits, what it is in words, and the sources that tell
    of it."""

    bits: int
    words: str
    sources: tuple[str, ...]


KINDS = {
    "PAPER": Kind(PAPER, "joint papers", ("pubmed",)),
    "TRIAL": Kind(TRIAL | INDUSTRY, "joint trials", ("clinical-trials",)),
    "PAYMENT": Kind(PAYMENT, "joint events that a company paid for", ("open-payments",)),
    "INSTITUTION": Kind(
        INSTITUTION,
        "the same institution in the same year",
        ("pubmed", "clinical-trials"),
    ),
    "ENGAGEMENT": Kind(ENGAGEMENT, "engagements of your liaisons", ("engagements",)),
}

# A record of more persons makes nobody acquainted.
MOST_PERSONS = 50
# What a record counts for halves in so many years.
HALF_LIFE_YEARS = 5
# A tie without a record of so many years is not active.
ACTIVE_YEARS = 5
