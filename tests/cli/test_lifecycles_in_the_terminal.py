"""A lifecycle is told milestone by milestone, with who was met and how late."""

from io import StringIO
from typing import Any

from graphql import parse, validate
from rich.console import Console

from api.schema import schema
from cli.lifecycles import LIFECYCLE
from cli.terminal.lifecycles import lifecycle

EXPERT: dict[str, Any] = {
    "person": {"name": "Ada Example", "state": "IL"},
    "score": 0.6,
    "reasons": ["runs large trials in it: 1 trial of phase 3"],
    "meeting": "missed",
    "daysLate": 1_424,
    "lastMetOn": None,
}
MILESTONE: dict[str, Any] = {
    "title": "Phase III",
    "condition": "Heart Failure",
    "beginsOn": None,
    "discuss": ["dosing", "safety"],
    "experts": [EXPERT],
}


def test_an_expert_is_printed_with_reasons_and_how_late() -> None:
    out = StringIO()
    found = {
        "product": {"name": "Oakol"},
        "asOf": "2026-03-01",
        "said": "Said.",
        "milestones": [MILESTONE, MILESTONE | {"beginsOn": "2025-01-01", "experts": []}],
    }
    Console(file=out, width=140).print(lifecycle(found))
    text = out.getvalue()
    for said in (
        "Oakol, as of 2026-03-01. Said.",
        "Begins on no listed day. Discuss dosing, safety.",
        "missed (1,424 days late)",
        "never",
        "Begins 2025-01-01.",
        "Nobody has a record",
    ):
        assert said in text


def test_the_question_of_the_command_is_one_of_the_schema() -> None:
    assert not validate(schema._schema, parse(LIFECYCLE))
