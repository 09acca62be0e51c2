"""Where does a request's time go, as a collector of OpenTelemetry sees it?

A request is a span, each of its statements one below it; the header `traceparent` makes it part of
the caller's trace. A span has no query's text, no variable and no name. Without
`OTEL_EXPORTER_OTLP_ENDPOINT` nothing is kept and nothing leaves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind

from api.starting import MayNotStart
from api.tally import Tally

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_TRACER = trace.get_tracer("peerline")


def begin() -> None:
    """Send spans to the collector that the environment names. Raises `MayNotStart` where one is
    named and the extra that can send is missing."""
    if not os.environ.get(ENDPOINT):
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise MayNotStart(
            f"{ENDPOINT} is set, and what sends traces is not installed; install "
            "`peerline[telemetry]`, or unset it"
        ) from None
    provider = TracerProvider(resource=Resource.create({"service.name": "peerline"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


def end() -> None:
    """Send what has not been sent yet."""
    shutdown = getattr(trace.get_tracer_provider(), "shutdown", None)  # of one that sends
    if shutdown:
        shutdown()


@contextmanager
def request(headers: Mapping[str, str], tally: Tally) -> Iterator[None]:
    """The span of a request, below the caller's where the headers name one, with what its tally
    says at the end."""
    at = extract(headers)
    with _TRACER.start_as_current_span("request", at, SpanKind.SERVER) as span:
        try:
            yield
        finally:
            if span.is_recording():
                known = vars(tally) | {"database_seconds": None}
                span.set_attributes({f"peerline.{k}": v for k, v in known.items() if v is not None})


@contextmanager
def statement() -> Iterator[None]:
    """The span of one statement of the request under way."""
    with _TRACER.start_as_current_span("statement", kind=SpanKind.CLIENT):
        yield
