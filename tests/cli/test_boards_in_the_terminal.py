"""A proposed board is told seat by seat; what the options say becomes what is asked."""

from io import StringIO
from typing import Any

import pytest
import typer
from rich.console import Console

from cli.boards import _least, _most, _weight
from cli.terminal.boards import board

SEAT: dict[str, Any] = {
    "person": {"personId": "a", "name": "Ada Example", "specialty": None, "state": "IL"},
    "standing": None,
    "topics": [{"name": "Heart Failure"}],
    "loss": 0.25,
    "forIt": ["the only seat of the state IL"],
    "againstIt": ["works with Bo Marsh"],
    "ifDeclines": {"person": {"name": "Cy Quill"}, "change": -0.125},
}
FOUND: dict[str, Any] = {
    "said": "1 of 3 candidates; no other board of them is better.",
    "persons": 1_203,
    "candidates": 300,
    "leftOut": 903,
    "topics": ["Heart Failure", "Asthma"],
    "uncoveredTopics": ["Asthma"],
    "value": 1.5,
    "bestPossible": 1.5,
    "parts": [{"name": "sponsors", "about": "", "share": 0.5, "weight": 0.5, "points": -0.25}],
    "seats": [SEAT],
    "conflicts": [],
}


def _printed(found: dict[str, Any]) -> str:
    out = StringIO()
    Console(file=out, width=160).print(board(found))
    return out.getvalue()


def test_a_seat_is_printed_with_why_and_who_comes_in_where_it_declines() -> None:
    text = _printed(FOUND)
    assert "takes in 1,203 people; 300 considered, 903 of lower standing not." in text
    assert "No seat covers: Asthma." in text
    for said in ("Ada Example", "unknown", "the only seat of the state IL", "but works with Bo"):
        assert said in text
    assert "-0.250" in text
    assert "Cy Quill (-0.125)" in text
    nobody = _printed(FOUND | {"seats": [SEAT | {"ifDeclines": None, "loss": -0.5}]})
    assert "nobody" in nobody
    assert "+0.500" in nobody


def test_without_a_board_what_to_relax_is_printed() -> None:
    conflicts = [{"said": "`seats` is 8; there are candidates for 6."}]
    text = _printed(FOUND | {"seats": [], "conflicts": conflicts})
    assert "there are candidates for 6." in text
    assert "Value" not in text


def test_places_and_weights_are_read_or_refused() -> None:
    assert _least("northeast=2") == {"region": "NORTHEAST", "seats": 2}
    assert _least("ny,nj=1") == {"states": ["NY", "NJ"], "seats": 1}
    assert _most("sponsor=2") == ("perSponsor", 2)
    assert _weight("topics=2.5") == {"part": "topics", "weight": 2.5}
    for given in ("northeast", "=2", "west=-1", "west=two"):
        with pytest.raises(typer.BadParameter, match="PLACE=SEATS"):
            _least(given)
    for given in ("sponsors=2", "sponsor", "sponsor=few"):
        with pytest.raises(typer.BadParameter, match="institution, sponsor, community"):
            _most(given)
    with pytest.raises(typer.BadParameter, match="PART=NUMBER"):
        _weight("topics")


def test_the_question_of_the_command_is_one_of_the_schema() -> None:
    from graphql import parse, validate

    from api.schema import schema
    from cli.boards import PROPOSE

    assert not validate(schema._schema, parse(PROPOSE % "{isPhysician: true}"))
