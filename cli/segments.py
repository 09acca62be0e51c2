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
