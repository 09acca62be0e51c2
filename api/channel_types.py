"""What is told of a channel, and of what was sent there?"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import strawberry

from api.alert_types import AlertKind
from workspace import channels as stored
from workspace import deliveries as sent


@strawberry.enum(description="Over which way a channel tells of alerts.")
class ChannelKind(Enum):
    WEBHOOK = strawberry.enum_value(stored.WEBHOOK, description="Posted to a program, signed.")
    EMAIL = strawberry.enum_value(stored.EMAIL, description="Mailed to a person.")


@strawberry.enum(description="How often a channel tells of alerts.")
class ChannelRhythm(Enum):
    AT_ONCE = strawberry.enum_value(stored.AT_ONCE, description="As they are raised.")
    DAILY = strawberry.enum_value(stored.DAILY, description="All of a day at its hour.")
    WEEKLY = strawberry.enum_value(stored.WEEKLY, description="All of a week on its weekday.")


@strawberry.enum(description="A day of the week.")
class Weekday(Enum):
    MONDAY = strawberry.enum_value(0, description="Monday.")
    TUESDAY = strawberry.enum_value(1, description="Tuesday.")
    WEDNESDAY = strawberry.enum_value(2, description="Wednesday.")
    THURSDAY = strawberry.enum_value(3, description="Thursday.")
    FRIDAY = strawberry.enum_value(4, description="Friday.")
    SATURDAY = strawberry.enum_value(5, description="Saturday.")
    SUNDAY = strawberry.enum_value(6, description="Sunday.")


@strawberry.enum(description="What became of a delivery.")
class DeliveryState(Enum):
    WAITING = strawberry.enum_value("WAITING", description="To be sent, or to be tried again.")
    SENT = strawberry.enum_value("SENT", description="Its receiver has taken it.")
    FAILED = strawberry.enum_value("FAILED", description="It will not be tried again.")
    DROPPED = strawberry.enum_value(
        "DROPPED", description="Nothing of it may be told any more, so nothing was sent."
    )


@strawberry.input(description="Where to be told of alerts, when, and of which.")
class ChannelInput:
    name: str = strawberry.field(description="On one line; one of the caller's own is replaced.")
    kind: ChannelKind = strawberry.field(description="Over which way.")
    address: str = strawberry.field(description="An https address, or one of e-mail.")
    rhythm: ChannelRhythm = strawberry.field(
        default=ChannelRhythm.AT_ONCE, description="How often."
    )
    hour: int = strawberry.field(default=8, description="Of a digest: its hour, 0 to 23.")
    weekday: Weekday = strawberry.field(
        default=Weekday.MONDAY, description="Of a weekly digest: its day."
    )
    quiet_from: int | None = strawberry.field(
        default=None, description="Hour from which nothing is sent, 0 to 23."
    )
    quiet_to: int | None = strawberry.field(
        default=None, description="Hour from which it is again; before `quietFrom`: the next day."
    )
    time_zone: str = strawberry.field(
        default="UTC", description="IANA time zone of all hours, such as Europe/Berlin."
    )
    kinds: list[AlertKind] = strawberry.field(
        default_factory=list, description="Kinds of alerts to tell of; none given: all."
    )
    only_urgent: bool = strawberry.field(default=False, description="Tell of urgent alerts alone.")


@strawberry.type(description="Where somebody is told of alerts, when, and of which.")
class Channel:
    id: strawberry.ID = strawberry.field(description="By which it is asked for.")
    name: str = strawberry.field(description="Its name, one of its owner's.")
    kind: ChannelKind = strawberry.field(description="Over which way.")
    address: str = strawberry.field(description="Where to.")
    rhythm: ChannelRhythm = strawberry.field(description="How often.")
    hour: int = strawberry.field(description="Of a digest: its hour.")
    weekday: Weekday = strawberry.field(description="Of a weekly digest: its day.")
    quiet_from: int | None = strawberry.field(description="Hour from which nothing is sent.")
    quiet_to: int | None = strawberry.field(description="Hour from which it is again.")
    time_zone: str = strawberry.field(description="Of all these hours.")
    kinds: list[AlertKind] = strawberry.field(description="Kinds of alerts; none: all.")
    only_urgent: bool = strawberry.field(description="Whether urgent alerts alone are told of.")
    territory: list[str] = strawberry.field(
        description="States of the owner's territory when it was saved; none: no bounds."
    )
    saved_at: datetime = strawberry.field(description="When it was saved last.")
    is_on: bool = strawberry.field(description="Whether anything is sent there.")
    off_because: str | None = strawberry.field(
        description="Why nothing is sent, where nothing is; saving it again switches it on."
    )


@strawberry.type(description="What is, was or could not be sent to a channel.")
class Delivery:
    id: strawberry.ID = strawberry.field(description="Its number.")
    ident: str = strawberry.field(description="Its `webhook-id`, or the name of its message.")
    state: DeliveryState = strawberry.field(description="What became of it.")
    alerts: int = strawberry.field(description="How many alerts were put into it.")
    made_at: datetime = strawberry.field(description="When it was put down.")
    due_at: datetime = strawberry.field(description="When it was to be sent.")
    attempts: int = strawberry.field(description="How often it was tried.")
    next_at: datetime | None = strawberry.field(description="When it is tried next, if it is.")
    last_error: str | None = strawberry.field(description="Why it did not arrive.")
    sent_at: datetime | None = strawberry.field(description="When it arrived.")


@strawberry.type(description="What became of a channel.")
class ChannelPayload:
    channel: Channel = strawberry.field(description="The channel as it is kept, or was.")
    secret: str | None = strawberry.field(
        default=None,
        description="Secret that signs what is posted, where it is new. It is told only now.",
    )


@strawberry.type(description="What became of a trial.")
class TryChannelPayload:
    is_taken: bool = strawberry.field(description="Whether the receiver took the message.")
    why: str | None = strawberry.field(description="Why not, where it did not.")


def shown(one: stored.Channel) -> Channel:
    """A channel as the API tells of it."""
    return Channel(
        id=strawberry.ID(str(one.number)),
        name=one.name,
        kind=ChannelKind[one.kind],
        address=one.address,
        rhythm=ChannelRhythm[one.rhythm],
        hour=one.hour,
        weekday=list(Weekday)[one.weekday],
        quiet_from=one.quiet_from,
        quiet_to=one.quiet_to,
        time_zone=one.zone,
        kinds=[AlertKind(kind) for kind in one.kinds],
        only_urgent=one.only_urgent,
        territory=list(one.territory),
        saved_at=one.saved_at,
        is_on=one.off_because is None,
        off_because=one.off_because,
    )


def shown_delivery(one: sent.Delivery) -> Delivery:
    """A delivery as the API tells of it."""
    state = DeliveryState[one.state]
    return Delivery(
        id=strawberry.ID(str(one.number)),
        ident=one.ident,
        state=state,
        alerts=one.alerts,
        made_at=one.made_at,
        due_at=one.due_at,
        attempts=one.attempts,
        next_at=one.next_at if state is DeliveryState.WAITING else None,
        last_error=one.last_error,
        sent_at=one.sent_at,
    )
