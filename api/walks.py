"""Which way may one walk along the edges of the graph?

Each walk is a field of its owner's type, a filter on its owner, and where its target is a thing
that people count by, a key of groups. Which of them there are is a decision of the product.
"""

from __future__ import annotations

from api.company_walks import OF_COMPANIES, OF_TEAMS
from api.institution_walks import OF_INSTITUTIONS
from api.person_walks import OF_PERSONS
from api.walk import (
    BY_NAME,
    IN_PRINT,
    MOST_INFLUENTIAL,
    NEWEST_PAPER,
    NEWEST_SESSION,
    NEWEST_TRIAL,
    Walk,
)
from schema import (
    congresses,
    digital,
    funding,
    industry,
    practice,
    profession,
    registers,
)
from schema import nodes as n
from schema import relationships as r
from schema.vocabulary import Node

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
    practice.MedicareYear: (Walk("people", practice.BILLED, "in", n.Person, "Whose year it is."),),
    n.CodeGroup: (
        Walk("people", r.PERFORMED, "in", n.Person, "Who performed it.", MOST_INFLUENTIAL),
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
    n.Person: OF_PERSONS,
    n.Institution: OF_INSTITUTIONS,
    **OF_COMPANIES,
    **OF_TEAMS,
}
