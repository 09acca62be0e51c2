"""What is a step from a thing to others, in which order, and what is its edge called?"""

from __future__ import annotations

from dataclasses import dataclass

from api.reads import Order
from schema import (
    congresses,
    digital,
    fieldwork,
    funding,
    industry,
    practice,
    profession,
    registers,
    sharing,
)
from schema import nodes as n
from schema import relationships as r
from schema.patients import SENT_PATIENTS
from schema.vocabulary import Node, Relationship, camel


@dataclass(frozen=True)
class Walk:
    """One way from an owner along a relationship `over` to nodes `to`: `way` is out, in or both.
    `order` leads the list; the rest of a total order follows from the schema. `one`: an object, not
    a list."""

    name: str
    over: type[Relationship]
    way: str
    to: type[Node]
    about: str
    order: Order = ()
    one: bool = False

    @property
    def match(self) -> str:
        """The pattern from `{this}` over `{edge}` to `{node}`."""
        left, right = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}[self.way]
        edge = f"[{{edge}}:{self.over.type_name}]"
        return f"({{this}}){left}{edge}{right}({{node}}:{self.to.__name__})"

    @property
    def day(self) -> str:
        """The expression of the day on which what it leads to happened; empty where it is of no
        day."""
        return DAYS.get(self.over) or DAYS.get(self.to, "")

    @property
    def total(self) -> Order:
        """An order without ties: the leading one, then the node's key, then what keeps two edges of
        one pair apart."""
        return total(self.order, self.to, self.over)


def total(order: Order, node: type[Node], over: type[Relationship] | None = None) -> Order:
    """The order made total by the keys of the node and of the edge."""
    keys = [f"{{node}}.{camel(node.key)}"]
    keys += [edge_key(name) for name in (over.apart if over else ())]
    given = {expression for expression, _ in order}
    return (*order, *((key, "ASC") for key in keys if key not in given))


def edge_key(name: str) -> str:
    """A property of the edge as lists are ordered by it."""
    return f"coalesce(toString({{edge}}.{camel(name)}), '')"


def latest(*names: str) -> Order:
    dates = ", ".join(f"toString({name})" for name in names)
    return ((f"coalesce({dates}, '')", "DESC"),)


# On which day a thing, or an edge, happened.
DAYS: dict[type[Node] | type[Relationship], str] = {
    n.Paper: "{node}.publishedOn",
    n.Trial: "{node}.startedOn",
    funding.Grant: "{node}.startedOn",
    n.Payment: "{node}.paidOn",
    n.Engagement: "{node}.heldOn",
    n.Exclusion: "{node}.excludedOn",
    industry.Milestone: "{node}.happensOn",
    r.PERFORMED: "{edge}.toOn",
    r.AFFILIATED_WITH: "{edge}.firstOn",
    congresses.TOOK_PART_IN: "{edge}.heldOn",
    congresses.Session: "{node}.heldOn",
    digital.Activity: "{node}.fromOn",
    practice.MedicareYear: "date({{year: {node}.year, month: 12, day: 31}})",
    practice.PRESCRIBED: "date({{year: {edge}.year, month: 12, day: 31}})",
    practice.ADOPTED: "date({{year: {edge}.firstYear, month: 12, day: 31}})",
}
NEWEST_PAPER = latest("{node}.publishedOn")
NEWEST_TRIAL = latest("{node}.startedOn")
NEWEST_SESSION = latest("{node}.heldOn")
NEWEST_ACTIVITY = latest("{node}.fromOn")
NEWEST_PAYMENT = latest("{node}.paidOn")
NEWEST_ENGAGEMENT = latest("{node}.heldOn", "{node}.plannedOn")
EARLIEST_MILESTONE: Order = (("toString({node}.happensOn)", "ASC"),)
LATEST = latest("{edge}.lastOn")
BY_NAME: Order = (("{node}.name", "ASC"),)
STRONGEST: Order = (("{edge}.strength", "DESC"),)
MOST_INFLUENTIAL: Order = (("coalesce({node}.influence, -1.0)", "DESC"),)
MOST_PRESCRIBED: Order = (("{edge}.year", "DESC"), ("coalesce({edge}.claims, -1)", "DESC"))
IN_PRINT: Order = (("{edge}.position", "ASC"),)

# What an edge is called that has properties of its own; the others are plain edges.
EDGES: dict[type[Relationship], str] = {
    fieldwork.COVERS: "Assignment",
    fieldwork.DISCUSSED: "Discussion",
    industry.COMPETES_WITH: "Competition",
    industry.DEVELOPED_FOR: "Development",
    industry.MADE_BY: "Making",
    industry.SUBSIDIARY_OF: "Ownership",
    practice.ADOPTED: "Adoption",
    profession.BELONGS_TO_SOCIETY: "SocietyMembership",
    congresses.TOOK_PART_IN: "CongressPart",
    digital.CONTRIBUTED_TO: "Contributing",
    practice.PRACTISES_AT: "Workplace",
    practice.PRESCRIBED: "Prescription",
    funding.AWARDED_TO: "Award",
    funding.LEADS_GRANT: "GrantLead",
    registers.REGISTERED_IN: "Registration",
    r.ABOUT: "Indexing",
    r.ACCOMPANIES: "Accompaniment",
    r.AFFILIATED_WITH: "Affiliation",
    r.AUTHORED: "Authorship",
    r.COLLABORATED_ON: "Membership",
    r.CONDUCTED_AT: "Site",
    r.CONNECTED_TO: "Tie",
    r.ENGAGED: "Encounter",
    r.INVESTIGATES: "Investigation",
    r.MET: "Meeting",
    r.PERFORMED: "Volume",
    r.PRACTISES: "Practice",
    r.RECEIVED: "Receipt",
    sharing.SHARES_EVENTS: "SharedEvents",
    sharing.SHARES_INSTITUTION: "SharedInstitution",
    sharing.SHARES_PATIENTS: "SharedPatients",
    sharing.SHARES_COMMITTEES: "SharedCommittees",
    sharing.SHARES_SESSIONS: "SharedSessions",
    sharing.SHARES_GRANTS: "SharedGrants",
    SENT_PATIENTS: "PatientFlow",
    r.SPONSORED_BY: "Sponsorship",
    r.SPONSORED_BY_INSTITUTION: "Sponsorship",
    r.STUDIES: "Study",
}
