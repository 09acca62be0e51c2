"""Does the person work for a competitor, or study for the company itself?

Who competes is said by the user's list of companies alone. Without such a list nobody is free of
conflicts: it is not known.

- Attention: fees of a competitor for speaking or consulting, within the limit; a role in a trial of
  a competitor, or of the company itself, which is to be disclosed.
"""

from __future__ import annotations

from collections.abc import Sequence

from algorithms.screening.facts import COMPETITOR, INVITING, Dossier, Paid, Studied
from algorithms.screening.limits import limit
from algorithms.screening.outcomes import Check, Outcome, Record
from algorithms.screening.payments import FEES, recent, silence


def conflict_checks(given: Dossier) -> list[Check]:
    """Fees of competitors, and roles in trials of the company or a competitor."""
    return [_fees(given), _trials(given)]


def _fees(given: Dossier) -> Check:
    name, title, company = "competitors", "Fees of competitors", given.asked.company
    paid = [one for one in given.paid if one.side == COMPETITOR and one.group in FEES]
    late = recent(given, paid, limit("conflict_days"))
    if late:
        families = ", ".join(sorted({one.family for one in late}))
        why = (
            f"{families} paid for speaking or consulting in the {limit('conflict_days')} days "
            f"before the end of what is known, {_latest(late)} the last time."
        )
        return Check(name, title, Outcome.ATTENTION, why, _records(late))
    if given.competitors is None:
        why = f"No list says who competes with {company}; load your list of companies."
        return Check(name, title, Outcome.UNKNOWN, why)
    reason = silence(given)
    if reason:
        return Check(name, title, Outcome.UNKNOWN, reason)
    rivals = ", ".join(given.competitors) or "nobody"
    why = f"No fee by a competitor ({rivals}) in {limit('conflict_days')} days."
    return Check(name, title, Outcome.CLEAR, why, _records(paid))


def _trials(given: Dossier) -> Check:
    name, title = "trials", "Trials of the company or a competitor"
    rivals = [one for one in given.trials if one.side == COMPETITOR]
    own = [one for one in given.trials if one.side == INVITING]
    records = tuple(one.record for one in (*rivals, *own))
    if rivals:
        why = f"Named in {_counted(rivals)} of {_companies(rivals)}, which competes."
        return Check(name, title, Outcome.ATTENTION, why, records)
    if own:
        # No conflict with the company: it is told, since it is a relation to disclose.
        why = f"Named in {_counted(own)} of {_companies(own)}: to be disclosed."
        return Check(name, title, Outcome.ATTENTION, why, records)
    if given.listing("clinical-trials").loaded_on is None:
        return Check(name, title, Outcome.UNKNOWN, "ClinicalTrials.gov is not loaded.", records)
    if given.competitors is None:
        why = f"No list says who competes with {given.asked.company}; load your list of companies."
        return Check(name, title, Outcome.UNKNOWN, why, records)
    return Check(name, title, Outcome.CLEAR, "Named in no trial of the company or a competitor.")


def _latest(paid: Sequence[Paid]) -> str:
    days = [one.paid_on for one in paid if one.paid_on]
    return str(max(days)) if days else f"in {max(one.year for one in paid)}"


def _records(paid: Sequence[Paid]) -> tuple[Record, ...]:
    return tuple(one.record for one in paid)


def _counted(trials: Sequence[Studied]) -> str:
    count = len({one.record.node for one in trials})
    return f"{count} trial{'s' if count > 1 else ''}"


def _companies(trials: Sequence[Studied]) -> str:
    return ", ".join(sorted({one.company for one in trials}))
