"""Which licences does a person hold, and to which societies does the person belong?"""

from datetime import date
from typing import Annotated

from schema.nodes import Person
from schema.vocabulary import Node, Relationship


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
