"""What does an algorithm declare of itself?

Its module offers `ALGORITHM`; the page of algorithms and the order of the work are made of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from lake.code import of_code
from schema.vocabulary import Declared

Classes = tuple[type[Declared], ...]


@dataclass(frozen=True)
class Algorithm:
    """What it is called, its module's docstring (the question, then the method), the classes of the
    graph that it reads and writes, and when not to trust it."""

    name: str
    about: str
    reads: Classes
    writes: Classes
    distrust: str

    @property
    def question(self) -> str:
        """The question that it answers."""
        return " ".join(self.about.strip().split("\n\n")[0].split())

    @property
    def method(self) -> str:
        """How it answers, and how to read the number; empty where the question says it all."""
        return "\n\n".join(self.about.strip().split("\n\n")[1:])


def code() -> str:
    """A digest of all algorithms with what they were taught: another one may find otherwise."""
    return of_code(Path(__file__).parent)


def declared() -> Iterator[tuple[str, Algorithm]]:
    """Every algorithm with the name of its module, found by presence, room by room."""
    package = import_module("algorithms")
    for module in walk_packages(package.__path__, "algorithms."):
        found = getattr(import_module(module.name), "ALGORITHM", None)
        if isinstance(found, Algorithm):
            yield module.name, found
