"""Who may read and change what? One rule for every field and filter; without one, nobody may.

`RULES` goes by type: `*` is for all of its fields that are not named. A new type has no rule, and a
test fails until it has. Edges are named by what they are (`Authorship` is the rule of
`PaperAuthorshipEdge`); a field with arguments covers these. Filters, orders and groups have the
rule of what they are by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphql import GraphQLNamedType

from api import memberships
from api.admitting import (
    ANALYSIS,
    CHAINS,
    CONVERSATION,
    CYPHER,
    IDENTIFIED,
    LOG,
    OF_CONVERSATION,
    OF_PERSONAL,
    OF_STEWARDS,
    OF_TOUCHES,
    OF_WORK,
    OPEN,
    PERSONAL,
    PUBLIC,
    STEWARDSHIP,
    TOUCHES,
    WORK,
    Rule,
    Rules,
    each,
)
from api.affairs_rights import AFFAIRS
from api.callers import Caller, Role
from api.comparing import FIRST_BY, FIRST_ON, IN_SEGMENT, LISTS, TESTS
from api.declaring import FOLLOWS
from api.edges import EDGES
from api.orders import DIRECTION
from api.properties import of_edge, of_node
from api.reads import Statement
from api.walks import WALKS
from schema import nodes as n
from schema.vocabulary import camel

RULES: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "person node nodes people influencers communities sources rateLimit me"),
        **each(PUBLIC, "paper papers trial trials topic topics institution institutions"),
        **each(PUBLIC, "company companies products grants journals specialties codeGroups"),
        **each(PUBLIC, "licences societies registers congresses sessions milestones"),
        **each(PUBLIC, "savedQueries savedQuery"),
        **each(PERSONAL, "connectors emerging emergingConnectors influence rank"),
        **each(PERSONAL, "tiesOn trend activities frozenLists frozenPersons"),
        **each(CHAINS, "introductions nextIntroductions reach evidence"),
        **each(WORK, "liaisons teams territories"),
        **each(ANALYSIS, "payments exclusions medicareYears"),
        **each(LOG, "engagements debriefs"),
        "cypher": CYPHER,
    },
    "Mutation": {
        **each(STEWARDSHIP, "judgeSamePerson judgeDifferentPersons judgeNotHers undoJudgement"),
        **each(STEWARDSHIP, "suppress release"),
        **each(PUBLIC, "saveQuery shareQuery deleteSavedQuery"),
        "logEngagement": CONVERSATION,
    },
    "Subscription": each(PUBLIC, "refreshed") | each(PERSONAL, "alerted"),
    # What people make.
    **dict.fromkeys(("Judgement", "JudgementPayload", "Touched"), OF_STEWARDS),
    **dict.fromkeys(("Suppression", "SuppressionPayload"), OF_STEWARDS),
    **dict.fromkeys(("SavedQuery", "SavedQueryPayload", "Citation", "Publication"), OPEN),
    **dict.fromkeys(
        ("EngagementInput", "EngagementPayload", "Debrief", "Discussion"), OF_CONVERSATION
    ),
    # Things.
    **dict.fromkeys(("Paper", "Journal", "Topic", "Grant", "Trial", "Institution"), OPEN),
    **dict.fromkeys(("Specialty", "Licence", "Society", "Register", "CodeGroup"), OPEN),
    **dict.fromkeys(("Source", "Community", "Congress", "Session", "CongressPart"), OPEN),
    **dict.fromkeys(("Node", "Provenance", "PageInfo", "GroupKey", "RateLimit", "Me"), OPEN),
    "Coverage": OF_PERSONAL,
    "Company": OPEN | {"payments": ANALYSIS},
    "Product": OPEN | each(ANALYSIS, "payments prescribers adopters"),
    "Person": {
        "*": PERSONAL,
        **each(TOUCHES, "engagements metBy"),
        **each(PUBLIC, "id personId name lastName foreName otherNames credentials npi orcid"),
        **each(PUBLIC, "specialty specialtyCode city state country isPhysician"),
        **each(PUBLIC, "county countyName countyShare"),
        **each(PUBLIC, "medicalSchool graduationYear practices"),
        **each(PUBLIC, "enumeratedOn deactivatedOn paperCount trialCount firstPaperOn"),
        **each(PUBLIC, "lastPaperOn influence community communityName"),
        **each(PUBLIC, "papers collaborations trials grants institutions specialties"),
        **each(PUBLIC, "licences societies leadershipRoles registers registerIds sessions"),
        **each(PUBLIC, "source sources record knownFrom"),
    },
    # What joins two things.
    **dict.fromkeys(("Accompaniment", "Affiliation", "Indexing", "Practice", "Site"), OPEN),
    **dict.fromkeys(("Award", "Sponsorship", "Study", "Workplace"), OPEN),
    **dict.fromkeys(("SocietyMembership", "Leadership"), OPEN),
    **dict.fromkeys(("Ownership", "Competition", "Development", "Making", "Milestone"), OPEN),
    **dict.fromkeys(
        ("Authorship", "Investigation", "Membership", "GrantLead", "Registration"), IDENTIFIED
    ),
    # Payments, exclusions, volumes, prescriptions and ties of a person.
    **dict.fromkeys(("Payment", "Receipt", "Exclusion", "Volume", "Tie"), OF_PERSONAL),
    **dict.fromkeys(("MedicareYear", "Prescription", "Adoption"), OF_PERSONAL),
    # Accounts are personal data.
    **dict.fromkeys(("Activity", "Contributing"), OF_PERSONAL),
    **dict.fromkeys(("SharedEvents", "SharedInstitution"), OF_PERSONAL),
    **dict.fromkeys(("SharedSpeaking", "SharedConsulting"), OF_PERSONAL),
    **dict.fromkeys(("SharedPatients", "PatientFlow"), OF_PERSONAL),
    **dict.fromkeys(("SharedCommittees", "SharedSessions", "SharedGrants"), OF_PERSONAL),
    # Influence and introductions.
    **dict.fromkeys(("InfluenceScores", "DimensionScore", "IndicatorScore"), OF_WORK),
    **dict.fromkeys(("Contribution", "Evidence", "Introduction", "Hop", "Alternative"), OF_WORK),
    **dict.fromkeys(("Flag", "NextIntroduction", "Reach", "Lost"), OF_WORK),
    **dict.fromkeys(("ReachedConnection", "ReachedEdge"), OF_WORK),
    # Rankings within a scope.
    **dict.fromkeys(("RankConnection", "RankEdge", "RankBy", "ScopeInput"), OF_WORK),
    **dict.fromkeys(("CareerStage", "DimensionWeightInput"), OF_WORK),
    **dict.fromkeys(("Trend", "TrendLine", "TrendQuarter"), OF_WORK),
    "Explanation": OF_PERSONAL,
    # A person on a past day.
    **dict.fromkeys(("PersonOnDay", "PastTieConnection", "PastTieEdge"), OF_PERSONAL),
    # Frozen lists: how right one was is of no person, who rose is.
    **dict.fromkeys(("FrozenList", "FrozenJudgement", "FrozenPart", "FrozenOutcome"), OF_WORK),
    **dict.fromkeys(("FrozenPersonConnection", "FrozenPersonEdge"), OF_PERSONAL),
    # The user's own teams; whatever of a conversation is not named here is its notes.
    **dict.fromkeys(("Team", "Territory", "Assignment"), OF_WORK),
    # A liaison comes to conversations by the persons of the own territory.
    "Liaison": OF_WORK | {"engagements": LOG, "met": CHAINS},
    "Engagement": {
        "*": CONVERSATION,
        **each(TOUCHES, "id engagementId channel plannedOn heldOn minutes isCancelled"),
        **each(TOUCHES, "source sources record knownFrom persons liaisons"),
    },
    **dict.fromkeys(("Encounter", "Meeting"), OF_TOUCHES),
    "CypherAnswer": {"*": ANALYSIS},
    # How a filter or an order is put together; what it is by has the rule of that.
    **dict.fromkeys((*TESTS.values(), *LISTS.values(), FIRST_BY, FIRST_ON, DIRECTION), OPEN),
    # Who is in it has the rule of the person's own fields.
    IN_SEGMENT: OPEN,
    "IntroductionFilterInput": {"*": WORK},
    "IndicatorWeightInput": {"*": WORK},
    "TieKind": {"*": WORK},
}
del RULES["bool"]
for _name, _rules in AFFAIRS.items():
    RULES[_name] = RULES.get(_name, {}) | _rules
# What a filter writes in one word has the rule of where it leads.
_LONGER = {"paidBy": "payments"}
# What filters persons alone, and is of them as their fields are.
_OF_PERSONS = frozenset({memberships.KEY, "coveredBy"})
# What puts pages, groups and filters together, and says nothing of a person by itself.
_STRUCTURE = frozenset(
    [
        "and",
        "or",
        "not",
        "node",
        "count",
        "sum",
        "within",
        "topic",
        "institution",
        "firstBy",
        "firstOn",
        "isPhysician",
        "sources",
        "field",
        "direction",
        "edges",
        "nodes",
        "pageInfo",
        "totalCount",
        "groups",
        "groupCount",
        "cursor",
        "reason",
        "grade",
        "source",
        "record",
        "knownFrom",
        "keys",
        "mean",
        "median",
        "least",
        "most",
        "earliest",
        "latest",
    ]
)
_PLAIN = re.compile(r"(Community|Contribution|Evidence)(Connection|Edge)")


def rule_of(type_: GraphQLNamedType, name: str) -> Rule | None:
    """The rule of a field, of an input type's field, or of a value to order, group or filter by;
    none where nobody may read it."""
    follows = FOLLOWS.get(type_.name)
    if follows is None:
        plain = _PLAIN.fullmatch(type_.name)
        rules = RULES.get(plain[1] if plain else type_.name, {})
        return rules.get(name) or rules.get("*")
    node, over = follows
    said = camel(name.lower()) if name.isupper() else _LONGER.get(name, name)
    of_the_edge = {each.name for each in of_edge(over)} if over else set()
    of_the_node = {camel(walk.name) for walk in WALKS.get(node, ())}
    of_the_node |= {each.name for each in of_node(node)}
    if said not in of_the_edge | of_the_node:  # a part of a day, or a family
        said = said.removesuffix("Year").removesuffix("Quarter").removesuffix("Family")
    if over and said == "explanation":
        return _of(EDGES[over], "identityReasons")  # it words these; of a tie, its rule
    if over and said in of_the_edge:
        return _of(EDGES[over], said)
    if said in of_the_node or (node is n.Person and said in _OF_PERSONS):
        return _of(node.__name__, said)
    return PUBLIC if said in _STRUCTURE else None


def _of(kind: str, name: str) -> Rule | None:
    rules = RULES.get(kind, {})
    return rules.get(name) or rules.get("*")


@dataclass(frozen=True)
class Guard:
    """Bounds what a statement reads of persons to what its caller may."""

    caller: Caller
    statement: Statement

    def of_person(self, name: str, variable: str) -> str:
        """The condition under which the caller may read the field of the person that `variable`
        binds; empty where there is none."""
        return territory_condition(
            self.caller, _of(n.Person.__name__, name), variable, self.statement
        )

    def bounds(self, name: str) -> bool:
        """Whether the caller may read the field of some persons only."""
        rule = _of(n.Person.__name__, name)
        return self.caller.role is Role.LIAISON and rule is not None and rule.within

    def of_root(self, name: str, variable: str) -> str:
        """The condition on the persons that a root field lists; empty where there is none."""
        return territory_condition(self.caller, _of("Query", name), variable, self.statement)


def territory_condition(
    caller: Caller, rule: Rule | None, variable: str, statement: Statement
) -> str:
    """The Cypher condition under which this caller may read, by a rule, of the person that
    `variable` binds; empty where there is none. Its value becomes a parameter of the statement.
    """
    if caller.role is not Role.LIAISON or rule is None or not rule.within:
        return ""
    return f"{variable}.state IN {statement.parameter(sorted(caller.territory))}"
