"""How are alerts posted to a program that asked for them?

As JSON, signed by the Standard Webhooks specification (standardwebhooks.com): `webhook-id` names
the delivery, however often it is tried, `webhook-signature` proves who sent it and when. Redirects
are not followed, and of an answer only its head is read.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import orjson
from standardwebhooks import Webhook

from notifying.addresses import NotAnAddress, Target, open_to, webhook
from notifying.outcome import ARRIVED, Became, Outcome, later
from notifying.records import RECORDS, address_of
from schema.settings import Settings
from workspace.alerts import Alert
from workspace.channels import Channel

SECONDS, LONGEST_WAIT = 10.0, timedelta(days=1)
BUSY = (429, 503)
GONE = 410


def body(channel: Channel, alerts: Sequence[Alert], at: datetime) -> bytes:
    """What is posted of alerts; `at` is when they were put together."""
    told = {"territory": channel.territory, "alerts": [_told(one) for one in alerts]}
    return _written(channel, "alerts.raised", at, told)


def trial(channel: Channel, at: datetime) -> bytes:
    """What is posted to try a channel."""
    says = "This is a trial: the channel works, and nothing was raised."
    return _written(channel, "channel.trial", at, {"says": says})


def _written(channel: Channel, kind: str, at: datetime, data: dict[str, Any]) -> bytes:
    of = {"channel": {"number": channel.number, "name": channel.name}} | data
    return orjson.dumps({"type": kind, "timestamp": at, "data": of})


def _told(one: Alert) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "isUrgent": one.is_urgent,
        "says": one.says,
        "person": {"personId": one.person, "name": one.person_name},
        "watch": {"number": one.watch, "name": one.watch_name},
        "raisedAt": one.raised_at,
        "asOf": one.as_of,
        "snapshot": one.snapshot,
        "recordCount": len(one.records),
        "records": [
            {
                "record": each.record,
                "title": each.title,
                "source": each.source,
                "happenedOn": each.happened_on,
                "knownFrom": each.known_from,
                "url": address_of(each),
            }
            for each in one.records[:RECORDS]
        ],
    }


def post(
    settings: Settings, address: str, secret: str, ident: str, content: bytes, now: datetime
) -> Outcome:
    """Post the content once, in ten seconds at most, and say what became of it."""
    try:
        target = webhook(settings, address)
        headers = {
            "content-type": "application/json",
            "user-agent": "peerline",
            "webhook-id": ident,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(ident, now.astimezone(UTC), content.decode()),
        }
        # A whole deadline, which no receiver can stretch by a byte now and then.
        return asyncio.run(asyncio.wait_for(_posted(target, headers, content, now), SECONDS))
    except TimeoutError:
        return later(f"did not answer within {SECONDS:g} seconds")
    except (NotAnAddress, OSError, UnicodeError) as error:
        return later(str(error))
    except httpx.TransportError as error:
        return later(f"cannot be reached: {error or type(error).__name__}")


async def _posted(
    target: Target, headers: dict[str, str], content: bytes, now: datetime
) -> Outcome:
    at = open_to(target.host, await _found(target))
    # What was looked at is what is connected to: no second look-up can lead elsewhere.
    host = f"[{at}]" if ":" in at else at
    named = f"[{target.host}]" if ":" in target.host else target.host
    usual = {"https": 443, "http": 80}[target.scheme]
    own = {"host": named if target.port == usual else f"{named}:{target.port}"}
    async with (
        httpx.AsyncClient(timeout=SECONDS, trust_env=False, follow_redirects=False) as client,
        client.stream(
            "POST",
            f"{target.scheme}://{host}:{target.port}{target.path}",
            content=content,
            headers=own | headers,
            extensions={"sni_hostname": target.host},
        ) as answer,
    ):
        return _outcome(answer, now)


async def _found(target: Target) -> list[str]:
    """The addresses of the host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_, where in found]


def _outcome(answer: httpx.Response, now: datetime) -> Outcome:
    status = answer.status_code
    if 200 <= status < 300:
        return ARRIVED
    if status == GONE:
        return Outcome(Became.GONE, "answered 410: it wants no more")
    if answer.is_redirect:
        return later(f"answered {status} and leads elsewhere, which is not followed")
    asked = answer.headers.get("retry-after") if status in BUSY else None
    return later(f"answered {status}", _after(asked, now) if asked else None)


def _after(text: str, now: datetime) -> timedelta | None:
    """How long a `Retry-After` asks to wait, a day at most; none where it says nothing."""
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(at - now, timedelta()), LONGEST_WAIT)
