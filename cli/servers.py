"""What runs: the embedded database and the server that answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, notes, say, say_outline, settings
from cli.exits import UNDONE

if TYPE_CHECKING:
    from schema.settings import Settings

app = typer.Typer()
IDLE_SECONDS = 1_800


@app.command()
def up(json: Json = False) -> None:
    """Start the embedded Neo4j (the first time, fetch it) and the server that answers questions."""
    from cli import serving
    from graph import embedded

    at = settings()
    database = embedded.up(at)
    api = serving.serving(at) or serving.start(at)
    answer = {"uri": database.uri, "user": database.user, "api": f"http://{api}/graphql"}
    say(
        json,
        answer,
        lambda: f"Neo4j answers at {answer['uri']}, GraphQL at {answer['api']}",
    )


@app.command()
def down(json: Json = False) -> None:
    """Stop the embedded Neo4j and the server in the background."""
    from cli import serving
    from graph import embedded

    at = settings()
    answered = serving.stop(at)
    stopped = (embedded.is_embedded(at) and embedded.down(at)) or answered
    say(json, {"stopped": stopped}, lambda: "Stopped." if stopped else "It was not running.")


@app.command()
def status(json: Json = False) -> None:
    """Say what runs, in which versions, and what the graph and the lake hold."""
    from cli import serving
    from graph import connection, embedded
    from graph.contents import contents
    from lake.ledger import loads

    at = settings()
    answer: dict[str, Any] = {"home": str(at.home), "database": _database(at)}
    address = serving.serving(at)
    answer["api"] = f"http://{address}/graphql" if address else "not running"
    answer["files"] = len(loads(at.lake_at))
    if not embedded.is_embedded(at) or embedded.status(at).running:
        with connection.driver(at) as driver:
            answer["versions"] = connection.versions(driver)
            answer |= contents(driver, at.neo4j_database)

    say_outline(json, answer)


@app.command()
def doctor(json: Json = False) -> None:
    """Say of each thing that the settings ask for whether it is there, and what to do if not."""
    from cli.diagnosis import findings

    found = findings(settings())

    def text() -> Any:
        from cli.terminal.diagnosis import diagnosed

        return diagnosed(found)

    say(json, [asdict(one) for one in found], text)
    if any(one.lacks for one in found):
        raise typer.Exit(UNDONE)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
    background: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Answer GraphQL over HTTP until Ctrl-C."""
    from api.serving import serve as run
    from cli import serving

    at = settings()

    def announce(host: str, port: int) -> None:
        serving.note(at, f"{host}:{port}", background)
        if not background:
            notes().print(f"The network explorer: http://{host}:{port}/  (queries: /graphiql)")

    try:
        run(at, host, port, announce, Unneeded(at).ends if background else None, workers)
    finally:
        serving.forget(at)


@app.command()
def mcp() -> None:
    """Answer an agent over the Model Context Protocol, on this process's input and output: as the
    holder of PEERLINE_KEY where one is set, else as whoever sits at the machine."""
    import asyncio
    from dataclasses import replace

    from api.agents import Agents
    from api.app import context_of
    from api.callers import LOCAL
    from api.schema import schema
    from api.sign_in import holder
    from graph import connection
    from workspace.keys import opening

    at = settings()
    caller = LOCAL
    if at.key:
        key = opening(at, at.key.get_secret_value())
        if key is None:
            raise typer.BadParameter("PEERLINE_KEY opens nothing; see `peerline key list`")
        caller = holder(key)

    async def answer() -> None:
        async with connection.async_driver(at) as driver:
            context = replace(context_of(at, driver), caller=caller)
            await Agents(schema, context).server().run_stdio_async()

    asyncio.run(answer())


@app.command()
def digest(json: Json = False) -> None:
    """Print a digest of the graph's content that does not depend on order."""
    from graph import connection
    from graph.digest import digest as of

    at = settings()
    with connection.driver(at) as driver:
        content = of(driver, at.neo4j_database)
    say(json, {"digest": content}, lambda: content)


class Unneeded:
    """When a server in the background ends: with the embedded database, or after half an hour
    without a question."""

    def __init__(self, at: Settings) -> None:
        from time import monotonic

        self.at, self.now = at, monotonic
        self.requests, self.since = 0, monotonic()

    def ends(self, requests: int) -> bool:
        """Whether to stop after so many requests."""
        from graph import embedded

        if requests != self.requests:
            self.requests, self.since = requests, self.now()
        if embedded.is_embedded(self.at) and not embedded.status(self.at).running:
            return True
        return self.now() - self.since > IDLE_SECONDS


def _database(at: Settings) -> dict[str, Any]:
    from graph import embedded

    if not embedded.is_embedded(at):
        return {"uri": at.neo4j_uri, "embedded": False}
    return {"embedded": True, **asdict(embedded.status(at))}
