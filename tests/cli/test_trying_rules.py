"""A rule may be an objective, a file or a text; what it would do is told in words."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from api.objectives import ruled
from cli.rules import literal
from cli.terminal.segments import dry_run


def test_a_rule_is_a_name_a_file_or_a_text(tmp_path: Path) -> None:
    rule = ruled()[0]
    place = tmp_path / "rule.graphql"
    place.write_text(f"# a copy\n{rule.rule}", encoding="utf-8")
    written = {literal(given) for given in (rule.name, str(place), rule.rule)}
    assert len(written) == 1
    assert "exclusions" in written.pop()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nothing", "no objective (clinical-trials, "),
        ("", "no objective"),
        ("{a: 1}) { persons } other: people(filter: {", "cannot be read"),
        ("{a: ", "cannot be read"),
        ("{a: " * 5_000, "cannot be read"),
    ],
)
def test_what_is_no_rule_is_refused(given: str, said: str) -> None:
    with pytest.raises(typer.BadParameter) as refusal:
        literal(given)
    assert said in str(refusal.value)


def _outcome(clause: str, holds: bool, value: str | None, is_of_rule: bool = True) -> Any:
    return {"clause": clause, "isOfRule": is_of_rule, "holds": holds, "value": value}


def test_who_comes_and_who_goes_is_told_with_what_the_graph_says() -> None:
    people = [
        {"personId": id, "name": name, "specialty": "Cardiology", "state": "IL"}
        for id, name in (("a", "Ada Quill"), ("b", "Bo Marsh"))
    ]
    found = {
        "clauses": ["trialCount: {gte: 2}", "grants: {}"],
        "persons": 1_200,
        "stays": 1_199,
        "enters": 1,
        "leaves": 1,
        "changes": [
            {
                "move": "ENTERS",
                "person": people[0],
                "outcomes": [
                    _outcome("trialCount: {gte: 2}", True, "3"),
                    _outcome("grants: {}", True, None),
                    _outcome('state: {eq: "DE"}', False, "IL", is_of_rule=False),
                ],
            },
            {
                "move": "LEAVES",
                "person": people[1],
                "outcomes": [
                    _outcome("trialCount: {gte: 2}", False, "1"),
                    _outcome("grants: {}", True, None),
                ],
            },
        ],
    }
    out = StringIO()
    Console(file=out, width=120).print(dry_run(found))
    text = out.getvalue()
    assert "takes in 1,200 people: 1 come, 1,199 stay. 1 go." in text
    assert "trialCount: {gte: 2}: it is 3" in text
    assert "not trialCount: {gte: 2}: it is 1" in text
    assert "DE" not in text
