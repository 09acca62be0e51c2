"""One command, `peerline`, put together; and what a person reads where it fails."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Annotated

import typer

from cli import (
    alerts,
    auditing,
    boards,
    briefs,
    building,
    cadences,
    channels,
    contracts,
    documents,
    evaluations,
    explanations,
    fetching,
    freezing,
    judging,
    keeping,
    keys,
    lifecycles,
    notes,
    questions,
    relationships,
    saving,
    screenings,
    segments,
    servers,
    suppressing,
)
from cli.console import settings
from cli.exits import as_told, code_of
from cli.remarks import keep_remarks

app = typer.Typer(
    help="Who connects me to this physician, and why should I believe it?",
    epilog="Ends with 0: done, 1: could not be done, 2: used wrongly, 3: some input was refused.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(questions.app)
app.add_typer(building.app)
app.add_typer(contracts.app)
app.add_typer(fetching.app)
app.add_typer(servers.app)
app.add_typer(keeping.app)
app.add_typer(explanations.app, name="explain")
app.add_typer(evaluations.app, name="evaluate")
app.add_typer(freezing.app, name="freeze")
app.add_typer(judging.app, name="judge")
app.add_typer(keys.app, name="key")
app.add_typer(documents.app, name="document")
app.add_typer(auditing.app, name="audit")
app.add_typer(suppressing.app)
app.add_typer(saving.app, name="saved")
app.add_typer(segments.app, name="segments")
app.add_typer(alerts.watching, name="watch")
app.add_typer(alerts.app, name="alerts")
app.add_typer(relationships.app)
app.add_typer(cadences.app)
app.add_typer(screenings.app, name="screening")
app.add_typer(notes.app, name="note")
app.add_typer(boards.app, name="board")
app.add_typer(briefs.app, name="brief")
app.add_typer(lifecycles.app)
app.add_typer(channels.app, name="channel")
app.add_typer(channels.sending)


# It uses all the others, so it stands above them.
@app.command()
def demo(
    clinicians: Annotated[int, typer.Option(help="Size of the country, 100 or more.")] = 20_000,
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8000,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve at the end.")] = True,
) -> None:
    """Make the demo country, load it, and serve it until Ctrl-C."""
    from cli.starting import begun

    at, began = settings(), monotonic()
    with begun(at) as server:
        from cli.demonstration import demonstrate

        demonstrate(at, clinicians, port if serving else None, began, server)


def main() -> None:
    """Run the command; what a person can mend is one line, without a trace."""
    keep_remarks()
    try:
        app()
    except Exception as error:
        code = code_of(as_told(error))
        if code is None:
            raise
        _say(as_told(error))
        sys.exit(code)


def _say(error: Exception) -> None:
    from rich.markup import escape

    from cli.console import notes

    notes().print(f"[red]{escape(str(error))}[/]", soft_wrap=True)


if __name__ == "__main__":
    main()
