"""Lists that later years can judge. One sub-command of `peerline freeze` per list."""

from __future__ import annotations

from typing import Annotated, Any

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
    """Freeze the list of emerging experts of a year, with its digest, in the home's `frozen`; judge
    it where its three years are over."""
    from datetime import UTC, datetime

    from algorithms.emerging.freezing import freeze
    from algorithms.emerging.frozen import FOLDER, frozen_list
    from algorithms.emerging.judging import judge
    from graph.publishing import last_published
    from lake.ledger import writing

    home, now = settings().home, datetime.now(UTC)
    drawn = last_published(home)
    with writing(home, "freeze"):
        name = freeze(home, drawn, as_of, now)
        judge(home, drawn, now)
    one = frozen_list(home, name)
    assert one
    found = _told(one)

    def text() -> str:
        from cli.terminal.frozen import sentence

        place = home / FOLDER / name
        said = f"{found['persons']} people in {place}\nSHA-256 {found['sha256']}"
        return f"{said}\n{sentence(found)}"

    say(json, {"path": str(home / FOLDER / name), **found}, text)


@app.command("list")
def listed(json: Json = False) -> None:
    """Every frozen list, whether it is as it was written, and how right it was."""
    from algorithms.emerging.frozen import frozen_lists

    found = [_told(one) for one in frozen_lists(settings().home)]

    def text() -> Any:
        from cli.terminal.frozen import lists

        return lists(found)

    say(json, found, text)


def _told(one: Any) -> dict[str, Any]:
    """A list as JSON has it: what it is, whether it is whole, and how right it was."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from algorithms.emerging.frozen import Damaged, Judgement, judgement_of

    if isinstance(one, Damaged):
        return {"file": one.file, "isWhole": False, "fault": one.fault}
    found = judgement_of(settings().home, one, datetime.now(UTC).date())
    judged = None
    if isinstance(found, Judgement):
        judged = {
            "judgedAt": found.judged_at.isoformat(),
            "knownUntil": str(found.known_until),
            "candidates": found.candidates,
            "base": round(found.base, 4),
            "parts": [asdict(part) for part in found.parts],
        }
    return {
        "file": one.file,
        "isWhole": True,
        "asOf": str(one.as_of),
        "frozenAt": one.frozen_at.isoformat(),
        "isInHindsight": one.is_in_hindsight,
        "outcome": one.outcome,
        "sha256": one.sha256,
        "persons": len(one.persons),
        "judgement": judged,
        "unjudged": found if isinstance(found, str) else None,
    }
