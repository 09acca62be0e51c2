"""Who is registered to practise in countries whose registers know no NPI?"""

from datetime import date
from typing import Annotated

from schema.nodes import Person
from schema.vocabulary import Mention, Node, Relationship


class Register(Node, key="register_id"):
    """A country's register of health professionals."""

    register_id: Annotated[str, "Country and name of the register, such as `FR rpps`."]
    name: Annotated[str, "Name of the register, in small letters."]
    country: Annotated[str, "Country, ISO 3166 alpha-2."]


class REGISTERED_IN(Relationship, start=Person, end=Register, apart=("number",)):
    """The register lists the person."""

    number: Annotated[str, "Number in the register."]
    status: Annotated[str, "Standing as the register gives it; `unknown` where it does not say."]
    specialty: Annotated[str | None, "Specialty or profession as the register gives it."]
    checked_on: Annotated[date, "Day on which the register said so."]
    printed_as: Annotated[str, "The name as the register prints it."]
    identity_score: Annotated[float, "Confidence, 0 to 1, that the register means this person."]
    identity_reasons: Annotated[list[str], "The rules and evidence behind the score."]


class Registrant(Mention):
    """One person in a country's register, as it stood on one day."""

    mention: Annotated[str, "`register:COUNTRY|register|number`."]
    country: Annotated[str, "Country, ISO 3166 alpha-2."]
    register: Annotated[str, "Name of the register, in small letters."]
    number: Annotated[str, "Number in the register."]
    status: Annotated[str | None, "Standing; none is unknown."]
    specialty: Annotated[str | None, "Specialty or profession as the register gives it."]
    last_name: Annotated[str, "Family name, in any script."]
    fore_name: Annotated[str, "Given names or initials, in any script."]
    city: Annotated[str | None, "City of practice."]
    checked_on: Annotated[date, "Day on which the register said so."]
