"""How are API keys made, seen and revoked? The sub-commands of `peerline key`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.callers import Role
from cli.console import Json, say, settings

if TYPE_CHECKING:
    from workspace.keys import Key

app = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)


@app.command()
def create(
    subject: Annotated[str, typer.Option(help="Whose it is: an id, never a name.")],
    role: Annotated[Role, typer.Option(help="What it may read; see docs/rights.md.")],
    territory: Annotated[
        str, typer.Option(help="States of a liaison's territory, such as IL,DE.")
    ] = "",
    expires_in_days: Annotated[
        int | None, typer.Option(help="Days until it expires; else it does not.")
    ] = None,
    documents_only: Annotated[
        bool | None,
        typer.Option(
            "--documents-only/--any-document",
            help="Whether it may send trusted documents only; else a liaison's may.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Make a key and show it, this once."""
    from workspace import keys

    states = [state for state in territory.replace(" ", "").split(",") if state]
    how = (subject, role.value, states, expires_in_days, documents_only)
    clear, key = keys.create(settings(), *how)
    say(
        json,
        {"key": clear} | asdict(key),
        lambda: (
            f"{clear}\nThis is shown once. Send it as `Authorization: Bearer …`; "
            f"revoke it by `peerline key revoke {key.prefix}`."
        ),
    )


@app.command("list")
def listed(json: Json = False) -> None:
    """Every key without its secret: whose it is, and whether it still opens the door."""
    from workspace.keys import keys

    known = keys(settings())

    def text() -> Any:
        from cli.terminal.outlines import outline

        return outline({"keys": [_row(key) for key in known]})

    say(json, [asdict(key) for key in known], text)


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(help="Its number or beginning; see `peerline key list`.")],
    json: Json = False,
) -> None:
    """Close the door to a key, at once."""
    from workspace import keys

    revoked = keys.revoke(settings(), key)
    say(json, asdict(revoked), lambda: f"{revoked.prefix} of {revoked.subject} is revoked.")


def _row(key: Key) -> dict[str, str]:
    from datetime import UTC, datetime

    until = f"until {key.expires_at:%Y-%m-%d}" if key.expires_at else "opens"
    state = until if key.stands(datetime.now(UTC)) else "revoked" if key.revoked_at else "expired"
    return {
        "number": str(key.number),
        "key": key.prefix,
        "subject": key.subject,
        "role": key.role,
        "territory": ", ".join(key.territory),
        "documents": "trusted" if key.documents_only else "any",
        "state": state,
    }
