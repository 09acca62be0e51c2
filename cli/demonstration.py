"""How does a newcomer see the main job in one command? A made-up country, loaded, resolved,
published and served."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import orjson

from api.asking import ask
from api.serving import serve
from cli import serving
from cli.client import Limits, introduce
from cli.console import notes, out, steps
from cli.terminal.introductions import introduced
from demo.country import write
from engine.choosing import engine_of
from graph import embedded
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings

FIRST = """
{ influencers(first: 50) { nodes { name npi } } }"""


def demonstrate(
    settings: Settings,
    clinicians: int,
    port: int | None,
    began: float,
    server: Future[object] | None = None,
) -> None:
    """Write, load, refresh, introduce, and serve on `port` until Ctrl-C (none: do not serve). A
    second time, what is there is kept, and only the server starts: it may be on its way. The
    seconds told are since `began`, on the clock of `monotonic`."""
    country = settings.home / f"demo-{clinicians}"
    try:
        if not (country / "truth" / "questions.json").exists():
            with steps(quiet=not notes().is_terminal) as step:
                step(f"writing a country of {clinicians:,} clinicians")
                write(country, clinicians=clinicians)
            _tell(began, f"a made-up country of {clinicians:,} clinicians in {country}")
        _load(settings, country, began)
        if server:
            server.result()
        with steps() as step:
            done = refresh(settings, progress=step)
        if done.changed:
            _tell(
                began, f"{sum(c.written for c in done.classes.values()):,} nodes and relationships"
            )
        if embedded.is_embedded(settings):
            embedded.up(settings)
        _introduce(settings, country, began)
        if port is not None:
            _serve(settings, port, country)
    except KeyboardInterrupt:
        notes().print("stopping")


def _load(settings: Settings, country: Path, began: float) -> None:
    for source in sources().values():
        folder = country / source.name
        if not folder.exists():
            continue
        with steps(quiet=not notes().is_terminal) as step:
            step(f"loading {source.title}")
            files = files_of(source, [str(folder)])
            outcomes = load(
                settings.home, source, files, engine=engine_of(settings), at=settings.lake_at
            )
        fresh = [outcome for outcome in outcomes if outcome.state == "loaded"]
        if fresh:
            records = sum(outcome.records for outcome in fresh)
            _tell(began, f"{source.title}: {records:,} records, {len(fresh)} files")


def _introduce(settings: Settings, country: Path, began: float) -> None:
    pair = _questions(country)["pairs"][-1]
    answer = introduce(partial(ask, settings), [pair["from"]], [pair["to"]], 1, Limits())
    out().print(introduced(answer))
    _tell(began, "answered")


def _serve(settings: Settings, port: int, country: Path) -> None:
    def announce(host: str, port: int) -> None:
        serving.note(settings, f"{host}:{port}", background=False)
        _announce(settings, f"http://{host}:{port}/", country)

    try:
        serve(settings, "127.0.0.1", port, announce)
    finally:
        serving.forget(settings)


def _announce(settings: Settings, address: str, country: Path) -> None:
    first, *_ = _questions(country)["pairs"]
    star = _star(settings)
    tops = "{ connectors(first: 5) { nodes { name specialty connectorReasons } } }"
    ties = "{ name ties(first: 5) { edges { strength node { name } } } }"
    notes().print(f"\nGraphQL and its explorer: [bold]{address}[/]   (Ctrl-C ends everything)\n")
    notes().print("Three questions to try in another terminal, in this folder:", style="bold")
    for question in (
        f"introduce {first['from']} {first['to']}",
        f"query '{tops}'",
        f"query '{{ person(npi: \"{star}\") {ties} }}'",
    ):
        notes().print(
            f"  .venv/bin/peerline {question}", highlight=False, markup=False, soft_wrap=True
        )


def _star(settings: Settings) -> str:
    """The NPI of the most influential person of the graph who has one."""
    people = ask(settings, FIRST, {})["influencers"]["nodes"]
    return next((str(person["npi"]) for person in people if person["npi"]), "")


def _questions(country: Path) -> Any:
    return orjson.loads((country / "truth" / "questions.json").read_bytes())


def _tell(began: float, what: str) -> None:
    notes().print(f"[dim]{monotonic() - began:5.1f} s[/]  {what}", highlight=False)
