"""What may a rule say of who may read or change something?"""

from __future__ import annotations

from dataclasses import dataclass

from api.callers import Caller, Function, Role


@dataclass(frozen=True)
class Rule:
    """The roles that may read; `within`: a liaison only of persons of the own territory; and the
    functions for which it may be read: any, and for a purpose of none, where that is none."""

    roles: frozenset[Role]
    within: bool = False
    functions: frozenset[Function] | None = None

    def admits(self, caller: Caller, function: Function | None) -> bool:
        """Whether the caller's role may read at all, for a purpose of the function."""
        return caller.role in self.roles and self.serves(function)

    def serves(self, function: Function | None) -> bool:
        """Whether it may be read for a purpose of the function, whoever reads."""
        return self.functions is None or function in self.functions


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
# What was said between a liaison and a person, for science alone.
_SCIENTIFIC = frozenset({Function.MEDICAL})
CONVERSATION = Rule(frozenset({Role.LIAISON, Role.ADMIN}), within=True, functions=_SCIENTIFIC)
# Cypher reads whatever the graph holds.
CYPHER = Rule(_ANALYSTS, functions=_SCIENTIFIC)
# Whom liaisons met, when and how, and what rests on that: not for selling.
_IN_FIELD = frozenset({Function.MEDICAL, Function.MARKET_ACCESS})
TOUCHES = Rule(PERSONAL.roles, within=True, functions=_IN_FIELD)
CHAINS = Rule(WORK.roles, functions=_IN_FIELD)
LOG = Rule(_ANALYSTS, functions=_IN_FIELD)
# What people keep for themselves and for those of their function.
KEPT = Rule(WORK.roles, functions=frozenset(Function))
KEPT_ON_PERSONS = Rule(PERSONAL.roles, within=True, functions=frozenset(Function))
KEPT_ANALYSIS = Rule(_ANALYSTS, functions=frozenset(Function))

Rules = dict[str, Rule]


def each(rule: Rule, fields: str) -> Rules:
    """The rule for fields named in one text."""
    return dict.fromkeys(fields.split(), rule)


OPEN: Rules = {"*": PUBLIC}
OF_PERSONAL: Rules = {"*": PERSONAL}
OF_WORK: Rules = {"*": WORK}
OF_TOUCHES: Rules = {"*": TOUCHES}
OF_KEPT: Rules = {"*": KEPT}
OF_KEPT_ON_PERSONS: Rules = {"*": KEPT_ON_PERSONS}
OF_CONVERSATION: Rules = {"*": CONVERSATION}
OF_STEWARDS: Rules = {"*": STEWARDSHIP}
IDENTIFIED: Rules = OPEN | each(WORK, "identityScore identityReasons")
