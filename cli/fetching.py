"""How are files fetched from their publishers, and how is everything kept fresh?"""

from __future__ import annotations

from dataclasses import asdict
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, notes, say, settings, transfers

if TYPE_CHECKING:
    from cli.syncing import Synced

app = typer.Typer()


@app.command()
def fetch(
    sources: Annotated[
        list[str], typer.Argument(help="Sources, such as leie; see `peerline sync`.")
    ],
    json: Json = False,
) -> None:
    """Fetch the files of sources from their publishers, without loading them."""
    from cli.syncing import Errand, stopping
    from fetching.outlet import outlets
    from fetching.selection import read
    from lake.ledger import writing

    at = settings()
    selection = read(at.sources_file)
    for source in sources:
        if source not in outlets():
            raise typer.BadParameter(
                f"{source!r} cannot be fetched; there are {', '.join(outlets())}"
            )
    with writing(at.home / "fetched", "fetch"), stopping() as stop, transfers(json) as told:
        errand = Errand(at, stop.wait, lambda: stop.is_set, *told)
        fetched = [errand.fetch(source, selection.options(source)) for source in sources]

    def text() -> Any:
        from cli.terminal.fetching import fetched as shown

        return shown(fetched)

    say(json, [asdict(each) for each in fetched], text)
    _end(max(each.code for each in fetched))


@app.command()
def sync(
    once: Annotated[bool, typer.Option("--once", help="Once, as if nothing is said.")] = False,
    every: Annotated[
        str | None, typer.Option(help="Again and again: 30m, 24h, 7d after each beginning.")
    ] = None,
    json: Json = False,
) -> None:
    """Fetch what sources.toml names, load what is new, and refresh the graph."""
    from cli.syncing import stopping
    from fetching.selection import duration

    if once and every is not None:
        raise typer.BadParameter("--once and --every exclude one another")
    if every is None:
        with stopping() as stop:
            done = _sync(json, stop.wait, lambda: stop.is_set)
        _end(done.code)
        return
    pause = duration(every).total_seconds()
    with stopping() as stop:
        while not stop.is_set:
            began = monotonic()
            _try(lambda: _sync(json, stop.wait, lambda: stop.is_set))
            stop.wait(max(0.0, began + pause - monotonic()))


def _sync(json: bool, wait: Any, is_stopped: Any) -> Synced:
    """One sync, said as it ends."""
    from cli.syncing import Errand
    from cli.syncing import sync as run
    from fetching.faults import NotChosen
    from fetching.selection import read

    at = settings()
    selection = read(at.sources_file)
    if not selection.chosen:
        raise NotChosen(
            f"{at.sources_file} chooses no source; write one line a source, such as [leie] "
            "(docs/fetching.md shows them all)"
        )
    with transfers(json) as told:
        done = run(Errand(at, wait, is_stopped, *told), selection)

    def text() -> Any:
        from cli.terminal.fetching import synced

        return synced(done)

    say(json, asdict(done), text)
    return done


def _try(work: Any) -> None:
    """Do it; what a person can mend is said, and tried again the next time."""
    from cli.exits import code_of

    try:
        work()
    except Exception as error:
        if code_of(error) is None:
            raise
        notes().print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)


def _end(code: int) -> None:
    if code:
        raise typer.Exit(code)
