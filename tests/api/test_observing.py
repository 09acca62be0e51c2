"""What an operator sees: ids in and out, lines without words of the question, and numbers."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver
from starlette.testclient import TestClient

from api import metrics
from api.app import application
from api.observing import Lines
from api.schema import schema
from api.tally import digest, objects_in
from schema.settings import Settings

TEXT = 'query whose { person(id: "P1") { name ties { nodes { name } } } sources { name } }'


@pytest.fixture
def client(server: Settings, tmp_path: Path) -> Iterator[TestClient]:
    elsewhere = {"home": tmp_path} if server.neo4j_uri else {}
    app = application(server.model_copy(update=elsewhere), schema)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        yield client


def _counted(client: TestClient, sample: str) -> float:
    """The value of a sample of the metrics, 0 where there is none yet."""
    found = re.search(rf"^{re.escape(sample)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_a_well_formed_id_goes_through_and_others_are_replaced(client: TestClient) -> None:
    given = client.get("/health", headers={"x-request-id": "desk-42.a_B"})
    assert given.headers["x-request-id"] == "desk-42.a_B"
    for bad in ("", "a b", "a" * 65, "<script>", 'x"y', "é".encode().decode("latin-1")):
        raw = [(b"x-request-id", bad.encode("latin-1"))]
        answer = client.get("/health", headers=raw)
        assert re.fullmatch("[0-9a-f]{12}", answer.headers["x-request-id"])


def test_what_is_refused_has_an_id_too(client: TestClient) -> None:
    for answer in (
        client.get("/graphql"),
        client.post("/graphql", content=b"{"),
        client.post("/graphql", json={}, headers={"host": "evil.example"}),
    ):
        assert answer.status_code >= 400
        assert re.fullmatch("[0-9a-f]{12}", answer.headers["x-request-id"])


def test_a_fault_of_ours_is_told_by_the_id_of_its_request(server: Settings, tmp_path: Path) -> None:
    """The database does not exist."""
    own = {"home": tmp_path} if server.neo4j_uri else {}
    nowhere = server.model_copy(update=own | {"neo4j_database": "nosuchplace"})
    app = application(nowhere, schema)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        answer = client.post("/graphql", json={"query": TEXT}, headers={"x-request-id": "desk-42"})
    assert {error["extensions"]["request"] for error in answer.json()["errors"]} == {"desk-42"}


def test_a_line_says_what_was_asked_without_its_words(
    client: TestClient, graph: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    """Ada, whose one tie leads to Bo: one object in a list, and no source."""
    with caplog.at_level(logging.INFO, "peerline.requests"):
        client.post("/graphql", json={"query": TEXT}, headers={"x-request-id": "desk-42"})
    (record,) = [one for one in caplog.records if one.name == "peerline.requests"]
    line = json.loads(Lines().format(record))
    assert (line["request"], line["status"], line["role"]) == ("desk-42", 200, "admin")
    assert line["operation"] == digest(TEXT)
    assert line["fields"] == ["person", "sources"]
    assert (line["rows"], line["statements"], line["cost"]) == (1, 1, 1)
    assert line["ms"] >= line["databaseMs"] / 2 > 0
    for word in ("Ada", "P1", "whose", "Quill"):
        assert word not in json.dumps(line)


def test_a_fault_in_the_log_has_places_and_no_words() -> None:
    try:
        raise ValueError("Ada Quill")
    except ValueError as error:
        fault = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("peerline.api", 40, "", 0, "request %s failed", ("a1",), fault)
    line = Lines().format(record)
    assert json.loads(line)["fault"] == "ValueError"
    assert json.loads(line)["message"] == "request a1 failed"
    assert "test_observing.py" in line
    assert "Ada" not in line


def test_metrics_count_operations_refusals_and_statements(
    client: TestClient, graph: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics, "_known", set())  # other tests have asked more than are told apart
    text = '{ paper(pmid: "101") { title } }'
    answered = f'peerline_operations_total{{operation="{digest(text)}",status="200"}}'
    refused = 'peerline_refusals_total{code="BAD_USER_INPUT"}'
    before = [_counted(client, one) for one in (answered, refused)]
    client.post("/graphql", json={"query": text})
    client.post("/graphql", json={"query": "{ nothing }"})
    client.post("/graphql", content=b"", headers={"content-type": "application/json"})
    after = [_counted(client, one) for one in (answered, refused)]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 2]
    looks = (client.get("/ready").json().get("reason") for _ in range(20_000))
    assert any(reason != "warming up" for reason in looks)  # that, too, asks the database
    for gauge in ("operations_running", "operations_waiting", "database_connections_in_use"):
        assert _counted(client, f"peerline_{gauge}") == 0
    assert _counted(client, "peerline_statement_seconds_count") > 0
    assert "whose" not in client.get("/metrics").text


def test_callers_who_vary_their_texts_make_no_labels_forever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metrics, "_known", set())
    labels = {metrics.label(digest(str(n))) for n in range(1_000)}
    assert len(labels) == metrics.MOST_OPERATIONS + 1
    assert "other" in labels
    assert metrics.label(digest("0")) == digest("0")


def test_objects_are_counted_in_lists_at_any_depth() -> None:
    """Two rows, of which one has three rows of its own; a list of texts has none."""
    data = {"people": {"nodes": [{"ties": [{}, {}, {}], "otherNames": ["a", "b"]}, {"ties": []}]}}
    assert objects_in(data) == 5
    assert objects_in(None) == 0
