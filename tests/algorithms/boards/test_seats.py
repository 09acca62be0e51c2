"""What a seat brings adds up, and a replacement is the best who keeps the constraints."""

import pytest

from algorithms.boards.model import modelled
from algorithms.boards.question import Candidate, Question
from algorithms.boards.seats import Seat, explained, points

#  person  standing  topics  state  sponsors  institution
#  a       0.9       T       IL     x         campus
#  b       0.6       T       IL     x         campus
#  c       0.3       U       DE     none      none
#  d       0.5       U       IL     x         none
PANEL = (
    Candidate("a", 0.9, frozenset("T"), "1", "IL", frozenset("x"), "campus"),
    Candidate("b", 0.6, frozenset("T"), "1", "IL", frozenset("x"), "campus"),
    Candidate("c", 0.3, frozenset("U"), "1", "DE"),
    Candidate("d", 0.5, frozenset("U"), "1", "IL", frozenset("x")),
)
TIES = {("a", "b"): 0.4}


def _seats(board: str, **rest: object) -> list[Seat]:
    model = modelled(Question(PANEL, len(board), ("T", "U"), ties=TIES, **rest))  # type: ignore[arg-type]
    return list(explained(model, ["abcd".index(each) for each in board]))


def test_the_parts_of_a_board_add_up_to_its_value() -> None:
    model = modelled(Question(PANEL, 3, ("T", "U"), ties=TIES))
    parts = points(model, [0, 1, 2])
    # 0.9 + 0.6 + 0.3 over 3 seats; 2 of 2 topics; 1 of 1 circle; 2 of 2 states; one seat beyond
    # the first of x, of 1 sponsor times 2 seats; the same of campus; one tie of 0.4 over 3 pairs.
    assert parts == pytest.approx(
        {"standing": 0.6, "topics": 1.0, "communities": 0.5, "states": 0.5}
        | {"sponsors": -0.5 / 2, "institutions": -0.5 / 2, "coauthors": -0.5 * 0.4 / 3}
    )
    assert sum(parts.values()) == pytest.approx(model.value([0, 1, 2]))


def test_a_seat_says_what_is_lost_without_it_and_what_it_alone_covers() -> None:
    a, b, c = _seats("abc")
    # Without c: its standing, 0.3 / 3, its topic, 1 of 2, its state, 0.5 * 1 of 2.
    assert c.losses["standing"] == pytest.approx(0.1)
    assert c.losses["topics"] == pytest.approx(0.5)
    assert c.losses["states"] == pytest.approx(0.25)
    assert c.losses["sponsors"] == 0
    assert c.loss == pytest.approx(0.85) == pytest.approx(sum(c.losses.values()))
    assert c.only == {"states": ("DE",), "topics": ("U",)}
    assert c.shared == ()
    # Without a: 0.9 / 3, and what it shares with b is a loss no more.
    assert a.loss == pytest.approx(0.3 - 0.25 - 0.25 - 0.2 / 3)
    assert a.only == {}
    assert a.shared == (
        ("sponsors", "x", (1,)),
        ("institutions", "campus", (1,)),
        ("coauthors", "a b", (1,)),
    )
    assert b.shared[0] == ("sponsors", "x", (0,))


def test_who_declines_is_replaced_by_the_best_of_the_others() -> None:
    a, c = _seats("ac")
    # d for c: 0.5 in place of 0.3, over 2; one state of two less; x twice, of 1 sponsor, 1 other.
    assert c.if_declines is not None
    assert c.if_declines.seat == 3
    assert c.if_declines.change == pytest.approx(0.2 / 2 - 0.5 / 2 - 0.5)
    # b for a: the same but for the standing, 0.6 in place of 0.9. d would leave T to nobody.
    assert a.if_declines is not None
    assert a.if_declines.seat == 1
    assert a.if_declines.change == pytest.approx(-0.3 / 2)


def test_nobody_comes_in_where_the_constraints_allow_none() -> None:
    a, b, c, d = _seats("abcd")
    assert [each.if_declines for each in (a, b, c, d)] == [None] * 4
    a, c = _seats("ac", per_sponsor=1)
    assert a.if_declines is not None
    assert c.if_declines is None


def test_who_must_be_in_may_decline_too() -> None:
    a, _ = _seats("ac", include=frozenset("a"))
    assert a.if_declines is not None
    assert a.if_declines.seat == 1
