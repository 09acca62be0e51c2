"""Which part of the field is whose?"""

from datetime import date
from typing import Annotated

from schema.nodes import Institution, Liaison, Specialty
from schema.vocabulary import Mention, Node, Relationship


class TerritoryStatement(Mention):
    """One row of the user's list of territories."""

    liaison: Annotated[str, "The liaison, as the engagement log names the same one."]
    state: Annotated[str | None, "State whose persons are covered."]
    institution: Annotated[str | None, "Identifier of an institution whose persons are covered."]
    specialty: Annotated[str | None, "Taxonomy code or name of a specialty that is covered."]
    from_on: Annotated[date | None, "First day."]
    to_on: Annotated[date | None, "Last day; none is not known."]
    stated_on: Annotated[date, "Day of which the row speaks."]


class Territory(Node, key="territory_id"):
    """A part of the field that liaisons cover: who is of its state, its institution and its
    specialty, as far as it has them."""

    territory_id: Annotated[str, "State, institution and specialty as listed, in lower case."]
    state: Annotated[str | None, "State; none is any."]
    institution: Annotated[str | None, "Identifier of the institution as listed; none is any."]
    specialty: Annotated[str | None, "Code or name of the specialty as listed; none is any."]


class COVERS(Relationship, start=Liaison, end=Territory, apart=("term",)):
    """The territory is the liaison's, by the user's list."""

    term: Annotated[str, "First day, which tells a liaison's times in one territory apart."]
    is_current: Annotated[bool, "Whether it was so on the day of which the list speaks."]
    from_on: Annotated[date | None, "First day."]
    to_on: Annotated[date | None, "Last day; none is not known."]
    stated_on: Annotated[date, "Day of which the list speaks."]


class INCLUDES(Relationship, start=Territory, end=Institution):
    """The territory's institution is this one; its parts are covered with it."""


class INCLUDES_SPECIALTY(Relationship, type_name="INCLUDES", start=Territory, end=Specialty):
    """The territory's specialty is this one."""
