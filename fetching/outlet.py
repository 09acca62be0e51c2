"""What is an outlet, and which ones are there?

An outlet is where a publisher gives out the files of one source, and how they are brought. Its name
is the source's, so that they can be loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

import fetching
from fetching.cache import Arrival
from fetching.visit import Visit

# Minutes, hours or days.
EVERY = r"^[1-9]\d{0,4}[mhd]$"


class Options(BaseModel):
    """What a user may say of any source in `sources.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    address: str | None = Field(
        default=None,
        pattern=r"^https?://[^/\s]+$",
        description="Ask here in place of the publisher, such as a mirror: scheme and host",
    )
    every: str | None = Field(
        default=None,
        pattern=EVERY,
        description="Ask no oftener than this, such as 12h or 7d; else at every sync",
    )


Chosen = TypeVar("Chosen", bound=Options)


@dataclass(frozen=True)
class Key:
    """A publisher's key: the setting that holds it, the host and parameter that it is sent to, and
    the seconds between two requests with it."""

    setting: str
    host: str
    parameter: str
    pace: float


@dataclass(frozen=True)
class Outlet(Generic[Chosen]):
    """One publisher's files for one source. `fetch` brings them and gives all that the publisher
    names now, in the order in which they are to be loaded. `hosts` are the publisher's own. Files
    of a series that is `ordered` build on one another and on those before: after one that is
    refused, none is loaded. Files of a series that is `unread` are kept for people; no loader reads
    them."""

    name: str
    title: str
    hosts: tuple[str, ...]
    options: type[Chosen]
    fetch: Callable[[Visit[Chosen]], list[Arrival]]
    pace: float = 0.2
    key: Key | None = None
    ordered: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@cache
def outlets() -> dict[str, Outlet[Any]]:
    """Every outlet by name, found by the presence of its module."""
    named: dict[str, Outlet[Any]] = {}
    for module in iter_modules(fetching.__path__):
        for outlet in getattr(import_module(f"fetching.{module.name}"), "OUTLETS", ()):
            named[outlet.name] = outlet
    return dict(sorted(named.items()))
