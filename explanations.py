"""Why is it so? One sub-command of `peerline explain` per question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console import Json, say
from graph.settings import settings

app = typer.Typer(help="Say why the conclusions are what they are.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """Say why the conclusions are what they are."""


@app.command()
def identity(
    person: Annotated[str, typer.Argument(help="Person's id, NPI, ORCID iD or a mention.")],
    html: Annotated[Path | None, typer.Option(help="Write Splink's charts to this file.")] = None,
    json: Json = False,
) -> None:
    """Why is each record held to be this person's?"""
    from identity.explaining import explain, page
    from lake.current import Lake

    found = explain(Lake(settings().home), person)
    if html:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(page(found), encoding="utf-8")
        found["page"] = str(html)
    lines = [f"{found['person']}: {len(found['mentions'])} records (model {found['model']})"]
    for row in found["mentions"]:
        lines.append(f"{row['mention']}  {row['score']:.2f}")
        lines += [f"    {reason}" for reason in row["reasons"]]
        bits = sorted(row.get("bits", {}).items(), key=lambda kind: -abs(kind[1]))
        if bits:
            lines.append("    bits: " + ", ".join(f"{kind} {value:+.1f}" for kind, value in bits))
    for one in found["registry"]:
        tied = "tied" if one["is_tied"] else "not tied"
        lines.append(f"NPI {one['npi']}  {one['score']:.2f}, {tied}: {'; '.join(one['reasons'])}")
    say(json, found, "\n".join(lines))
