"""A week is told in sentences, with who is left out and why."""

from io import StringIO
from typing import Any

import pytest
import typer
from rich.console import Console, RenderableType

from cli.cadences import _standing
from cli.terminal.cadences import cadences, next_touches


def _printed(what: RenderableType) -> str:
    out = StringIO()
    Console(file=out, width=160).print(what)
    return out.getvalue()


def test_a_week_names_whom_to_see_and_how_many_are_left_out() -> None:
    ada: dict[str, Any] = {
        "person": {"name": "Ada Example", "specialty": "Cardiology"},
        "channel": "in person",
        "why": ["A new paper, 3 days ago: On hearts"],
        "cadence": {"tier": 1, "sentence": "2 touches from … to …; tier 1 asks for 3 to 4."},
        "filedScreening": {"filedAt": "2024-12-01T09:00:00Z", "outcome": "BLOCKED"},
    }
    left = [{"why": "an engagement is planned", "persons": 1_200}, {"why": "nothing", "persons": 0}]
    text = _printed(
        next_touches({"asOf": "2024-12-31", "again": [ada], "firstTime": [], "leftOut": left})
    )
    assert "To see again:" in text
    assert "To meet for the first time:" not in text
    assert "A new paper, 3 days ago: On hearts" in text
    assert "Screened on 2024-12-01: blocked." in text
    assert "Left out are 1,200: an engagement is planned." in text
    empty = {"asOf": "2024-12-31", "again": [], "firstTime": [], "leftOut": []}
    assert "Nobody is due, and nothing is fresh." in _printed(next_touches(empty))


def test_a_cadence_is_told_beside_what_the_tier_asks() -> None:
    row = {
        **{"person": {"name": "Bo Example"}, "tier": 2, "standing": "UNDER", "touches": 1},
        **{"ownTouches": 0, "fewest": 2, "most": 3, "lastOn": None, "dueOn": None},
        "tierWhy": "by default",
        "channels": [{"kind": "virtual", "touches": 1}, {"kind": "other", "touches": 0}],
    }
    found = {"asOf": "2024-12-31", "counts": [{"standing": "UNDER", "persons": 7}]}
    text = _printed(cadences(found | {"persons": [row]}))
    assert "beside what the tier asks: 7 under." in text
    assert "1 of 2 to 3" in text
    assert "1 virtual" in text
    assert "0 other" not in text
    assert "None is asked for." in _printed(cadences(found | {"persons": []}))


def test_a_standing_is_one_of_four() -> None:
    assert (_standing("Under"), _standing(None)) == ("UNDER", None)
    with pytest.raises(typer.BadParameter, match="give under, within, over, unknown"):
        _standing("seldom")
