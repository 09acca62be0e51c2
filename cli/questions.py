"""The questions of the command line that the API answers: GraphQL, and who introduces whom."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated, Any

import orjson
import typer

from cli.console import Json, out, print_json
from schema.settings import settings

app = typer.Typer()


@app.command()
def query(
    text: Annotated[str, typer.Argument(help="GraphQL, or - to read it from the input.")],
    variables: Annotated[str, typer.Option(help="Variables as JSON.")] = "{}",
    json: Json = True,
) -> None:
    """Ask a GraphQL question; the answer is JSON."""
    from api.asking import ask

    try:
        given = orjson.loads(variables)
    except orjson.JSONDecodeError as error:
        raise typer.BadParameter(f"--variables is not JSON: {error}") from None
    print_json(ask(settings(), sys.stdin.read() if text == "-" else text, given))


Goals = Annotated[
    list[str], typer.Argument(metavar="TO…", help="NPI, ORCID iD, id or full name of each.")
]
AlsoFrom = Annotated[list[str] | None, typer.Option(help="Another who may start; repeatable.")]
Kind = Annotated[
    list[str] | None,
    typer.Option(help="paper, trial, payment or institution; may be repeated."),
]
Industry = Annotated[bool, typer.Option(help="Whether trials and events of companies make ties.")]
MaxAge = Annotated[float | None, typer.Option(help="Years since a tie's last record.")]
Without = Annotated[list[str] | None, typer.Option(help="Leave out a person, by id.")]
Hops = Annotated[int, typer.Option(help="Most ties in one.")]
OnDay = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Ties as seen on this day.")
]
Start = Annotated[
    str, typer.Argument(metavar="FROM", help="A liaison, a team, or NPI, ORCID iD, id or name.")
]


@app.command()
def introduce(
    start: Start,
    goal: Goals,
    first: Annotated[int, typer.Option(help="How many introductions to each.")] = 3,
    hops: Hops = 4,
    kind: Kind = None,
    different: Annotated[bool, typer.Option(help="Each through another introducer.")] = False,
    industry: Industry = True,
    max_age: MaxAge = None,
    without: Without = None,
    also_from: AlsoFrom = None,
    as_of: OnDay = None,
    json: Json = False,
) -> None:
    """Say who connects a liaison, a team or a person to others, with the records behind it."""
    from cli.client import introduce as find

    allowed = _allowed(industry, max_age, without, as_of) | {"differentIntroducers": different}
    found = find(settings(), [start, *(also_from or [])], goal, first, hops, kind, allowed)
    if json:
        print_json(found)
    else:
        from cli.terminal import introduced

        out.print(introduced(found))


@app.command()
def plan(
    start: Start,
    goal: Goals,
    asks: Annotated[int, typer.Option(help="How many introductions to ask for.")] = 10,
    each: Annotated[int, typer.Option(help="How often one introducer may be asked.")] = 2,
    hops: Hops = 4,
    industry: Industry = True,
    max_age: MaxAge = None,
    without: Without = None,
    also_from: AlsoFrom = None,
    json: Json = False,
) -> None:
    """Say which introductions to ask for next, so that few asks open most doors."""
    from cli.client import plan as find

    allowed = _allowed(industry, max_age, without, None)
    found = find(settings(), [start, *(also_from or [])], goal, asks, each, hops, allowed)
    if json:
        print_json(found)
    else:
        from cli.terminal import planned

        out.print(planned(found))


@app.command()
def reach(
    start: Start,
    without: Annotated[list[str] | None, typer.Option(help="Who would be lost.")] = None,
    least: Annotated[float, typer.Option(help="Least strength of a chain that reaches.")] = 0.01,
    first: Annotated[int, typer.Option(help="How many of those who lose most.")] = 20,
    hops: Hops = 4,
    also_from: AlsoFrom = None,
    json: Json = False,
) -> None:
    """Say how many are in reach, and whom the loss of somebody would cut off."""
    from cli.client import reach as find

    starts = [start, *(also_from or [])]
    found = find(settings(), starts, without or [], least, first, hops)
    if json:
        print_json(found)
    else:
        from cli.terminal import in_reach

        out.print(in_reach(found))


def _allowed(
    industry: bool, max_age: float | None, without: list[str] | None, as_of: datetime | None
) -> dict[str, Any]:
    """An `IntroductionFilterInput`."""
    return {
        "industryTies": industry,
        "maxAgeYears": max_age,
        "withoutPersons": without,
        "asOf": as_of.date().isoformat() if as_of else None,
    }
