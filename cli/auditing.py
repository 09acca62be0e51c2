"""What does the audit log say, and is it whole? The sub-commands of `peerline audit`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer(help="Read the audit log, and see whether it is whole.", no_args_is_help=True)


@app.command("list")
def listed(
    last: Annotated[int, typer.Option(min=1, help="How many of the latest.")] = 50,
    json: Json = False,
) -> None:
    """The latest entries: who read or changed what of how many persons, and why."""
    from workspace.audit import entries

    found = entries(settings(), last)

    def text() -> Any:
        from cli.terminal.outlines import outline

        return outline({"entries": [_row(entry) for entry in found]})

    say(json, found, text)


@app.command()
def verify(
    expect: Annotated[
        str | None, typer.Option(help="A digest noted before, which must still be there.")
    ] = None,
    json: Json = False,
) -> None:
    """See whether every entry is as it was written; else name the first that is not."""
    from workspace.audit import verify as run

    count, digest = run(settings(), expect)
    say(
        json,
        {"entries": count, "digest": digest},
        lambda: f"{count} entries, all as they were written; the last digest is {digest or '-'}",
    )


def _row(entry: dict[str, Any]) -> dict[str, str]:
    return {
        "number": str(entry["number"]),
        "at": f"{entry['at']:%Y-%m-%d %H:%M:%S}",
        "subject": f"{entry['subject']} ({entry['role']})",
        "kind": entry["kind"],
        "what": ", ".join(entry["roots"]) or entry["operation"],
        "persons": str(entry["persons_count"]),
        "purpose": entry["purpose"],
    }
