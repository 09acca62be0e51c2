"""A collector of OpenTelemetry gets spans of requests and statements, and none of their words."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from neo4j import Driver
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from serving_command import command_serving, until_ready

from api.tally import digest
from schema.settings import Settings

TEXT = '{ person(id: "P1") { name } }'
TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


class Collector(ThreadingHTTPServer):
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Keeping)
        self.bodies: list[bytes] = []

    def spans(self) -> list[Span]:
        return [
            span
            for body in self.bodies
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]


class Keeping(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        self.server.bodies.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_request_and_its_statement_are_spans_of_the_caller_s_trace(
    graph: Driver,
    server: Settings,
    tmp_path: Path,
    unused_port: int,
    collector: Collector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host, port = collector.server_address[:2]
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://{host!s}:{port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    process = command_serving(server, tmp_path, unused_port)
    url = f"http://127.0.0.1:{unused_port}"
    try:
        until_ready(url)
        traced = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
        answer = httpx.post(f"{url}/graphql", json={"query": TEXT}, headers=traced)
        assert answer.json()["data"] == {"person": {"name": "Ada Quill"}}
        process.terminate()
        assert process.wait(60) is not None
    finally:
        if process.poll() is None:
            process.kill()
    spans = [span for span in collector.spans() if span.trace_id.hex() == TRACE]
    (request,) = (span for span in spans if span.name == "request")
    (statement,) = (span for span in spans if span.name == "statement")
    assert request.parent_span_id.hex() == PARENT
    assert statement.parent_span_id == request.span_id
    told = {each.key: each.value for each in request.attributes}
    assert told["peerline.operation"].string_value == digest(TEXT)
    assert told["peerline.statements"].int_value == 1
    assert not any(
        word in body for body in collector.bodies for word in (b"Ada", b"P1", b"person(")
    )


def test_without_a_collector_there_is_nothing_to_install() -> None:
    """The packages that send are hidden from the process."""
    program = (
        "import os, sys\n"
        "sys.modules['opentelemetry.exporter.otlp.proto.http.trace_exporter'] = None\n"
        "from api import tracing\n"
        "from api.starting import MayNotStart\n"
        "tracing.begin()\n"
        "os.environ[tracing.ENDPOINT] = 'http://127.0.0.1:1'\n"
        "try:\n    tracing.begin()\nexcept MayNotStart as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "install `peerline[telemetry]`" in done.stdout, done.stderr
