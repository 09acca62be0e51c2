"""When may a channel be written to, by its owner's clock?

Quiet hours are hours of the wall clock, through changes of summer time too: an hour that comes
twice is quiet twice, and what falls into one that is left out comes when the clock goes on.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from workspace.channels import AT_ONCE, WEEKLY, Wish

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


class NotAZone(ValueError):
    """The name is none of a time zone; the text says what is."""


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises `NotAZone`."""
    if name not in available_timezones():
        raise NotAZone(
            f"`timeZone` {name[:40]!r} is no IANA time zone; give one such as Europe/Berlin"
        )
    return ZoneInfo(name)


def is_quiet(channel: Wish, at: datetime) -> bool:
    """Whether the channel wants to hear nothing at that instant."""
    begins, ends = channel.quiet_from, channel.quiet_to
    if begins is None or ends is None:
        return False
    hour = at.astimezone(ZoneInfo(channel.zone)).hour
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def opens(channel: Wish, at: datetime) -> datetime:
    """The first instant from `at` on, in UTC, that is not quiet."""
    zone, at = ZoneInfo(channel.zone), at.astimezone(UTC)
    while is_quiet(channel, at):
        local = at.astimezone(zone)
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        next_hour = at - into + HOUR
        if next_hour.astimezone(zone).utcoffset() == local.utcoffset():
            at = next_hour
        else:  # the clock is changed within this hour: minute by minute
            at = at.replace(second=0, microsecond=0) + MINUTE
    return at


def due(channel: Wish, at: datetime) -> datetime:
    """When news of that instant is to be sent, in UTC: at once or with the next digest, and outside
    quiet hours."""
    return opens(channel, at if channel.rhythm == AT_ONCE else _digest(channel, at))


def _digest(channel: Wish, at: datetime) -> datetime:
    """The next instant after `at` at which the clock shows the hour of the digest."""
    zone = ZoneInfo(channel.zone)
    day = at.astimezone(zone).date() - DAY
    while True:
        begins = _at_hour(day, channel.hour, zone)
        is_day = channel.rhythm != WEEKLY or day.weekday() == channel.weekday
        if is_day and begins > at:
            return begins
        day += DAY


def _at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    # Of an hour that comes twice the first; of one that is left out the instant of the change.
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)
