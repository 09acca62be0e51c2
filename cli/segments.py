"""Whom would a rule take in? The sub-commands of `peerline segments`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.console import Json, say, settings
from cli.rules import RULE, literal

app = typer.Typer(help="Choose people by rules that can be read.", no_args_is_help=True)

DRY_RUN = """
{ segmentDryRun(rule: %s, than: %s, first: %d) {
    clauses persons stays enters leaves
    changes { move person { personId name specialty state }
      outcomes { clause isOfRule holds value } } } }"""
SEGMENT = """id name owner isShared isQuarterly version flapRate
  levels { level title enters members } reviewed { at asOf members moves refused }"""
MEMBERS = """query($id: ID!, $level: Int, $first: Int!) {
  segmentMembers(segment: $id, level: $level, first: $first) {
    totalCount
    members { level since person { personId name specialty state } pin { why until } } } }"""
MOVES = """query($id: ID!, $person: String, $first: Int!) {
  segmentMoves(segment: $id, person: $person, first: $first) {
    moves { personId person { name } before after cause at
      clauses { clause holds value } records { kind source record on } } } }"""
SHORTLISTS = """query($ids: [ID!]!, $each: Int!, $most: Int!) {
  segmentOverlaps(segments: $ids) { one other shared share }
  segmentShortlists(segments: $ids, each: $each, most: $most) {
    segment persons { personId name specialty state } } }"""
Id = Annotated[str, typer.Argument(help="Its number, as `peerline segments list` has it.")]
First = Annotated[int, typer.Option(help="How many, 1 to 100.")]


@app.command("objectives")
def listed(json: Json = False) -> None:
    """What medical affairs sets out to do, each with its rule."""
    from api.objectives import ruled

    def text() -> str:
        return "\n\n".join(f"{one.title} ({one.name})\n{one.why}\n{one.rule}" for one in ruled())

    say(json, [one._asdict() for one in ruled()], text)


@app.command("try")
def tried(
    rule: Annotated[str, typer.Argument(help=RULE)],
    than: Annotated[str | None, typer.Option(help="The rule before, given likewise.")] = None,
    first: Annotated[int, typer.Option(help="How many to tell of, each way, 0 to 100.")] = 10,
    json: Json = False,
) -> None:
    """Whom the rule takes in, who comes and who goes, and for which of its parts."""
    from cli.serving import ask
    from cli.terminal.segments import dry_run

    asked = DRY_RUN % (literal(rule), "null" if than is None else literal(than), first)
    found: dict[str, Any] = ask(settings(), asked, {})["segmentDryRun"]
    say(json, found, lambda: dry_run(found))


@app.command("save")
def saved(
    name: Annotated[str, typer.Argument(help="On one line, without `/`.")],
    rule: Annotated[str, typer.Argument(help=RULE)],
    stays: Annotated[str | None, typer.Option(help="The rule for who stays once in.")] = None,
    why: Annotated[str, typer.Option(help="What the rule is for.")] = "",
    shared: Annotated[bool, typer.Option("--shared", help="Let all read it.")] = False,
    quarterly: Annotated[
        bool, typer.Option("--quarterly", help="Move people once a quarter.")
    ] = False,
    json: Json = False,
) -> None:
    """Keep a segment by its rule, in place of the own one of that name, and review it."""
    enters = literal(rule)
    level = f"{{enters: {enters}, stays: {enters if stays is None else literal(stays)}}}"
    how = f"isShared: {_bool(shared)}, isQuarterly: {_bool(quarterly)}"
    asked = "mutation($name: String!, $why: String!) { saveSegment(name: $name, why: $why, "
    asked += f"{how}, levels: [{level}]) {{ segment {{ {SEGMENT} }} }} }}"
    _tell(json, asked, "saveSegment", name=name, why=why)


@app.command("tiers")
def tiered(
    name: Annotated[str, typer.Argument(help="On one line, without `/`.")],
    area: Annotated[str, typer.Argument(help="Who belongs to the therapeutic area: a rule.")],
    shared: Annotated[bool, typer.Option("--shared", help="Let all read them.")] = False,
    each_refresh: Annotated[
        bool, typer.Option("--each-refresh", help="Move people at any refresh, not quarterly.")
    ] = False,
    json: Json = False,
) -> None:
    """Keep the tiers of an area as a segment of three levels, and review it."""
    how = f"isShared: {_bool(shared)}, isQuarterly: {_bool(not each_refresh)}"
    asked = f"mutation($name: String!) {{ saveTiers(name: $name, area: {literal(area)}, {how}) "
    _tell(json, asked + f"{{ segment {{ {SEGMENT} }} }} }}", "saveTiers", name=name)


@app.command("list")
def kept(json: Json = False) -> None:
    """Every segment that is the own or shared."""
    from cli.serving import ask
    from cli.terminal.segments import listed as table

    found = ask(settings(), f"{{ segments {{ {SEGMENT} }} }}", {})["segments"]
    say(json, found, lambda: table(found))


@app.command("members")
def of(
    segment: Id,
    level: Annotated[int | None, typer.Option(help="Only those on it.")] = None,
    first: First = 20,
    json: Json = False,
) -> None:
    """Who is in a segment, the highest level first."""
    from cli.serving import ask
    from cli.terminal.segments import members

    given = {"id": segment, "level": level, "first": first}
    found = ask(settings(), MEMBERS, given)["segmentMembers"]
    say(json, found, lambda: members(found))


@app.command("moves")
def moved(
    segment: Id,
    person: Annotated[str | None, typer.Option(help="Only a person's, by id.")] = None,
    first: First = 20,
    json: Json = False,
) -> None:
    """Who came, went or changed the level, by which clause and which records."""
    from cli.serving import ask
    from cli.terminal.segments import moves

    given = {"id": segment, "person": person, "first": first}
    found = ask(settings(), MOVES, given)["segmentMoves"]
    say(json, found, lambda: moves(found))


@app.command("shortlists")
def chosen(
    segments: Annotated[list[str], typer.Argument(help="Segments by number.")],
    each: Annotated[int, typer.Option(help="Names on each list, 1 to 100.")] = 10,
    most: Annotated[int, typer.Option(help="On how many lists one person may be.")] = 1,
    json: Json = False,
) -> None:
    """Whom to ask for which of several segments, so that not the same few are asked for all."""
    from cli.serving import ask
    from cli.terminal.segments import overlaps_and_lists

    given = {"ids": segments, "each": each, "most": most}
    found = ask(settings(), SHORTLISTS, given)
    say(json, found, lambda: overlaps_and_lists(found))


@app.command("remove")
def removed(segment: Id, json: Json = False) -> None:
    """Forget the own segment of that number, and its history."""
    asked = f"mutation($id: ID!) {{ deleteSegment(id: $id) {{ segment {{ {SEGMENT} }} }} }}"
    _tell(json, asked, "deleteSegment", id=segment)


def _tell(json: bool, asked: str, field: str, **given: str) -> None:
    """Ask for a change of a segment, and tell what it is then."""
    from cli.serving import ask
    from cli.terminal.segments import listed as table

    found = ask(settings(), asked, given)[field]["segment"]
    say(json, found, lambda: table([found]))


def _bool(value: bool) -> str:
    return "true" if value else "false"
