"""Relationships drawn by hand are told as they are, with chances worked out on paper."""

from datetime import UTC, date, datetime, timedelta
from math import comb, sqrt

import pytest

from algorithms.rapport.growth import growth
from algorithms.rapport.halves import compared, significant
from algorithms.rapport.indicators import INDICATORS, sampled
from algorithms.rapport.rules import rules
from algorithms.rapport.silence import silence
from algorithms.rapport.states import (
    COMPOUNDING,
    DRIFTING,
    STEADY,
    TOO_LITTLE,
    relationship,
)
from algorithms.rapport.touches import Touch, Window, months_before

# The year 2024: 182 days to 30 June, 184 from 1 July.
YEAR = Window(date(2024, 12, 31), date(2020, 1, 1))
OF = {one.name: one for one in INDICATORS}


def _held(*days: date, **more: object) -> list[Touch]:
    return [Touch(f"E{at}", held_on=day, **more) for at, day in enumerate(days)]  # type: ignore[arg-type]


def _asked(day: date, hours: float | None, at: int = 0) -> Touch:
    invited = datetime.combine(day, datetime.min.time(), UTC)
    replied = None if hours is None else invited + timedelta(hours=hours)
    return Touch(f"A{day}-{at}", invited_at=invited, replied_at=replied, accepted_at=replied)


EARLY = [date(2024, month, 10) for month in range(1, 7)]
LATE = [date(2024, month, 10) for month in range(7, 13)]


def test_months_end_where_months_end() -> None:
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)
    assert months_before(date(2024, 2, 29), 1) == date(2024, 1, 31)
    assert months_before(date(2024, 1, 15), 1) == date(2023, 12, 15)
    assert (YEAR.from_on, YEAR.middle) == (date(2024, 1, 1), date(2024, 6, 30))
    assert YEAR.days() == (182, 184)
    places = [YEAR.month_of(date(2023, 12, 31)), YEAR.month_of(date(2024, 1, 1))]
    assert [*places, YEAR.month_of(date(2024, 12, 31))] == [None, 0, 11]


def test_a_rate_is_held_against_the_days_of_each_half() -> None:
    found = compared(sampled(OF["touches"], _held(*LATE, *LATE[:2]), YEAR))
    assert (found.before, found.after, found.way) == (0, 8, 1)
    # All eight in the later half, or all in the earlier one, which is rarer still.
    assert found.chance == pytest.approx((184 / 366) ** 8 + (182 / 366) ** 8)


def test_a_share_is_held_against_all_tables_as_rare() -> None:
    touches = [_asked(day, 5) for day in EARLY[:4]]
    touches += [Touch(f"N{day}", invited_at=datetime(*day.timetuple()[:3], tzinfo=UTC))
                for day in LATE[:4]]  # fmt: skip
    found = compared(sampled(OF["accepted"], touches, YEAR))
    assert (found.before, found.after, found.way) == (1, 0, -1)
    assert found.chance == pytest.approx(2 / comb(8, 4))


def test_medians_are_held_against_all_orders() -> None:
    touches = [_asked(day, hours) for day, hours in zip(EARLY[:3] + LATE[:3],
               (50, 60, 70, 1, 2, 3), strict=True)]  # fmt: skip
    found = compared(sampled(OF["reply_hours"], touches, YEAR))
    assert (found.before, found.after, found.way) == (60, 2, -1)
    assert found.chance == pytest.approx(2 / comb(6, 3))
    few = compared(sampled(OF["reply_hours"], touches[1:], YEAR))
    assert few.chance is None  # two and three are too few


def test_several_signs_are_held_against_one_bound() -> None:
    assert significant([0.04, 0.05]) == [True, True]
    assert significant([0.03, 0.9]) == [False, False]  # 0.05 / 2 is less than 0.03
    assert significant([0.9, 0.012, 0.9, 0.9]) == [False, True, False, False]  # 0.05 / 4
    assert significant([]) == []


def test_a_silence_is_told_by_the_rhythm_before_it() -> None:
    # Four touches in the 366 days to the last one, which is 1 March 2024: 305 days before.
    days = [date(2023, month, 1) for month in (4, 6, 8, 10)] + [date(2024, 3, 1)]
    found = silence(_held(*days), YEAR)
    assert found is not None
    assert (found.days, found.touches_before, found.engagement_id) == (305, 4, "E4")
    # From 2 March 2023 to 1 March 2024: 365 days from the first to the last of them.
    assert found.chance == pytest.approx((365 / (365 + 305)) ** 4.5)
    assert silence([], YEAR) is None
    short = silence(_held(date(2024, 10, 10), date(2024, 10, 9)), YEAR)
    assert short is not None
    assert (short.days, short.chance) == (82, None)


def test_touches_that_came_to_a_halt_are_drifting_and_say_so() -> None:
    found = relationship(_held(*EARLY, *EARLY[:3]), YEAR)
    assert found.state == DRIFTING
    assert "from 9 in the first six months to 0 in the last six" in found.signs[0].sentence
    assert set(found.signs[0].engagements) == {f"E{at}" for at in range(9)}


def test_a_silence_of_years_is_drifting_though_the_twelve_months_hold_nothing() -> None:
    found = relationship(_held(*(day.replace(year=2022) for day in EARLY + LATE)), YEAR)
    assert (found.state, found.signs[0].indicator) == (DRIFTING, "silence")
    assert found.why.startswith("No touch for 752 days, after 11 in the twelve months before")
    # (364 / (364 + 752)) ^ 11.5 is once in 390,000.
    assert found.why.endswith("chance alone gives as much less than once in 1,000.")


def test_what_does_not_change_is_steady_where_enough_is_known() -> None:
    assert relationship(_held(*EARLY, *LATE), YEAR).state == STEADY
    found = relationship(_held(*EARLY[:3], *LATE[:2]), YEAR)
    assert found.state == TOO_LITTLE
    assert found.why == "5 touches in twelve months; at least 6 are needed."
    assert relationship([], YEAR).why.startswith("0 touches in twelve months")


def test_faster_replies_compound() -> None:
    touches = _held(*EARLY, *LATE)
    touches += [_asked(day, hours) for day, hours in zip(EARLY + LATE,
                (70, 71, 72, 73, 74, 75, 1, 2, 3, 4, 5, 6), strict=True)]  # fmt: skip
    found = relationship(touches, YEAR)
    assert (found.state, found.signs[0].is_better) == (COMPOUNDING, True)
    assert "fell from 72.5 in the first six months to 3.5" in found.why
    assert found.signs[0].chance == pytest.approx(2 / comb(12, 6))


def test_signs_that_disagree_are_no_change() -> None:
    touches = _held(*EARLY, *EARLY)
    touches += [_asked(day, hours, 1) for day, hours in zip(EARLY + LATE,
                (70, 71, 72, 73, 74, 75, 1, 2, 3, 4, 5, 6), strict=True)]  # fmt: skip
    found = relationship(touches, YEAR)
    assert found.state == STEADY
    assert found.why.startswith("Signs disagree. For: Hours to a reply fell")


def test_what_no_source_tells_is_unknown_and_never_zero() -> None:
    touches = [
        Touch("1", held_on=EARLY[0]),
        Touch("2", held_on=EARLY[1], is_actionable=False, follow_on="send literature"),
        Touch("3", held_on=LATE[0], follow_on="none", satisfaction=4),
    ]
    values = {one.name: sampled(one, touches, YEAR).value for one in INDICATORS}
    assert values["touches"] == 3
    assert values["insight_yield"] == 1 / 2  # the first has no debrief
    assert values["satisfaction"] == 4
    unknown = {"minutes", "reply_hours", "acceptance_hours", "accepted"}
    assert {name for name, value in values.items() if value is None} == unknown


def test_an_invitation_waits_before_it_counts_as_not_accepted() -> None:
    until = YEAR.until
    old = _asked(until - timedelta(days=rules().reply_days), None)
    young = _asked(until - timedelta(days=rules().reply_days - 1), None)
    assert sampled(OF["accepted"], [old], YEAR).value == 0
    assert sampled(OF["accepted"], [young], YEAR).value is None


def test_what_came_after_the_day_asked_is_not_known_on_it() -> None:
    late = Touch("1", held_on=date(2025, 1, 2), planned_on=date(2024, 12, 30))
    answered = _asked(date(2024, 12, 30), 100)  # on 3 January
    found = relationship([late, answered], YEAR)
    assert [one.sampled.value for one in found.comparisons[:3]] == [0, None, 0]
    assert found.silence is None
    assert sampled(OF["reply_hours"], [answered], YEAR).value is None


def test_months_before_the_log_are_unknown() -> None:
    window = Window(date(2024, 12, 31), date(2024, 10, 1))
    found = sampled(OF["touches"], _held(date(2024, 11, 1)), window)
    assert found.months() == [(None, 0)] * 9 + [(0, 0), (1, 1), (0, 0)]
    told = relationship(_held(*(date(2024, 11, day) for day in range(1, 9))), window)
    assert told.state == TOO_LITTLE
    assert "does not reach back" in told.why


def test_growth_is_the_emerging_lists_own() -> None:
    line = [1.0] * 8 + [2.0] * 4
    # 8 over 4 within two years, from the middle of the first year to that of the last.
    found = growth((line, None, [None, *line[1:]]), date(2024, 12, 31), True, ["papers +50 %"])
    assert found.publications == pytest.approx(sqrt(2) - 1)
    assert (found.volume, found.is_lifting) == (None, True)
    assert growth((line, None, None), None, None, []).is_lifting is False
    assert growth((line[:7], None, None), None, None, []).is_lifting is None
    assert growth((None, None, None), None, None, []).is_lifting is None
