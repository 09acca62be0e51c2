"""A notebook's client gives answers as Python has them, and errors by their kind."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pandas as pd
import pytest
from cookbook import QUESTIONS, person
from neo4j import Driver

from peerline import client as c

BY_NAME = {question.name: question for question in QUESTIONS}


def test_an_answer_is_as_the_api_gives_it(client: c.Client) -> None:
    question = BY_NAME["PaymentsByCompanyAndYear"]
    data = client.ask(question.text, **question.variables)
    assert data["person"]["receivedUsd"] == "9680.85"
    assert client.ask("{ __typename }") == {"__typename": "Query"}


def test_rows_of_every_page_are_a_frame_with_its_types(client: c.Client) -> None:
    frame = client.frame(
        """query ($from: Date!) { payments(filter: {paidOn: {gte: $from}}, first: 500,
          orderBy: [{field: AMOUNT_USD}]) { totalCount nodes { amountUsd paidOn payments
            programYear isDisputed nature company { name } products { nodes { name } } } } }""",
        **{"from": date(2024, 1, 1)},
    )
    # Twelve payments, of which one was made in 2023.
    assert len(frame) == 11 and frame.attrs["is_whole"]
    assert list(frame.columns) == [
        *("amountUsd", "paidOn", "payments", "programYear", "isDisputed", "nature"),
        *("company.name", "products.nodes"),
    ]
    first = frame.iloc[0]
    assert (first["amountUsd"], first["paidOn"]) == (Decimal("12000.00"), date(2024, 1, 5))
    assert first["company.name"] == "Halvora Pharmaceuticals, Inc."
    assert first["products.nodes"] == [{"name": "ORVELORA"}]
    assert frame["amountUsd"].sum() == Decimal("18030.85")
    assert dict(frame.dtypes.astype(str).iloc[2:5]) == {
        "payments": "Int64", "programYear": "Int64", "isDisputed": "boolean"
    }  # fmt: skip
    assert frame["isDisputed"].isna().all() and (frame["programYear"] == 2024).all()


def test_pages_are_followed_to_the_end_or_to_a_limit_that_is_told(
    client: c.Client, _session_driver: Driver
) -> None:
    _session_driver.execute_query(
        "UNWIND range(1, 230) AS i CREATE (:Paper {pmid: toString(5000 + i), title: 'T', "
        "authors: 1, isRetracted: false, version: 1, knownFrom: datetime('2026-03-01T12:30:00Z')})"
    )
    everything = "{ papers { nodes { pmid knownFrom } } }"
    frame = client.frame(everything)
    assert len(frame) == 236 == frame["pmid"].nunique()
    assert frame["knownFrom"].iloc[0] == pd.Timestamp("2026-03-01T12:30:00Z")
    asked = "query ($first: Int) { papers(first: $first) { edges { node { pmid } } } }"
    assert len(client.frame(asked, first=210)) == 210
    assert len(client.frame(asked, first=0)) == 0
    assert list(client.frame(asked, first=None).columns) == ["node.pmid"]
    with pytest.warns(UserWarning, match="only the first 150 rows"):
        cut = client.frame(everything, most_rows=150)
    assert len(cut) == 150 and not cut.attrs["is_whole"]
    assert client.frame(everything, most_rows=236).attrs["is_whole"]
    _session_driver.execute_query("MATCH (p:Paper {title: 'T'}) DELETE p")


def test_groups_are_a_frame_with_a_column_for_each_key(client: c.Client) -> None:
    question = BY_NAME["PaymentsByCompanyAndYear"]
    frame = client.frame(question.text, **question.variables)
    picked = frame[["keys.COMPANY.value", "keys.PAID_ON_YEAR.value", "count", "sum", "latest"]]
    assert picked.to_numpy().tolist() == [
        ["Halvora Biologics LLC", "2024", 1, Decimal("5500.50"), date(2024, 2, 1)],
        ["Halvora Pharmaceuticals, Inc.", "2023", 1, Decimal("4000.00"), date(2023, 5, 1)],
        ["Brontek Biologics LLC", "2024", 2, Decimal("180.35"), date(2024, 7, 7)],
    ]


def test_what_is_computed_and_what_is_nobodys_are_frames_too(client: c.Client) -> None:
    question = BY_NAME["Introductions"]
    frame = client.frame(question.text, **question.variables)
    assert frame["introducer.name"].tolist() == ["Ada Quill"]
    sources = client.frame("{ sources { name loadedAt files } }")
    assert sources["name"].tolist() == ["leie", "pubmed"]
    assert sources["loadedAt"].isna().tolist() == [True, False]
    nobody = client.frame('{ person(id: "P0") { papers { nodes { pmid publishedOn } } } }')
    assert list(nobody.columns) == ["pmid", "publishedOn"] and nobody.empty


def test_numbers_and_days_of_a_frame_may_be_asked_with(client: c.Client) -> None:
    text = """query ($below: Decimal!, $on: Date!, $first: Int!, $ids: [String!]!) {
      payments(filter: {amountUsd: {lt: $below}, paidOn: {gt: $on},
        recipients: {node: {personId: {in: $ids}}}}, first: $first) { nodes { amountUsd } } }"""
    frame = client.frame(
        text,
        below=Decimal("200"),
        on=pd.Timestamp("2024-03-05").date(),
        first=np.int64(5),
        ids=pd.Series([person(1), person(2)]).tolist(),
    )
    assert frame["amountUsd"].tolist() == [Decimal("60.10")]


@pytest.mark.parametrize("value", [float("nan"), np.float64("nan"), pd.NaT, object(), b"x"])
def test_what_is_no_value_is_never_sent_as_null(client: c.Client, value: object) -> None:
    text = "query ($most: Float) { people(filter: {influence: {lt: $most}}) { totalCount } }"
    for wrapped in (value, [value], {"a": value}):
        with pytest.raises(c.BadInput, match="a variable holds"):
            client.ask(text, most=wrapped)


@pytest.mark.parametrize(
    ("query", "kind", "words"),
    [
        ("{ people { nodes { nam } } }", c.BadInput, "Cannot query field 'nam'"),
        ('{ people(filter: {specialty: {eq: "Cardiolgy"}}) { totalCount } }', c.BadInput,
         "Cardiology Provider"),
        ("{ a { ", c.BadInput, "Syntax Error"),
        ("", c.BadInput, "query"),
        ("{ people(first: 100) { nodes { ties(first: 100) { nodes { ties(first: 100) { nodes { "
         "name } } } } } } }", c.CostExceeded, "ask for"),
    ],
)  # fmt: skip
def test_each_code_is_an_error_of_its_own(
    client: c.Client, query: str, kind: type[c.Unanswered], words: str
) -> None:
    with pytest.raises(kind) as raised:
        client.ask(query)
    assert words in str(raised.value) and raised.value.errors[0]["message"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{ people { nodes { nam } } }", "Cannot query field 'nam'"),
        ("{ people { nodes { name } } papers { nodes { pmid } } }", "`people`, `papers`"),
        ('{ person(id: "P1") { name } }', "has none"),
        ("{ people(first: -1) { nodes { name } } }", "`first` is -1"),
    ],
)
def test_what_is_not_one_list_is_no_frame(client: c.Client, query: str, words: str) -> None:
    with pytest.raises(c.BadInput, match=words):
        client.frame(query)
    with pytest.raises(c.BadInput, match="most_rows"):
        client.frame("{ people { nodes { name } } }", most_rows=0)


class _Answers(BaseHTTPRequestHandler):
    """Answers each path as something between us and the server would."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, body = {
            "/page/graphql": (502, b"<html>Bad gateway</html>"),
            "/list/graphql": (200, b"[]"),
            "/number/graphql": (200, b"1"),
            "/nothing/graphql": (200, b""),
            "/empty/graphql": (200, b"{}"),
            "/text/graphql": (200, b"\xff"),
            "/limited/graphql": (429, _error("RATE_LIMITED")),
            "/unsigned/graphql": (401, _error("UNAUTHENTICATED")),
            "/ours/graphql": (200, _error("INTERNAL")),
            "/new/graphql": (200, b'{"errors": [{"message": "no"}]}'),
        }[self.path]
        self.send_response(status)
        self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _error(code: str) -> bytes:
    return json.dumps({"errors": [{"message": "no", "extensions": {"code": code}}]}).encode()


@pytest.fixture
def between() -> Iterator[str]:
    """The address of a server that is not ours."""
    with HTTPServer(("127.0.0.1", 0), _Answers) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_whoever_answers_otherwise_is_unavailable(between: str) -> None:
    for path in ("page", "list", "number", "nothing", "empty", "text"):
        with pytest.raises(c.Unavailable, match="did not answer"):
            c.connect(f"{between}/{path}").ask("{ __typename }")
    with pytest.raises(c.Unavailable, match="did not answer"):
        c.connect("127.0.0.1:1").ask("{ __typename }")


def test_a_refusal_says_when_to_come_back_or_to_sign_in(between: str) -> None:
    with pytest.raises(c.RateLimited) as limited:
        c.connect(f"{between}/limited/").ask("{ __typename }")
    assert limited.value.retry_after == 7
    with pytest.raises(c.NotSignedIn):
        c.connect(f"{between}/unsigned/graphql", key="no-such-key").ask("{ __typename }")
    for path in ("ours", "new"):
        with pytest.raises(c.Failed, match="no"):
            c.connect(f"{between}/{path}").ask("{ __typename }")


@pytest.mark.parametrize(
    "address",
    ["", " ", "ftp://a.example", "http://", "http://a.example:99999", "http://[::1", "http://u:p@a",
     "http://a.example/?key=x", "http://a.example#x", "http://a.example/\r\nX: y", "file:///etc"],
)  # fmt: skip
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(c.BadInput, match="no address of a server"):
        c.connect(address)


@pytest.mark.parametrize("key", ["", " ", "a b", "a\r\nX: y", "schlüssel", "a\0"])
def test_a_key_that_is_none_is_told_and_none_is_shown(key: str) -> None:
    with pytest.raises(c.BadInput, match="key"):
        c.connect("http://127.0.0.1:1", key=key)
    assert "secret" not in repr(c.connect("http://127.0.0.1:1", key="secret"))


def test_a_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEERLINE_KEY", "from-there")
    assert c.connect("https://a.example/peerline/") == c.Client(
        "https://a.example/peerline/graphql", "from-there"
    )
