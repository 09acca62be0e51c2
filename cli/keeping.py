"""What cannot be fetched again, kept in one file and taken back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.console import Json, say, settings, steps

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where the archive goes; it must not be there yet.")],
    json: Json = False,
) -> None:
    """Keep lake, claims and workspace in one checked archive; the graph is rebuilt from them."""
    from workspace.backups import backup as run

    with steps(json) as step:
        kept = run(settings(), file, step)
    answer = asdict(kept)
    without = "" if kept.has_workspace else ", without a workspace"
    say(json, answer, lambda: f"{kept.files:,} files, {kept.bytes:,} bytes in {file}{without}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="An archive that `peerline backup` made.")],
    json: Json = False,
) -> None:
    """Put an archive's lake, claims and workspace in place of the home's, once all is checked."""
    from workspace.restoring import restore as run

    with steps(json) as step:
        kept = run(settings(), file, step)
    answer = asdict(kept)
    say(
        json,
        answer,
        lambda: (
            f"{kept.files:,} files of {kept.made_at} are back; "
            "run `peerline refresh` to make the graph of them"
        ),
    )
