"""May this person be invited? Every check, in the order in which it is read."""

from __future__ import annotations

from algorithms.screening.conflicts import conflict_checks
from algorithms.screening.facts import Dossier
from algorithms.screening.outcomes import Check, Outcome, worst
from algorithms.screening.payments import fee_check, payment_checks
from algorithms.screening.rationale import rationale_check
from algorithms.screening.standing import exclusion_checks, licence_checks, npi_check


def screened(given: Dossier) -> list[Check]:
    """All checks of a person for a role."""
    return [
        *exclusion_checks(given),
        *licence_checks(given),
        npi_check(given),
        *payment_checks(given),
        *conflict_checks(given),
        rationale_check(given),
        fee_check(given),
    ]


def overall(checks: list[Check]) -> Outcome:
    """How all checks together end: as the worst of them."""
    return worst(check.outcome for check in checks)
