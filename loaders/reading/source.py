"""What is a source, and which ones are there?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import loaders
from lake.delivery import Delivery
from loaders.reading.contract import Contract
from loaders.reading.own_sources import NoSource, offered
from schema.settings import settings
from schema.vocabulary import Declared


@dataclass(frozen=True)
class Source:
    """A publisher's files of one format. `read` states what a file says to the delivery, in bounded
    memory; it raises `lake.delivery.Refused` where the file as a whole cannot be taken. Where a
    file `replaces_a_scope`, such as a program year, loading says which file of it stands. Files of
    the user's own have the layout that a `contract` gives."""

    name: str
    title: str
    publisher: str
    address: str
    terms: str
    suffixes: tuple[str, ...]
    states: tuple[type[Declared], ...]
    read: Callable[[Path, Delivery], None]
    replaces_a_scope: bool = False
    contract: Contract | None = None


def sources() -> dict[str, Source]:
    """Every source by name, found by the presence of its module: in the room, and in the folder of
    the user's own. Raises `NoSource`."""
    return _sources(settings().loaders)


@cache
def _sources(folder: Path | None) -> dict[str, Source]:
    found = {}
    for module in iter_modules(loaders.__path__):
        source = getattr(import_module(f"loaders.{module.name}"), "SOURCE", None)
        if isinstance(source, Source):
            found[source.name] = source
    for file, source in offered(folder) if folder else ():
        if not isinstance(source, Source):
            raise NoSource(f"{file} offers no SOURCE, a loaders.reading.source.Source")
        if source.name in found:
            raise NoSource(f"{file} calls its source {source.name!r}, as another one is called")
        found[source.name] = source
    return dict(sorted(found.items()))
