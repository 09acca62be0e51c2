"""Which companies are one family, which are the user's own, and which compete?"""

from datetime import date
from typing import Annotated

from schema.nodes import Company
from schema.vocabulary import Mention, Relationship


class CompanyStatement(Mention):
    """One row of the user's list of companies."""

    company: Annotated[str, "The company's name, as the user calls it."]
    parent: Annotated[str | None, "Name of the company directly above it."]
    is_own: Annotated[bool | None, "Whether it is the user's own."]
    competitor: Annotated[str | None, "Name of a company that it competes with."]
    area: Annotated[str | None, "Therapeutic area in which it does."]
    product: Annotated[str | None, "Product with which it does."]
    open_payments_id: Annotated[str | None, "Identifier in Open Payments."]
    sponsor_name: Annotated[str | None, "Another spelling, as trials name their sponsor."]
    lei: Annotated[str | None, "Legal Entity Identifier, check digits verified."]
    from_on: Annotated[date | None, "First day of what the row says."]
    to_on: Annotated[date | None, "Last day of what the row says."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class SUBSIDIARY_OF(Relationship, start=Company, end=Company, apart=("term",)):
    """The first company belongs to the second, by the user's list."""

    term: Annotated[str, "First day, which tells a company's times under one parent apart."]
    is_current: Annotated[bool, "Whether it held on the day it was read."]
    from_on: Annotated[date | None, "First day."]
    to_on: Annotated[date | None, "Last day; none is not known."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class COMPETES_WITH(Relationship, start=Company, end=Company, apart=("term",)):
    """The two compete, by the user's list. One direction is stored, the lower id first."""

    term: Annotated[str, "Area, product and first day, which tell a pair's competitions apart."]
    area: Annotated[str | None, "Therapeutic area; none is everywhere."]
    product: Annotated[str | None, "Product; none is with any."]
    is_current: Annotated[bool, "Whether it held on the day it was read."]
    from_on: Annotated[date | None, "First day."]
    to_on: Annotated[date | None, "Last day; none is not known."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]
