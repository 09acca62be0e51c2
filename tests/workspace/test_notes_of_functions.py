"""Notes are kept by function in either database, and erased by person."""

from datetime import UTC, datetime

import pytest

from schema.settings import Settings
from workspace import notes, segments
from workspace.askers import Asker
from workspace.suppression import key_of, suppress

ANN, BOB = Asker("ann", "medical"), Asker("bob", "medical")
SELLS = Asker("ann", "commercial")


def _texts(at: Settings, asker: Asker, person: str = "P1") -> list[str]:
    return [one.text for one in notes.notes(at, asker, person, 10)]


def test_notes_are_the_owners_or_shared_within_one_function(workspace: Settings) -> None:
    before = datetime.now(UTC)
    kept = notes.write(workspace, ANN, "P1", " hers ", False)
    assert (kept.text, kept.owner, kept.function) == ("hers", "ann", "medical")
    assert before <= kept.written_at <= datetime.now(UTC)
    notes.write(workspace, ANN, "P1", "ours", True)
    notes.write(workspace, SELLS, "P1", "theirs", True)
    assert _texts(workspace, ANN) == ["ours", "hers"]
    assert (_texts(workspace, BOB), _texts(workspace, SELLS)) == (["ours"], ["theirs"])
    assert _texts(workspace, Asker("ann", "")) == []
    with pytest.raises(notes.NoSuchNote):
        notes.remove(workspace, SELLS, kept.number)
    assert notes.remove(workspace, ANN, kept.number) == kept
    assert [one["function"] for one in notes.held(workspace, ["P1"])] == ["medical", "commercial"]


def test_whoever_is_suppressed_has_no_notes_left(workspace: Settings) -> None:
    for person in ("P1", "P2", "P3"):
        notes.write(workspace, ANN, person, "a note", True)
    suppress(workspace, "P1", [key_of("npi", "1999000015")], "steward", "asked")
    notes.erase(workspace, ["P2", ""])
    assert [_texts(workspace, ANN, person) for person in ("P1", "P2", "P3")] == [[], [], ["a note"]]


def test_a_segment_is_of_one_function(workspace: Settings) -> None:
    rules = [segments.LevelRule("", "{}", "{}")]
    kept = segments.save(workspace, ANN, "Ours", rules, is_shared=True)
    assert kept.function == "medical"
    assert [one.number for one in segments.segments(workspace, BOB)] == [kept.number]
    assert segments.segments(workspace, SELLS) == []
    with pytest.raises(segments.NoSuchSegment):
        segments.of_number(workspace, SELLS, kept.number)
    with pytest.raises(segments.NotASegment, match="for another function"):
        segments.save(workspace, SELLS, "Ours", rules)
    assert len(segments.segments(workspace)) == 1
