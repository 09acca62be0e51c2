"""Several objectives choose in turn, so that not the same names are on every list."""

from hypothesis import given
from hypothesis import strategies as st

from algorithms.segments.rotation import shortlists

ORDERS = st.dictionaries(
    st.sampled_from("xyz"), st.lists(st.integers(0, 9).map(str), unique=True), min_size=1
)


def test_the_turn_is_reversed_after_each_round() -> None:
    # Both want a b c d in this order. Round one: x takes a, y takes b; round two: y takes c, x d.
    found = shortlists({"x": "abcd", "y": "abcd"}, 2)
    assert found == {"x": ["a", "d"], "y": ["b", "c"]}


def test_a_name_may_be_on_as_many_lists_as_allowed() -> None:
    assert shortlists({"x": "ab", "y": "ab"}, 2, most=2) == {"x": ["a", "b"], "y": ["a", "b"]}


def test_who_has_nobody_left_gets_a_shorter_list() -> None:
    assert shortlists({"x": "a", "y": "abc", "z": ""}, 3) == {"x": ["a"], "y": ["b", "c"], "z": []}


@given(ORDERS, st.integers(1, 5), st.integers(1, 3))
def test_lists_keep_to_order_length_and_share(
    orders: dict[str, list[str]], each: int, most: int
) -> None:
    lists = shortlists(orders, each, most)
    chosen = [person for names in lists.values() for person in names]
    assert all(chosen.count(person) <= most for person in chosen)
    for name, names in lists.items():
        assert len(names) <= each
        assert names == [person for person in orders[name] if person in names]
