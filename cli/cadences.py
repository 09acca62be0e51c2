"""Whom should a liaison see next, and whom do we neglect? `peerline week`, `peerline cadence`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer()

NEXT = """{ person { personId name specialty } why channel
  triggers { kind recordId title on source }
  filedScreening { number outcome filedAt }
  cadence { tier tierWhy sentence standing engagementIds } }"""
WEEK = f"""
query ($liaison: String!, $first: Int!, $asOf: Date, $tiers: ID) {{
  nextTouches(liaison: $liaison, first: $first, asOf: $asOf, tiers: $tiers) {{
    asOf again {NEXT} firstTime {NEXT} leftOut {{ why persons }} }} }}"""
CADENCES = """
query (
  $liaison: String!, $standing: CadenceStanding, $first: Int!, $asOf: Date, $tiers: ID
) {
  cadences(liaison: $liaison, standing: $standing, first: $first, asOf: $asOf, tiers: $tiers) {
    asOf total counts { standing persons }
    persons { person { personId name specialty } tier tierWhy standing sentence touches ownTouches
      fewest most fromOn until lastOn dueOn channels { kind touches minutes } engagementIds } } }"""
Liaison = Annotated[str, typer.Argument(help="The liaison, as the engagement log names them.")]
AsOf = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day; else today.")
]
Tiers = Annotated[str | None, typer.Option(help="A segment by number, whose levels are the tiers.")]
_NOTHING = "The log has no touch by that day; load one, or ask a later day."


@app.command()
def week(
    liaison: Liaison,
    first: Annotated[int, typer.Option(help="How many, each way, 0 to 100.")] = 10,
    as_of: AsOf = None,
    tiers: Tiers = None,
    json: Json = False,
) -> None:
    """Whom should this liaison see next, and what is there to speak of?"""
    from cli.serving import ask
    from cli.terminal.cadences import next_touches

    asked = {"liaison": liaison, "first": first, "asOf": _day(as_of), "tiers": tiers}
    found: dict[str, Any] | None = ask(settings(), WEEK, asked)["nextTouches"]
    say(json, found, lambda: next_touches(found) if found else _NOTHING)


@app.command()
def cadence(
    liaison: Liaison,
    standing: Annotated[
        str | None, typer.Option(help="under, within, over or unknown; else all.")
    ] = None,
    first: Annotated[int, typer.Option(help="How many, 0 to 100.")] = 20,
    as_of: AsOf = None,
    tiers: Tiers = None,
    json: Json = False,
) -> None:
    """Whom of the territory do we meet too seldom, or too often?"""
    from cli.serving import ask
    from cli.terminal.cadences import cadences

    asked = {"liaison": liaison, "first": first, "asOf": _day(as_of), "tiers": tiers}
    asked["standing"] = _standing(standing)
    found: dict[str, Any] | None = ask(settings(), CADENCES, asked)["cadences"]
    say(json, found, lambda: cadences(found) if found else _NOTHING)


def _day(given: datetime | None) -> str | None:
    return given.date().isoformat() if given else None


def _standing(given: str | None) -> str | None:
    """The standing as a question names it."""
    known = ("under", "within", "over", "unknown")
    if given is not None and given.lower() not in known:
        raise typer.BadParameter(f"{given!r} is no standing; give {', '.join(known)}")
    return given and given.upper()
