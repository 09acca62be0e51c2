"""What was the person paid, by whom and what for, and which fee is meant now?

Payments are summed by the company's family up to the last day that Open Payments tells of. Nobody
is clear of payments unless Open Payments is loaded, fresh enough, and knows the person: by NPI.

- Attention: payments of one family at or above the limit; any ownership interest; a fee above every
  single one that was reported before, or where none is due.
- Unknown: Open Payments is not loaded, too old, or cannot know the person; a payment of no amount;
  a fee whose hours or rate, or whose specialty or years of experience, are not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from algorithms.screening.facts import COMPETITOR, INVITING, Dossier, Paid
from algorithms.screening.limits import limit
from algorithms.screening.outcomes import Check, Outcome

SOURCE = "open-payments"
FEES = frozenset({"speaking", "consulting"})
OWNERSHIP = "ownership"


@dataclass(frozen=True)
class Sum:
    """US dollars of so many payments of one family, by side, group of nature, and year; `usd` is of
    those whose amount is known, none where no amount is."""

    family: str
    side: str
    group: str
    year: int
    usd: float | None
    payments: int


def sums(paid: Iterable[Paid]) -> list[Sum]:
    """All payments summed by family, group and year: the inviting family first, the newest year
    first, the greatest sum first."""
    groups: dict[tuple[str, str, str, int], list[Paid]] = {}
    for one in paid:
        groups.setdefault((one.family, one.side, one.group, one.year), []).append(one)
    made = [Sum(*key, total(each), len(each)) for key, each in groups.items()]
    first = {INVITING: 0, COMPETITOR: 1}
    return sorted(
        made,
        key=lambda s: (first.get(s.side, 2), -s.year, -(s.usd or 0.0), s.family, s.group),
    )


def total(paid: Iterable[Paid]) -> float | None:
    """The sum of the amounts that are known, in US dollars to the cent; none where none is."""
    amounts = [one.amount_usd for one in paid if one.amount_usd is not None]
    return round(sum(amounts), 2) if amounts else None


def payment_checks(given: Dossier) -> list[Check]:
    """Payments of the inviting family, of all others, and interests in companies."""
    transfers = [one for one in given.paid if one.group != OWNERSHIP]
    own = [one for one in transfers if one.side == INVITING]
    others = [one for one in transfers if one.side != INVITING]
    return [
        _summed(given, "payments-company", f"Payments by {given.asked.company}", own),
        _summed(given, "payments-others", "Payments by other companies", others),
        _owned(given, [one for one in given.paid if one.group == OWNERSHIP]),
    ]


def silence(given: Dossier) -> str | None:
    """Why no payment means nothing; none where it means that none was reported."""
    listing, on = given.listing(SOURCE), given.asked.on
    if listing.loaded_on is None:
        return "Open Payments is not loaded, so nothing is known of payments."
    if given.npi is None:
        return "No NPI of the person is known; Open Payments cannot be matched with certainty."
    if listing.told_until is None:
        return "Open Payments is loaded and names no day, so what it covers is not known."
    if listing.told_until < on - timedelta(limit("payments_days")):
        return (
            f"Open Payments tells of payments until {listing.told_until}; a newer year has been "
            "published since."
        )
    return None


def recent(given: Dossier, paid: Iterable[Paid], days: int) -> list[Paid]:
    """Those of the last so many days that Open Payments tells of; one without a day counts by the
    end of its year."""
    until = given.listing(SOURCE).told_until or given.asked.on
    since = until - timedelta(days)
    return [one for one in paid if (one.paid_on or date(one.year, 12, 31)) > since]


def _summed(given: Dossier, name: str, title: str, paid: Sequence[Paid]) -> Check:
    within = recent(given, paid, limit("window_days"))
    families = sorted({one.family for one in within})
    by_family = {each: total(p for p in within if p.family == each) for each in families}
    large = {each: usd for each, usd in by_family.items() if usd and usd >= limit("company_usd")}
    records = tuple(one.record for one in paid)
    if large:
        said = _greatest(large)
        why = f"{_in_window(given)}: {said}; each at or above {limit('company_usd'):,} USD."
        return Check(name, title, Outcome.ATTENTION, why, records)
    reason = silence(given)
    if reason:
        return Check(name, title, Outcome.UNKNOWN, reason, records)
    if not paid:
        until = given.listing(SOURCE).told_until
        return Check(name, title, Outcome.CLEAR, f"Open Payments reports none until {until}.")
    if any(one.amount_usd is None for one in within):
        why = f"{_in_window(given)}: {len(within)} payments, of some of which no amount is known."
        return Check(name, title, Outcome.UNKNOWN, why, records)
    usd = total(within) or 0.0
    why = (
        f"{_in_window(given)}: {usd:,.2f} USD in {len(within)} payments, by no company "
        f"{limit('company_usd'):,} USD or more; {total(paid) or 0.0:,.2f} USD in all years."
    )
    return Check(name, title, Outcome.CLEAR, why, records)


def _greatest(sums: dict[str, float]) -> str:
    """The three greatest sums by company, and how many more there are."""
    order = sorted(sums, key=lambda each: (-sums[each], each))
    said = "; ".join(f"{each} {sums[each]:,.2f} USD" for each in order[:3])
    return f"{said}; and {len(order) - 3} more" if len(order) > 3 else said


def _in_window(given: Dossier) -> str:
    until = given.listing(SOURCE).told_until or given.asked.on
    return f"In the {limit('window_days')} days to {until}"


def _owned(given: Dossier, owned: Sequence[Paid]) -> Check:
    name, title = "ownership", "Ownership and investment interests"
    if owned:
        families = ", ".join(sorted({one.family for one in owned}))
        years = sorted({one.year for one in owned})
        why = f"Interests were reported in {families}, the latest for {years[-1]}."
        records = tuple(one.record for one in owned)
        return Check(name, title, Outcome.ATTENTION, why, records)
    reason = silence(given)
    if reason:
        return Check(name, title, Outcome.UNKNOWN, reason)
    until = given.listing(SOURCE).told_until
    return Check(name, title, Outcome.CLEAR, f"Open Payments reports none until {until}.")


def fee_check(given: Dossier) -> Check:
    """The fee that is meant, and what it rests on. No market rate is made up: whether a fee is fair
    is for whoever sets the rates; beside it stand the fees that were reported before."""
    asked = given.asked
    fees = [one for one in given.paid if one.group in FEES and one.amount_usd is not None]
    if asked.hours is not None and asked.rate_usd is not None and asked.role.is_paid:
        outcome, why = _stated(given, asked.hours, asked.rate_usd, fees)
    elif asked.role.is_paid:
        given_ = (("hours", asked.hours), ("rate", asked.rate_usd))
        missing = " and ".join(word for word, value in given_ if value is None)
        outcome, why = Outcome.UNKNOWN, f"The {missing} of the fee were not given."
    elif asked.hours is not None or asked.rate_usd is not None:
        outcome = Outcome.ATTENTION
        why = f"A fee is meant for an {asked.role.title.lower()}. {asked.role.why}"
    else:
        outcome, why = Outcome.CLEAR, "No fee is meant, and none is due."
    return Check("fee", "Fee", outcome, why, tuple(one.record for one in fees))


def _stated(
    given: Dossier, hours: float, rate_usd: float, fees: Sequence[Paid]
) -> tuple[Outcome, str]:
    usd = round(hours * rate_usd, 2)
    said = f"{hours:g} hours at {rate_usd:,.2f} USD, {usd:,.2f} USD in all"
    greatest = max((one.amount_usd or 0.0 for one in fees), default=None)
    if greatest is not None and usd > greatest:
        why = f"{said}: more than any single fee reported before, {greatest:,.2f} USD."
        return Outcome.ATTENTION, why
    rests, missing = basis(given)
    if missing:
        why = f"{said}. It rests on {rests}; not known: {', '.join(missing)}."
        return Outcome.UNKNOWN, why
    why = f"{said}. It rests on {rests}. Whether it is fair is for whoever sets the rates."
    return Outcome.CLEAR, why


def basis(given: Dossier) -> tuple[str, list[str]]:
    """What a fee rests on in words, and which of these facts are not known."""
    facts = {
        "specialty": given.specialty,
        "years of experience": None
        if given.since is None
        else f"{given.asked.on.year - given.since} years since {given.since}",
    }
    known = [value for value in facts.values() if value]
    return ", ".join(known) or "nothing", [name for name, value in facts.items() if not value]
