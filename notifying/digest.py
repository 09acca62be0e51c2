"""What does a message to a person say of alerts?

The urgent ones first, then by kind and person, each with the records it rests on. Beyond fifty it
says how many of which kind are left out, and where they are read. It says whom the channel tells
of, so that silence about others is not taken for calm.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from algorithms.alerts.kinds import PLACES
from notifying.records import address_of
from workspace.alerts import Alert, AlertRecord
from workspace.channels import Channel

if TYPE_CHECKING:
    from jinja2 import Template

MOST, MOST_RECORDS, COLUMNS = 50, 5, 78


@dataclass(frozen=True)
class Message:
    """A message as text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Record:
    """A record as it is read: its title, from which source and day, and its page."""

    title: str
    told: str
    address: str | None


@dataclass(frozen=True)
class Told:
    """An alert as it is read; `more` counts the records that are not listed."""

    says: str
    records: tuple[Record, ...]
    more: int


@dataclass(frozen=True)
class Group:
    """All that is told of one kind and urgency: the alerts of each person, by name."""

    title: str
    is_urgent: bool
    persons: tuple[tuple[str, tuple[Told, ...]], ...]


def digest(channel: Channel, alerts: Sequence[Alert], at: datetime) -> Message:
    """The message of some alerts, one at least; `at` is when they were put together."""
    order = sorted(alerts, key=lambda one: (*_kind(one), one.person_name, one.person, one.number))
    shown, left = order[:MOST], order[MOST:]
    urgent = sum(one.is_urgent for one in alerts)
    subject = f"Peerline: {_counted(len(alerts), 'alert')}"
    subject += f", {urgent} urgent" if urgent else ""
    return _message(channel, subject, at, _groups(shown), _left_out(left))


def trial(channel: Channel, at: datetime) -> Message:
    """The message that tries a channel."""
    says = "This is a trial: the channel works, and nothing was raised."
    return _message(channel, "Peerline: a trial of your channel", at, [], [says])


def _message(
    channel: Channel, subject: str, at: datetime, groups: list[Group], remarks: list[str]
) -> Message:
    local = at.astimezone(ZoneInfo(channel.zone))
    told = f"{subject.removeprefix('Peerline: ')}, {local:%Y-%m-%d %H:%M} ({channel.zone})"
    foot = _foot(channel)
    text = "\n".join(_lines(told, groups, remarks, foot)) + "\n"
    html = _template().render(told=told, groups=groups, remarks=remarks, foot=foot)
    return Message(subject, text, html)


def _kind(one: Alert) -> tuple[bool, int, str]:
    """Urgent ones first, then the gravest kinds."""
    return not one.is_urgent, PLACES.get(one.kind, len(PLACES)), one.kind


def _groups(shown: Iterable[Alert]) -> list[Group]:
    found = []
    for (is_calm, _, kind), same in groupby(shown, _kind):
        persons = tuple(
            (name or person, tuple(_told(one) for one in own))
            for (name, person), own in groupby(same, lambda one: (one.person_name, one.person))
        )
        found.append(Group(_words(kind), not is_calm, persons))
    return found


def _told(one: Alert) -> Told:
    records = tuple(_record(each) for each in one.records[:MOST_RECORDS])
    return Told(one.says, records, len(one.records) - len(records))


def _record(one: AlertRecord) -> Record:
    named = f"{one.source or 'source unknown'} {one.record}"
    day = f"{one.happened_on:%Y-%m-%d}" if one.happened_on else "day unknown"
    known = f", known from {one.known_from:%Y-%m-%d}" if one.known_from else ""
    return Record(one.title, f"{named}, {day}{known}", address_of(one))


def _left_out(left: Sequence[Alert]) -> list[str]:
    if not left:
        return []
    kinds = Counter(_words(one.kind).lower() for one in left)
    named = ", ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items()))
    more = f"{_counted(len(left), 'more alert')} {'is' if len(left) == 1 else 'are'}"
    return [f"{more} not shown here ({named}). All of them are in Peerline's `alerts`."]


def _foot(channel: Channel) -> list[str]:
    kinds = ", ".join(_words(kind).lower() for kind in channel.kinds)
    which = ["urgent alerts"] * channel.only_urgent + [f"kinds: {kinds}"] * bool(kinds)
    return [
        f"You get this by your channel {channel.name!r}, number {channel.number}.",
        *[f"It tells only of persons in {', '.join(channel.territory)}."] * bool(channel.territory),
        *[f"It takes no other alerts than {', '.join(which)}."] * bool(which),
        f"To end it: peerline channel remove {channel.number}",
    ]


def _words(kind: str) -> str:
    """The name of a kind as people read it."""
    return kind.replace("_", " ").strip().capitalize()


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _lines(told: str, groups: list[Group], remarks: list[str], foot: list[str]) -> Iterator[str]:
    yield from _set(told[:1].upper() + told[1:])
    for group in groups:
        title = f"Urgent: {group.title}" if group.is_urgent else group.title
        yield from ("", title, "-" * len(title))
        for name, alerts in group.persons:
            yield ""
            yield from _set(name)
            for one in alerts:
                yield from _of_alert(one)
    for remark in remarks:
        yield ""
        yield from _set(remark)
    yield from ("", "--")
    for line in foot:
        yield from _set(line)


def _of_alert(one: Told) -> Iterator[str]:
    yield from _set(one.says, "  ")
    for record in one.records:
        yield from _set(f"- {record.title}", "    ", "      ")
        yield from _set(record.told, "      ")
        if record.address:
            yield f"      {record.address}"
    if one.more:
        yield f"    and {_counted(one.more, 'more record')}"


def _set(text: str, first: str = "", then: str | None = None) -> list[str]:
    """A text in lines of 78 characters, control characters as spaces."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    rest = first if then is None else then
    return textwrap.wrap(plain, COLUMNS, initial_indent=first, subsequent_indent=rest) or [first]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return made.from_string(Path(__file__).with_name("digest.html").read_text(encoding="utf-8"))
