"""What would break a caller is told before the printed schema changes."""

import pytest

from api.breaking import breaking, unclear
from api.schema import schema

REASON = "Use `state`.; gone from 2027-06-01 on."
BEFORE = f"""type Query {{ people(state: String, at: Int @deprecated(reason: "{REASON}")): [Person]
  old: Int @deprecated(reason: "{REASON}") }}
type Person {{ name: String! state: State }}
enum State {{ DE IL GONE @deprecated(reason: "{REASON}") }}"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: String!", "", "Person.name was removed"),
        ("name: String!", "name: Int!", "Person.name changed type"),
        ("name: String!", "name: String", "Person.name changed type"),
        ("DE IL", "DE", "IL was removed"),
        ("state: String,", "", "people(state:) was removed"),
        ("state: String,", "state: String!,", "people(state:) has changed type"),
        ("state: String,", "state: String, more: Int!,", "people(more:) was added"),
        ("people(", "persons(", "Query.people was removed"),
    ],
)
def test_what_breaks_a_question_is_told(old: str, new: str, said: str) -> None:
    (change,) = breaking(BEFORE, BEFORE.replace(old, new, 1))
    assert said in change.replace("'", "")


def test_what_is_added_or_was_deprecated_breaks_nothing() -> None:
    after = BEFORE.replace("name: String!", "name: String! city: String")
    after = after.replace(f'old: Int @deprecated(reason: "{REASON}")', "")
    after = after.replace(f', at: Int @deprecated(reason: "{REASON}")', "")
    after = after.replace(f'GONE @deprecated(reason: "{REASON}")', "")
    assert breaking(BEFORE, after) == []


def test_a_deprecation_says_what_to_ask_instead_and_until_when() -> None:
    assert unclear(BEFORE) == []
    assert unclear(BEFORE.replace(REASON, "old", 1)) == ["old"]
    assert unclear(schema.as_str()) == []
