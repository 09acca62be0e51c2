"""Quiet hours are kept by the owner's clock, on days when that clock is changed too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from notifying.quiet import NotAZone, due, is_quiet, opens, zone_of
from workspace.channels import Wish

# By an hour, by half an hour, by a day left out, at a minute past midnight, never; ¾ of an hour.
ZONES = (
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"),
    *("America/St_Johns", "Asia/Kathmandu", "America/Santiago", "Africa/Casablanca", "UTC"),
)
HOURS = some.integers(0, 23)
INSTANTS = some.datetimes(datetime(2009, 1, 1), datetime(2030, 12, 31)).map(
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
# Around changes of the clock, where faults would be.
CHANGES = some.sampled_from(
    [
        *("2026-03-29T01:00", "2026-10-25T01:00", "2026-03-08T07:00", "2026-11-01T06:00"),
        *("2026-04-04T15:00", "2026-10-03T15:30", "2011-12-30T10:00", "2010-11-07T02:31"),
        *("2010-03-14T03:31", "2026-09-06T04:00", "2026-04-05T03:00"),
    ]
)
NEAR = some.builds(
    lambda text, minutes: (
        datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    CHANGES,
    some.integers(-1_500, 1_500),
)


def _wish(**parts: object) -> Wish:
    return Wish("WEBHOOK", "https://x.example/", **parts)  # type: ignore[arg-type]


@given(at=INSTANTS | NEAR, zone=some.sampled_from(ZONES), begins=HOURS, ends=HOURS)
def test_the_first_open_minute_is_found_wherever_the_clock_is_changed(
    at: datetime, zone: str, begins: int, ends: int
) -> None:
    if begins == ends:
        return
    wish = _wish(zone=zone, quiet_from=begins, quiet_to=ends)
    found = opens(wish, at)
    assert found >= at and not is_quiet(wish, found)
    # Minute by minute there is none before it.
    minute, steps = at, 0
    while is_quiet(wish, minute):
        minute = minute.replace(second=0) + timedelta(minutes=1)
        steps += 1
    assert found == minute
    assert steps <= 48 * 60


@given(
    at=INSTANTS | NEAR,
    zone=some.sampled_from(ZONES),
    hour=HOURS,
    weekday=some.none() | some.integers(0, 6),
)
def test_a_digest_comes_at_its_hour_within_a_day_or_a_week(
    at: datetime, zone: str, hour: int, weekday: int | None
) -> None:
    rhythm = "DAILY" if weekday is None else "WEEKLY"
    found = due(_wish(zone=zone, hour=hour, weekday=weekday or 0, rhythm=rhythm), at)
    days = 1 if weekday is None else 7
    assert at < found <= at + timedelta(days=days, hours=25)
    local = found.astimezone(ZoneInfo(zone))
    # An hour that is left out that day is the one after; a day that is left out is the next.
    assert local.hour in (hour, (hour + 1) % 24) and local.minute in (0, 30, 1)
    if weekday is not None:
        assert local.weekday() in (weekday, (weekday + 1) % 7)


@pytest.mark.parametrize(
    ("zone", "quiet", "at", "expected"),
    [
        # Berlin, 22 to 7: 23:30 local is 22:30 UTC in winter; 7:00 is 6:00 UTC.
        ("Europe/Berlin", (22, 7), "2026-01-10T22:30", "2026-01-11T06:00"),
        # The night to 29 March is an hour shorter: 7:00 is 5:00 UTC.
        ("Europe/Berlin", (22, 7), "2026-03-28T22:30", "2026-03-29T05:00"),
        # The night to 25 October is an hour longer: 20:30 UTC is 22:30, and 7:00 is 6:00 UTC.
        ("Europe/Berlin", (22, 7), "2026-10-24T20:30", "2026-10-25T06:00"),
        # Two o'clock is left out there: what opens at two opens at three, at 1:00 UTC.
        ("Europe/Berlin", (0, 2), "2026-03-29T00:10", "2026-03-29T01:00"),
        # Two comes twice: quiet from two to three lasts two hours, from 0:00 to 2:00 UTC.
        ("Europe/Berlin", (2, 3), "2026-10-25T00:00", "2026-10-25T02:00"),
        # Lord Howe goes on by half an hour, at 15:30 UTC from 2:00 to 2:30.
        ("Australia/Lord_Howe", (0, 2), "2026-10-03T14:00", "2026-10-03T15:30"),
        # By day: 12:30 waits until 14:00; 14:00 does not wait.
        ("UTC", (9, 14), "2026-01-10T12:30", "2026-01-10T14:00"),
        ("UTC", (9, 14), "2026-01-10T14:00", "2026-01-10T14:00"),
        ("UTC", (9, 14), "2026-01-10T08:59", "2026-01-10T08:59"),
    ],
)
def test_a_night_ends_when_the_clock_of_its_zone_says_so(
    zone: str, quiet: tuple[int, int], at: str, expected: str
) -> None:
    wish = _wish(zone=zone, quiet_from=quiet[0], quiet_to=quiet[1])
    found = opens(wish, datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_digest_whose_hour_is_quiet_waits_for_the_end_of_it() -> None:
    wish = _wish(rhythm="DAILY", hour=6, quiet_from=22, quiet_to=7)
    noon = datetime(2026, 1, 10, 12, tzinfo=UTC)
    assert due(wish, noon) == datetime(2026, 1, 11, 7, tzinfo=UTC)


def test_a_weekly_digest_comes_on_its_weekday() -> None:
    # 10 January 2026 is a Saturday; Monday follows on the 12th.
    wish = _wish(rhythm="WEEKLY", hour=8, weekday=0, zone="America/New_York")
    noon = datetime(2026, 1, 10, 12, tzinfo=UTC)
    assert due(wish, noon) == datetime(2026, 1, 12, 13, tzinfo=UTC)
    assert due(wish, datetime(2026, 1, 12, 13, tzinfo=UTC)) == datetime(2026, 1, 19, 13, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Berlin", "../../etc/passwd", "/etc/localtime", "UTC\n", "🕰"])
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(NotAZone, match="Europe/Berlin"):
        zone_of(name)
