"""Levels by two rules each: who comes in, who stays, who falls, and what a pin decides."""

from hypothesis import given
from hypothesis import strategies as st

from algorithms.segments.placing import Level, Move, moves, placed

#  level   comes in   stays
#  1       a          a b c
#  2       a d        a b d e
LEVELS = [
    Level(frozenset("a"), frozenset("abc")),
    Level(frozenset("ad"), frozenset("abde")),
]
PEOPLE = st.frozensets(st.sampled_from("abcdef"))
RULES = st.builds(lambda enters, more: Level(enters, enters | more), PEOPLE, PEOPLE)
PLACES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3))


def test_a_newcomer_needs_the_rule_for_coming_in() -> None:
    assert placed(LEVELS, {}, {}) == {"a": 1, "d": 2}


def test_who_is_in_stays_by_the_looser_rule() -> None:
    assert placed(LEVELS, {"b": 1, "c": 1, "e": 2}, {}) == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}


def test_who_may_stay_no_longer_falls_to_where_the_looser_rule_holds_or_out() -> None:
    # e was on the first level: its looser rule is not met, that of the second is. f meets none.
    assert placed(LEVELS, {"e": 1, "f": 1, "c": 2}, {}) == {"a": 1, "d": 2, "e": 2}


def test_who_meets_the_rule_of_a_higher_level_rises() -> None:
    assert placed(LEVELS, {"a": 2}, {})["a"] == 1


def test_a_pin_outranks_the_rules_and_nought_is_outside() -> None:
    assert placed(LEVELS, {"a": 1}, {"a": 2, "z": 1, "d": 0}) == {"a": 2, "z": 1}


def test_a_level_that_is_gone_keeps_nobody() -> None:
    assert placed(LEVELS, {"b": 3}, {}) == {"a": 1, "d": 2}


def test_moves_tell_who_came_went_or_changed() -> None:
    found = list(moves({"a": 1, "b": 2, "c": 1}, {"a": 1, "c": 2, "d": 1}))
    assert found == [Move("b", 2, None), Move("c", 1, 2), Move("d", None, 1)]


@given(st.lists(RULES, min_size=1, max_size=3), PLACES)
def test_a_second_review_of_an_unchanged_graph_moves_nobody(
    levels: list[Level], before: dict[str, int]
) -> None:
    once = placed(levels, before, {})
    assert list(moves(once, placed(levels, once, {}))) == []


@given(st.lists(RULES, min_size=1, max_size=3), PLACES)
def test_nobody_is_lower_than_the_rule_for_coming_in_says_nor_in_without_a_rule(
    levels: list[Level], before: dict[str, int]
) -> None:
    after = placed(levels, before, {})
    for person in "abcdef":
        lets_in = [n for n, level in enumerate(levels, 1) if person in level.enters]
        if lets_in:
            assert after[person] <= lets_in[0]
        elif person in after:
            assert person in before
            assert person in levels[after[person] - 1].stays
