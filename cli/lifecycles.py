"""Which experts does a product need, and were they met? The command `peerline lifecycle`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer()

LIFECYCLE = """
query ($product: String!, $asOf: Date, $first: Int!) {
  lifecycle(product: $product, asOf: $asOf, first: $first) { said asOf product { name }
    milestones { name title why condition phase beginsOn hasBegun discuss missed
      experts { person { personId name specialty state } score reasons engagements firstMetOn
        lastMetOn liaisons meeting daysLate why latest { kind record title day source } } } } }"""


@app.command()
def lifecycle(
    product: Annotated[str, typer.Argument(help="Its name.")],
    as_of: Annotated[str | None, typer.Option(help="The day to look from, as 2026-03-01.")] = None,
    first: Annotated[int, typer.Option(help="Experts of each milestone, 1 to 50.")] = 5,
    json: Json = False,
) -> None:
    """A product's milestones: the right experts, what to discuss, who was met and how late."""
    from cli.serving import ask
    from cli.terminal.lifecycles import lifecycle as told

    given = {"product": product, "asOf": as_of, "first": first}
    found: dict[str, Any] = ask(settings(), LIFECYCLE, given)["lifecycle"]
    say(json, found, lambda: told(found))
