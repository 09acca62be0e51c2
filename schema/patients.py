"""Whose patients came to whom as well?"""

from datetime import date
from typing import Annotated

from schema.nodes import Person
from schema.vocabulary import Mention, Relationship


class SharedPatients(Mention):
    """How many patients of one provider came to another one afterwards, in a period."""

    npi: Annotated[str, "Who saw them first, or sent them; check digit verified."]
    other_npi: Annotated[str, "Who saw them afterwards; check digit verified."]
    from_on: Annotated[date, "First day of the period."]
    to_on: Annotated[date, "Last day of the period."]
    days: Annotated[int | None, "Days at most from one visit to the other; none is not known."]
    patients: Annotated[int | None, "Distinct patients."]
    times: Annotated[int | None, "Pairs of visits; of a referral feed, referrals."]
    same_day: Annotated[int | None, "Pairs of visits on one day."]


class SENT_PATIENTS(Relationship, start=Person, end=Person, apart=("span",)):
    """Patients of the one came to the other afterwards, as Medicare or a referral feed counts them.
    That the one knows of it, or sent them, is not said."""

    span: Annotated[str, "Source, period and days, which tell the counts of one pair apart."]
    from_on: Annotated[date, "First day of the period."]
    to_on: Annotated[date, "Last day of the period."]
    days: Annotated[int | None, "Days at most from one visit to the other; none is not known."]
    patients: Annotated[int | None, "Distinct patients; none is not known."]
    times: Annotated[int | None, "Pairs of visits; of a referral feed, referrals."]
    same_day: Annotated[int | None, "Pairs of visits on one day."]
