"""Which grants fund research, who leads them, and what do their records say?"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from schema.nodes import Institution, Paper, Person
from schema.vocabulary import Mention, Node, Relationship


class Grant(Node, key="grant_id", search=("title",), indexed=("started_on",)):
    """Funding that papers acknowledge or that NIH RePORTER lists. All that one core project number
    was awarded is one grant."""

    grant_id: Annotated[
        str,
        "Core project number, such as R01CA123456, where its number is one of NIH; else agency and "
        "number as printed.",
    ]
    number: Annotated[str | None, "Number as printed; the core project number in RePORTER."]
    agency: Annotated[str | None, "Funder: the institute in RePORTER, else as papers print it."]
    country: Annotated[str | None, "Country of the funder, as papers print it."]
    title: Annotated[str | None, "Title of the project in its latest year."]
    activity: Annotated[str | None, "Activity code, such as R01."]
    started_on: Annotated[
        date | None, "First day of the project; of the first budget or fiscal year where not given."
    ]
    ended_on: Annotated[date | None, "Last day of the project, as its latest year says."]
    fiscal_years: Annotated[list[int] | None, "Fiscal years of which RePORTER is loaded."]
    costs_usd: Annotated[
        list[float | None] | None,
        "Total cost of each of the fiscal years in US dollars, in their order; null where the cost "
        "of a part of it is not known.",
    ]


class FUNDED_BY(Relationship, start=Paper, end=Grant):
    """The paper acknowledges the grant."""


class LEADS_GRANT(Relationship, start=Person, end=Grant, apart=("role",)):
    """RePORTER names the person as a principal investigator of the grant."""

    role: Annotated[
        str,
        "contact, co-investigator (a further principal investigator of the same grant), or "
        "subproject leader.",
    ]
    from_on: Annotated[
        date, "First day of the first budget that names the person; else of the fiscal year."
    ]
    to_on: Annotated[
        date, "Last day of the latest budget that names the person; else of the fiscal year."
    ]
    fiscal_years: Annotated[list[int], "Fiscal years that name the person in this role."]
    printed_as: Annotated[str, "The name as RePORTER printed it last."]
    identity_score: Annotated[float, "Confidence, 0 to 1, that the investigator is this person."]
    identity_reasons: Annotated[list[str], "The rules and evidence behind the score."]


class AWARDED_TO(Relationship, start=Grant, end=Institution):
    """RePORTER names the institution as the one to which the grant was awarded."""

    fiscal_years: Annotated[list[int], "Fiscal years that say so."]


class Project(Mention):
    """One application of a grant that was funded in a fiscal year: a year of it, a supplement or a
    subproject."""

    application_id: Annotated[str, "`nih-` and RePORTER's number of the application."]
    core_project: Annotated[str, "Core project number, such as R01CA123456."]
    activity: Annotated[str | None, "Activity code."]
    institute: Annotated[str | None, "Institute that administers it, in words."]
    fiscal_year: Annotated[int, "Fiscal year, from October of the year before to September."]
    title: Annotated[str | None, "Title."]
    started_on: Annotated[date | None, "First day of the project."]
    ended_on: Annotated[date | None, "Last day of the project."]
    budget_from_on: Annotated[date | None, "First day of the budget."]
    budget_to_on: Annotated[date | None, "Last day of the budget."]
    cost_usd: Annotated[
        Decimal | None, "Total cost in US dollars; of a subproject none: its grant's holds it."
    ]
    is_subproject: Annotated[bool, "Whether it is a subproject of the grant."]
    organisation: Annotated[str | None, "To whom it was awarded, as printed."]
    city: Annotated[str | None, "City of the organisation."]
    state: Annotated[str | None, "State of the organisation."]
    country: Annotated[str | None, "Country of the organisation as printed."]


class PrincipalInvestigator(Mention):
    """One principal investigator whom an application of a grant names."""

    mention: Annotated[str, "`reporter:nih-APPLICATION:ordinal`."]
    application_id: Annotated[str, "The application."]
    ordinal: Annotated[int, "Place in the list, from 1."]
    name: Annotated[str, "Name as printed."]
    last_name: Annotated[str, "Family name."]
    fore_name: Annotated[str, "Given names or initials."]
    suffix: Annotated[str | None, "Generation: Jr, Sr, II, III and so on."]
    profile_id: Annotated[str | None, "NIH's own number of the person."]
    role: Annotated[str, "contact, co-investigator or subproject leader."]
