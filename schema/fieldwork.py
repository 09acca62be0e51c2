"""Which part of the field is whose, and what came of an engagement?"""

from datetime import date
from typing import Annotated

from schema.nodes import Engagement, Institution, Liaison, Product, Specialty
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


class Debrief(Node, key="engagement_id"):
    """What a liaison noted of an engagement, but for what was said: no text of it is loaded."""

    engagement_id: Annotated[str, "The engagement's."]
    objectives: Annotated[list[str] | None, "What it was for, as the log names it."]
    topic: Annotated[str | None, "What the insight is about; its text is never loaded."]
    is_actionable: Annotated[bool | None, "Whether something can be done about it."]
    follow_on: Annotated[str | None, "What is to be done next; `none` is the log's word."]
    due_on: Annotated[date | None, "Day by which that is due."]
    done_on: Annotated[date | None, "Day on which it was done; none where it was not, or unsaid."]
    satisfaction: Annotated[int | None, "How satisfied the person was: 1, not at all, to 5, very."]


class NOTED(Relationship, start=Engagement, end=Debrief):
    """The debrief is the engagement's."""


class ProductMention(Mention):
    """A product that an engagement was about, as the log names it."""

    engagement_id: Annotated[str, "The engagement."]
    product: Annotated[str, "Name as printed."]


class DISCUSSED(Relationship, start=Engagement, end=Product):
    """The engagement was about the product, by the log."""

    printed_as: Annotated[str, "Name in the log."]
