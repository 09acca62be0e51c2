"""Which rule does a word of the command line mean: an objective's name, a file, or its text?"""

from __future__ import annotations

from pathlib import Path

import typer

RULE = "An objective's name, a file, or the text of a rule, such as '{trialCount: {gte: 2}}'."


def literal(given: str) -> str:
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
