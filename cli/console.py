"""How does a command say what it found: as JSON for programs, as text for people?"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

notes, out = Console(stderr=True), Console()
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def say(json: bool, found: Any, text: str | None = None) -> None:
    """Print what was found as JSON, or as `text`, or as an outline of it."""
    if json:
        print_json(found)
    elif text is None:
        from cli.terminal import outline

        out.print(outline(found))
    else:
        out.print(text, highlight=False)


def print_json(found: Any) -> None:
    """Print as indented JSON; what JSON has no form for, such as a path, as its text."""
    sys.stdout.write(orjson.dumps(found, default=str, option=orjson.OPT_INDENT_2).decode() + "\n")
