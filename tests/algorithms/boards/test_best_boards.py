"""The best board is what trying every board finds, and its value is a sum worked out by hand."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.boards.conflicts import Conflict
from algorithms.boards.constraints import holds, keeping, matrix, rows_of
from algorithms.boards.model import Model, modelled
from algorithms.boards.parts import WEIGHTS
from algorithms.boards.question import Candidate, Least, Question
from algorithms.boards.solving import solve

SECONDS = 20.0

#  person  standing  topics  circle  state  sponsors  institution
#  a       0.9       T U     1       IL     x y       campus
#  b       0.8       T       1       IL     x         campus
#  c       0.5       V       2       DE     none      clinic
#  d       0.4       U V     2       IL     y         clinic
#  e       0.2       V       3       NY     none      none known
#  f       unknown   none    none    none   none      none known
PANEL = (
    Candidate("a", 0.9, frozenset("TU"), "1", "IL", frozenset("xy"), "campus"),
    Candidate("b", 0.8, frozenset("T"), "1", "IL", frozenset("x"), "campus"),
    Candidate("c", 0.5, frozenset("V"), "2", "DE", frozenset(), "clinic"),
    Candidate("d", 0.4, frozenset("UV"), "2", "IL", frozenset("y"), "clinic"),
    Candidate("e", 0.2, frozenset("V"), "3", "NY"),
    Candidate("f"),
)
TIES = {("a", "b"): 0.6, ("c", "d"): 0.3}


def _asked(seats: int, **rest: object) -> Question:
    return Question(PANEL, seats, ("T", "U", "V"), ties=TIES, **rest)  # type: ignore[arg-type]


def _solved(question: Question) -> tuple[str, float]:
    model = modelled(question)
    found = solve(model, SECONDS)
    assert found.gap == 0.0
    return "".join(model.candidates[at].person for at in found.seats), found.value


def _by_trying(model: Model) -> float | None:
    """The value of the best of all boards, counted without the model's own sums."""
    rows, places = rows_of(model), range(len(model.candidates))
    lines = matrix(rows, len(places))
    boards = combinations(places, model.question.seats)
    values = [_plain_value(model, one) for one in boards if holds(rows, lines, one)]
    return max(values, default=None)


def _plain_value(model: Model, board: tuple[int, ...]) -> float:
    question, seats = model.question, [model.candidates[at] for at in board]
    n, weights = question.seats, question.weights
    wanted = {*question.topics}
    covered = {topic for each in seats for topic in each.topics} & wanted
    shares = {
        "standing": sum(each.standing or 0.0 for each in seats) / n,
        "topics": len(covered) / len(wanted) if wanted else 0.0,
    }
    for part, name in (("communities", "community"), ("states", "state")):
        all_ = {getattr(each, name) for each in model.candidates} - {None}
        own = {getattr(each, name) for each in seats} - {None}
        shares[part] = len(own) / min(n, len(all_)) if all_ else 0.0
    most = max(len(each.sponsors) for each in model.candidates) or 1
    links = [sponsor for each in seats for sponsor in each.sponsors]
    shares["sponsors"] = (len(links) - len({*links})) / (most * max(1, n - 1))
    places = [each.institution for each in seats if each.institution]
    shares["institutions"] = (len(places) - len({*places})) / max(1, n - 1)
    ids = {each.person for each in seats}
    joint = sum(s for pair, s in question.ties.items() if {*pair} <= ids)
    shares["coauthors"] = joint / max(1, n * (n - 1) / 2) if n > 1 else 0.0
    against = ("sponsors", "institutions", "coauthors")
    return sum((-1 if p in against else 1) * weights[p] * share for p, share in shares.items())


def test_three_seats_are_those_that_hand_and_solver_agree_on() -> None:
    # a, c and e: standing (0.9 + 0.5 + 0.2) / 3; topics 3 of 3; circles 3 of 3; states 3 of 3;
    # nothing shared. b in place of e has (0.9 + 0.8 + 0.5) / 3, but 2 of 3 circles and states, and
    # shares a sponsor, 1 / (2 * 2), a campus, 1 / 2, and a tie, 0.6 / 3.
    board, value = _solved(_asked(3))
    assert board == "ace"
    assert value == pytest.approx(1.6 / 3 + 1 + 0.5 + 0.5)
    model = modelled(_asked(3))
    other = 2.2 / 3 + 1 + 0.5 * 2 / 3 + 0.5 * 2 / 3 - 0.5 / 4 - 0.5 / 2 - 0.5 * 0.6 / 3
    assert model.value([0, 1, 2]) == pytest.approx(other)


def test_weights_decide_what_a_board_is_best_for() -> None:
    alone = dict.fromkeys(WEIGHTS, 0.0)
    assert _solved(_asked(2, weights=alone | {"standing": 2.0})) == ("ab", pytest.approx(1.7))
    # Without weight for anything, all boards are equal: the lowest ids sit.
    assert _solved(_asked(2, weights=alone)) == ("ab", 0.0)


def test_constraints_hold() -> None:
    alone = dict.fromkeys(WEIGHTS, 0.0) | {"standing": 1.0}
    assert _solved(_asked(3, weights=alone))[0] == "abc"
    assert _solved(_asked(3, weights=alone, per_institution=1))[0] == "ace"
    # b, c and d: 0.8 + 0.5 + 0.4, in place of a, c and e: 0.9 + 0.5 + 0.2.
    assert _solved(_asked(3, weights=alone, per_sponsor=1))[0] == "bcd"
    assert _solved(_asked(2, weights=alone, per_sponsor=0))[0] == "ce"
    assert _solved(_asked(2, weights=alone, per_community=1))[0] == "ac"
    east = Least("the East", frozenset({"NY", "DE"}), 2)
    assert _solved(_asked(3, weights=alone, least=(east,)))[0] == "ace"
    assert _solved(_asked(2, weights=alone, include=frozenset("f")))[0] == "af"


def test_what_cannot_hold_together_is_named() -> None:
    # e and f are of no known institution, campus and clinic give one each: four seats at most.
    found = solve(modelled(_asked(5, per_institution=1)), SECONDS)
    assert found.seats == ()
    [conflict] = found.conflicts
    assert (conflict.name, conflict.asked, conflict.possible) == ("perInstitution", 1, 2)
    assert conflict.of in ("campus", "clinic")
    west = Least("the West", frozenset({"CA"}), 2)
    found = solve(modelled(_asked(3, least=(west,))), SECONDS)
    assert found.conflicts == (Conflict("least", "the West", 2, 0),)
    found = solve(modelled(_asked(8)), SECONDS)
    assert found.conflicts == (Conflict("seats", "", 8, 6),)
    found = solve(modelled(Question((), 3)), SECONDS)
    assert found.conflicts == (Conflict("seats", "", 3, 0),)
    found = solve(modelled(_asked(2, include=frozenset("ab"), per_sponsor=1)), SECONDS)
    assert len(found.conflicts) == 1


def test_the_order_in_which_candidates_come_changes_nothing() -> None:
    backwards = Question(PANEL[::-1], 3, ("T", "U", "V"), ties=TIES)
    assert _solved(backwards) == _solved(_asked(3))


def test_where_the_time_is_over_the_gap_is_stated() -> None:
    names = [f"p{at:03d}" for at in range(240)]
    crowd = tuple(
        Candidate(
            name,
            (at * 37 % 101) / 101,
            frozenset(f"t{(at * step) % 23}" for step in (1, 5, 7)),
            str(at * 11 % 17),
            str(at * 13 % 31),
            frozenset(f"s{(at * step) % 19}" for step in (2, 3, 11)),
            str(at * 7 % 41),
        )
        for at, name in enumerate(names)
    )
    topics = tuple(f"t{at}" for at in range(23))
    model = modelled(Question(crowd, 9, topics))
    found = solve(model, 1e-6)
    assert len(found.seats) == 9
    assert found.value <= found.best_possible <= model.limit() == 3.0
    assert found.gap == pytest.approx(1 - found.value / found.best_possible)
    assert found.gap > 0.0


texts = st.sampled_from


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Small questions with all that may be asked."""
    size = draw(st.integers(2, 7))
    one_of = lambda *values: st.one_of(st.none(), texts(values))  # noqa: E731
    panel = tuple(
        Candidate(
            f"p{at}",
            draw(st.one_of(st.none(), st.integers(0, 10).map(lambda n: n / 10))),
            draw(st.frozensets(texts("TUVW"))),
            draw(one_of("1", "2", "3")),
            draw(one_of("IL", "DE", "NY")),
            draw(st.frozensets(texts("xyz"))),
            draw(one_of("campus", "clinic")),
        )
        for at in range(size)
    )
    pairs = list(combinations([each.person for each in panel], 2))
    ties = draw(st.dictionaries(texts(pairs), st.integers(1, 10).map(lambda n: n / 10)))
    weights = {name: draw(st.integers(0, 4)) / 2 for name in WEIGHTS}
    most = st.one_of(st.none(), st.integers(0, 2))
    return Question(
        panel,
        draw(st.integers(1, size)),
        ("T", "U", "V"),
        weights,
        ties,
        *(draw(most), draw(most), draw(most)),
        least=draw(st.sampled_from([(), (Least("IL", frozenset({"IL"}), 1),)])),
        include=draw(st.frozensets(texts([each.person for each in panel]), max_size=1)),
    )


@settings(max_examples=150, deadline=None)
@given(questions())
def test_no_board_of_all_is_better_than_the_one_proposed(question: Question) -> None:
    model = modelled(question)
    best, found = _by_trying(model), solve(model, SECONDS)
    if best is None:
        assert found.seats == ()
        assert found.conflicts
        return
    rows = rows_of(model)
    assert holds(rows, matrix(rows, len(model.candidates)), found.seats)
    assert found.value == pytest.approx(best, abs=2e-6)
    assert found.gap == 0.0


@settings(max_examples=100, deadline=None)
@given(questions(), st.data())
def test_who_may_be_added_is_whoever_makes_all_rows_hold(
    question: Question, data: st.DataObject
) -> None:
    model = modelled(question)
    places = range(len(model.candidates))
    board = data.draw(st.sets(texts(list(places)), max_size=question.seats))
    rows = rows_of(model)
    lines = matrix(rows, len(places))
    expected = [at not in board and holds(rows, lines, [*board, at]) for at in places]
    assert keeping(rows, lines, sorted(board)).tolist() == expected
    values = model.with_one_more(sorted(board))
    for at in {*places} - board:
        assert values[at] == pytest.approx(model.value([*sorted(board), at]))
