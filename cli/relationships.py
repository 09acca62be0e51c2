"""How do the relationships with persons fare? The command `peerline rapport`."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer()

INDICATORS = "{ name title unit value unknown before after trend chance months { toOn value } }"
ONE = f"""
query ($person: String!, $liaison: String, $team: String, $asOf: Date) {{
  rapport(person: $person, liaison: $liaison, team: $team, asOf: $asOf) {{
    person {{ personId name }} asOf logFrom logUntil state why signs {{ sentence }}
    contact {INDICATORS} answers {INDICATORS}
    silence {{ days since touchesBefore }}
    growth {{ publications volume centrality isLifting until reasons }}
    engagements {{ engagementId channel plannedOn heldOn minutes isCancelled source record }} }} }}
"""
MANY = """
query ($liaison: String, $team: String, $state: RapportState, $asOf: Date, $first: Int!,
  $tiers: ID, $tier: Int) {
  rapports(liaison: $liaison, team: $team, state: $state, asOf: $asOf, first: $first,
    tiers: $tiers, tier: $tier) {
    asOf total counts { state relationships }
    tiers { tier relationships counts { state relationships } }
    relationships { person { personId name specialty } tier state why silence { days }
      contact { name value } } } }"""


@app.command()
def rapport(
    person: Annotated[
        str | None, typer.Argument(help="NPI, ORCID iD, id or name; without one, all of them.")
    ] = None,
    liaison: Annotated[str | None, typer.Option(help="The liaison's own relationships.")] = None,
    team: Annotated[str | None, typer.Option(help="Those of a team's liaisons together.")] = None,
    state: Annotated[
        str | None,
        typer.Option(help="compounding, steady, drifting or too-little-to-say; without a person."),
    ] = None,
    tiers: Annotated[
        str | None, typer.Option(help="A segment by number, whose levels are the tiers.")
    ] = None,
    tier: Annotated[int | None, typer.Option(help="Only those on this level of --tiers.")] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="What was known by this day.")
    ] = None,
    first: Annotated[int, typer.Option(help="How many to tell of, 0 to 100.")] = 20,
    json: Json = False,
) -> None:
    """Does a relationship grow, hold or fade, and which records say so?"""
    from cli.serving import ask as asking
    from cli.terminal.relationships import many, one

    ask = partial(asking, settings())
    asked: dict[str, Any] = {"liaison": liaison, "team": team}
    asked["asOf"] = as_of.date().isoformat() if as_of else None
    if person is None:
        asked |= {"state": _state(state), "first": first, "tiers": tiers, "tier": tier}
        found = ask(MANY, asked)["rapports"]
    else:
        if not {state, tiers, tier} <= {None}:
            raise typer.BadParameter("--state, --tiers and --tier choose among many persons")
        from cli.client import find

        found = ask(ONE, asked | {"person": find(ask, person)["personId"]})["rapport"]
    if found is None:
        say(json, None, lambda: "The log has no touch by that day; load one, or ask a later day.")
        return
    say(json, found, lambda: many(found) if person is None else one(found))


def _state(given: str | None) -> str | None:
    """The state as a question names it."""
    from algorithms.rapport.states import STATES

    known = {each.replace(" ", "-"): each.upper().replace(" ", "_") for each in STATES}
    if given is None:
        return None
    if given.lower() not in known:
        raise typer.BadParameter(f"{given!r} is no state; give {', '.join(known)}")
    return known[given.lower()]
