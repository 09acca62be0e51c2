"""Which kinds of record make ties, as a question names them?"""

from __future__ import annotations

from enum import Enum

import strawberry

from schema.ties import MOST_PERSONS


@strawberry.enum(description="A kind of record that makes a tie.")
class TieKind(Enum):
    PAPER = strawberry.enum_value(
        "PAPER", description=f"Joint papers of at most {MOST_PERSONS} authors."
    )
    TRIAL = strawberry.enum_value("TRIAL", description="Trials that name both.")
    PAYMENT = strawberry.enum_value(
        "PAYMENT",
        description="Events in one city on one day that one company paid both for: meals, travel.",
    )
    SPEAKING = strawberry.enum_value(
        "SPEAKING",
        description="Fees for speaking that one company paid both, of one specialty and state, in "
        "one quarter; no proof that the two have met.",
    )
    CONSULTING = strawberry.enum_value(
        "CONSULTING",
        description="Fees for consulting, advisory boards among it, that one company paid both, of "
        "one specialty, in one quarter; no proof that the two have met.",
    )
    INSTITUTION = strawberry.enum_value(
        "INSTITUTION", description="Records of both at one institution in one year; a weak tie."
    )
    PATIENTS = strawberry.enum_value(
        "PATIENTS",
        description="Patients of the one who came to the other; no proof that the two have met.",
    )
    COMMITTEE = strawberry.enum_value(
        "COMMITTEE", description="One committee, panel or board of a society in one year."
    )
    SESSION = strawberry.enum_value("SESSION", description="One session of a congress.")
    GRANT = strawberry.enum_value(
        "GRANT", description="One grant of NIH in one fiscal year, with both as investigators."
    )
    ENGAGEMENT = strawberry.enum_value(
        "ENGAGEMENT",
        description="Engagements that a liaison held. A liaison's own are always allowed: no chain "
        "could begin without them.",
    )
