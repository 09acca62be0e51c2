"""How does a steward say who is who? One sub-command of `peerline judge` per kind of judgement.

Persons are named by id, NPI, ORCID iD or a mention; `peerline refresh` brings the graph to what was
judged.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer(help="Say who is who, against or beside the model.", no_args_is_help=True)
By = Annotated[str, typer.Option(help="Who judges.")]
Why = Annotated[str, typer.Option(help="The reason, for whoever reads it later.")]
Who = Annotated[str, typer.Argument(help="Person's id, NPI, ORCID iD or a mention.")]
Mention = Annotated[str, typer.Argument(help="A mention, such as pubmed:38000001:2.")]


@app.command()
def same(one: Who, other: Who, by: By, why: Why, json: Json = False) -> None:
    """Two persons are one."""
    from identity.naming import mentions_of
    from lake.current import Lake

    lake = Lake(settings().home)
    _judge(
        "same", mentions_of(lake, one), mentions_of(lake, other), f"{one}, {other}", by, why, json
    )


@app.command()
def different(one: Mention, other: Mention, by: By, why: Why, json: Json = False) -> None:
    """Two mentions are not of one person."""
    from identity.naming import one_mention
    from lake.current import Lake

    lake = Lake(settings().home)
    pair = [one_mention(lake, one)], [one_mention(lake, other)]
    _judge("different", *pair, f"{one}, {other}", by, why, json)


@app.command("not-hers")
def not_hers(
    person: Who,
    record: Annotated[str, typer.Argument(help="PMID, NCT number or mention.")],
    by: By,
    why: Why,
    json: Json = False,
) -> None:
    """A paper or trial is not this person's."""
    from identity.naming import apart
    from lake.current import Lake

    here, others = apart(Lake(settings().home), person, record)
    _judge("different", here, others, f"{record} is not of {person}", by, why, json)


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


def _judge(
    kind: str, one: list[str], other: list[str], about: str, by: str, why: str, json: bool
) -> None:
    from workspace.judgements import judge

    found = judge(settings(), kind, one, other, about, by, why)
    touched = f"{len(one)} and {len(other)} mentions"
    say(
        json,
        asdict(found),
        lambda: (
            f"Judgement {found.number}: {kind}, of {touched}. "
            "Run `peerline refresh` to bring the graph up to date."
        ),
    )
