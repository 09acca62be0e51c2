"""How does a steward say who is who? One sub-command of `peerline judge` per kind of judgement.

Persons are named by id, NPI, ORCID iD or a mention; `peerline refresh` brings the graph to what was
judged.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, say, settings

if TYPE_CHECKING:
    from workspace.naming import Sides

app = typer.Typer(help="Say who is who, against or beside the model.", no_args_is_help=True)
By = Annotated[str, typer.Option(help="Who judges.")]
Why = Annotated[str, typer.Option(help="The reason, for whoever reads it later.")]
Who = Annotated[str, typer.Argument(help="Person's id, NPI, ORCID iD or a mention.")]
Mention = Annotated[str, typer.Argument(help="A mention, such as pubmed:38000001:2.")]


@app.command()
def same(one: Who, other: Who, by: By, why: Why, json: Json = False) -> None:
    """Two persons are one."""
    from workspace.naming import same as named

    _judge(named(settings(), one, other), by, why, json)


@app.command()
def different(one: Mention, other: Mention, by: By, why: Why, json: Json = False) -> None:
    """Two mentions are not of one person."""
    from workspace.naming import different as named

    _judge(named(settings(), one, other), by, why, json)


@app.command("not-hers")
def not_hers(
    person: Who,
    record: Annotated[str, typer.Argument(help="PMID, NCT number or mention.")],
    by: By,
    why: Why,
    json: Json = False,
) -> None:
    """A paper or trial is not this person's."""
    from workspace.naming import not_hers as named

    _judge(named(settings(), person, record), by, why, json)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The judgement; see `peerline judge list`.")],
    by: By,
    why: Why,
    json: Json = False,
) -> None:
    """Take a judgement back; it stays in the list, marked."""
    from workspace.judgements import undo as run

    found = run(settings(), number, by, why)
    say(
        json,
        asdict(found),
        lambda: (
            f"Judgement {number} is undone. Run `peerline refresh` to bring the graph up to date."
        ),
    )


@app.command("list")
def listed(json: Json = False) -> None:
    """Every judgement with author, time and reason, those undone too."""
    from workspace.judgements import judgements

    found = judgements(settings())

    def text() -> Any:
        from cli.terminal.judgements import judged

        return judged(found)

    say(json, [asdict(one) for one in found], text)


def _judge(sides: Sides, by: str, why: str, json: bool) -> None:
    from workspace.judgements import judge

    found = judge(settings(), sides.kind, sides.one, sides.other, sides.about, by, why)
    touched = f"{len(sides.one)} and {len(sides.other)} mentions"
    say(
        json,
        asdict(found),
        lambda: (
            f"Judgement {found.number}: {sides.kind}, of {touched}. "
            "Run `peerline refresh` to bring the graph up to date."
        ),
    )
