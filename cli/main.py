"""The front door: one command, `peerline`, with a sub-command per thing a person does.

Exit codes: 0 done, 1 it could not be done, 2 the command was used wrongly, 3 some input was
refused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from cli import evaluations, explanations, judging, questions
from cli.console import Json, notes, out, print_json, say
from schema.settings import Settings, settings

app = typer.Typer(
    help="Who connects me to this physician, and why should I believe it?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(evaluations.app, name="evaluate")
app.add_typer(explanations.app, name="explain")
freezing = typer.Typer(help="Write a list that later years can judge.", no_args_is_help=True)
app.add_typer(freezing, name="freeze")
app.add_typer(judging.app, name="judge")
app.add_typer(questions.app)
REFUSED = 3


@app.command()
def up(json: Json = False) -> None:
    """Start the embedded Neo4j (the first time, fetch it) and say where it answers."""
    from graph import embedded

    address = embedded.up(settings())
    say(json, {"uri": address.uri, "user": address.user}, f"Neo4j answers at {address.uri}")


@app.command()
def down(json: Json = False) -> None:
    """Stop the embedded Neo4j."""
    from graph import embedded

    stopped = embedded.down(settings())
    say(json, {"stopped": stopped}, "stopped" if stopped else "it was not running")


@app.command()
def status(json: Json = False) -> None:
    """Say what runs, in which versions, and what the graph and the lake hold."""
    from graph import connection, embedded
    from graph.contents import contents
    from lake.ledger import loads

    at = settings()
    found: dict[str, Any] = {"home": str(at.home), "server": _server(at)}
    ledger = [asdict(load) for load in loads(at.home / "lake")]
    found["files"] = len(ledger)
    if not embedded.is_embedded(at) or embedded.status(at).running:
        with connection.driver(at) as driver:
            found["versions"] = connection.versions(driver)
            found |= contents(driver, at.neo4j_database)
    say(json, found)


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
    from loaders.reading.loading import files_of
    from loaders.reading.loading import load as take
    from loaders.reading.source import sources

    known = sources()
    if source not in known:
        raise typer.BadParameter(f"{source!r} is no source; there are {', '.join(known)}")
    files = files_of(known[source], paths)
    with _bar(f"loading {source}", len(files), json) as advance:
        outcomes = take(settings().home, known[source], files, workers, lambda *_: advance())
    if json:
        print_json([asdict(outcome) for outcome in outcomes])
    else:
        from cli.terminal import loaded

        out.print(loaded(outcomes))
    if any(outcome.state == "refused" or outcome.rejects for outcome in outcomes):
        raise typer.Exit(REFUSED)


@app.command()
def sources(json: Json = False) -> None:
    """List the sources that can be loaded."""
    from loaders.reading.source import sources as known

    rows = [
        {"name": s.name, "title": s.title, "publisher": s.publisher, "terms": s.terms}
        for s in known().values()
    ]
    say(json, rows, "\n".join(f"{row['name']:<16}{row['title']}" for row in rows))


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

    with _steps(json) as step:
        done = run(settings(), as_of.date() if as_of else None, force, step)
    if json:
        print_json(asdict(done))
    else:
        from cli.terminal import refreshed

        out.print(refreshed(done))


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
    say(
        json, {"model": str(out), "coefficients": model.coefficients}, f"{out}: {model.learnt_from}"
    )


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8000,
) -> None:
    """Answer GraphQL over HTTP until Ctrl-C."""
    from api.serving import serve as run

    run(settings(), host, port, lambda address: notes.print(f"GraphQL and its explorer: {address}"))


@app.command()
def rank(
    by: Annotated[str, typer.Option(help="influence, connector, betweenness, kCore, …")] = (
        "influence"
    ),
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
    """Rank persons within a part of the network: topic, place, kind of tie, day."""
    from algorithms.network.ranking import NotANumber, rows, run, write
    from cli.terminal import ranked
    from graph.scopes import NotAKind, scope_of

    at = settings()
    day = as_of.date() if as_of else None
    try:
        found = run(at, scope_of(kind, state, specialty, topic, day))
        listed = rows(found, by, first)
    except (NotAKind, NotANumber) as error:
        raise typer.BadParameter(str(error)) from None
    told = {"run": found.run, "persons": found.persons, "ties": found.ties, "by": by}
    told |= {"table": str(write(found, at.home / "runs")), "rows": listed}
    if json:
        print_json(told)
    else:
        out.print(ranked(told))


@app.command()
def digest(json: Json = False) -> None:
    """Print a digest of the graph's content that does not depend on order."""
    from graph import connection
    from graph.digest import digest as of

    at = settings()
    with connection.driver(at) as driver:
        found = of(driver, at.neo4j_database)
    say(json, {"digest": found}, found)


@app.command()
def demo(
    clinicians: Annotated[int, typer.Option(help="Size of the country, 100 or more.")] = 20_000,
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8000,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve at the end.")] = True,
) -> None:
    """Make the demo country, load it, and serve it until Ctrl-C."""
    from cli.demonstration import demonstrate

    demonstrate(settings(), clinicians, port if serving else None)


@freezing.callback()
def _freezing() -> None:
    """Write a list that later years can judge."""


@freezing.command("emerging")
def freeze_emerging(
    as_of: Annotated[int, typer.Option(help="The year at whose end the list is frozen.")],
    json: Json = False,
) -> None:
    """Freeze the list of emerging experts of a year, with its digest, in the home's `frozen`."""
    from algorithms.emerging.emerging import freeze
    from graph import connection
    from graph.publishing import published

    at = settings()
    with connection.driver(at) as driver:
        found = freeze(published(at, driver), as_of)
    place = at.home / "frozen" / f"emerging-{as_of}-{found['sha256'][:12]}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))
    told = {"file": str(place), "sha256": found["sha256"], "persons": len(found["persons"])}
    say(json, told, f"{told['persons']} persons in {place}\nSHA-256 {found['sha256']}")


# What a person can mend, by the module that raises it: one that was not needed is not imported.
WRONG_USE = {
    "identity.gold": "NotGold",
    "identity.naming": "NotNamed",
    "loaders.reading.loading": "NothingToLoad",
    "workspace.judgements": "NotAJudgement",
}
IN_THE_WAY = {
    "algorithms.emerging.emerging": "NothingToFreeze",
    "algorithms.histories.history": "NotAHistory",
    "algorithms.network.ranking": "NothingInScope",
    "algorithms.network.network.stability": "NoTies",
    "algorithms.ties.learning": "TooShort",
    "algorithms.emerging.evaluation": "HistoryTooShort",
    "api.asking": "Unanswered",
    "cli.client": "NotOne",
    "graph.distribution": "DistributionError",
    "graph.embedded": "ServerError",
    "lake.ledger": "Locked",
    "workspace.judgements": "NoSuchJudgement",
    "builtins": "FileNotFoundError",
}


def main() -> None:
    """Run the command; what a person can mend is one line, without a trace."""
    try:
        app()
    except _classes(WRONG_USE) as error:
        notes.print(f"[red]{escape(str(error))}[/]", soft_wrap=True)
        sys.exit(2)
    except _classes(IN_THE_WAY) as error:
        notes.print(f"[red]{escape(str(error))}[/]", soft_wrap=True)
        sys.exit(1)


def _classes(by_module: dict[str, str]) -> tuple[type[Exception], ...]:
    loaded = sys.modules
    return tuple(getattr(loaded[m], name) for m, name in by_module.items() if m in loaded)


def _server(at: Settings) -> dict[str, Any]:
    from graph import embedded

    if not embedded.is_embedded(at):
        return {"uri": at.neo4j_uri, "embedded": False}
    return {"embedded": True, **asdict(embedded.status(at))}


@contextmanager
def _bar(what: str, total: int, quiet: bool) -> Iterator[Any]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=notes, disable=quiet) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


@contextmanager
def _steps(quiet: bool) -> Iterator[Any]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=notes, disable=quiet, transient=True) as progress:
        task = progress.add_task("refreshing", total=None)
        yield lambda step: progress.update(task, description=step)


if __name__ == "__main__":
    main()
