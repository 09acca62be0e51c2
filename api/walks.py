"""Which way may one walk along the edges of the graph?

Each walk is a field of its owner's type, a filter on its owner, and where its target is a thing
that people count by, a key of groups. Which of them there are is a decision of the product.
"""

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


def _latest(*names: str) -> Order:
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
NEWEST_PAPER = _latest("{node}.publishedOn")
NEWEST_TRIAL = _latest("{node}.startedOn")
NEWEST_SESSION = _latest("{node}.heldOn")
NEWEST_ACTIVITY = _latest("{node}.fromOn")
NEWEST_PAYMENT = _latest("{node}.paidOn")
NEWEST_ENGAGEMENT = _latest("{node}.heldOn", "{node}.plannedOn")
EARLIEST_MILESTONE: Order = (("toString({node}.happensOn)", "ASC"),)
LATEST = _latest("{edge}.lastOn")
BY_NAME: Order = (("{node}.name", "ASC"),)
STRONGEST: Order = (("{edge}.strength", "DESC"),)
MOST_INFLUENTIAL: Order = (("coalesce({node}.influence, -1.0)", "DESC"),)
MOST_PRESCRIBED: Order = (("{edge}.year", "DESC"), ("coalesce({edge}.claims, -1)", "DESC"))
IN_PRINT: Order = (("{edge}.position", "ASC"),)

WALKS: dict[type[Node], tuple[Walk, ...]] = {
    n.Topic: (
        Walk("broader", r.BROADER, "out", n.Topic, "Topics directly above this one.", BY_NAME),
        Walk("narrower", r.BROADER, "in", n.Topic, "Topics directly below this one.", BY_NAME),
        Walk("papers", r.ABOUT, "in", n.Paper, "Papers indexed with it.", NEWEST_PAPER),
        Walk(
            "products",
            industry.DEVELOPED_FOR,
            "in",
            n.Product,
            "Products for it, by the user's list.",
            BY_NAME,
        ),
        Walk("trials", r.STUDIES, "in", n.Trial, "Trials indexed with it.", NEWEST_TRIAL),
        Walk(
            "sessions",
            congresses.ADDRESSES,
            "in",
            congresses.Session,
            "Sessions of congresses about it.",
            NEWEST_SESSION,
        ),
    ),
    n.Journal: (Walk("papers", r.PUBLISHED_IN, "in", n.Paper, "Papers in it.", NEWEST_PAPER),),
    funding.Grant: (
        Walk(
            "papers",
            funding.FUNDED_BY,
            "in",
            n.Paper,
            "Papers that acknowledge it.",
            NEWEST_PAPER,
        ),
        Walk(
            "investigators",
            funding.LEADS_GRANT,
            "in",
            n.Person,
            "Its principal investigators, each with the reasons for the identification.",
            MOST_INFLUENTIAL,
        ),
        Walk(
            "institutions",
            funding.AWARDED_TO,
            "out",
            n.Institution,
            "Institutions to which it was awarded.",
            BY_NAME,
        ),
    ),
    n.Specialty: (
        Walk(
            "people",
            r.PRACTISES,
            "in",
            n.Person,
            "Persons whom the registry lists under it.",
            MOST_INFLUENTIAL,
        ),
    ),
    industry.Milestone: (
        Walk("product", industry.HAS_MILESTONE, "in", n.Product, "Whose it is.", one=True),
    ),
    profession.Licence: (Walk("people", profession.HOLDS, "in", n.Person, "Who holds it."),),
    profession.Society: (
        Walk(
            "members",
            profession.BELONGS_TO_SOCIETY,
            "in",
            n.Person,
            "Who belongs to it, in which role.",
            MOST_INFLUENTIAL,
        ),
    ),
    congresses.Congress: (
        Walk(
            "sessions",
            congresses.PART_OF_CONGRESS,
            "in",
            congresses.Session,
            "Its sessions of which the programme is loaded.",
            NEWEST_SESSION,
        ),
    ),
    congresses.Session: (
        Walk(
            "congress",
            congresses.PART_OF_CONGRESS,
            "out",
            congresses.Congress,
            "The congress to which it belongs.",
            one=True,
        ),
        Walk(
            "people",
            congresses.TOOK_PART_IN,
            "in",
            n.Person,
            "Who took part in it, in which role.",
            MOST_INFLUENTIAL,
        ),
        Walk("topics", congresses.ADDRESSES, "out", n.Topic, "What it is about.", BY_NAME),
    ),
    digital.Activity: (
        Walk(
            "people",
            digital.CONTRIBUTED_TO,
            "in",
            n.Person,
            "Whom a proof ties to it, in which role.",
            MOST_INFLUENTIAL,
        ),
        Walk("topics", digital.DISCUSSES, "out", n.Topic, "What it is about.", BY_NAME),
    ),
    registers.Register: (
        Walk(
            "registrants",
            registers.REGISTERED_IN,
            "in",
            n.Person,
            "Whom it lists.",
            MOST_INFLUENTIAL,
        ),
    ),
    n.Exclusion: (Walk("people", r.EXCLUDED_BY, "in", n.Person, "Whom it names by NPI."),),
    n.Product: (
        Walk(
            "companies",
            industry.MADE_BY,
            "out",
            n.Company,
            "Companies whose it is, by the user's list.",
            BY_NAME,
        ),
        Walk(
            "conditions",
            industry.DEVELOPED_FOR,
            "out",
            n.Topic,
            "What it is for, and how far it is, by the user's list.",
            BY_NAME,
        ),
        Walk(
            "milestones",
            industry.HAS_MILESTONE,
            "out",
            industry.Milestone,
            "What happens to it, the earliest first.",
            EARLIEST_MILESTONE,
        ),
        Walk("payments", r.CONCERNS, "in", n.Payment, "Payments about it.", NEWEST_PAYMENT),
        Walk(
            "prescribers",
            practice.PRESCRIBED,
            "in",
            n.Person,
            "Who prescribed it, the latest year and most claims first.",
            MOST_PRESCRIBED,
        ),
        Walk(
            "adopters",
            practice.ADOPTED,
            "in",
            n.Person,
            "Who took it up, the first first.",
            (("{edge}.firstYear", "ASC"), *MOST_INFLUENTIAL),
        ),
    ),
    practice.MedicareYear: (Walk("people", practice.BILLED, "in", n.Person, "Whose year it is."),),
    n.CodeGroup: (
        Walk("people", r.PERFORMED, "in", n.Person, "Who performed it.", MOST_INFLUENTIAL),
    ),
    n.Institution: (
        Walk("part_of", r.PART_OF, "out", n.Institution, "Institutions it belongs to.", BY_NAME),
        Walk("parts", r.PART_OF, "in", n.Institution, "Institutions that belong to it.", BY_NAME),
        Walk(
            "succeeded_by",
            r.SUCCEEDED_BY,
            "out",
            n.Institution,
            "Institutions that took its place, by the register.",
            BY_NAME,
        ),
        Walk(
            "succeeds",
            r.SUCCEEDED_BY,
            "in",
            n.Institution,
            "Institutions whose place it took, by the register.",
            BY_NAME,
        ),
        Walk(
            "grants",
            funding.AWARDED_TO,
            "in",
            funding.Grant,
            "Grants that were awarded to it.",
        ),
        Walk(
            "people",
            r.AFFILIATED_WITH,
            "in",
            n.Person,
            "Persons whose records name it, the most influential first.",
            MOST_INFLUENTIAL,
        ),
        Walk(
            "clinicians",
            practice.PRACTISES_AT,
            "in",
            n.Person,
            "Persons whom Medicare lists there, the most influential first.",
            MOST_INFLUENTIAL,
        ),
        Walk(
            "trials",
            r.CONDUCTED_AT,
            "in",
            n.Trial,
            "Trials with a site there, newest first.",
            NEWEST_TRIAL,
        ),
        Walk(
            "sponsored_trials",
            r.SPONSORED_BY_INSTITUTION,
            "in",
            n.Trial,
            "Trials it leads or supports, newest first.",
            NEWEST_TRIAL,
        ),
    ),
    n.Company: (
        Walk(
            "parents",
            industry.SUBSIDIARY_OF,
            "out",
            n.Company,
            "Companies directly above it, of any day.",
            BY_NAME,
        ),
        Walk(
            "subsidiaries",
            industry.SUBSIDIARY_OF,
            "in",
            n.Company,
            "Companies directly below it, of any day.",
            BY_NAME,
        ),
        Walk(
            "products",
            industry.MADE_BY,
            "in",
            n.Product,
            "Products that are its own, by the user's list.",
            BY_NAME,
        ),
        Walk(
            "competes_with",
            industry.COMPETES_WITH,
            "both",
            n.Company,
            "Companies that the user's list says it competes with, and in what.",
            BY_NAME,
        ),
        Walk(
            "trials",
            r.SPONSORED_BY,
            "in",
            n.Trial,
            "Trials it leads or supports, newest first.",
            NEWEST_TRIAL,
        ),
        Walk(
            "payments",
            r.PAID_BY,
            "in",
            n.Payment,
            "Payments it reported, newest first.",
            NEWEST_PAYMENT,
        ),
    ),
    n.Payment: (
        Walk("company", r.PAID_BY, "out", n.Company, "The paying company.", one=True),
        Walk("products", r.CONCERNS, "out", n.Product, "Products it was reported for.", BY_NAME),
        Walk("recipients", r.RECEIVED, "in", n.Person, "Persons it was made to or under.", BY_NAME),
    ),
    n.Trial: (
        Walk(
            "investigators", r.INVESTIGATES, "in", n.Person, "Persons the registry names.", BY_NAME
        ),
        Walk(
            "companies",
            r.SPONSORED_BY,
            "out",
            n.Company,
            "Companies that lead or support it.",
            BY_NAME,
        ),
        Walk(
            "institutions",
            r.SPONSORED_BY_INSTITUTION,
            "out",
            n.Institution,
            "Institutions that lead or support it.",
            BY_NAME,
        ),
        Walk(
            "sites",
            r.CONDUCTED_AT,
            "out",
            n.Institution,
            "Sites that resolve to an institution.",
            BY_NAME,
        ),
        Walk(
            "topics", r.STUDIES, "out", n.Topic, "Conditions and interventions as topics.", BY_NAME
        ),
    ),
    n.Paper: (
        Walk("journal", r.PUBLISHED_IN, "out", n.Journal, "The journal.", one=True),
        Walk(
            "bylines",
            r.AUTHORED,
            "in",
            n.Person,
            "Its authors in printed order, each with the reasons for the identification.",
            IN_PRINT,
        ),
        Walk(
            "members",
            r.COLLABORATED_ON,
            "in",
            n.Person,
            "Persons whom it lists as members of its study group.",
            BY_NAME,
        ),
        Walk("topics", r.ABOUT, "out", n.Topic, "Topics it is indexed with.", BY_NAME),
        Walk("cites", r.CITES, "out", n.Paper, "Papers it cites, newest first.", NEWEST_PAPER),
        Walk(
            "cited_by", r.CITES, "in", n.Paper, "Papers that cite it, newest first.", NEWEST_PAPER
        ),
        Walk("grants", funding.FUNDED_BY, "out", funding.Grant, "Grants it acknowledges."),
        Walk(
            "belongs_to",
            r.ACCOMPANIES,
            "out",
            n.Paper,
            "Papers that it corrects, comments on, or is an earlier version of.",
            NEWEST_PAPER,
        ),
        Walk(
            "accompanied_by",
            r.ACCOMPANIES,
            "in",
            n.Paper,
            "Notices, comments and earlier versions that belong to it.",
            NEWEST_PAPER,
        ),
    ),
    n.Person: (
        Walk(
            "papers",
            r.AUTHORED,
            "out",
            n.Paper,
            "Papers with this person's byline, newest first.",
            NEWEST_PAPER,
        ),
        Walk(
            "collaborations",
            r.COLLABORATED_ON,
            "out",
            n.Paper,
            "Papers that list this person as a member of a study group, newest first.",
            NEWEST_PAPER,
        ),
        Walk(
            "trials",
            r.INVESTIGATES,
            "out",
            n.Trial,
            "Trials that name this person, newest first.",
            NEWEST_TRIAL,
        ),
        Walk(
            "grants",
            funding.LEADS_GRANT,
            "out",
            funding.Grant,
            "Grants of which this person is a principal investigator, the latest first.",
            _latest("{edge}.fromOn"),
        ),
        Walk(
            "payments",
            r.RECEIVED,
            "out",
            n.Payment,
            "Payments reported to or under this person, newest first.",
            NEWEST_PAYMENT,
        ),
        Walk(
            "engagements",
            r.ENGAGED,
            "in",
            n.Engagement,
            "Engagements of the user's liaisons with this person, the latest first.",
            NEWEST_ENGAGEMENT,
        ),
        Walk(
            "volumes",
            r.PERFORMED,
            "out",
            n.CodeGroup,
            "Clinical volumes by group of codes, the latest period first.",
            _latest("{edge}.toOn"),
        ),
        Walk(
            "ties",
            r.CONNECTED_TO,
            "both",
            n.Person,
            "Persons this one has worked with, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "event_ties",
            sharing.SHARES_EVENTS,
            "both",
            n.Person,
            "Persons who were at events that a company paid both for, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "institution_ties",
            sharing.SHARES_INSTITUTION,
            "both",
            n.Person,
            "Persons at the same institution in the same year, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "patient_ties",
            sharing.SHARES_PATIENTS,
            "both",
            n.Person,
            "Persons who share patients with this one, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "committee_ties",
            sharing.SHARES_COMMITTEES,
            "both",
            n.Person,
            "Persons on the same committee or board in the same year, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "session_ties",
            sharing.SHARES_SESSIONS,
            "both",
            n.Person,
            "Persons in the same sessions of congresses, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "grant_ties",
            sharing.SHARES_GRANTS,
            "both",
            n.Person,
            "Persons on the same grants of NIH, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "sent_patients",
            SENT_PATIENTS,
            "out",
            n.Person,
            "To whom patients of this person came as well, the latest year first.",
            _latest("{edge}.toOn"),
        ),
        Walk(
            "patients_from",
            SENT_PATIENTS,
            "in",
            n.Person,
            "Whose patients came to this person as well, the latest year first.",
            _latest("{edge}.toOn"),
        ),
        Walk(
            "met_by",
            r.MET,
            "in",
            n.Liaison,
            "The user's liaisons who have met this person, the strongest tie first.",
            STRONGEST,
        ),
        Walk(
            "institutions",
            r.AFFILIATED_WITH,
            "out",
            n.Institution,
            "Institutions that this person's records name, the latest first.",
            LATEST,
        ),
        Walk(
            "medicare_years",
            practice.BILLED,
            "out",
            practice.MedicareYear,
            "What Medicare counts of this person by year, the latest first.",
            (("{node}.year", "DESC"),),
        ),
        Walk(
            "prescriptions",
            practice.PRESCRIBED,
            "out",
            n.Product,
            "Drugs that this person prescribed, the latest year and most claims first.",
            MOST_PRESCRIBED,
        ),
        Walk(
            "adoptions",
            practice.ADOPTED,
            "out",
            n.Product,
            "Drugs that this person took up, the latest first.",
            (("{edge}.firstYear", "DESC"),),
        ),
        Walk(
            "practices",
            practice.PRACTISES_AT,
            "out",
            n.Institution,
            "Group practices and facilities at which Medicare lists this person.",
            BY_NAME,
        ),
        Walk("specialties", r.PRACTISES, "out", n.Specialty, "Specialties in the registry."),
        Walk(
            "licences",
            profession.HOLDS,
            "out",
            profession.Licence,
            "Licences in the registry and by the boards.",
        ),
        Walk(
            "societies",
            profession.BELONGS_TO_SOCIETY,
            "out",
            profession.Society,
            "Societies to which this person belongs, with role and committee.",
        ),
        Walk(
            "sessions",
            congresses.TOOK_PART_IN,
            "out",
            congresses.Session,
            "Sessions of congresses in which this person took part, with the role.",
            NEWEST_SESSION,
        ),
        Walk(
            "activities",
            digital.CONTRIBUTED_TO,
            "out",
            digital.Activity,
            "What this person does online, with the proof that ties it to the person.",
            NEWEST_ACTIVITY,
        ),
        Walk(
            "registers",
            registers.REGISTERED_IN,
            "out",
            registers.Register,
            "Registers of other countries that list this person, with number and standing.",
        ),
        Walk(
            "exclusions",
            r.EXCLUDED_BY,
            "out",
            n.Exclusion,
            "Exclusions that name this person's NPI, past ones too: see `isCurrent`.",
        ),
    ),
    n.Team: (Walk("liaisons", r.MEMBER_OF, "in", n.Liaison, "Its liaisons."),),
    fieldwork.Debrief: (
        Walk("engagement", fieldwork.NOTED, "in", n.Engagement, "Whose it is.", one=True),
    ),
    n.Engagement: (
        Walk("debrief", fieldwork.NOTED, "out", fieldwork.Debrief, "What came of it.", one=True),
        Walk(
            "products",
            fieldwork.DISCUSSED,
            "out",
            n.Product,
            "Products that it was about, by the log.",
            BY_NAME,
        ),
        Walk("persons", r.ENGAGED, "out", n.Person, "Whom it was with."),
        Walk("liaisons", r.HELD, "in", n.Liaison, "Whose it was."),
    ),
    fieldwork.Territory: (
        Walk("liaisons", fieldwork.COVERS, "in", n.Liaison, "Whose it is, or was."),
        Walk(
            "institutions",
            fieldwork.INCLUDES,
            "out",
            n.Institution,
            "The institution of its identifier, whose parts are covered with it.",
            BY_NAME,
        ),
        Walk(
            "specialties",
            fieldwork.INCLUDES_SPECIALTY,
            "out",
            n.Specialty,
            "The specialties of its name or code.",
            BY_NAME,
        ),
    ),
    n.Liaison: (
        Walk(
            "territories",
            fieldwork.COVERS,
            "out",
            fieldwork.Territory,
            "Parts of the field that are the liaison's, or were.",
        ),
        Walk("teams", r.MEMBER_OF, "out", n.Team, "Teams that the log lists the liaison under."),
        Walk(
            "engagements",
            r.HELD,
            "out",
            n.Engagement,
            "Engagements, the latest first.",
            NEWEST_ENGAGEMENT,
        ),
        Walk(
            "met",
            r.MET,
            "out",
            n.Person,
            "Persons whom the liaison has met, the strongest tie first.",
            STRONGEST,
        ),
    ),
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
