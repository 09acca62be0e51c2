"""Whom to invite to an advisory board? The sub-commands of `peerline board`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.console import Json, say, settings
from cli.rules import RULE, literal

app = typer.Typer(help="Propose advisory boards, each seat explained.", no_args_is_help=True)

PROPOSE = """
query ($seats: Int!, $topic: String, $topics: [String!], $constraints: BoardConstraintsInput,
  $measure: BoardMeasureInput, $seconds: Float!) {
  advisoryBoard(rule: %s, seats: $seats, topic: $topic, topics: $topics,
    constraints: $constraints, measure: $measure, seconds: $seconds) {
    said persons candidates leftOut topics uncoveredTopics value bestPossible gap
    parts { name about share weight points }
    seats { person { personId name specialty state } standing institution loss forIt againstIt
      topics { name papers trials isOnly latest { kind record title day source } }
      sponsors { companyId name amountUsd payments trials sharedWith }
      losses { name points } ifDeclines { person { personId name } change } }
    conflicts { argument of asked possible said } } }"""


Company = Annotated[list[str] | None, typer.Option(help="By companyId, with its family.")]
Who = Annotated[list[str] | None, typer.Option(help="By personId.")]


@app.command()
def propose(
    rule: Annotated[str, typer.Argument(help=RULE)] = "{}",
    seats: Annotated[int, typer.Option(help="How many to invite, 1 to 30.")] = 8,
    topic: Annotated[str | None, typer.Option(help="MeSH heading that it is about.")] = None,
    cover: Annotated[list[str] | None, typer.Option(help="MeSH heading to be covered.")] = None,
    region: Annotated[
        list[str] | None, typer.Option(help="northeast, midwest, south or west; only from these.")
    ] = None,
    least: Annotated[
        list[str] | None, typer.Option(help="PLACE=SEATS: a region, or states such as NY,NJ.")
    ] = None,
    most: Annotated[
        list[str] | None, typer.Option(help="KIND=SEATS: of one institution, sponsor, community.")
    ] = None,
    weight: Annotated[list[str] | None, typer.Option(help="PART=NUMBER.")] = None,
    without_payees: Company = None,
    without_speakers: Company = None,
    include: Who = None,
    exclude: Who = None,
    seconds: Annotated[float, typer.Option(help="How long the search may take.")] = 5.0,
    json: Json = False,
) -> None:
    """The best board under the constraints, and why each seat."""
    from cli.serving import ask
    from cli.terminal.boards import board

    constraints = dict(_most(one) for one in most or []) | {
        "regions": [one.upper() for one in region or []] or None,
        "least": [_least(one) for one in least or []],
        "withoutPayees": without_payees,
        "withoutSpeakers": without_speakers,
        **{"include": include, "exclude": exclude},
    }
    given: dict[str, Any] = {"seats": seats, "topic": topic, "topics": cover, "seconds": seconds}
    given |= {"measure": {"weights": [_weight(one) for one in weight or []]}}
    given["constraints"] = constraints
    found: dict[str, Any] = ask(settings(), PROPOSE % literal(rule), given)["advisoryBoard"]
    say(json, found, lambda: board(found))


def _most(given: str) -> tuple[str, int]:
    """`KIND=SEATS` as the question has it."""
    kind, _, seats = given.partition("=")
    names = ("institution", "sponsor", "community")
    if kind not in names or not seats.isdecimal():
        raise typer.BadParameter(f"--most is {given!r}; give {', '.join(names)}, as sponsor=2")
    return f"per{kind.capitalize()}", int(seats)


def _least(given: str) -> dict[str, Any]:
    """`PLACE=SEATS` as the question has it."""
    from algorithms.boards.regions import REGIONS

    place, _, seats = given.partition("=")
    if not place or not seats.isdecimal():
        raise typer.BadParameter(f"--least is {given!r}; give PLACE=SEATS, such as northeast=2")
    if place.upper() in REGIONS:
        return {"region": place.upper(), "seats": int(seats)}
    return {"states": place.upper().split(","), "seats": int(seats)}


def _weight(given: str) -> dict[str, Any]:
    """`PART=NUMBER` as the question has it."""
    part, _, number = given.partition("=")
    try:
        return {"part": part, "weight": float(number)}
    except ValueError:
        said = f"--weight is {given!r}; give PART=NUMBER, such as topics=2"
        raise typer.BadParameter(said) from None
