"""May the person practise and take part: licences, exclusions, and the NPI?

A licence is clear only where the state's board said so, not long ago. A list of exclusions clears
a person only where it is loaded, is fresh, could have named the person by NPI, and holds nobody of
that name without an NPI: such an entry may be the person, or not.

- Blocked: an exclusion in force; a licence that is suspended, revoked or surrendered, or, for a
  role that treats patients, one that is not in force.
- Attention: an exclusion that has ended (taking part is allowed again; whoever files wants to know
  that it was not always); an entry of that name without an NPI; a list or a look-up that is old; an
  action of the board; a licence that ends soon or is not in force; an NPI that is deactivated,
  since the registry does not say why.
- Unknown: a state in which no board has spoken; a list that is not loaded; a person without an NPI.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from algorithms.screening.facts import Dossier, Exclusion, Licence
from algorithms.screening.limits import limit
from algorithms.screening.outcomes import Check, Outcome

Found = tuple[Outcome, str]
LISTS = {
    "leie": ("Exclusion by the Office of Inspector General", "the list of exclusions (LEIE)"),
    "sam": ("Exclusion by any agency", "the System for Award Management (SAM)"),
}
_STOPPED = frozenset({"suspended", "revoked", "surrendered"})
_LAPSED = frozenset({"expired", "inactive", "retired"})
_BOUND = frozenset({"probation", "restricted"})


def licence_checks(given: Dossier) -> list[Check]:
    """A check for each state that is asked about."""
    if not given.asked.states:
        why = "No state was given and none of practice is known, so no board can be asked."
        return [Check("licence", "Licence", Outcome.UNKNOWN, why)]
    return [_licence_in(given, state) for state in given.asked.states]


def _licence_in(given: Dossier, state: str) -> Check:
    held = [one for one in given.licences if one.state == state]
    said = [one for one in held if one.checked_on]
    if said:
        outcome, why = _by_board(given, state, said)
    elif held:
        numbers = ", ".join(one.number for one in held)
        outcome = Outcome.UNKNOWN
        why = f"The registry names licence {numbers} in {state}; no board has said how it stands."
    else:
        outcome, why = Outcome.UNKNOWN, f"No source names a licence in {state}."
    records = tuple(one.record for one in said or held)
    return Check(f"licence-{state}", f"Licence in {state}", outcome, why, records)


def _by_board(given: Dossier, state: str, said: Sequence[Licence]) -> Found:
    """How a board's word on one or several licences ends; what stops one stops all."""
    on, must = given.asked.on, given.asked.role.licence == "must"
    stopped = [one for one in said if one.status in _STOPPED]
    if stopped:
        one = stopped[0]
        return Outcome.BLOCKED, f"The board of {state} has licence {one.number} as {one.status}."
    acted = [one for one in said if one.action not in (None, "none") or one.status in _BOUND]
    if acted:
        one = acted[0]
        what = one.action if one.action not in (None, "none") else one.status
        when = f" on {one.action_on}" if one.action_on else ""
        return Outcome.ATTENTION, f"The board of {state} took an action{when}: {what}."
    standing = [one for one in said if one.status == "active"]
    in_force = [one for one in standing if one.expires_on is None or one.expires_on >= on]
    if in_force:
        return _in_force(given, state, in_force)
    lapsed = [one for one in said if one.status in _LAPSED] + standing
    if lapsed:
        one = lapsed[0]
        ended = f", ended {one.expires_on}" if one.expires_on else ""
        word = one.status if one.status in _LAPSED else "expired"
        why = f"The board of {state} has licence {one.number} as {word}{ended}."
        return (Outcome.BLOCKED if must else Outcome.ATTENTION), why
    numbers = ", ".join(one.number for one in said)
    return Outcome.UNKNOWN, f"The board of {state} was asked of {numbers} and gives no standing."


def _in_force(given: Dossier, state: str, active: Sequence[Licence]) -> Found:
    """Of active licences the one that was asked of last."""
    on = given.asked.on
    one = max(active, key=lambda each: (each.checked_on or on, each.number))
    assert one.checked_on is not None
    who = f"The board of {state}, asked on {one.checked_on}, has licence {one.number} as active"
    if one.checked_on < on - timedelta(limit("board_days")):
        days = (on - one.checked_on).days
        return Outcome.ATTENTION, f"{who}; that was {days} days ago, so ask again."
    if one.expires_on and one.expires_on <= on + timedelta(limit("expiry_days")):
        return Outcome.ATTENTION, f"{who}, and it ends on {one.expires_on}."
    if one.action is None:
        return Outcome.UNKNOWN, f"{who}, and does not say whether it took an action."
    until = f" until {one.expires_on}" if one.expires_on else ""
    return Outcome.CLEAR, f"{who}{until}, without an action."


def exclusion_checks(given: Dossier) -> list[Check]:
    """A check for each list of exclusions."""
    return [_exclusion_by(given, name, title, says) for name, (title, says) in LISTS.items()]


def _exclusion_by(given: Dossier, name: str, title: str, says: str) -> Check:
    found = [one for one in given.exclusions if name in one.sources]
    like = [one for one in given.namesakes if name in one.sources]
    records = tuple(one.record for one in (*found, *like))
    if like and not any(one.is_current for one in found):
        outcome, why = Outcome.ATTENTION, _alike(like, says)
    else:
        outcome, why = _listed(found, says) if found else _unlisted(given, name, says)
    return Check(f"exclusion-{name}", title, outcome, why, records)


def _alike(like: Sequence[Exclusion], says: str) -> str:
    count = "An entry" if len(like) == 1 else f"{len(like)} entries"
    bears = "bears" if len(like) == 1 else "bear"
    return f"{count} without an NPI {bears} this name in {says}: ask whether it is the person."


def _listed(found: Sequence[Exclusion], says: str) -> Found:
    current = [one for one in found if one.is_current]
    if current:
        began = f" since {current[0].excluded_on}" if current[0].excluded_on else ""
        return Outcome.BLOCKED, f"Excluded{began}, by {says}."
    one = max(found, key=_last_day)
    word = "was reinstated" if one.is_reinstated else "is no longer listed"
    when = f" ({one.ended_on})" if one.ended_on else ""
    # Taking part is allowed again; whoever files it wants to know that it was not always.
    return Outcome.ATTENTION, f"Excluded from {one.excluded_on} by {says}, and {word}{when}."


def _last_day(one: Exclusion) -> date:
    return one.ended_on or one.excluded_on or date.min


def _unlisted(given: Dossier, name: str, says: str) -> Found:
    listing, on = given.listing(name), given.asked.on
    as_of = listing.listed_on or listing.told_until
    if listing.loaded_on is None:
        return Outcome.UNKNOWN, f"Not looked at: {says} is not loaded."
    if given.npi is None:
        why = f"No NPI of the person is known, and {says} is matched by NPI."
        return Outcome.UNKNOWN, why
    if as_of is None:
        return Outcome.UNKNOWN, f"The NPI is not named by {says}; of which day it is, is not known."
    if as_of < on - timedelta(limit("list_days")):
        return Outcome.ATTENTION, (
            f"The NPI is not named by {says} as of {as_of}, {(on - as_of).days} days ago: fetch a "
            "newer list."
        )
    return Outcome.CLEAR, f"The NPI is not named by {says} as of {as_of}."


def npi_check(given: Dossier) -> Check:
    """Whether the registry holds the person's NPI as active."""
    name, title = "npi", "NPI"
    listing = given.listing("nppes")
    records = (given.registered,) if given.registered else ()
    if given.deactivated_on:
        # The registry does not say why: retired, dead, or taken away.
        why = f"The registry deactivated the NPI on {given.deactivated_on}; it does not say why."
        return Check(name, title, Outcome.ATTENTION, why, records)
    if given.npi is None or listing.loaded_on is None:
        loaded = "" if listing.loaded_on else " The registry is not loaded."
        return Check(name, title, Outcome.UNKNOWN, f"No NPI of the person is known.{loaded}")
    since = f" since {given.enumerated_on}" if given.enumerated_on else ""
    why = f"The registry has NPI {given.npi} as active{since}, loaded on {listing.loaded_on}."
    return Check(name, title, Outcome.CLEAR, why, records)
