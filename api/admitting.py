"""What may a rule say of who may read or change something?"""

from __future__ import annotations

from dataclasses import dataclass

from api.callers import Caller, Role


@dataclass(frozen=True)
class Rule:
    """The roles that may read; `within`: a liaison only of persons of the own territory."""

    roles: frozenset[Role]
    within: bool = False

    def admits(self, caller: Caller) -> bool:
        """Whether the caller's role may read at all."""
        return caller.role in self.roles


_ANALYSTS = frozenset({Role.ANALYST, Role.STEWARD, Role.ADMIN})
# What registries and publishers print for everyone.
PUBLIC = Rule(frozenset(Role))
# What is paid to a person, concluded about one, or believed of one and why.
PERSONAL = Rule(_ANALYSTS | {Role.LIAISON}, within=True)
# What the work of a liaison and of an analyst needs, whoever it is about.
WORK = Rule(_ANALYSTS | {Role.LIAISON})
# Lists across all persons, which no territory bounds.
ANALYSIS = Rule(_ANALYSTS)
# Who is who, and who is left out.
STEWARDSHIP = Rule(frozenset({Role.STEWARD, Role.ADMIN}))
# What was said between a liaison and a person.
CONVERSATION = Rule(frozenset({Role.LIAISON, Role.ADMIN}), within=True)

Rules = dict[str, Rule]


def each(rule: Rule, fields: str) -> Rules:
    """The rule for fields named in one text."""
    return dict.fromkeys(fields.split(), rule)


OPEN: Rules = {"*": PUBLIC}
OF_PERSONAL: Rules = {"*": PERSONAL}
OF_WORK: Rules = {"*": WORK}
OF_CONVERSATION: Rules = {"*": CONVERSATION}
OF_STEWARDS: Rules = {"*": STEWARDSHIP}
IDENTIFIED: Rules = OPEN | each(WORK, "identityScore identityReasons")
