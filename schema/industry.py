"""Which companies are one family, which are the user's own, which compete, and with what?"""

from datetime import date
from typing import Annotated

from schema.nodes import Company, Product, Topic
from schema.vocabulary import Mention, Node, Relationship


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


class ProductStatement(Mention):
    """One row of the user's list of products."""

    product: Annotated[str, "The product's name, as the user calls it."]
    company: Annotated[str | None, "Name of the company whose it is."]
    molecule: Annotated[str | None, "What it holds."]
    condition: Annotated[str | None, "Heading of MeSH that it is for."]
    phase: Annotated[str | None, "How far it is for the condition, such as phase 3."]
    milestone: Annotated[str | None, "What happens to it, such as approval."]
    milestone_on: Annotated[date | None, "Day of that."]
    note: Annotated[str | None, "Which one of several: region, trial."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class Milestone(Node, key="milestone_id", indexed=("happens_on",)):
    """What happens to a product on one day, by the user's list."""

    milestone_id: Annotated[str, "Product, condition, kind and note."]
    kind: Annotated[
        str,
        "trial start, data readout, publication, submission, decision, approval, launch, loss of "
        "exclusivity, discontinuation or other.",
    ]
    condition: Annotated[str | None, "What the product is for there, as listed."]
    note: Annotated[str | None, "Which one of several: region, trial."]
    happens_on: Annotated[date, "Day on which it happens, or did."]
    is_expected: Annotated[bool, "Whether it was ahead on the day it was read."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class HAS_MILESTONE(Relationship, start=Product, end=Milestone):
    """The milestone is the product's."""


class MADE_BY(Relationship, start=Product, end=Company):
    """The product is the company's, by the user's list."""

    named_as: Annotated[str, "The company's name as listed."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]


class DEVELOPED_FOR(Relationship, start=Product, end=Topic):
    """The product is for the condition, by the user's list."""

    phase: Annotated[str | None, "How far it is: preclinical, phase 1 to 3, filed, approved, ..."]
    said_by: Annotated[str | None, "Where it was read."]
    checked_on: Annotated[date, "Day on which it was read."]
