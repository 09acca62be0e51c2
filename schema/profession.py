"""Which licences does a person hold, to which societies does the person belong, and which
institutions or parts of them does the person lead?"""

from datetime import date
from typing import Annotated

from schema.nodes import Institution, Person
from schema.vocabulary import Mention, Node, Relationship


class Licence(Node, key="licence_id"):
    """A state's permission to practise, as a provider reported it to the registry, and as the
    state's board gives it."""

    licence_id: Annotated[
        str, "State and number; with the holder's key where the registry does not have it alone."
    ]
    number: Annotated[str, "Number as reported."]
    state: Annotated[str | None, "Issuing state."]
    status: Annotated[str, "Standing by the board; `unknown` where no board has said."]
    issued_on: Annotated[date | None, "Day it was issued."]
    expires_on: Annotated[date | None, "Day it ends."]
    action: Annotated[
        str | None, "The board's gravest action; `none` where the board says that it took none."
    ]
    action_on: Annotated[date | None, "Day of that action."]
    checked_on: Annotated[date | None, "Day the board was asked."]


class HOLDS(Relationship, start=Person, end=Licence):
    """The registry or a state's board lists the licence for the person."""


class Society(Node, key="society_id"):
    """A professional society, as the user's own look-ups name it."""

    society_id: Annotated[str, "Its name in letters and digits alone, without capitals or accents."]
    name: Annotated[str, "Name as last given."]


class BELONGS_TO_SOCIETY(Relationship, start=Person, end=Society, apart=("term",)):
    """The society's roll gives the person a role."""

    role: Annotated[str, "member, fellow, committee member, board member, officer or president."]
    committee: Annotated[str | None, "Committee or guideline panel, where the roll names one."]
    term: Annotated[str, "Role, committee and first day, which tell a person's terms apart."]
    from_on: Annotated[date | None, "First day of the role."]
    to_on: Annotated[date | None, "Last day of the role; none is not known."]
    stated_on: Annotated[date, "Day on which the roll said so."]


class LeadershipRole(Mention):
    """A person's role in leading an institution or a part of it, as it was said on one day."""

    npi: Annotated[str | None, "NPI, check digit verified."]
    orcid: Annotated[str | None, "ORCID iD, check digit verified."]
    mention: Annotated[str, "`leadership:DIGEST` of the institution as given."]
    institution_id: Annotated[str | None, "The institution's `ror:…`, `npi:…` or `ccn:…`."]
    institution: Annotated[str | None, "Name of the institution as given."]
    city: Annotated[str | None, "City of the institution as given."]
    role: Annotated[str, "Role, such as department chair."]
    department: Annotated[str | None, "Department, division, centre or programme."]
    from_on: Annotated[date | None, "First day of the role."]
    to_on: Annotated[date | None, "Last day of the role; none is not known."]
    stated_on: Annotated[date, "Day on which it was said."]


class LEADS_AT(Relationship, start=Person, end=Institution, apart=("term",)):
    """The person leads the institution or a part of it, by the user's own look-ups."""

    role: Annotated[str, "Role, such as department chair, dean or chief medical officer."]
    department: Annotated[str | None, "Department, division, centre or programme."]
    term: Annotated[str, "Role, department and first day, which tell a person's terms apart."]
    from_on: Annotated[date | None, "First day of the role."]
    to_on: Annotated[date | None, "Last day of the role; none is not known."]
    stated_on: Annotated[date, "Day on which it was said."]
