"""One command, `peerline`, put together; and what a person reads where it fails.

Exit codes: 0 done, 1 it could not be done, 2 the command was used wrongly, 3 some input was
refused.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli import building, evaluations, explanations, freezing, judging, questions, servers
from cli.console import settings

app = typer.Typer(
    help="Who connects me to this physician, and why should I believe it?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(questions.app)
app.add_typer(building.app)
app.add_typer(servers.app)
app.add_typer(explanations.app, name="explain")
app.add_typer(evaluations.app, name="evaluate")
app.add_typer(freezing.app, name="freeze")
app.add_typer(judging.app, name="judge")


# It uses all the others, so it stands above them.
@app.command()
def demo(
    clinicians: Annotated[int, typer.Option(help="Size of the country, 100 or more.")] = 20_000,
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8000,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve at the end.")] = True,
) -> None:
    """Make the demo country, load it, and serve it until Ctrl-C."""
    from cli.demonstration import demonstrate

    demonstrate(settings(), clinicians, port if serving else None)


# What a person can mend, by the module that raises it: one that was not needed is not imported.
WRONG_USE = (
    "identity.gold.NotGold",
    "identity.naming.NotNamed",
    "loaders.reading.loading.NothingToLoad",
    "workspace.judgements.NotAJudgement",
)
IN_THE_WAY = (
    "algorithms.emerging.emerging.NothingToFreeze",
    "algorithms.emerging.evaluation.HistoryTooShort",
    "algorithms.histories.history.NotAHistory",
    "algorithms.network.ranking.NothingInScope",
    "algorithms.network.stability.NoTies",
    "algorithms.ties.learning.TooShort",
    "cli.client.NotOne",
    "cli.serving.NotServing",
    "cli.serving.Refused",
    "graph.distribution.DistributionError",
    "graph.embedded.ServerError",
    "lake.ledger.Locked",
    "workspace.judgements.NoSuchJudgement",
    "builtins.FileNotFoundError",
)


def main() -> None:
    """Run the command; what a person can mend is one line, without a trace."""
    try:
        app()
    except _classes(WRONG_USE) as error:
        _end(error, 2)
    except _classes(IN_THE_WAY) as error:
        _end(error, 1)


def _end(error: Exception, code: int) -> None:
    from rich.markup import escape

    from cli.console import notes

    notes().print(f"[red]{escape(str(error))}[/]", soft_wrap=True)
    sys.exit(code)


def _classes(names: tuple[str, ...]) -> tuple[type[Exception], ...]:
    parts = (name.rpartition(".") for name in names)
    return tuple(
        getattr(sys.modules[module], name) for module, _, name in parts if module in sys.modules
    )


if __name__ == "__main__":
    main()
