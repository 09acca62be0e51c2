"""How does a newcomer see the main job in one command? A made-up country, loaded, resolved,
published and served."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import orjson
from rich.console import Console

from api.introducing import introduce
from api.serving import serve
from demo.country import write
from graph import embedded
from graph.settings import Settings
from loaders.loading import files_of, load
from loaders.source import sources
from refresh import refresh
from terminal import introduced

notes = Console(stderr=True)


def demonstrate(settings: Settings, clinicians: int, port: int | None) -> None:
    """Write, load, refresh, introduce, and serve on `port` until Ctrl-C (none: do not serve). A
    second time, what is there is kept, and only the server starts. The embedded server is
    stopped at the end if this started it."""
    began = monotonic()
    country = settings.home / f"demo-{clinicians}"
    own = embedded.is_embedded(settings) and not embedded.status(settings).running
    try:
        if not (country / "truth" / "questions.json").exists():
            with notes.status(f"writing a country of {clinicians:,} clinicians"):
                write(country, clinicians=clinicians)
            _tell(began, f"a made-up country of {clinicians:,} clinicians in {country}")
        _load(settings, country, began)
        with notes.status("refreshing") as status:
            done = refresh(settings, progress=status.update)
        if done.changed:
            _tell(
                began, f"{sum(c.written for c in done.classes.values()):,} nodes and relationships"
            )
        if embedded.is_embedded(settings):
            embedded.up(settings)
        questions = orjson.loads((country / "truth" / "questions.json").read_bytes())
        _ask(settings, questions, began)
        if port is not None:
            serve(settings, "127.0.0.1", port, lambda address: _announce(address, questions))
    except KeyboardInterrupt:
        notes.print("stopping")
    finally:
        if own and embedded.is_embedded(settings):
            embedded.down(settings)


def _load(settings: Settings, country: Path, began: float) -> None:
    for source in sources().values():
        folder = country / source.name
        if not folder.exists():
            continue
        with notes.status(f"loading {source.name}"):
            outcomes = load(settings.home, source, files_of(source, [str(folder)]))
        fresh = [outcome for outcome in outcomes if outcome.state == "loaded"]
        if fresh:
            records = sum(outcome.records for outcome in fresh)
            _tell(began, f"{source.title}: {records:,} records of {len(fresh)} files")


def _ask(settings: Settings, questions: dict[str, object], began: float) -> None:
    start, goal = _pair(questions)
    found = introduce(settings, start, goal, first=1, hops=4, kinds=None)
    Console().print(introduced(found))
    _tell(began, "answered")


def _pair(questions: object) -> tuple[str, str]:
    raise LookupError(questions)


def _announce(address: str, questions: dict[str, object]) -> None:
    notes.print(f"\nGraphQL and its explorer: [bold]{address}[/]   (Ctrl-C ends everything)")


def _tell(began: float, what: str) -> None:
    notes.print(f"[dim]{monotonic() - began:5.1f} s[/]  {what}", highlight=False)
