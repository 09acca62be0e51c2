"""Calendars drawn by hand: who is met too seldom, too often, and who comes next."""

from datetime import date, timedelta

import pytest

from algorithms.cadence.cadence import Held, cadence, channel_next, mix
from algorithms.cadence.rules import IN_PERSON, OTHER, VIRTUAL, kind_of, rules
from algorithms.cadence.tiers import Place, Tiered, tier_of
from algorithms.cadence.week import (
    NOT_DUE,
    OFTEN,
    OTHER_TEAM,
    OWN_TEAM,
    PLANNED,
    Candidate,
    Trigger,
    week,
)

UNTIL, LOG = date(2024, 12, 31), date(2020, 1, 1)
EAST, WEST = frozenset({"East"}), frozenset({"West"})
ONE, TWO, THREE = (Tiered(tier, "by hand") for tier in (1, 2, 3))


def _held(
    *ago: int, liaison: str = "L1", teams: frozenset[str] = EAST, **more: object
) -> list[Held]:
    """Touches so many days before the last day of the calendar."""
    return [
        Held(f"E{days}", UNTIL - timedelta(days=days), frozenset({liaison}), teams, **more)  # type: ignore[arg-type]
        for days in ago
    ]


def _candidate(
    person: str, tiered: Tiered, held: list[Held], *triggers: Trigger, **more: object
) -> Candidate:
    counted = cadence(tiered, held, UNTIL, LOG)
    return Candidate(person, counted, tuple(held), triggers, **more)  # type: ignore[arg-type]


def _paper(ago: int, kind: str = "paper") -> Trigger:
    return Trigger(kind, f"T{ago}", f"On hearts {ago}", UNTIL - timedelta(days=ago))


@pytest.mark.parametrize(
    ("tiered", "touches", "standing"),
    [
        (ONE, 2, "under"), (ONE, 3, "within"), (ONE, 4, "within"), (ONE, 5, "over"),
        (TWO, 1, "under"), (TWO, 2, "within"), (TWO, 3, "within"), (TWO, 4, "over"),
        (THREE, 0, "under"), (THREE, 1, "within"), (THREE, 2, "within"), (THREE, 3, "over"),
    ],
)  # fmt: skip
def test_touches_are_held_against_the_tier(tiered: Tiered, touches: int, standing: str) -> None:
    assert cadence(tiered, _held(*range(touches)), UNTIL, LOG).standing == standing


def test_the_window_is_365_days_and_says_so() -> None:
    # 31 December 2024 less 364 days is 2 January 2024: the year has 366 days.
    found = cadence(ONE, _held(364, 365), UNTIL, LOG)
    assert [one.engagement_id for one in found.touches] == ["E364"]
    assert found.sentence == (
        "1 touch from 2024-01-02 to 2024-12-31; tier 1 asks for 3 to 4 in 365 days."
    )


def test_a_log_that_does_not_reach_back_says_nothing_of_too_few() -> None:
    short = UNTIL - timedelta(days=100)
    few = cadence(ONE, _held(10), UNTIL, short)
    assert (few.standing, few.since) == ("unknown", short)
    assert few.sentence.endswith("and the log does not reach back so far.")
    assert cadence(ONE, _held(1, 2, 3, 4, 5), UNTIL, short).standing == "over"


def test_a_touch_after_the_day_asked_does_not_count() -> None:
    found = cadence(ONE, _held(-1, 5), UNTIL, LOG)
    assert found.last is not None
    assert (len(found.touches), found.last.engagement_id) == (1, "E5")


def test_the_next_touch_is_due_by_the_fewest_a_year() -> None:
    # 365 // 3 is 121 days after 30 September, 92 days before the last day of the year.
    found = cadence(ONE, _held(92), UNTIL, LOG)
    assert found.due_on == date(2024, 9, 30) + timedelta(days=121)
    assert found.intervals_late == pytest.approx(92 * 3 / 365)
    assert cadence(ONE, [], UNTIL, LOG).due_on is None


def test_the_way_to_meet_follows_from_what_was_in_person() -> None:
    calls = _held(1, channel="Video call", minutes=20) + _held(3, channel="phone", minutes=30)
    found = cadence(ONE, calls, UNTIL, LOG)
    assert mix(found) == {IN_PERSON: 0, VIRTUAL: 2, OTHER: 0}
    assert (found.minutes(VIRTUAL), found.minutes(IN_PERSON)) == (25, None)
    assert channel_next(found) == IN_PERSON
    visited = cadence(ONE, [*calls, *_held(5, channel="visit")], UNTIL, LOG)
    assert channel_next(visited) == VIRTUAL
    assert channel_next(cadence(THREE, [], UNTIL, LOG)) == VIRTUAL
    assert [kind_of(one) for one in (None, "", " PHONE ", "carrier pigeon")] == [
        OTHER,
        OTHER,
        VIRTUAL,
        OTHER,
    ]


def test_the_table_holds_what_the_field_asks_for() -> None:
    tiers = {number: (one.fewest, one.most) for number, one in rules().tiers.items()}
    assert tiers == {1: (3, 4), 2: (2, 3), 3: (1, 2)}
    assert rules().minutes == {IN_PERSON: (24, 24), VIRTUAL: (21, 26)}


def test_a_tier_that_nobody_decided_follows_from_the_best_place() -> None:
    places = [Place("scientific", 21, 100), Place("clinical", 20, 100)]
    assert tier_of(None, places) == (2, "place 20 of 100 in clinical influence: tier 2 by default")
    assert tier_of(None, [Place("network", 5, 100)]).tier == 1
    assert tier_of(None, [Place("network", 6, 100)]).tier == 2
    assert tier_of(None, places[:1]).tier == 3
    assert tier_of(3, [Place("network", 1, 100)]) == (3, "tier 3 as decided")
    # The first of nineteen says nothing.
    assert tier_of(None, [Place("network", 1, 19)]).why.startswith("no place in a cohort is known")


def test_what_is_fresh_comes_first_then_tier_then_who_is_latest() -> None:
    found = week(
        [
            _candidate("late", ONE, _held(300)),  # 300 / 121.7 days: 2.5 intervals
            _candidate("later", ONE, _held(350)),
            _candidate("second", TWO, _held(360)),
            _candidate("fresh", THREE, _held(100), _paper(10)),
            _candidate("new", ONE, []),
        ],
        "L1",
        EAST,
    )
    assert [one.candidate.person for one in found.again] == ["fresh", "later", "late", "second"]
    assert [one.candidate.person for one in found.first_time] == ["new"]
    assert found.again[0].why == (
        "A new paper, 10 days ago: On hearts 10",
        "The last touch was on 2024-09-22; the next is due by 2025-09-22.",
    )
    # 365 // 3 = 121 days after the touch: 350 - 121 = 229 days ago.
    assert found.again[1].why == ("Overdue for 229 days: the last touch was on 2024-01-16.",)
    assert found.first_time[0].why == ("Never met; ask for an introduction.",)


def test_only_what_came_after_the_last_touch_and_within_the_days_is_fresh() -> None:
    def fresh(*triggers: Trigger, held: list[Held]) -> list[str]:
        found = week([_candidate("a", ONE, held, *triggers)], "L1", EAST)
        return [
            trigger.record for one in (*found.again, *found.first_time) for trigger in one.fresh
        ]

    assert fresh(_paper(89), _paper(90), held=[]) == ["T89"]
    assert fresh(_paper(50), _paper(40), _paper(30), held=_held(40)) == ["T30"]
    # A paper that is to appear is not out; a session of the next 30 days is worth a word.
    assert fresh(_paper(-1), held=[]) == []
    assert fresh(_paper(-30, "session"), _paper(-31, "session"), held=[]) == ["T-30"]


def test_who_is_left_out_is_counted_by_the_reason() -> None:
    found = week(
        [
            _candidate("other", ONE, _held(200) + _held(29, liaison="L9", teams=WEST), _paper(1)),
            _candidate("other, a month ago", ONE, _held(200) + _held(30, liaison="L9", teams=WEST),
                       _paper(1)),
            _candidate("own", ONE, _held(13, liaison="L2"), _paper(1)),
            _candidate("own, two weeks ago", ONE, _held(14, liaison="L2"), _paper(1)),
            _candidate("mine, without a team", ONE, _held(13, teams=frozenset()), _paper(1)),
            _candidate("planned", ONE, [], planned_on=UNTIL + timedelta(days=3)),
            _candidate("often", THREE, _held(100, 200, 300), _paper(1)),
            _candidate("not due", ONE, _held(100)),
        ],
        "L1",
        EAST,
    )  # fmt: skip
    assert [one.candidate.person for one in found.again] == [
        "other, a month ago",
        "own, two weeks ago",
    ]
    assert found.left_out == {OTHER_TEAM: 1, OWN_TEAM: 2, PLANNED: 1, OFTEN: 1, NOT_DUE: 1}


def test_a_week_of_nobody_is_empty() -> None:
    found = week([], "L1", frozenset())
    assert (found.again, found.first_time, sum(found.left_out.values())) == ([], [], 0)
