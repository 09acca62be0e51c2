"""Which questions were kept, and what do they answer now? The sub-commands of `peerline saved`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from cli.console import Json, notes, print_json, say, say_outline, settings

app = typer.Typer(help="List, show and run saved queries.", no_args_is_help=True)
Subject = Annotated[str, typer.Option(help="Whose queries, beside those that are shared.")]
Name = Annotated[str, typer.Argument(help="Its name, or owner/name.")]


@app.command("list")
def listed(subject: Subject = "local", json: Json = False) -> None:
    """Every query that is the subject's own or shared."""
    from workspace.saved import saved

    found = saved(settings(), subject)

    def text() -> Any:
        from cli.terminal.outlines import outline

        rows = [
            {
                "name": f"{one.owner}/{one.name}",
                "shared": "yes" if one.is_shared else "no",
                "saved on": f"{one.saved_at:%Y-%m-%d}",
                "snapshot": one.citation.snapshot[:12],
            }
            for one in found
        ]
        return outline({"queries": rows})

    say(json, [asdict(one) for one in found], text)


@app.command()
def show(name: Name, subject: Subject = "local", json: Json = False) -> None:
    """A query with its variables, and on which graph it was saved."""
    from workspace.saved import one

    say_outline(json, asdict(one(settings(), subject, name)))


@app.command()
def run(name: Name, subject: Subject = "local") -> None:
    """Ask the query again and print the answer as JSON; say where the graph has changed since."""
    from cli.serving import ask
    from workspace.saved import citation, one

    at = settings()
    query = one(at, subject, name)
    print_json(ask(at, query.document, query.variables))
    if query.citation.snapshot != citation(at).snapshot:
        notes().print("The graph has changed since this query was saved.")
