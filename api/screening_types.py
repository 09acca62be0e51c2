"""What is a screening made of, as it is asked and as it was filed?"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import strawberry

from algorithms.screening import outcomes
from algorithms.screening.roles import roles
from algorithms.screening.statement import canonical


def _role(name: str) -> Any:
    return strawberry.enum_value(name, description=roles()[name].why)


def _outcome(outcome: outcomes.Outcome) -> Any:
    return strawberry.enum_value(outcome.value, description=outcomes.MEANINGS[outcome])


@strawberry.enum(description="What a person is invited to be; see docs/screening.md.")
class ScreeningRole(Enum):
    SPEAKER = _role("speaker")
    ADVISER = _role("adviser")
    INVESTIGATOR = _role("investigator")
    AUTHOR = _role("author")
    ATTENDEE = _role("attendee")


@strawberry.enum(description="How a check ends, the worst first; all together end as the worst.")
class ScreeningOutcome(Enum):
    BLOCKED = _outcome(outcomes.Outcome.BLOCKED)
    ATTENTION = _outcome(outcomes.Outcome.ATTENTION)
    UNKNOWN = _outcome(outcomes.Outcome.UNKNOWN)
    CLEAR = _outcome(outcomes.Outcome.CLEAR)


@strawberry.type(description="A record that a check rests on.")
class ScreeningRecord:
    source: str = strawberry.field(description="Who says so.")
    record: str = strawberry.field(description="The source's own id of it.")
    node: strawberry.ID = strawberry.field(description="By which `node` opens it.")
    said: str = strawberry.field(description="What it says.")
    happened_on: date | None = strawberry.field(description="The day it tells of.")
    checked_on: date | None = strawberry.field(description="The day the source was asked.")
    amount_usd: float | None = strawberry.field(description="US dollars, of a payment.")


@strawberry.type(description="One question of a screening.")
class ScreeningCheck:
    name: str = strawberry.field(description="Its name, such as `licence-IL`.")
    title: str = strawberry.field(description="The same, to be read.")
    outcome: ScreeningOutcome = strawberry.field(description="How it ends.")
    why: str = strawberry.field(description="Why, in one sentence.")
    record_count: int = strawberry.field(description="Records that it rests on.")
    records: list[ScreeningRecord] = strawberry.field(description="The newest 100 of these.")


@strawberry.type(description="Payments of one company's family, of one kind, in one year.")
class ScreeningPayment:
    family: str = strawberry.field(description="The company above all of its family.")
    side: str = strawberry.field(description="inviting, competitor or other.")
    group: str = strawberry.field(description="What for, such as speaking or meals.")
    year: int = strawberry.field(description="Year of the payments, by the program's year.")
    usd: float | None = strawberry.field(
        description="US dollars of those whose amount is known; none where no amount is."
    )
    payments: int = strawberry.field(description="Records of payments.")


@strawberry.type(description="A source that a screening rests on, as it stood.")
class ScreeningSource:
    name: str = strawberry.field(description="Its name on the command line.")
    title: str = strawberry.field(description="What it is.")
    loaded_on: date | None = strawberry.field(
        description="Day its latest file was loaded; none where it never was."
    )
    told_until: date | None = strawberry.field(description="Latest day that its records tell of.")
    listed_on: date | None = strawberry.field(description="Day of the latest list, of exclusions.")


@strawberry.type(description="Whether a person may be invited to a role, by a company.")
class Screening:
    person_id: str = strawberry.field(description="Peerline's id of the person.")
    name: str = strawberry.field(description="The person's name.")
    npi: str | None = strawberry.field(description="The person's NPI.")
    specialty: str | None = strawberry.field(description="The person's specialty.")
    role: ScreeningRole = strawberry.field(description="The role.")
    company: str = strawberry.field(description="The family of the company that invites, by name.")
    states: list[str] = strawberry.field(description="States whose boards are asked about.")
    topic: str | None = strawberry.field(description="What it is about.")
    hours: float | None = strawberry.field(description="Hours of work.")
    rate_usd: float | None = strawberry.field(description="US dollars an hour.")
    fee_usd: float | None = strawberry.field(description="Hours by rate.")
    screened_on: date = strawberry.field(description="Day of the screening.")
    outcome: ScreeningOutcome = strawberry.field(description="The worst of all checks.")
    checks: list[ScreeningCheck] = strawberry.field(description="Every check.")
    payments: list[ScreeningPayment] = strawberry.field(
        description="Payments by company, nature and year."
    )
    competitors: list[str] | None = strawberry.field(
        description="Families that compete with the company; none where no list says."
    )
    sources: list[ScreeningSource] = strawberry.field(description="What it rests on.")
    content: str = strawberry.field(description="All of it as one JSON text, as it is filed.")


@strawberry.input(description="What a screening is asked for; see `screening`.")
class ScreeningInput:
    person: str = strawberry.field(description="A `personId`.")
    role: ScreeningRole = strawberry.field(description="What the person is invited to be.")
    company: str = strawberry.field(description="Who invites: a `companyId` or a name.")
    states: list[str] | None = strawberry.field(
        default=None, description="Where it takes place; the state of practice if left out."
    )
    hours: float | None = strawberry.field(default=None, description="Hours of work.")
    rate_usd: float | None = strawberry.field(default=None, description="US dollars an hour.")
    topic: str | None = strawberry.field(
        default=None, description="MeSH heading that it is about, with all below it."
    )


def screening_of(content: dict[str, Any]) -> Screening:
    """A screening by its content, as `algorithms.screening.statement` writes it."""
    own = ("name", "npi", "specialty", "company", "states", "topic", "hours", "competitors")
    return Screening(
        **{name: content[name] for name in own},
        person_id=content["personId"],
        role=ScreeningRole(content["role"]),
        rate_usd=content["rateUsd"],
        fee_usd=content["feeUsd"],
        screened_on=date.fromisoformat(content["screenedOn"]),
        outcome=ScreeningOutcome(content["outcome"]),
        content=canonical(content),
        checks=[_check(one) for one in content["checks"]],
        payments=[ScreeningPayment(**one) for one in content["payments"]],
        sources=[
            ScreeningSource(
                name=one["name"],
                title=one["title"],
                loaded_on=_day(one["loadedOn"]),
                told_until=_day(one["toldUntil"]),
                listed_on=_day(one["listedOn"]),
            )
            for one in content["sources"]
        ],
    )


def _check(one: dict[str, Any]) -> ScreeningCheck:
    return ScreeningCheck(
        name=one["name"],
        title=one["title"],
        outcome=ScreeningOutcome(one["outcome"]),
        why=one["why"],
        record_count=one["recordCount"],
        records=[
            ScreeningRecord(
                source=each["source"],
                record=each["record"],
                node=strawberry.ID(each["node"]),
                said=each["said"],
                happened_on=_day(each["happenedOn"]),
                checked_on=_day(each["checkedOn"]),
                amount_usd=each["amountUsd"],
            )
            for each in one["records"]
        ],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
