"""A publisher on loopback, and a way to it whose waits are written down and not waited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from publisher import Publisher, publishing

from cli.syncing import Errand
from fetching.cache import Cache
from fetching.outlet import outlets
from fetching.patience import Limits
from fetching.transfer import Transfer
from fetching.visit import Visit
from schema.settings import Settings

QUICK = Limits(attempts=4, read_seconds=0.4, free_bytes=0)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with publishing() as at:
        yield at


@pytest.fixture
def waits() -> list[float]:
    """The waits that were asked for, in seconds."""
    return []


@pytest.fixture
def transfer(waits: list[float]) -> Iterator[Transfer]:
    way = Transfer(waits.append, pace=0, limits=QUICK)
    yield way
    way.close()


@pytest.fixture
def visit(publisher: Publisher, transfer: Transfer, tmp_path: Path) -> Callable[..., Visit[Any]]:
    """A function that begins a visit for an outlet with options; its publisher is the test's."""

    def begin(name: str, **options: Any) -> Visit[Any]:
        outlet = outlets()[name]
        chosen = outlet.options(address=publisher.address, **options)
        return Visit(transfer, Cache(tmp_path, name), chosen, outlet.hosts, publisher.address)

    return begin


@pytest.fixture
def errand(waits: list[float], tmp_path: Path) -> Errand:
    """Visits into a home of the test's own."""
    return Errand(Settings(home=tmp_path), waits.append, lambda: False, limits=QUICK)
