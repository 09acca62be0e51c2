"""The questions that the graph answers: GraphQL, who introduces whom, who is first."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import Json, out, print_json, say, settings

app = typer.Typer()


def ask(text: str, variables: Mapping[str, object]) -> dict[str, Any]:
    """The `data` of the answer of this home's server."""
    from cli import serving

    return serving.ask(settings(), text, variables)


Variables = Annotated[str, typer.Option(help="Variables as JSON.")]


@app.command()
def query(
    text: Annotated[str, typer.Argument(help="GraphQL, or - to read it from the input.")],
    variables: Variables = "{}",
    table: Annotated[bool, typer.Option("--table", help="Its first list as a table.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Its first list as CSV.")] = False,
    json: Json = True,
) -> None:
    """Ask a GraphQL question; the answer is JSON, or its first list as a table or CSV."""
    if table and csv:
        raise typer.BadParameter("--table and --csv are two forms of one answer; give one")
    answer = ask(_read(text), _variables(variables))
    if not table and not csv:
        print_json(answer)
        return
    from api.rows import Column, first_list

    rows = first_list(answer)
    if table:
        from cli.terminal.tables import table as laid_out

        out().print(laid_out(rows))
    else:
        from api.row_files import as_csv

        names = dict.fromkeys(name for row in rows for name in row)
        as_csv(sys.stdout.buffer, [Column(name, "") for name in names], [rows])


@app.command()
def export(
    text: Annotated[str, typer.Argument(help="GraphQL with one list, or - to read it.")],
    file: Annotated[Path, typer.Argument(help="Where the rows go.")],
    format: Annotated[
        str | None,
        typer.Option(help="csv, ndjson, parquet, graphml or jsonld; else as the file's name ends."),
    ] = None,
    variables: Variables = "{}",
    page: Annotated[int, typer.Option(help="Rows asked for at a time, 1 to 100.")] = 100,
    json: Json = False,
) -> None:
    """Write all rows of one list, however long, to a file: a table or a graph."""
    from api.exporting import NotExportable, Walk
    from api.exports import FORMATS, whole
    from api.schema import schema

    name = format or file.suffix.lstrip(".").lower()
    if name not in FORMATS:
        raise typer.BadParameter(f"{name!r} is no format; give {', '.join(FORMATS)}")
    chosen = FORMATS[name]
    try:
        walk = Walk(schema._schema, _read(text), _variables(variables), page, chosen.is_graph)
    except NotExportable as error:
        raise typer.BadParameter(str(error)) from None

    def pages() -> Iterator[dict[str, Any]]:
        while not walk.is_over:
            yield ask(walk.question, walk.variables)

    rows = whole(file, lambda out: chosen.write(out, walk, pages()))
    answer = {"file": str(file), "format": name, "rows": rows}
    say(json, answer, lambda: f"{rows:,} {'nodes' if name == 'graphml' else 'rows'} in {file}")


def _read(text: str) -> str:
    return sys.stdin.read() if text == "-" else text


def _variables(text: str) -> dict[str, Any]:
    import orjson

    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise typer.BadParameter(f"--variables is not JSON: {error}") from None
    if not isinstance(values, dict):
        raise typer.BadParameter(f"--variables is {text!r}; give a JSON object of values")
    return values


Goals = Annotated[
    list[str], typer.Argument(metavar="TO…", help="NPI, ORCID iD, id or name of each.")
]
AlsoFrom = Annotated[list[str] | None, typer.Option(help="Another who may start; repeatable.")]
Kind = Annotated[
    list[str] | None,
    typer.Option(help="A kind of record, such as paper or speaking; may be repeated."),
]
Industry = Annotated[
    bool, typer.Option(help="Whether trials, events and fees of companies make ties.")
]
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
    from cli import client

    allowed = _allowed(industry, max_age, without, as_of) | {"differentIntroducers": different}
    starts = [start, *(also_from or [])]
    answer = client.introduce(ask, starts, goal, first, client.Limits(hops, kind, allowed))

    def text() -> Any:
        from cli.terminal.introductions import introduced

        return introduced(answer)

    say(json, answer, text)


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
    from cli import client

    allowed = client.Limits(hops, None, _allowed(industry, max_age, without, None))
    answer = client.plan(ask, [start, *(also_from or [])], goal, asks, each, allowed)

    def text() -> Any:
        from cli.terminal.introductions import planned

        return planned(answer)

    say(json, answer, text)


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
    from cli import client

    starts = [start, *(also_from or [])]
    answer = client.reach(ask, starts, without or [], least, first, hops)

    def text() -> Any:
        from cli.terminal.introductions import in_reach

        return in_reach(answer)

    say(json, answer, text)


@app.command()
def rank(
    by: Annotated[
        str, typer.Option(help="influence, connector, betweenness, kCore, … or scientific, …")
    ] = "influence",
    topic: Annotated[str | None, typer.Option(help="MeSH heading, with all below it.")] = None,
    state: Annotated[str | None, typer.Option(help="Both ends practise there.")] = None,
    specialty: Annotated[str | None, typer.Option(help="Both ends have it.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="paper or trial; may be repeated.")] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="No later record counts.")
    ] = None,
    first: Annotated[int, typer.Option(help="How many to show.")] = 20,
    json: Json = False,
) -> None:
    """Rank persons within a part of the network: topic, place, kind of tie, day; or by a dimension
    of influence within specialty, place, topic and day."""
    from algorithms.dimensions.scores import DIMENSIONS
    from algorithms.network.ranking import NotANumber, rows, run, write
    from graph.scopes import NotAKind, scope_of

    if by in (*DIMENSIONS, "all_dimensions"):
        _rank_by_dimension(by, (topic, state, specialty, kind, as_of), first, json)
        return
    at = settings()
    day = as_of.date() if as_of else None
    try:
        ranking = run(at, scope_of(kind, state, specialty, topic, day))
        listed = rows(ranking, by, first)
    except (NotAKind, NotANumber) as error:
        raise typer.BadParameter(str(error)) from None
    answer = {"run": ranking.run, "persons": ranking.persons, "ties": ranking.ties, "by": by}
    answer |= {"table": str(write(ranking, at.home / "runs")), "rows": listed}

    def text() -> Any:
        from cli.terminal.influence import ranked

        return ranked(answer)

    say(json, answer, text)


def _rank_by_dimension(
    by: str,
    within: tuple[str | None, str | None, str | None, list[str] | None, datetime | None],
    first: int,
    json: bool,
) -> None:
    from cli.client import RANK

    topic, state, specialty, kind, as_of = within
    if kind:
        raise typer.BadParameter("--kind is of ties; a dimension counts all records")
    scope = {
        "topic": topic,
        "states": [state] if state else None,
        "specialties": [specialty] if specialty else None,
        "asOf": as_of.date().isoformat() if as_of else None,
    }
    answer = ask(RANK, {"by": by.upper(), "scope": scope, "first": first})["rank"] | {"by": by}

    def text() -> Any:
        from cli.terminal.influence import ranked_by_dimension

        return ranked_by_dimension(answer)

    say(json, answer, text)


def _allowed(
    industry: bool, max_age: float | None, without: list[str] | None, as_of: datetime | None
) -> dict[str, object]:
    """An `IntroductionFilterInput`."""
    return {
        "industryTies": industry,
        "maxAgeYears": max_age,
        "withoutPersons": without,
        "asOf": as_of.date().isoformat() if as_of else None,
    }
