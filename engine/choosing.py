"""Which engine do the settings choose?"""

from __future__ import annotations

from engine.engine import Engine
from schema.settings import Settings


def engine_of(settings: Settings) -> Engine | None:
    """The engine that the settings choose, none where it is this machine's cores; nothing is
    started before there is work."""
    if settings.engine == "local":
        return None
    from engine.spark import Spark

    return Spark(settings.spark_master, settings.home / "spill")
