"""Lists that later years can judge. One sub-command of `peerline freeze` per list."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.console import Json, say, settings

app = typer.Typer(help="Write a list that later years can judge.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """Write a list that later years can judge."""


@app.command()
def emerging(
    as_of: Annotated[int, typer.Option(help="The year at whose end the list is frozen.")],
    json: Json = False,
) -> None:
    """Freeze the list of emerging experts of a year, with its digest, in the home's `frozen`."""
    import orjson

    from algorithms.emerging.emerging import freeze
    from graph import connection
    from graph.publishing import published

    at = settings()
    with connection.driver(at) as driver:
        frozen = freeze(published(at, driver), as_of)
    place = at.home / "frozen" / f"emerging-{as_of}-{frozen['sha256'][:12]}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(orjson.dumps(frozen, option=orjson.OPT_INDENT_2))
    persons = len(frozen["persons"])
    answer = {"file": str(place), "sha256": frozen["sha256"], "persons": persons}
    say(json, answer, lambda: f"{persons} people in {place}\nSHA-256 {frozen['sha256']}")
