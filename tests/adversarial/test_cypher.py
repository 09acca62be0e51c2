"""Free Cypher reads and does nothing else, and nothing that a caller writes becomes Cypher."""

import ast
import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    ExecutionResult,
    GraphQLInputObjectType,
    GraphQLScalarType,
    get_named_type,
    is_list_type,
    is_non_null_type,
)
from neo4j import READ_ACCESS, AsyncGraphDatabase, Driver
from neo4j.exceptions import Neo4jError

from api.callers import LOCAL, Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from graph.constraints import constrain
from schema.settings import Settings

Asked = Callable[..., ExecutionResult]
ROOT = Path(__file__).parents[2]
QUESTION = """query ($statement: String!, $parameters: JSON, $first: Int! = 100) {
  cypher(statement: $statement, parameters: $parameters, first: $first) {
    columns rows isTruncated } }"""
DRAW = """
CREATE (a:Person {personId: 'P1', name: 'Ada', unshown: 'x', enumeratedOn: date('2006-05-23')})
CREATE (b:Person:Physician {personId: 'P2', name: 'Bo', paperCount: 2})
CREATE (a)-[:CONNECTED_TO {strength: 0.5, unshown: 'x'}]->(b)
CREATE (:Unknown {secret: 'x'})
"""


@pytest.fixture
def graph(driver: Driver, server: Settings) -> Driver:
    constrain(driver, server.neo4j_database)
    driver.execute_query(DRAW, database_=server.neo4j_database)
    return driver


@pytest.fixture
def execute(graph: Driver, server: Settings, tmp_path: Path) -> Asked:
    """A function that asks the schema as some caller and gives data and errors."""
    at = connection.address(server)

    def run(query: str, caller: Caller = LOCAL, **variables: Any) -> ExecutionResult:
        async def asked() -> Any:
            async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
                cursors = Cursors(tmp_path / "cursor.key")
                context = Context(driver, server.neo4j_database, cursors, caller=caller)
                context.settings = server
                return await schema.execute(query, variable_values=variables, context_value=context)

        return asyncio.run(asked())  # type: ignore[no-any-return]

    return run


@pytest.fixture
def told(execute: Asked) -> Callable[..., dict[str, Any]]:
    """A function that gives the answer of a statement; there must be no error."""

    def ask(statement: str, **rest: Any) -> dict[str, Any]:
        result = execute(QUESTION, statement=statement, **rest)
        assert result.errors is None, result.errors
        assert result.data is not None
        answer: dict[str, Any] = result.data["cypher"]
        return answer

    return ask


def contents(graph: Driver, server: Settings) -> object:
    """All that the database holds."""
    return graph.execute_query(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) "
        "RETURN labels(n), properties(n), type(r), properties(r), properties(m) "
        "ORDER BY elementId(n), elementId(r)",
        database_=server.neo4j_database,
    ).records


def test_nodes_and_relationships_come_as_plain_maps_with_what_the_api_shows(told: Any) -> None:
    answer = told(
        "MATCH (a:Person {personId: $id})-[r:CONNECTED_TO]-(b) RETURN a, r, b.name",
        parameters={"id": "P1"},
    )
    assert answer["columns"] == ["a", "r", "b.name"]
    ((node, tie, name),) = answer["rows"]
    assert node["labels"] == ["Person"]
    assert node["properties"] == {"enumeratedOn": "2006-05-23", "name": "Ada", "personId": "P1"}
    assert (tie["type"], tie["properties"], name) == ("CONNECTED_TO", {"strength": 0.5}, "Bo")
    assert tie["start"] == node["id"]
    ((unknown,),) = told("MATCH (n:Unknown) RETURN n")["rows"]
    assert (unknown["labels"], unknown["properties"]) == (["Unknown"], {})


def test_a_path_a_gap_and_an_instant_are_plain_too(told: Any) -> None:
    answer = told(
        "MATCH path = (:Person {personId: 'P1'})--(:Person) "
        "RETURN path, 0.0 / 0.0 AS gap, datetime('2026-03-01T12:30:00Z') AS at, "
        "point({x: 1, y: 2}) AS place, duration('P1D') AS span, [1, [null, true]] AS list"
    )
    ((path, gap, at, _, span, some),) = answer["rows"]
    assert [node["properties"]["name"] for node in path["nodes"]] == ["Ada", "Bo"]
    assert [tie["type"] for tie in path["relationships"]] == ["CONNECTED_TO"]
    assert (gap, span, some) == (None, "P1D", [1, [None, True]])
    assert at.startswith("2026-03-01T12:30:00")


def test_rows_and_bytes_are_capped_and_the_answer_says_so(told: Any, execute: Asked) -> None:
    many = "UNWIND range(1, 5) AS i RETURN i"
    assert told(many, first=2) == {"columns": ["i"], "rows": [[1], [2]], "isTruncated": True}
    assert told(many, first=5)["isTruncated"] is False
    wide = told(
        "UNWIND range(1, 1000) AS i RETURN $text AS t", parameters={"text": "x" * 9000}, first=1000
    )
    assert len(wide["rows"]) == 2_000_000 // 9004
    assert wide["isTruncated"] is True
    one = "UNWIND range(1, 400000) AS i WITH collect(i) AS all RETURN all"
    result = execute(QUESTION, statement=one)
    assert result.errors is not None
    assert "return less a row" in result.errors[0].message


WRITES = (
    "CREATE (n:Person {personId: 'P9'}) RETURN n",
    "MATCH (n) SET n.name = 'x' RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MERGE (n:Person {personId: 'P9'}) RETURN n",
    "MATCH (n) REMOVE n:Person RETURN n",
    "CALL { CREATE (n:Person {personId: 'P9'}) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1 ROW",
    "FOREACH (i IN [1] | CREATE (:Person {personId: 'P9'}))",
    "/* read */ CREATE (n:Person {personId: 'P9'})",
    "CYPHER 5 MATCH (n) DELETE n",
    "CALL gds.graph.project('all', '*', '*')",
    "CALL gds.pageRank.write('all', {writeProperty: 'x'})",
    "CREATE INDEX i FOR (n:Person) ON (n.name)",
    "DROP CONSTRAINT Person_personId",
    "ALTER USER neo4j SET PASSWORD 'another-one'",
    "CREATE DATABASE other",
    "CALL db.createLabel('Other')",
    "CALL db.clearQueryCaches()",
    "CALL tx.setMetaData({a: 1})",
    "CALL dbms.setConfigValue('db.transaction.timeout', '0')",
)
READS = (
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "CALL () { LOAD CSV FROM $url AS line RETURN line } RETURN line",
    "SHOW USERS",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery",
    "SHOW PROCEDURES",
    "SHOW DATABASES",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "CALL dbms.listConfig()",
    "CALL dbms.components()",
    "CALL `dbms`.`components`()",
    "CALL gds.graph.list()",
    "USE system SHOW USERS",
    "CALL () { USE system MATCH (n) RETURN n } RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "RETURN 1; MATCH (n) DELETE n",
    "\\u0043REATE (n)",
    "",
    " // nothing",
    "RETURN",
    "x" * 10_001,
    "RETURN reduce(s = 'x', i IN [1, 2, 3] | s + s)",
    "RETURN `reduce` (s = 'x', i IN [1, 2, 3] | s + s)",
    "RETURN size([i IN range(1, 200000000) | i])",
    "RETURN " + " + ".join("x" * 22),
    "RETURN replace('xx', 'x', 'xx')",
    "(" * 9000,
    "RETURN " + "[" * 4000 + "]" * 4000,
    "MATCH (n) RETURN n.\x00",
    "RETURN $missing",
)


@pytest.mark.parametrize("statements", [WRITES, READS], ids=["writes", "reads"])
def test_what_does_not_only_read_the_graph_is_refused(
    execute: Asked, graph: Driver, server: Settings, statements: tuple[str, ...]
) -> None:
    before = contents(graph, server)
    for statement in statements:
        began = time.monotonic()
        result = execute(QUESTION, statement=statement, parameters={"url": "file:///etc/passwd"})
        assert time.monotonic() - began < 15, statement[:80]
        assert result.errors is not None, (statement[:80], result.data)
        (error,) = result.errors
        assert (error.extensions or {})["code"] == "BAD_USER_INPUT", (statement[:80], error)
        assert "Traceback" not in error.message, statement[:80]
        assert "root:" not in error.message, statement[:80]
    assert contents(graph, server) == before


def test_a_statement_without_end_is_ended(
    execute: Asked, monkeypatch: pytest.MonkeyPatch, driver: Driver
) -> None:
    monkeypatch.setattr("api.cypher.SECONDS", 1.0)
    monkeypatch.setattr("api.cypher.GRACE_SECONDS", 2)
    endless = "UNWIND range(1, 1000000000) AS i UNWIND range(1, 1000000000) AS j RETURN count(*)"
    result = execute(QUESTION, statement=endless)
    assert result.errors is not None
    assert "took longer" in result.errors[0].message
    until = time.monotonic() + 10
    listed = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range' "
    while driver.execute_query(listed + "RETURN currentQuery").records:
        assert time.monotonic() < until, "the transaction lives on"
        time.sleep(0.1)


def test_memory_is_bounded_on_both_sides(execute: Asked, told: Any) -> None:
    for statement in (
        "UNWIND range(1, 200000000) AS i WITH collect(i) AS all RETURN size(all)",
        "UNWIND range(1, 1000000) AS i WITH collect(i) AS a RETURN "
        + str(["a"] * 60).replace("'", ""),
    ):
        result = execute(QUESTION, statement=statement)
        assert result.errors is not None
        assert (result.errors[0].extensions or {})["code"] == "BAD_USER_INPUT", result.errors
    assert told("RETURN 1 AS n")["rows"] == [[1]]


def test_parameters_that_are_none_are_refused(execute: Asked) -> None:
    deep: object = 1
    for _ in range(400):
        deep = [deep]
    for parameters in ([1], "x", 1, {"a": 2**70}, {"a": "\ud800"}, {"a": deep}):
        result = execute(QUESTION, statement="RETURN 1", parameters=parameters)
        assert result.errors is not None, parameters
        assert (result.errors[0].extensions or {})["code"] == "BAD_USER_INPUT", result.errors


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LIAISON, Role.AUDITOR])
def test_a_role_that_does_not_see_the_whole_graph_asks_no_cypher(
    execute: Asked, role: Role
) -> None:
    result = execute(QUESTION, Caller("someone", role), statement="RETURN 1")
    assert result.errors is not None
    assert (result.errors[0].extensions or {})["code"] == "FORBIDDEN"


URLS = (
    "file:///etc/passwd",
    "http://127.0.0.1:1/",
    "http://localhost:1/",
    "http://[::1]:1/",
    "http://0.0.0.0:1/",
    "http://169.254.169.254/latest/meta-data/",
    "https://127.0.0.1:1/",
    "ftp://127.0.0.1:1/",
    "jar:file:///etc/passwd!/x",
)


def test_the_shipped_server_reads_no_file_and_no_network(driver: Driver, server: Settings) -> None:
    """The database itself refuses, whoever sends the statement."""
    for url in URLS:
        with (
            driver.session(database=server.neo4j_database, default_access_mode=READ_ACCESS) as own,
            pytest.raises(Neo4jError) as refusal,
        ):
            own.run("LOAD CSV FROM $url AS line RETURN line", url=url).consume()
        text = str(refusal.value)
        assert any(word in text for word in REFUSALS), (url, text)


REFUSALS = ("is blocked", "allow_csv_import_from_file_urls", "Invalid URL")
PAYLOADS = (
    "'}) DETACH DELETE n //",
    "P1' OR 1=1 MATCH (n) DETACH DELETE n RETURN '",
    "`) MATCH (n) DETACH DELETE n //",
    "\\u0027}) MATCH (n) DETACH DELETE n //",
    '"}) CALL { CREATE (:Hacked) } //',
    "$value} RETURN 1 UNION MATCH (n) DELETE n",
    "{node}",
    "{this.name}",
    "*) OR name:(*",
    "Person:P1'}) SET n.name = 'x' //",
)


def _arguments() -> Iterator[tuple[str, str]]:
    """Each root field with each place that takes text, written as GraphQL with a `$text`."""
    seen: set[str] = set()
    for name, field in schema._schema.query_type.fields.items():  # type: ignore[union-attr]
        if name == "cypher":  # its statement is Cypher; what it may not do is above
            continue
        for argument, declared in field.args.items():
            for value in _places(declared.type, seen):
                yield name, f"{argument}: {value}"


def _places(type_: Any, seen: set[str]) -> Iterator[str]:
    inner = get_named_type(type_)
    listed = is_list_type(type_.of_type if is_non_null_type(type_) else type_)
    if isinstance(inner, GraphQLScalarType) and inner.name in ("String", "ID"):
        yield "[$text]" if listed else "$text"
    # Filters hold filters: each kind is entered once.
    if isinstance(inner, GraphQLInputObjectType) and inner.name not in seen:
        seen.add(inner.name)
        for name, declared in inner.fields.items():
            for value in _places(declared.type, seen):
                yield f"[{{{name}: {value}}}]" if listed else f"{{{name}: {value}}}"


def _required(name: str, given: str) -> str:
    """The other arguments that the field needs."""
    field = schema._schema.query_type.fields[name]  # type: ignore[union-attr]
    wanted = [
        argument
        for argument, declared in field.args.items()
        if is_non_null_type(declared.type)
        and declared.default_value.__class__.__name__ == "UndefinedType"
        and not given.startswith(f"{argument}:")
    ]
    return ", ".join(f'{argument}: "P1"' for argument in wanted)


def test_no_text_of_a_caller_becomes_cypher(
    execute: Asked, graph: Driver, server: Settings
) -> None:
    before = contents(graph, server)
    places = list(_arguments())
    assert len(places) > 25
    for name, argument in places:
        declared = schema._schema.query_type.fields[name].args  # type: ignore[union-attr]
        kind = "ID" if "ID" in str(declared[argument.partition(":")[0]].type) else "String"
        arguments = ", ".join(filter(None, (argument, _required(name, argument))))
        question = f"query ($text: {kind}!) {{ {name}({arguments}) {{ __typename }} }}"
        for payload in PAYLOADS:
            for error in execute(question, text=payload).errors or ():
                code = (error.extensions or {})["code"]
                assert code == "BAD_USER_INPUT", (name, argument, payload, error)
    assert contents(graph, server) == before


# Whoever sends a statement that is not written out as one constant. Each has been read: what they
# put together are names of the schema, and every value of a caller is a parameter.
BUILDERS = {
    "api/answering.py",
    "api/behind.py",
    "api/board_reading.py",
    "api/congress_debrief_reading.py",
    "api/evidence_pack_practice.py",
    "api/compiling.py",  # `rows` of a page, which are no statement
    "api/context.py",  # the way to the database, for all of them
    "api/plans.py",
    "api/vocabularies.py",
    "api/evidence.py",
    "api/lifecycle.py",
    "api/past_ties.py",
    "api/records.py",
    "api/scopes.py",
    "api/evaluating.py",
    "api/readable.py",
    "api/screening_reasons.py",
    "api/touch_reading.py",
    "api/territory_reading.py",
    "api/trends.py",
    "api/cypher_reading.py",  # the statement of an analyst, as it is
    "graph/constraints.py",
    "graph/contents.py",
    "graph/aliases.py",
    "graph/digest.py",
    "graph/projection.py",
    "graph/upserts.py",
}
SENDS = {"execute_query", "Query", "rows", "records", "execute_read", "execute_write"}


def _built(path: Path) -> list[str]:
    """The statements of a module that are sent and not written out."""
    built = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        of = node.func
        name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
        on = ast.unparse(of.value) if isinstance(of, ast.Attribute) else ""
        is_run = name == "run" and any(word in on for word in ("session", "transaction", "tx"))
        text = node.args[0]
        constant = getattr(text, "attr", getattr(text, "id", ""))
        is_written = isinstance(text, ast.Constant) or constant.isupper()
        if (name in SENDS or is_run) and not is_written:
            built.append(f"{path.name}:{node.lineno} {ast.unparse(text)}")
    return built


def test_cypher_is_put_together_in_the_reviewed_modules_only() -> None:
    rooms = ("api", "graph", "algorithms", "workspace", "cli")
    modules = {
        path.relative_to(ROOT).as_posix(): _built(path)
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
    }
    building = {name for name, built in modules.items() if built}
    assert building - {"cli/questions.py"} == BUILDERS
