"""What do watches and alerts look like?"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import strawberry

from algorithms.alerts.kinds import KINDS
from api.types import Person
from workspace import alerts as kept
from workspace import watches as stored


@strawberry.enum(description="Of what a person is told; `alertRules` says by which rule.")
class AlertKind(Enum):
    SANCTION = strawberry.enum_value(
        "SANCTION", description="Named by a list of exclusions, or no longer."
    )
    LICENCE = strawberry.enum_value("LICENCE", description="A licence or the NPI changed.")
    RETRACTION = strawberry.enum_value(
        "RETRACTION", description="A paper was retracted or put in doubt."
    )
    PIVOTAL_TRIAL = strawberry.enum_value(
        "PIVOTAL_TRIAL", description="Joined a trial of Phase III."
    )
    TRIAL = strawberry.enum_value("TRIAL", description="Joined another trial.")
    COMPETITOR_PAYMENT = strawberry.enum_value(
        "COMPETITOR_PAYMENT", description="Paid by a competitor."
    )
    TIER = strawberry.enum_value(
        "TIER", description="Moved between the levels of a segment that has several."
    )
    SEGMENT = strawberry.enum_value("SEGMENT", description="Came into a segment or left it.")
    QUERY = strawberry.enum_value(
        "QUERY", description="Came into what a rule or query takes in, or left it."
    )
    VOLUME = strawberry.enum_value("VOLUME", description="Services performed jumped.")
    CENTRALITY = strawberry.enum_value("CENTRALITY", description="PageRank on joint papers jumped.")
    CONGRESS = strawberry.enum_value(
        "CONGRESS", description="Named in the programme of a congress."
    )
    PAPER = strawberry.enum_value("PAPER", description="A new paper.")


@strawberry.type(description="By which rule alerts of a kind are raised, the gravest first.")
class AlertRule:
    kind: AlertKind = strawberry.field(description="The kind.")
    rule: str = strawberry.field(description="What has to be seen.")
    is_urgent: bool = strawberry.field(description="Whether it is told before all others.")
    days: int | None = strawberry.field(
        description="An event longer ago than so many days is old news; none: never."
    )


@strawberry.type(description="Whom somebody watches.")
class Watch:
    id: strawberry.ID = strawberry.field(description="By which it is asked for.")
    name: str = strawberry.field(description="Its name, one of its owner's.")
    persons: int = strawberry.field(description="How many it took in when it was last looked at.")
    segment: strawberry.ID | None = strawberry.field(description="The segment watched, by `id`.")
    level: int | None = strawberry.field(description="That level of it alone.")
    rule: str | None = strawberry.field(description="The rule watched.")
    query: strawberry.ID | None = strawberry.field(description="The saved query watched, by `id`.")
    kinds: list[AlertKind] = strawberry.field(
        description="Of which alerts are raised; empty: of all."
    )
    saved_at: datetime = strawberry.field(description="Since when.")
    refused: str | None = strawberry.field(
        description="Why it could not be looked at at the last refresh; none where it could."
    )


@strawberry.type(description="An event that an alert tells of.")
class AlertRecord:
    record: str = strawberry.field(description="The record that says so, by its id.")
    title: str = strawberry.field(description="What it says.")
    source: str | None = strawberry.field(
        description="By its name in `sources`; none where the graph as a whole says so."
    )
    happened_on: date | None = strawberry.field(description="Its day; none is not known.")
    known_from: datetime | None = strawberry.field(description="When it became known.")


@strawberry.type(description="News of a person who is watched.")
class Alert:
    id: strawberry.ID = strawberry.field(description="By which it is asked for.")
    kind: AlertKind = strawberry.field(description="Of what kind.")
    says: str = strawberry.field(description="What is new, in words.")
    is_urgent: bool = strawberry.field(description="Whether it is told before all others.")
    person_id: str = strawberry.field(description="The person's id at that time.")
    name: str = strawberry.field(description="The person's name at that time.")
    person: Person | None = strawberry.field(description="None where the id is of nobody now.")
    watch: strawberry.ID = strawberry.field(description="The watch that found it, by `id`.")
    watch_name: str = strawberry.field(description="Its name at that time.")
    records: list[AlertRecord] = strawberry.field(description="The events, the latest first.")
    raised_at: datetime = strawberry.field(description="At which refresh.")
    as_of: date | None = strawberry.field(description="The day the graph was asked about.")
    read_at: datetime | None = strawberry.field(description="When it was read; none: not yet.")
    is_useful: bool | None = strawberry.field(description="The user's verdict; none: not given.")
    judged_at: datetime | None = strawberry.field(description="When the verdict was given.")
    why: str | None = strawberry.field(description="The reason of the verdict.")


@strawberry.type(description="Alerts of a kind that a refresh left out, for they were too many.")
class AlertsLeftOut:
    kind: AlertKind = strawberry.field(description="The kind.")
    alerts: int = strawberry.field(description="How many.")


@strawberry.type(description="Some alerts of the caller.")
class Alerts:
    total_count: int = strawberry.field(
        description="All that are asked for; those of persons whom the caller may no longer read "
        "of are counted, and not shown."
    )
    left_out: list[AlertsLeftOut] = strawberry.field(
        description="What was raised for nobody, as a refresh raises 300 alerts for a user at "
        "most; since `since`, where that is given."
    )
    alerts: list[Alert] = strawberry.field(description="The latest first.")
    end_cursor: str | None = strawberry.field(description="For `after`; none on the last page.")


@strawberry.type(description="How often alerts of a kind are found to be of use.")
class AlertPrecision:
    kind: AlertKind = strawberry.field(description="The kind.")
    alerts: int = strawberry.field(description="Alerts raised.")
    judged: int = strawberry.field(description="Those with a verdict.")
    useful: int = strawberry.field(description="Those found to be of use.")
    precision: float | None = strawberry.field(
        description="The useful as a share of the judged; none where none is judged."
    )
    low: float | None = strawberry.field(
        description="Lower end of the 95 % interval of the precision (Wilson 1927)."
    )
    high: float | None = strawberry.field(description="Its upper end.")
    is_small: bool = strawberry.field(description="Whether fewer than 20 are judged.")


@strawberry.type(description="What became of a watch.")
class WatchPayload:
    watch: Watch = strawberry.field(description="The watch as it is, or was.")


@strawberry.type(description="What became of an alert.")
class AlertPayload:
    alert: Alert = strawberry.field(description="The alert as it is now.")


@strawberry.type(description="What became of alerts that were read.")
class ReadAlertsPayload:
    read: int = strawberry.field(description="How many had not been read before.")


def rules() -> list[AlertRule]:
    """The rule of each kind."""
    return [
        AlertRule(kind=AlertKind(one.name), rule=one.rule, is_urgent=one.is_urgent, days=one.days)
        for one in KINDS.values()
    ]


def shown_watch(one: stored.Watch, persons: int) -> Watch:
    """A watch as the API tells of it."""
    return Watch(
        id=strawberry.ID(str(one.number)),
        name=one.name,
        persons=persons,
        segment=None if one.segment is None else strawberry.ID(str(one.segment)),
        level=one.level,
        rule=one.rule,
        query=None if one.query is None else strawberry.ID(str(one.query)),
        kinds=[AlertKind(kind) for kind in one.kinds],
        saved_at=one.saved_at,
        refused=one.refused,
    )


def shown_alert(one: kept.Alert, person: Person | None) -> Alert:
    """An alert as the API tells of it."""
    return Alert(
        id=strawberry.ID(str(one.number)),
        kind=AlertKind(one.kind),
        says=one.says,
        is_urgent=one.is_urgent,
        person_id=one.person,
        name=one.person_name,
        person=person,
        watch=strawberry.ID(str(one.watch)),
        watch_name=one.watch_name,
        records=[
            AlertRecord(
                record=each.record,
                title=each.title,
                source=each.source,
                happened_on=each.happened_on,
                known_from=each.known_from,
            )
            for each in one.records
        ],
        raised_at=one.raised_at,
        as_of=one.as_of,
        read_at=one.read_at,
        is_useful=one.is_useful,
        judged_at=one.judged_at,
        why=one.why,
    )
