"""Why this person for this role: which facts speak for it?

A role has its fair reasons (`roles.toml`). One is enough; where none is found somebody must say why
the person is asked. Rank, sales and prescriptions are no reason and are not looked at.
"""

from __future__ import annotations

from collections import Counter

from algorithms.screening.facts import Dossier
from algorithms.screening.outcomes import Check, Outcome
from algorithms.screening.roles import KINDS


def rationale_check(given: Dossier) -> Check:
    """Whether any fair reason for the role stands in the records."""
    role, topic = given.asked.role, given.asked.topic
    name, title = "rationale", f"Reason for the role of {role.title.lower()}"
    found = [one for one in given.reasons if one.kind in role.reasons]
    about = f" about {topic}" if topic else ""
    if found:
        counts = Counter(one.kind for one in found)
        said = ", ".join(
            f"{KINDS[kind][0]}: {counts[kind]}" for kind in role.reasons if counts[kind]
        )
        records = tuple(one.record for one in found)
        return Check(name, title, Outcome.CLEAR, f"Records{about}: {said}.", records)
    wanted = ", ".join(KINDS[kind][0] for kind in role.reasons)
    missing = sorted({KINDS[k][1] for k in role.reasons} - _loaded(given))
    if missing:
        why = f"None of these is known{about}: {wanted}. Not loaded: {', '.join(missing)}."
        return Check(name, title, Outcome.UNKNOWN, why)
    why = f"No record{about} of these: {wanted}. Say why the person is asked."
    return Check(name, title, Outcome.ATTENTION, why)


def _loaded(given: Dossier) -> set[str]:
    return {name for name, listing in given.listings.items() if listing.loaded_on}
