"""What makes the graph: files taken into the lake, the refresh, the model of strength."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import Json, bar, say, settings, steps
from cli.exits import REFUSED

app = typer.Typer()


@app.command()
def sources(json: Json = False) -> None:
    """List the sources that can be loaded."""
    from loaders.reading.source import sources as known

    rows = [
        {"name": s.name, "title": s.title, "publisher": s.publisher, "terms": s.terms}
        for s in known().values()
    ]
    width = max(len(row["name"]) for row in rows) + 2
    say(json, rows, lambda: "\n".join(f"{row['name']:<{width}}{row['title']}" for row in rows))


@app.command()
def load(
    source: Annotated[
        str, typer.Argument(help="A source, such as pubmed; see `peerline sources`.")
    ],
    paths: Annotated[list[str], typer.Argument(help="Files, folders or patterns.")],
    workers: Annotated[int | None, typer.Option(help="Files read at a time.")] = None,
    json: Json = False,
) -> None:
    """Load official files of a source into the lake."""
    from engine.choosing import engine_of
    from loaders.reading.loading import files_of
    from loaders.reading.loading import load as take
    from loaders.reading.source import sources as known

    if source not in known():
        raise typer.BadParameter(f"{source!r} is no source; there are {', '.join(known())}")
    files = files_of(known()[source], paths)
    at = settings()
    with bar(f"loading {source}", len(files), json) as advance:
        outcomes = take(
            at.home,
            known()[source],
            files,
            workers,
            lambda *_: advance(),
            engine_of(at),
            at.lake_at,
        )

    def text() -> Any:
        from cli.terminal.building import loaded

        return loaded(outcomes)

    say(json, [asdict(outcome) for outcome in outcomes], text)
    if any(outcome.faults for outcome in outcomes):
        raise typer.Exit(REFUSED)


@app.command()
def ledger(
    source: Annotated[
        str | None, typer.Argument(help="A source: what was not as known in each of its files.")
    ] = None,
    json: Json = False,
) -> None:
    """List what has been loaded; of one source, its signals and the columns left out on purpose."""
    from lake.delivery import Signal
    from lake.ledger import loads, noted
    from loaders.reading.source import sources as known

    if source is not None and source not in known():
        raise typer.BadParameter(f"{source!r} is no source; there are {', '.join(known())}")
    lake = settings().lake_at
    entries = [
        {name: value for name, value in asdict(load).items() if name != "parts"}
        | {"signals": noted(lake, Signal, load)}
        for load in loads(lake)
        if source in (None, load.source)
    ]

    def text() -> Any:
        from cli.terminal.building import listed

        return listed(entries, in_full=source is not None)

    say(json, entries, text)


@app.command()
def refresh(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Ties as seen on this day; else the newest record's."
        ),
    ] = None,
    force: Annotated[bool, typer.Option(help="Even where nothing has changed.")] = False,
    json: Json = False,
) -> None:
    """Decide who is who, bring the graph to what the lake holds, and run the algorithms."""
    from refresh import refresh as run

    with steps(json) as step:
        done = run(settings(), as_of.date() if as_of else None, force, step)

    def text() -> Any:
        from cli.terminal.building import refreshed

        return refreshed(done)

    say(json, asdict(done), text)


@app.command()
def take_back(json: Json = False) -> None:
    """Serve the graph again that was served before the last refresh (two databases behind one
    alias: NEO4J_DATABASES). The next refresh makes a new one of what the lake then holds."""
    from graph.turns import take_back as back

    database = back(settings())
    say(json, {"database": database}, lambda: f"{database} is served again.")


@app.command()
def learn(
    histories: Annotated[
        list[Path], typer.Argument(help="CSVs of paper_id, year, authors; or a home's published/.")
    ],
    out: Annotated[Path, typer.Option(help="Where the model goes.")],
    json: Json = False,
) -> None:
    """Learn the general model of the strength of ties from histories of dated papers."""
    from algorithms.ties.learning import learn_general

    model = learn_general(histories, out)
    answer = {"model": str(out), "coefficients": model.coefficients}
    say(json, answer, lambda: f"{out}: {model.learnt_from}")
