"""Whom would a rule take in? The sub-commands of `peerline segments`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer(help="Choose people by rules that can be read.", no_args_is_help=True)

DRY_RUN = """
{ segmentDryRun(rule: %s, than: %s, first: %d) {
    clauses persons stays enters leaves
    changes { move person { personId name specialty state }
      outcomes { clause isOfRule holds value } } } }"""
_RULE = "An objective's name, a file, or the text of a rule, such as '{trialCount: {gte: 2}}'."


@app.command("objectives")
def listed(json: Json = False) -> None:
    """What medical affairs sets out to do, each with its rule."""
    from api.objectives import ruled

    def text() -> str:
        return "\n\n".join(f"{one.title} ({one.name})\n{one.why}\n{one.rule}" for one in ruled())

    say(json, [one._asdict() for one in ruled()], text)


@app.command("try")
def tried(
    rule: Annotated[str, typer.Argument(help=_RULE)],
    than: Annotated[str | None, typer.Option(help="The rule before, given likewise.")] = None,
    first: Annotated[int, typer.Option(help="How many to tell of, each way, 0 to 100.")] = 10,
    json: Json = False,
) -> None:
    """Whom the rule takes in, who comes and who goes, and for which of its parts."""
    from cli.serving import ask
    from cli.terminal.segments import dry_run

    asked = DRY_RUN % (_literal(rule), "null" if than is None else _literal(than), first)
    found: dict[str, Any] = ask(settings(), asked, {})["segmentDryRun"]
    say(json, found, lambda: dry_run(found))


def _literal(given: str) -> str:
    """The rule that a name, a file or a text gives, as a question writes it."""
    from graphql import GraphQLError, ObjectValueNode, parse_value, print_ast

    from api.objectives import ruled

    known = {one.name: one.rule for one in ruled()}
    if given in known:
        text = known[given]
    elif given.lstrip().startswith("{"):
        text = given
    elif Path(given).is_file():
        text = Path(given).read_text(encoding="utf-8")
    else:
        names = ", ".join(known)
        raise typer.BadParameter(f"{given!r} is no objective ({names}), no file and no rule")
    try:
        value = parse_value(text)
    except (GraphQLError, RecursionError) as error:
        said = error.message if isinstance(error, GraphQLError) else "it nests too deep"
        raise typer.BadParameter(f"the rule cannot be read: {said}") from None
    if not isinstance(value, ObjectValueNode):
        raise typer.BadParameter('a rule is a PersonFilter in braces, such as {state: {eq: "IL"}}')
    return print_ast(value)
