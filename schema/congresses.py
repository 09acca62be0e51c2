"""Who takes part in which session of which congress?"""

from datetime import date
from typing import Annotated

from schema.nodes import Person, Topic
from schema.vocabulary import Mention, Node, Relationship


class CongressRole(Mention):
    """A person's role in a session of a congress, as a programme gave it on one day."""

    npi: Annotated[str | None, "NPI, check digit verified."]
    orcid: Annotated[str | None, "ORCID iD, check digit verified."]
    congress_id: Annotated[str, "Id of the congress as given."]
    congress: Annotated[str, "Name of the congress."]
    congress_from_on: Annotated[date, "First day of the congress."]
    congress_to_on: Annotated[date | None, "Last day of the congress."]
    place: Annotated[str | None, "City."]
    country: Annotated[str | None, "Country, ISO 3166 alpha-2."]
    session_id: Annotated[str | None, "Id of the session as given; none is the whole congress."]
    session: Annotated[str | None, "Title of the session."]
    session_type: Annotated[str | None, "Kind of session, such as symposium."]
    session_on: Annotated[date | None, "Day of the session."]
    role: Annotated[str, "Role, such as chair."]
    title: Annotated[str | None, "Title of the talk or abstract."]
    pmid: Annotated[str | None, "PubMed's id of what is presented."]
    topic: Annotated[str | None, "Topic as given."]
    found_in: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class Congress(Node, key="congress_id", search=("name",), indexed=("country",)):
    """A congress in one year, as the programmes of the user's own name it."""

    congress_id: Annotated[
        str, "Its id in letters and digits alone, without capitals or accents, and its year."
    ]
    name: Annotated[str, "Name as last given."]
    from_on: Annotated[date, "First day."]
    to_on: Annotated[date | None, "Last day; none is not known."]
    place: Annotated[str | None, "City where it is held."]
    country: Annotated[str | None, "Country where it is held, ISO 3166 alpha-2."]


class Session(Node, key="session_id"):
    """A session of a congress, or those who prepare the congress as a whole."""

    session_id: Annotated[str, "The congress's id, and the session's own in the same spelling."]
    title: Annotated[str | None, "Title as last given."]
    congress_name: Annotated[str, "Name of the congress, so that a session can be read by itself."]
    type: Annotated[str | None, "Kind of session; `committee` where it is the whole congress."]
    held_on: Annotated[date, "Its day; the congress's first where no other is known."]
    participants: Annotated[int, "Persons whom the programme names in it, in the graph or not."]


class TOOK_PART_IN(Relationship, start=Person, end=Session, apart=("part",)):
    """The programme names the person in the session."""

    role: Annotated[
        str,
        "speaker, chair, moderator, panellist, discussant, presenter, poster presenter, organiser "
        "or programme committee.",
    ]
    part: Annotated[str, "Role and what is presented, which tell a person's parts apart."]
    title: Annotated[str | None, "Title of the talk or abstract."]
    pmid: Annotated[str | None, "PubMed's id of what is presented, where the programme gives it."]
    counted_with: Annotated[
        str | None,
        "The paper (PMID) that stands for this part where things are counted: what is presented, "
        "where the person signed it.",
    ]
    topic: Annotated[str | None, "Topic as given."]
    held_on: Annotated[date, "The session's day."]
    found_in: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class PART_OF_CONGRESS(Relationship, type_name="PART_OF", start=Session, end=Congress):
    """The session belongs to the congress."""


class ADDRESSES(Relationship, start=Session, end=Topic):
    """The programme gives the topic for the session, or for a part of it."""
