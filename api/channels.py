"""Where is the caller told of alerts, what was sent there, and how is that changed?"""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.callers import Caller
from api.changing import Info, kept
from api.channel_types import (
    Channel,
    ChannelInput,
    ChannelKind,
    ChannelPayload,
    Delivery,
    TryChannelPayload,
    Weekday,
    shown,
    shown_delivery,
)
from api.errors import bad_input, refuse_beyond
from api.numbers import number
from notifying.addresses import NotAnAddress, mail, webhook
from notifying.outcome import Became, Outcome
from notifying.quiet import NotAZone, zone_of
from notifying.sending import Sender
from schema.settings import Settings
from workspace import channels as stored
from workspace import deliveries as sent

MOST_LISTED = 100
Id = Annotated[strawberry.ID, strawberry.argument(description="The channel's `id`.")]


async def channels(info: Info) -> list[Channel]:
    """The caller's own channels, by id."""
    subject = info.context.caller.subject
    return [shown(one) for one in await kept(info.context, lambda at: stored.channels(at, subject))]


async def deliveries(
    info: Info,
    channel: Id,
    first: Annotated[int, strawberry.argument(description=f"How many, 1 to {MOST_LISTED}.")] = 20,
) -> list[Delivery]:
    """What is, was or could not be sent to the caller's own channel, the latest first."""
    asked, subject = number("channel", channel), info.context.caller.subject
    refuse_beyond("first", first, 1, MOST_LISTED)

    def read(at: Settings) -> list[sent.Delivery]:
        return sent.deliveries(at, stored.of_number(at, subject, asked).number, first)

    return [shown_delivery(one) for one in await kept(info.context, read)]


async def save_channel(
    info: Info,
    channel: Annotated[ChannelInput, strawberry.argument(description="What is wanted.")],
) -> ChannelPayload | None:
    """Keep a channel in place of the caller's own of that name, and switch it on."""
    caller = info.context.caller
    own, secret = await kept(info.context, lambda at: _saved(at, caller, channel))
    return ChannelPayload(channel=shown(own), secret=secret)


async def delete_channel(info: Info, id: Id) -> ChannelPayload | None:
    """Forget the caller's own channel; what waits is not sent."""
    asked, subject = number("id", id), info.context.caller.subject
    gone = await kept(info.context, lambda at: stored.delete(at, subject, asked))
    return ChannelPayload(channel=shown(gone))


async def try_channel(info: Info, id: Id) -> TryChannelPayload | None:
    """Send a message to the caller's own channel that says it is a trial."""
    asked, subject = number("id", id), info.context.caller.subject

    def tried(at: Settings) -> Outcome:
        own = stored.of_number(at, subject, asked)
        try:
            return Sender(at).try_out(own)
        except stored.KeyLost as error:
            raise bad_input(str(error)) from None

    outcome = await kept(info.context, tried)
    return TryChannelPayload(is_taken=outcome.became is Became.ARRIVED, why=outcome.why or None)


def _saved(at: Settings, caller: Caller, wanted: ChannelInput) -> tuple[stored.Channel, str | None]:
    wish = stored.Wish(
        kind=wanted.kind.name,
        address=wanted.address,
        rhythm=wanted.rhythm.name,
        hour=wanted.hour,
        weekday=list(Weekday).index(wanted.weekday),
        quiet_from=wanted.quiet_from,
        quiet_to=wanted.quiet_to,
        zone=wanted.time_zone,
        kinds=[kind.name for kind in wanted.kinds],
        only_urgent=wanted.only_urgent,
    )
    try:
        zone_of(wish.zone)
        if wanted.kind is ChannelKind.WEBHOOK:
            webhook(at, wish.address)
        else:
            mail(at, wish.address)
    except NotAnAddress as error:
        raise bad_input(f"`address`: {error}") from None
    except NotAZone as error:
        raise bad_input(str(error)) from None
    rights = caller.role.value, sorted(caller.territory)
    return stored.save(at, caller.subject, wanted.name, wish, rights)


@strawberry.type
class ChannelQuestions:
    """The part of the questions that is about how alerts are sent."""

    channels = strawberry.field(
        resolver=channels, description="Where the caller is told of alerts, when, and of which."
    )
    deliveries = strawberry.field(
        resolver=deliveries,
        description="What is, was or could not be sent to a channel, the latest first.",
    )
