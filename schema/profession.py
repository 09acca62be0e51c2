"""Which licences does a person hold?"""

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
