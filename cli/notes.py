"""What have we noted on a person? The sub-commands of `peerline note`."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer(
    help="Note something on a person, for those of your function.", no_args_is_help=True
)

FIELDS = "id personId text owner function isShared writtenAt"
ADD = f"""mutation($person: String!, $text: String!, $shared: Boolean!) {{
  saveNote(person: $person, text: $text, isShared: $shared) {{ note {{ {FIELDS} }} }} }}"""
LIST = f"""query($person: String!, $first: Int!) {{
  notes(person: $person, first: $first) {{ {FIELDS} }}
  lastTouch(person: $person) {{ on functions channel logFrom logUntil }} }}"""
REMOVE = f"mutation($id: ID!) {{ deleteNote(id: $id) {{ note {{ {FIELDS} }} }} }}"
Person = Annotated[str, typer.Argument(help="NPI, ORCID iD, id or name.")]


@app.command("add")
def added(
    person: Person,
    text: Annotated[str, typer.Argument(help="What to keep, in plain lines.")],
    shared: Annotated[
        bool, typer.Option("--shared", help="Let all of your function read it.")
    ] = False,
    json: Json = False,
) -> None:
    """Keep a note on a person, for the function of PEERLINE_PURPOSE."""
    from cli.client import find
    from cli.serving import ask

    asked = partial(ask, settings())
    given: dict[str, Any] = {"text": text, "shared": shared}
    given["person"] = find(asked, person)["personId"]
    made = asked(ADD, given)["saveNote"]["note"]
    read_by = "by all of that function" if shared else "by you alone"
    words = f"Note {made['id']} is kept for {_function(made)} purposes, read {read_by}."
    say(json, made, lambda: words)


@app.command("list")
def listed(
    person: Person,
    first: Annotated[int, typer.Option(help="How many, 1 to 100.")] = 20,
    json: Json = False,
) -> None:
    """The notes on a person, the newest first, and when anybody of us was there last."""
    from cli.client import find
    from cli.serving import ask
    from cli.terminal.notes import notes

    asked = partial(ask, settings())
    who = find(asked, person)
    found = asked(LIST, {"person": who["personId"], "first": first})
    say(json, found, lambda: notes(who["name"], found))


@app.command("remove")
def removed(
    number: Annotated[str, typer.Argument(help="Its number, as `peerline note list` has it.")],
    json: Json = False,
) -> None:
    """Forget an own note."""
    from cli.serving import ask

    gone = ask(settings(), REMOVE, {"id": number})["deleteNote"]["note"]
    say(json, gone, lambda: f"Note {gone['id']} is gone.")


def _function(note: dict[str, Any]) -> str:
    return str(note["function"]).lower().replace("_", " ")
