"""Which kinds of tie are there, where does the graph hold them, and which sources tell of them?"""

from __future__ import annotations

from typing import NamedTuple

from schema.relationships import CONNECTED_TO, MET
from schema.sharing import (
    SHARES_COMMITTEES,
    SHARES_CONSULTING,
    SHARES_EVENTS,
    SHARES_GRANTS,
    SHARES_INSTITUTION,
    SHARES_PATIENTS,
    SHARES_SESSIONS,
    SHARES_SPEAKING,
)
from schema.ties import (
    COMMITTEE,
    CONSULTING,
    ENGAGEMENT,
    GRANT,
    INDUSTRY,
    INSTITUTION,
    PAPER,
    PATIENTS,
    PAYMENT,
    SESSION,
    SPEAKING,
    TRIAL,
)
from schema.vocabulary import Relationship


class Part(NamedTuple):
    """Where the strength that records of one kind give, and the day of the latest of them, stand:
    a relationship and two of its fields."""

    tie: type[Relationship]
    strength: str = "strength"
    last_on: str = "last_on"


PARTS = {
    PAPER: Part(CONNECTED_TO, "paper_strength", "paper_last_on"),
    TRIAL: Part(CONNECTED_TO, "trial_strength", "trial_last_on"),
    INDUSTRY: Part(CONNECTED_TO, "industry_strength", "industry_last_on"),
    ENGAGEMENT: Part(MET),
    PAYMENT: Part(SHARES_EVENTS),
    SPEAKING: Part(SHARES_SPEAKING),
    CONSULTING: Part(SHARES_CONSULTING),
    INSTITUTION: Part(SHARES_INSTITUTION),
    PATIENTS: Part(SHARES_PATIENTS),
    COMMITTEE: Part(SHARES_COMMITTEES),
    SESSION: Part(SHARES_SESSIONS),
    GRANT: Part(SHARES_GRANTS),
}
# Between persons; and with those from a liaison, which is where a chain may begin.
BETWEEN_PERSONS = tuple(dict.fromkeys(part.tie for part in PARTS.values() if part.tie is not MET))
TIES = (*BETWEEN_PERSONS, MET)


class Kind(NamedTuple):
    """A kind of tie that may be asked for: its bits, what it is in words, the sources that tell of
    it, what the number of its records is called, one of them and more in words, and whether it is
    work that the two did together."""

    bits: int
    words: str
    sources: tuple[str, ...]
    number: str
    one: str
    more: str
    is_work: bool = True

    @property
    def ties(self) -> tuple[type[Relationship], ...]:
        """The relationships that hold it."""
        return tuple({part.tie: None for bit, part in PARTS.items() if bit & self.bits})


KINDS = {
    "PAPER": Kind(PAPER, "joint papers", ("pubmed",), "papers", "joint paper", "joint papers"),
    "TRIAL": Kind(
        TRIAL | INDUSTRY,
        "joint trials",
        ("clinical-trials",),
        "trials",
        "joint trial",
        "joint trials",
    ),
    "PAYMENT": Kind(
        PAYMENT,
        "joint events that a company paid for",
        ("open-payments",),
        "events",
        "joint event of a company",
        "joint events of companies",
    ),
    "SPEAKING": Kind(
        SPEAKING,
        "speaking for the same company",
        ("open-payments",),
        "speaking_quarters",
        "quarter as speakers for the same company",
        "quarters as speakers for the same company",
        is_work=False,
    ),
    "CONSULTING": Kind(
        CONSULTING,
        "consulting for the same company",
        ("open-payments",),
        "consulting_quarters",
        "quarter as consultants of the same company",
        "quarters as consultants of the same company",
        is_work=False,
    ),
    "INSTITUTION": Kind(
        INSTITUTION,
        "the same institution in the same year",
        ("pubmed", "clinical-trials"),
        "shared_years",
        "year at the same institution",
        "years at the same institution",
        is_work=False,
    ),
    "PATIENTS": Kind(
        PATIENTS,
        "shared patients",
        ("shared-patients", "referrals"),
        "patient_years",
        "year with shared patients",
        "years with shared patients",
        is_work=False,
    ),
    "COMMITTEE": Kind(
        COMMITTEE,
        "committees of societies",
        ("societies",),
        "committee_years",
        "year on one committee",
        "years on one committee",
    ),
    "SESSION": Kind(
        SESSION,
        "sessions of congresses",
        ("congresses",),
        "joint_sessions",
        "joint session of a congress",
        "joint sessions of congresses",
    ),
    "GRANT": Kind(
        GRANT,
        "joint grants",
        ("reporter",),
        "grant_years",
        "year on one grant",
        "years on one grant",
    ),
    "ENGAGEMENT": Kind(
        ENGAGEMENT,
        "engagements of your liaisons",
        ("engagements",),
        "engagements",
        "engagement held",
        "engagements held",
    ),
}
