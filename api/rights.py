"""Who may read what? One rule for every field and every filter; without a rule, nobody may.

`RULES` goes by type: `*` is for all of its fields that are not named. A new type has no rule, and a
test fails until it has. Pages and rows are named by their kind (`Authorship` is the rule of
`PaperAuthorship` and `PersonAuthorship`); a field with arguments covers these.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import GraphQLNamedType

from api.callers import Caller, Role
from api.reads import Statement


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
# What was said between a liaison and a person.
CONVERSATION = Rule(frozenset({Role.LIAISON, Role.ADMIN}), within=True)

Rules = dict[str, Rule]


def _each(rule: Rule, fields: str) -> Rules:
    return dict.fromkeys(fields.split(), rule)


OPEN: Rules = {"*": PUBLIC}
OF_PERSONAL: Rules = {"*": PERSONAL}
OF_WORK: Rules = {"*": WORK}
IDENTIFIED: Rules = OPEN | _each(PERSONAL, "identityScore identityReasons")

RULES: dict[str, Rules] = {
    "Query": {
        **_each(PUBLIC, "person node paper trial topic people influencers communities sources"),
        **_each(PUBLIC, "institutions companies"),
        **_each(PERSONAL, "connectors emerging emergingConnectors influence"),
        **_each(WORK, "introductions nextIntroductions reach evidence liaisons teams"),
    },
    # Things, and the rows and pages that lead to them.
    **dict.fromkeys(("Paper", "Journal", "Topic", "Grant", "Trial", "Institution"), OPEN),
    **dict.fromkeys(("Product", "Specialty", "Licence", "CodeGroup", "Source"), OPEN),
    **dict.fromkeys(("Community", "Page", "PageInfo", "Node"), OPEN),
    **dict.fromkeys(("About", "Affiliation", "Conduct", "Entitled", "Found", "Joined"), OPEN),
    **dict.fromkeys(("Named", "Practice", "Sponsorship", "Study"), OPEN),
    **dict.fromkeys(("Authorship", "Investigation"), IDENTIFIED),
    "Company": OPEN | {"payments": ANALYSIS},
    "Person": {
        "*": PERSONAL,
        **_each(PUBLIC, "id personId name lastName foreName otherNames credentials npi orcid"),
        **_each(PUBLIC, "specialty specialtyCode city state country isPhysician"),
        **_each(PUBLIC, "enumeratedOn deactivatedOn paperCount trialCount firstPaperOn"),
        **_each(PUBLIC, "lastPaperOn influence community communityName"),
        **_each(PUBLIC, "papers trials institutions specialties licences"),
        **_each(PUBLIC, "source sources record knownFrom"),
    },
    # Payments, exclusions, volumes and ties of a person.
    **dict.fromkeys(("Payment", "Receipt", "Exclusion", "Volume", "Tie"), OF_PERSONAL),
    # Influence and introductions.
    **dict.fromkeys(("InfluenceScores", "DimensionScore", "IndicatorScore"), OF_WORK),
    **dict.fromkeys(("Contribution", "ContributionPage", "Evidence", "EvidencePage"), OF_WORK),
    **dict.fromkeys(("Introduction", "Hop", "Alternative", "Flag"), OF_WORK),
    **dict.fromkeys(("NextIntroduction", "Reach", "Lost"), OF_WORK),
    # The user's own teams; whatever of a conversation is not named here is its notes.
    "Team": OF_WORK,
    # A liaison comes to conversations by the persons of the own territory.
    "Liaison": OF_WORK | {"engagements": ANALYSIS},
    "Engagement": {
        "*": CONVERSATION,
        **_each(PERSONAL, "id engagementId channel plannedOn heldOn minutes isCancelled"),
        **_each(PERSONAL, "source record knownFrom persons liaisons"),
    },
    "Encounter": {"*": PERSONAL},
    # What may be filtered and ordered by: a filter shows what it filters by.
    "PersonFilter": _each(PUBLIC, "text state specialty topic institution community physicians"),
    "IntroductionFilterInput": {"*": WORK},
    "IndicatorWeightInput": {"*": WORK},
    "TieKind": {"*": WORK},
}


def kind_of(type_: GraphQLNamedType) -> str:
    """The name that `RULES` has for a type: of a page or a row of some type its kind."""
    definition = type_.extensions.get("strawberry-definition")
    general = getattr(definition, "concrete_of", None)
    return str(general.name if general else type_.name)


def rule_of(type_: GraphQLNamedType, name: str) -> Rule | None:
    """The rule of a field, of an input type's field, or of a value to order or filter by; none
    where nobody may read it."""
    rules = RULES.get(kind_of(type_), {})
    return rules.get(name) or rules.get("*")


def territory_condition(
    caller: Caller, rule: Rule | None, variable: str, statement: Statement
) -> str:
    """The Cypher condition under which this caller may read, by a rule, of the person that
    `variable` binds; empty where there is none. Its value becomes a parameter of the statement.

    A list of persons takes it as one more condition of its pattern; a field of a person that is
    public takes it as `CASE WHEN … THEN value END`, or in the pattern of the list that it is.
    """
    if caller.role is not Role.LIAISON or rule is None or not rule.within:
        return ""
    return f"{variable}.state IN ${statement.parameter(sorted(caller.territory))}"
