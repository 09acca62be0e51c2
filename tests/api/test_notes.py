"""A note is kept for one function, shared within it, and gone with whoever asks to be left out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from changing import Office
from purposes import SET, ask

from workspace import notes, suppression
from workspace.askers import Asker

SAVE = """mutation($person: String!, $text: String!, $shared: Boolean) {
  saveNote(person: $person, text: $text, isShared: $shared) {
    note { id personId text owner function isShared writtenAt } } }"""
LIST = """query($person: String!, $first: Int, $after: ID) {
  notes(person: $person, first: $first, after: $after) { id text owner function } }"""
DELETE = "mutation($id: ID!) { deleteNote(id: $id) { note { text } } }"


@pytest.fixture
def desk(office: Office) -> Iterator[Office]:
    """The office, with purposes of three functions."""
    yield replace(office, settings=office.settings.model_copy(update=SET))


def _saved(at: Office, text: str, purpose: str = "study", **how: Any) -> Any:
    result = ask(at, SAVE, purpose, **{"role": "analyst", "person": at.oak, "text": text} | how)
    assert result.errors is None, result.errors
    return result.data["saveNote"]["note"]


def _texts(at: Office, purpose: str = "study", **how: Any) -> list[str]:
    result = ask(at, LIST, purpose, **{"role": "analyst", "person": at.oak} | how)
    assert result.errors is None, result.errors
    return [one["text"] for one in result.data["notes"]]


def test_a_note_is_its_owners_until_it_is_shared_within_the_function(desk: Office) -> None:
    own = _saved(desk, " First\nand second line \n")
    assert own["text"] == "First\nand second line"
    assert (own["owner"], own["function"], own["isShared"]) == ("u-1", "MEDICAL", False)
    _saved(desk, "For all of us", shared=True)
    assert _texts(desk) == ["For all of us", "First\nand second line"]
    assert _texts(desk, subject="u-2") == ["For all of us"]
    assert _texts(desk, person=desk.elm) == []


def test_no_note_is_read_for_a_purpose_of_another_function_not_even_by_its_owner(
    desk: Office,
) -> None:
    _saved(desk, "Said in confidence", shared=True)
    _saved(desk, "Buys in bulk", purpose="sales call", shared=True)
    _saved(desk, "Sits on a formulary", purpose="pricing", shared=True)
    assert _texts(desk) == ["Said in confidence"]
    assert _texts(desk, purpose="sales call") == ["Buys in bulk"]
    assert _texts(desk, purpose="pricing", subject="u-2") == ["Sits on a formulary"]
    assert _texts(desk, purpose="sales call", role="admin", subject="a-1") == ["Buys in bulk"]
    for query in (SAVE, LIST):
        [error, *_] = ask(desk, query, "", person=desk.oak, text="x").errors
        assert error.extensions["code"] == "FORBIDDEN"


def test_notes_come_in_pages_the_newest_first(desk: Office) -> None:
    ids = [_saved(desk, f"note {at}")["id"] for at in range(3)]
    assert _texts(desk, first=2) == ["note 2", "note 1"]
    assert _texts(desk, first=2, after=ids[1]) == ["note 0"]


def test_an_owner_deletes_an_own_note_for_its_function_alone(desk: Office) -> None:
    own = _saved(desk, "mine", shared=True)["id"]
    for purpose, subject in (("study", "u-2"), ("sales call", "u-1")):
        [error] = ask(desk, DELETE, purpose, role="analyst", subject=subject, id=own).errors
        assert error.extensions == {"code": "NOT_FOUND"}
    gone = ask(desk, DELETE, "study", role="analyst", id=own)
    assert gone.data == {"deleteNote": {"note": {"text": "mine"}}}
    assert _texts(desk) == []
    for id in ("", "x", "-1", "9" * 5000, "²"):
        [error] = ask(desk, DELETE, "study", id=id).errors
        assert error.extensions == {"code": "BAD_USER_INPUT"}


def test_a_suppressed_persons_notes_are_erased_at_once(desk: Office) -> None:
    _saved(desk, "soon forgotten", shared=True)
    _saved(desk, "stays", person=desk.elm)
    out = 'mutation($who: String!) { suppress(person: $who, why: "w") { takesEffect } }'
    desk.data(out, who=desk.oak)
    [error] = ask(desk, LIST, "study", person=desk.oak).errors
    assert error.extensions == {"code": "BAD_USER_INPUT"}
    asker = Asker("u-1", "medical")
    assert notes.notes(desk.settings, asker, desk.oak, 10) == []
    assert notes.held(desk.settings, [desk.oak]) == []
    assert len(notes.notes(desk.settings, asker, desk.elm, 10)) == 1
    assert suppression.hidden(desk.settings) == {desk.oak}


def test_a_liaison_notes_on_persons_of_the_own_territory(desk: Office) -> None:
    mine: dict[str, Any] = {"role": "liaison", "subject": "MSL-01", "territory": ("IL",)}
    assert _saved(desk, "met at a congress", **mine)["owner"] == "MSL-01"
    for query in (SAVE, LIST):
        [error] = ask(desk, query, "study", **mine, person=desk.elm, text="x").errors
        assert error.extensions["code"] == "FORBIDDEN"
    [error, *_] = ask(desk, LIST, "study", role="viewer", person=desk.oak).errors
    assert error.extensions["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "`text` has 0 characters; give 1 to 2,000"),
        ({"text": " \n "}, "`text` has 0 characters"),
        ({"text": "x" * 2_001}, "`text` has 2,001 characters"),
        ({"text": "a\0b"}, "signs that cannot be printed"),
        ({"text": "a\u202eb"}, "signs that cannot be printed"),
        ({"text": "write to ada.smith@oak.example"}, "an e-mail address or telephone number"),
        ({"text": "call (555) 123-4567"}, "an e-mail address or telephone number"),
        ({"text": "call +44 20 7946 0958"}, "an e-mail address or telephone number"),
        ({"person": "nobody"}, "no person has the id 'nobody'"),
        ({"person": ""}, "no person has the id ''"),
    ],
    ids=str,
)
def test_what_cannot_be_noted_is_refused_with_what_to_do(
    desk: Office, given: dict[str, Any], said: str
) -> None:
    [error] = ask(desk, SAVE, "study", **{"person": desk.oak, "text": "x"} | given).errors
    assert error.extensions["code"] == "BAD_USER_INPUT"
    assert said in error.message


def test_days_sums_and_numbers_of_records_may_be_noted(desk: Office) -> None:
    text = "NPI 1999000015, NCT05000001, seen 2025-06-01 at 12:30, 1,200 USD; 2024-2025"
    assert _saved(desk, text)["text"] == text


def test_one_keeps_a_hundred_notes_on_a_person_and_no_more(desk: Office) -> None:
    asker = Asker("u-1", "medical")
    for at in range(notes.MOST_ON_ONE):
        notes.write(desk.settings, asker, desk.oak, f"note {at}", False)
    [error] = ask(desk, SAVE, "study", person=desk.oak, text="one more").errors
    assert "you keep 100 notes on this person already" in error.message
    _saved(desk, "on another", person=desk.elm)
    for first in (0, 101, -1):
        [error] = ask(desk, LIST, "study", person=desk.oak, first=first).errors
        assert "give 1 to 100" in error.message
