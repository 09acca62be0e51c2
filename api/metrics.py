"""How many operations, how long, how many wait, and what was refused? For Prometheus.

With several workers each writes files in `PROMETHEUS_MULTIPROC_DIR`, and any tells the sums.
"""

from __future__ import annotations

import os
from typing import Literal

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import Response

MOST_OPERATIONS = 200
BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
_SUM: Literal["livesum"] = "livesum"

ANSWERED = Counter(
    "peerline_operations",
    f"Operations by digest of their text (the first {MOST_OPERATIONS}, else `other`) and status.",
    ["operation", "status"],
)
SECONDS = Histogram("peerline_operation_seconds", "From request to answer.", buckets=BUCKETS)
REFUSED = Counter("peerline_refusals", "Errors told to callers, by their code.", ["code"])
RUNNING = Gauge("peerline_operations_running", "Under way.", multiprocess_mode=_SUM)
WAITING = Gauge("peerline_operations_waiting", "Waiting for their turn.", multiprocess_mode=_SUM)
IN_USE = Gauge(
    "peerline_database_connections_in_use", "Statements under way.", multiprocess_mode=_SUM
)
STATEMENT_SECONDS = Histogram(
    "peerline_statement_seconds", "From statement to its last row.", buckets=BUCKETS
)
_known: set[str] = set()


def label(operation: str | None) -> str:
    """The label of an operation; callers who vary their texts do not make new ones forever."""
    if operation is None:
        return "none"
    if len(_known) < MOST_OPERATIONS:
        _known.add(operation)
    return operation if operation in _known else "other"


def told(_: Request) -> Response:
    """Everything counted so far, as Prometheus reads it."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
