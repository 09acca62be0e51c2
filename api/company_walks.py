"""What can be asked of companies and of the user's own field teams, one step away?"""

from __future__ import annotations

from api.walk import (
    BY_NAME,
    EARLIEST_MILESTONE,
    MOST_INFLUENTIAL,
    MOST_PRESCRIBED,
    NEWEST_ENGAGEMENT,
    NEWEST_PAYMENT,
    NEWEST_TRIAL,
    STRONGEST,
    Walk,
)
from schema import (
    fieldwork,
    industry,
    practice,
)
from schema import nodes as n
from schema import relationships as r
from schema.vocabulary import Node

OF_COMPANIES: dict[type[Node], tuple[Walk, ...]] = {
    industry.Milestone: (
        Walk("product", industry.HAS_MILESTONE, "in", n.Product, "Whose it is.", one=True),
    ),
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
}

OF_TEAMS: dict[type[Node], tuple[Walk, ...]] = {
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
