"""How does a command say what it has to say: as JSON for programs, as text for people?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import ProgressColumn

    from schema.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Step = Callable[[str], None]


def settings() -> Settings:
    """The settings that the environment gives now."""
    # Imported here, as all that a command needs: `peerline --help` needs none of it.
    from schema.settings import settings as read

    return read()


@cache
def out() -> Console:
    """Where answers go."""
    from rich.console import Console

    return Console()


@cache
def notes() -> Console:
    """Where progress and errors go."""
    from rich.console import Console

    return Console(stderr=True)


def say(json: bool, answer: object, text: Callable[[], RenderableType | str]) -> None:
    """Print the answer as JSON, or as the text that `text` makes of it."""
    if json:
        print_json(answer)
    else:
        out().print(text(), highlight=False)


def say_outline(json: bool, answer: dict[str, Any]) -> None:
    """Print names and values as JSON, or as an outline."""

    def text() -> RenderableType:
        from cli.terminal.outlines import outline

        return outline(answer)

    say(json, answer, text)


def print_json(answer: object) -> None:
    """Print as indented JSON; what JSON has no form for, such as a path, as its text."""
    import orjson

    sys.stdout.write(orjson.dumps(answer, default=str, option=orjson.OPT_INDENT_2).decode() + "\n")


@contextmanager
def steps(quiet: bool = False) -> Iterator[Step]:
    """A function that is told each step as it begins: on a terminal one line that turns, elsewhere
    a line a step with the seconds that it took."""
    if quiet:
        yield lambda _: None
    elif notes().is_terminal:
        with notes().status("") as status:
            yield lambda step: status.update(f"{step} …")
    else:
        lines = _Lines()
        yield lines.begin
        lines.end()


class _Lines:
    """Steps as lines of a log, each written when it has ended; what stands behind a colon is a part
    of its step."""

    def __init__(self) -> None:
        self.step, self.began = "", monotonic()

    def begin(self, step: str) -> None:
        whole = step.partition(":")[0]
        if whole != self.step:
            self.end()
            self.step, self.began = whole, monotonic()

    def end(self) -> None:
        if self.step:
            notes().print(f"  {self.step}: {monotonic() - self.began:.1f} s", highlight=False)
        self.step = ""


@contextmanager
def bar(what: str, total: int, quiet: bool) -> Iterator[Callable[[], Any]]:
    """A bar of `total` things, and the function that counts one of them done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=notes(), disable=quiet) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


Come = Callable[[str, int, int | None], None]


@contextmanager
def transfers(quiet: bool) -> Iterator[tuple[Come, Step]]:
    """Two functions: one is told a file's name, the bytes that are here, and all there will be; the
    other each step as it begins. On a terminal a bar with what has come, how fast, and the time
    that remains; elsewhere a line a step with the seconds that it took."""
    if quiet or not notes().is_terminal:
        with steps(quiet) as step:
            yield (lambda *_: None), step
        return
    from rich.progress import Progress

    with Progress(*_of_transfers(), console=notes(), transient=True) as progress:
        current = ""

        def begin(what: str, total: int | None) -> None:
            # One comes at a time: the bar is the next one's once it is whole.
            nonlocal current
            current = what
            for task in progress.task_ids:
                progress.remove_task(task)
            progress.add_task(what, total=total)

        def come(name: str, size: int, total: int | None) -> None:
            if name != current:
                begin(name, total)
            progress.update(progress.task_ids[0], completed=size)

        def step(what: str) -> None:
            begin(f"{what} …", None)

        yield come, step


def _of_transfers() -> tuple[ProgressColumn, ...]:
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    name = TextColumn("{task.description}")
    return name, BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
