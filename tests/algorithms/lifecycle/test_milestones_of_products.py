"""Milestones are read from a table; experts are ranked by records; lateness is never guessed."""

from datetime import date

import pytest

from algorithms.lifecycle.experts import ranked
from algorithms.lifecycle.table import Experts, milestones
from algorithms.lifecycle.timing import Listed, begins_on, has_begun, met_in_time

TABLE = milestones()
PHASE_1, PHASE_2, PHASE_3, AFTER = TABLE
ON = date(2026, 3, 1)


def test_every_milestone_says_whom_it_needs_why_and_what_to_discuss() -> None:
    assert [each.name for each in TABLE] == ["phase-1", "phase-2", "phase-3", "after-launch"]
    phases = [phase for each in TABLE for phase in each.phases]
    assert len(phases) == len({*phases}) == 9
    for each in TABLE:
        assert each.discuss
        assert each.experts
        assert all(rule.weight > 0 and rule.why for rule in each.experts)


def test_the_first_day_is_the_earliest_that_the_list_gives() -> None:
    listed = [
        Listed("trial start", "phase 2, second trial", date(2024, 5, 1)),
        Listed("trial start", "Phase 2", date(2023, 4, 1)),
        Listed("trial start", "phase 1/2", date(2020, 1, 1)),
        Listed("trial start", None, date(2019, 1, 1)),
        Listed("approval", "EU", date(2027, 6, 1)),
        Listed("launch", None, date(2027, 9, 1)),
    ]
    assert begins_on(PHASE_2, listed) == date(2023, 4, 1)
    assert begins_on(PHASE_1, listed) is None
    assert begins_on(PHASE_3, listed) is None
    assert begins_on(AFTER, listed) == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("milestone", "phase", "day", "begun"),
    [
        (PHASE_2, "phase 3", None, True),
        (PHASE_3, "phase 3", None, True),
        (AFTER, "phase 3", None, False),
        (AFTER, "phase 3", date(2026, 3, 1), True),
        (PHASE_1, "phase 3", date(2026, 3, 2), False),
        (PHASE_1, None, None, None),
        (PHASE_1, "discontinued", None, None),
    ],
)
def test_what_has_begun_is_known_by_the_day_else_by_the_phase(
    milestone: object, phase: str | None, day: date | None, begun: bool | None
) -> None:
    assert has_begun(milestone, TABLE, phase, day, ON) is begun  # type: ignore[arg-type]


def test_lateness_is_days_where_a_day_is_known_and_a_word_where_none_is() -> None:
    day, before, after = date(2026, 1, 1), date(2025, 12, 31), date(2026, 1, 11)
    assert met_in_time(before, day, True, ON)[:2] == ("met in time", 0)
    assert met_in_time(day, day, True, ON)[:2] == ("met in time", 0)
    assert met_in_time(after, day, True, ON)[:2] == ("met late", 10)
    assert met_in_time(before, None, True, ON)[:2] == ("met", None)
    assert met_in_time(None, day, True, ON)[:2] == ("missed", 31 + 28)
    assert met_in_time(None, None, True, ON)[:2] == ("missed", None)
    assert met_in_time(None, date(2026, 4, 1), False, ON)[:2] == ("not due", None)
    assert met_in_time(None, None, None, ON)[:2] == ("unknown", None)


def test_experts_are_ranked_by_their_share_of_the_highest_of_each_kind() -> None:
    rules = [
        Experts("trial", 2, "runs trials", ("PHASE2", "EARLY_PHASE1")),
        Experts("paper", 1, "publishes"),
    ]
    found = ranked(rules, [{"b": 1, "c": 2}, {"a": 4, "b": 4, "c": 1}], 2)
    # c: 2 * 2/2 + 1 * 1/4 = 2.25 of 3; b: 2 * 1/2 + 1 * 4/4 = 2 of 3; a: 1 of 3.
    assert [(one.person, one.score) for one in found] == [
        ("c", pytest.approx(0.75)),
        ("b", pytest.approx(2 / 3)),
    ]
    assert found[0].reasons == (
        "runs trials: 2 trials of phase 2 or early phase 1",
        "publishes: 1 paper",
    )
    assert ranked(rules, [{}, {}], 5) == []
