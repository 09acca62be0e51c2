"""How right are the conclusions? One sub-command of `peerline evaluate` per question.

Every evaluation prints its measures, or with `--json` one object, and needs no running server.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from console import Json, say
from graph.settings import settings

app = typer.Typer(help="Measure how right the conclusions are.", no_args_is_help=True)


@app.command()
def identity(
    gold: Annotated[Path, typer.Option(help="Parquet of pmid, position, person.")],
    json: Json = False,
) -> None:
    """Measure identity against a truth of whose each byline is."""
    from identity.evaluation import measure
    from lake.current import Lake

    found = measure(Lake(settings().home), gold)
    say(json, {**asdict(found), "pair_f1": found.pair_f1, "b3_f1": found.b3_f1})
