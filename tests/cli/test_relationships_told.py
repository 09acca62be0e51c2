"""How a relationship fares is said first, then shown."""

from io import StringIO
from typing import Any

import pytest
import typer
from rich.console import Console, RenderableType

from cli.relationships import _state
from cli.terminal.relationships import many, one

MONTHS = [None, None, *([0.0] * 6), 1.0, 2.0, 0.0, 2.0]
FOUND: dict[str, Any] = {
    "person": {"name": "Ada Example"},
    "asOf": "2024-12-31",
    "state": "TOO_LITTLE_TO_SAY",
    "why": "5 touches in twelve months; at least 6 are needed.",
    "signs": [],
    "silence": {"days": 9, "since": "2024-12-22", "touchesBefore": 4},
    "contact": [
        {"name": "touches", "title": "touches held", "unit": "touches", "value": 5.0}
        | {"unknown": None, "before": 0.0, "after": 5.0, "trend": "LEVEL", "chance": 0.0625}
        | {"months": [{"value": value} for value in MONTHS]}
    ],
    "answers": [
        {"name": "accepted", "title": "share accepted", "unit": "share", "value": None}
        | {"unknown": "nothing says", "before": None, "after": None, "trend": "UNKNOWN"}
        | {"months": [{"value": None}] * 12}
    ],
    "growth": {"publications": 0.25, "volume": None, "centrality": None, "isLifting": False},
    "engagements": [{"engagementId": "E1", "channel": "visit", "heldOn": "2024-12-22"}],
}


def _printed(what: RenderableType) -> str:
    out = StringIO()
    Console(file=out, width=160).print(what)
    return out.getvalue()


def test_one_relationship_is_told_in_a_sentence_before_its_figures() -> None:
    text = _printed(one(FOUND))
    assert text.startswith("Ada Example: too little to say on 2024-12-31. 5 touches in twelve")
    assert "The last touch was on 2024-12-22, 9 days before." in text
    assert "··      ▄█ █" in text  # two unknown months, six without, then 1, 2, 0 and 2 of 2
    assert "unknown: nothing says" in text
    assert "does not rise by the emerging list's rule: publications +25% a year." in text
    assert "visit" in text


def test_many_relationships_are_counted_and_listed() -> None:
    counts = [{"state": "DRIFTING", "relationships": 1_200}]
    row = FOUND | {"state": "DRIFTING", "person": {"name": "Bo Example", "specialty": None}}
    found = {"asOf": "2024-12-31", "counts": counts, "relationships": [row], "tiers": []}
    text = _printed(many(found))
    assert "Relationships on 2024-12-31: 1,200 drifting." in text
    assert "Bo Example" in text
    none = many(found | {"relationships": []})
    assert "None is asked for." in _printed(none)


def test_relationships_by_tier_are_told_in_words() -> None:
    states = [{"state": "DRIFTING", "relationships": 2}, {"state": "STEADY", "relationships": 0}]
    tiers = [
        {"tier": 1, "relationships": 2, "counts": states},
        {"tier": None, "relationships": 0, "counts": states[1:]},
    ]
    row = FOUND | {"person": {"name": "Bo Example", "specialty": None}, "tier": 1}
    found = {"asOf": "2024-12-31", "counts": states, "relationships": [row], "tiers": tiers}
    lines = _printed(many(found)).splitlines()
    assert lines[1:3] == ["  Tier 1: 2 drifting.", "  In no tier: none."]
    assert any("tier" in line and "person" in line for line in lines[3:])


def test_a_state_is_named_as_it_is_read() -> None:
    assert _state("Too-Little-To-Say") == "TOO_LITTLE_TO_SAY"
    assert _state(None) is None
    with pytest.raises(typer.BadParameter, match="give compounding, steady, drifting, too-little"):
        _state("cold")
