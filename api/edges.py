"""What is an edge called, and on which day is what it leads to?"""

from __future__ import annotations

from api.walk import Walk
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
from schema.vocabulary import Node, Relationship

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
    profession.LEADS_AT: "Leadership",
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
    sharing.SHARES_SPEAKING: "SharedSpeaking",
    sharing.SHARES_CONSULTING: "SharedConsulting",
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


def day_of(walk: Walk) -> str:
    """The expression of the day on which what a walk leads to happened; empty where it is of no
    day."""
    return DAYS.get(walk.over) or DAYS.get(walk.to, "")
