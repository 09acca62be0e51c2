"""Which documents may be asked by their digest? The sub-commands of `peerline document`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer(help="Register and list trusted documents.", no_args_is_help=True)


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(help="Files of one GraphQL document each.")],
    json: Json = False,
) -> None:
    """Register documents, all of the files or none, and print their ids."""
    from workspace.documents import register

    texts = [(file.name, _text(file)) for file in files]
    made = [register(settings(), *text)[0] for text in texts]
    rows = [{"id": one.id, "name": one.name} for one in made]
    say(json, rows, lambda: "\n".join(f"{one.name}\n{one.id}" for one in made))


@app.command("list")
def listed(json: Json = False) -> None:
    """Every registered document by name."""
    from workspace.documents import documents

    known = documents(settings())

    def text() -> Any:
        from cli.terminal.outlines import outline

        rows = [
            {"name": one.name, "id": one.id, "registered on": f"{one.at:%Y-%m-%d}"} for one in known
        ]
        return outline({"documents": rows})

    say(json, [asdict(one) for one in known], text)


def _text(file: Path) -> str:
    """The document in a file, letter for letter. Raises `NotADocument` where it is not one that
    could be asked."""
    from graphql import GraphQLError, OperationType

    from api.callers import Role
    from api.reviewing import reviewed
    from api.schema import schema
    from workspace.documents import LONGEST_TEXT, NotADocument

    with file.open("rb") as opened:
        content = opened.read(4 * LONGEST_TEXT + 1)
    try:
        text = content.decode()
        if len(text) > LONGEST_TEXT:
            raise NotADocument(f"{file} is longer than {LONGEST_TEXT} characters")
        reviewed(schema._schema, text, Role.ADMIN, frozenset(OperationType))
    except UnicodeDecodeError:
        raise NotADocument(f"{file} is not UTF-8; give a GraphQL document") from None
    except GraphQLError as error:
        raise NotADocument(f"{file}: {error.message}") from None
    return text
