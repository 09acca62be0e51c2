"""Files of the user's own: an empty one in the layout of a contract, and one explained."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, say
from cli.exits import REFUSED

if TYPE_CHECKING:
    from loaders.reading.source import Source

app = typer.Typer()
Name = Annotated[str, typer.Argument(help="A contract, such as licences.")]


class Format(StrEnum):
    """The formats of a file."""

    csv = "csv"
    parquet = "parquet"


@app.command()
def template(
    contract: Name,
    format: Annotated[Format, typer.Option(help="What it is written as.")] = Format.csv,
    out: Annotated[Path | None, typer.Option(help="Where it goes; else CONTRACT.FORMAT.")] = None,
) -> None:
    """Write an empty file in the layout of a contract: a header, or a Parquet file with types."""
    from pyarrow import parquet

    chosen = _source(contract).contract
    assert chosen is not None, "a source without a contract was taken for one"
    path = out or Path(f"{contract}.{format}")
    if path.exists():
        raise typer.BadParameter(f"{path} is there already; move it, or give --out")
    if format is Format.parquet:
        parquet.write_table(chosen.empty(), path)
    else:
        path.write_text(",".join(chosen.empty().column_names) + "\n", encoding="utf-8")
    say(False, {}, lambda: f"{path}: {', '.join(chosen.empty().column_names)}")


@app.command()
def validate(
    contract: Name,
    file: Annotated[Path, typer.Argument(help="A file.", exists=True, dir_okay=False)],
    json: Json = False,
) -> None:
    """Explain a file without loading it: rows read, what is refused and why, columns not known."""
    from loaders.reading.loading import tried

    outcome = tried(_source(contract), file)

    def text() -> Any:
        from cli.terminal.building import loaded

        return loaded([outcome])

    say(json, asdict(outcome), text)
    if outcome.faults:
        raise typer.Exit(REFUSED)


def _source(name: str) -> Source:
    """The source that has the contract."""
    from loaders.reading.source import sources

    known = {one.name: one for one in sources().values() if one.contract is not None}
    if name not in known:
        raise typer.BadParameter(f"{name!r} is no contract; there are {', '.join(known)}")
    return known[name]
