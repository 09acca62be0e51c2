"""What cannot be answered is refused in words that help, and nothing a caller writes is run."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]
Execute = Callable[..., ExecutionResult]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("{ people(first: -1) { totalCount } }", "`first` is -1; give 0 to 100"),
        ("{ people(first: 101) { totalCount } }", "`first` is 101; give 0 to 100"),
        ('{ person(id: "P1") { ties(first: 101) { totalCount } } }', "give 0 to 100"),
        ('{ people(after: "forged") { totalCount } }', "no cursor of this list"),
        ('{ people(after: "") { totalCount } }', "no cursor of this list"),
        ('{ people(after: "ü€") { totalCount } }', "no cursor of this list"),
        ("{ person { name } }", "exactly one"),
        ('{ person(id: "P1", npi: "1999000015") { name } }', "exactly one"),
        ('{ node(id: "P1") { id } }', "no global id"),
        ('{ node(id: "Nothing:P1") { id } }', "no global id"),
        ('{ node(id: "Source:pubmed") { id } }', "no global id"),
        ('{ people(text: "* ~") { totalCount } }', "no word"),
        ("{ influencers(first: 1, last: 1) { totalCount } }", "not both"),
        ('{ people(filter: {state: {eq: "ED"}}) { totalCount } }', "the nearest are 'DE'"),
        ('{ people(filter: {npi: {eq: "1"}}) { totalCount } }', "no Person has the `npi` '1'"),
        ('{ introductions(from: "P1", to: "P9") { strength } }', "'P9'"),
        ('{ introductions(from: "P1", to: "P2", first: 0) { strength } }', "give 1 to 20"),
        ('{ introductions(from: "P1", to: "P2", maxHops: 7) { strength } }', "give 1 to 6"),
        ('{ papers(filter: {publishedOn: {gte: "x"}}) { totalCount } }', "looks like 2026-03-31"),
        ('{ papers(filter: {publishedOn: {gte: "2024-02-30"}}) { totalCount } }', "no such day"),
        ('{ papers(knownBy: "2024-02-30T10:00:00Z") { totalCount } }', "beyond the calendar"),
        ('{ payments(filter: {amountUsd: {gte: "x"}}) { totalCount } }', "looks like 1234.50"),
        ("{ nonsense }", "nonsense"),
        ("{ people(first: 99999999999) { totalCount } }", "99999999999"),
    ],
)
def test_bad_input_is_told_how_to_mend_it(
    graph: Driver, refused: Ask, question: str, says: str
) -> None:
    graph.execute_query("CREATE (:Source {name: 'pubmed'})")
    error = refused(question)
    assert says in error.message
    assert error.extensions == {"code": "BAD_USER_INPUT"}


def test_a_name_of_more_than_200_characters_is_refused(refused: Ask) -> None:
    question = "query ($text: String!) { people(text: $text) { totalCount } }"
    assert "200" in refused(question, text="a" * 201).message


def test_a_changed_cursor_is_refused(ask: Ask, refused: Ask) -> None:
    question = """query ($after: String) { people(first: 1, after: $after) {
      pageInfo { endCursor } } }"""
    cursor = ask(question)["people"]["pageInfo"]["endCursor"]
    changed = ("B" if cursor[0] == "A" else "A") + cursor[1:]
    assert "no cursor of this list" in refused(question, after=changed).message


def test_a_cursor_of_a_list_with_other_sort_keys_is_refused(ask: Ask, refused: Ask) -> None:
    page = ask("{ sources { name } people(first: 1) { pageInfo { endCursor } } }")["people"]
    question = """query ($after: String) { person(id: "P1") {
      licences(after: $after) { totalCount } } }"""
    error = refused(question, after=page["pageInfo"]["endCursor"])
    assert error.extensions == {"code": "BAD_USER_INPUT"}


PAYLOADS = (
    "'}) DETACH DELETE n //",
    '"}) MATCH (n) DETACH DELETE n RETURN "',
    "P1' OR 1=1 //",
    "`}) CREATE (:Person {personId: 'x'}) //",
    "$p1",
    "{this}{node}",
    "\\u0027 MATCH (n) SET n.name = 'x' //",
    "a* OR name:* -b ~0.1 [a TO z] AND (",
)
ARGUMENTS = (
    "query ($v: String!) { person(id: $v) { name } }",
    "query ($v: String!) { person(npi: $v) { name } }",
    "query ($v: String!) { person(orcid: $v) { name } }",
    "query ($v: String!) { paper(pmid: $v) { title } }",
    "query ($v: String!) { trial(nctId: $v) { title } }",
    "query ($v: String!) { topic(name: $v) { name } }",
    "query ($v: ID!) { node(id: $v) { id } }",
    "query ($v: String!) { people(text: $v) { nodes { name } } }",
    "query ($v: String!) { people(filter: {state: {eq: $v}}) { nodes { name } } }",
    "query ($v: String!) { people(filter: {specialty: {eq: $v}}) { nodes { name } } }",
    "query ($v: String!) { people(filter: {topic: $v}) { nodes { name } } }",
    "query ($v: String!) { people(filter: {institution: $v}) { nodes { name } } }",
    "query ($v: String!) { people(after: $v) { nodes { name } } }",
    "query ($v: String!) { institutions(text: $v) { nodes { name } } }",
    "query ($v: String!) { companies(text: $v) { nodes { name } } }",
    'query ($v: [String!]!) { introductions(from: $v, to: "P1") { strength } }',
    'query ($v: [String!]!) { introductions(from: "P1", to: $v) { strength } }',
)


@pytest.mark.parametrize("question", ARGUMENTS)
def test_no_argument_is_ever_run(
    graph: Driver, execute: Execute, statements: list[str], question: str
) -> None:
    before = _content(graph)
    texts = list[list[str]]()
    for payload in PAYLOADS:
        for value in (payload, f"Person:{payload}"):
            statements.clear()
            result = execute(question, v=value)
            for error in result.errors or ():
                assert (error.extensions or {})["code"] == "BAD_USER_INPUT", error
            found = [rows for rows in (result.data or {}).values() if rows]
            assert all(rows == {"nodes": []} for rows in found)
            texts.append(list(statements))
    assert len({tuple(sent) for sent in texts if sent}) <= 1, "the value has changed the text"
    assert _content(graph) == before


def _content(driver: Driver) -> list[Any]:
    rows = driver.execute_query(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() WITH n, r ORDER BY elementId(n), elementId(r) "
        "RETURN labels(n) AS labels, properties(n) AS node, type(r) AS type, properties(r) AS edge"
    ).records
    return [row.data() for row in rows]


def test_a_fault_of_ours_is_told_by_its_request_alone(
    graph: Driver, execute: Execute, caplog: pytest.LogCaptureFixture
) -> None:
    """The database does not exist, which no caller needs to know by name."""
    result = execute('{ person(id: "P1") { name } }', database="nosuchplace")
    assert result.data == {"person": None}
    (error,) = result.errors or ()
    assert error.extensions is not None
    request = error.extensions["request"]
    assert re.fullmatch("[0-9a-f]{12}", request)
    assert error.message == f"The database could not answer this. (request {request})"
    assert error.extensions == {"code": "INTERNAL", "request": request}
    assert f"request {request} failed" in caplog.text
    assert "nosuchplace" in caplog.text


def test_a_database_that_cannot_be_reached_is_unavailable(
    server: Settings, execute: Execute, unused_port: int
) -> None:
    result = execute('{ person(id: "P1") { name } }', uri=f"bolt://127.0.0.1:{unused_port}")
    (error,) = result.errors or ()
    assert (error.extensions or {})["code"] == "UNAVAILABLE"
    assert str(unused_port) not in error.message


def test_a_question_of_too_many_words_is_refused(refused: Ask) -> None:
    error = refused("{ sources { " + "name " * 2001 + "} }")
    assert error.extensions == {"code": "BAD_USER_INPUT"}
