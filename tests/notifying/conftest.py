"""A receiver, a workspace that may write to it, and a clock."""

from collections.abc import Iterator

import pytest
from raising import Clock
from receiving import Receiver, receiving

from schema.settings import Settings


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks that listens on loopback."""
    with receiving() as one:
        yield one


@pytest.fixture
def at(workspace: Settings, receiver: Receiver) -> Settings:
    """A workspace whose server may post to the receiver."""
    return workspace.model_copy(update={"webhook_hosts": (receiver.host,)})


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until it is moved."""
    return Clock()
