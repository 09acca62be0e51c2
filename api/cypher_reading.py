"""How is one Cypher statement run by a process of its own that reads and nothing else?

The task comes as JSON on the input: `statement`, `parameters`, `first`, `shown`, `database`. The
answer goes as JSON to the output: `columns`, `rows` and `is_truncated`, or `error` and `code`. The
process may take `MOST_MEMORY` bytes and no more; one that needs more ends without an answer.
"""

from __future__ import annotations

import math
import resource
import sys
from collections.abc import Mapping
from typing import Any

import orjson
from neo4j import READ_ACCESS, Query, Session
from neo4j.exceptions import ClientError, DriverError, Neo4jError, TransientError
from neo4j.graph import Node, Path, Relationship

from graph import connection, served
from schema.settings import settings

SECONDS = 20.0
MOST_BYTES, MOST_MEMORY, DEEPEST = 2_000_000, 2**30, 12
# Procedures that read the graph or its vocabulary.
PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
_REFUSED = ("Show", "Terminate", "LoadCSV", "Administration", "System", "Transaction")


class Refused(Exception):
    """The statement is not run, or its answer not given; the message says why."""


def answered(task: Mapping[str, Any]) -> dict[str, object]:
    """The answer of a task, or its `error` and `code`."""
    at = served.now(settings())
    try:
        with (
            connection.driver(settings()) as driver,
            driver.session(
                database=at.database,
                bookmarks=at.bookmarks,
                default_access_mode=READ_ACCESS,
                fetch_size=100,
            ) as session,
        ):
            refuse(session, task, at.database)
            return read(session, task)
    except Refused as error:
        return {"error": str(error), "code": "BAD_USER_INPUT"}
    except ClientError as error:
        return {"error": _told(error), "code": "BAD_USER_INPUT"}
    except TransientError as error:
        if "MemoryPool" in (error.code or ""):
            text = "the statement needs more memory than one may take; ask for less"
            return {"error": text, "code": "BAD_USER_INPUT"}
        return {"error": "The database could not answer; ask again.", "code": "UNAVAILABLE"}
    except (DriverError, Neo4jError):
        return {"error": "The database could not answer this.", "code": "UNAVAILABLE"}


def refuse(session: Session, task: Mapping[str, Any], database: str) -> None:
    """Plan the statement; raise `Refused` unless all it does is read the session's database."""
    planned = session.run(
        Query("EXPLAIN " + task["statement"], timeout=SECONDS), task["parameters"]
    ).consume()
    for operator, details in _operators(planned.plan or {}):
        name, _, place = operator.partition("@")
        if place and place != database:
            raise Refused(f"the statement leaves the database {database!r}; take USE away")
        if name.startswith(_REFUSED):
            raise Refused(f"`{name}` is not for analysts: MATCH, CALL of subqueries and RETURN are")
        if name == "ProcedureCall" and details.partition("(")[0] not in PROCEDURES:
            allowed = ", ".join(sorted(PROCEDURES))
            raise Refused(f"`{details.partition('(')[0]}` may not be called; these may: {allowed}")
    if planned.query_type != "r":
        raise Refused("the statement does not only read; MATCH and RETURN")


def read(session: Session, task: Mapping[str, Any]) -> dict[str, object]:
    """The rows as plain values, as far as `first` and `MOST_BYTES` go."""
    result = session.run(Query(task["statement"], timeout=SECONDS), task["parameters"])
    rows: list[orjson.Fragment] = []
    size, is_truncated = 0, False
    for record in result:
        row = orjson.dumps([plain(value, task["shown"]) for value in record.values()])
        size += len(row)
        if not rows and size > MOST_BYTES:
            raise Refused(f"one row has {size:,} bytes; return less a row, {MOST_BYTES:,} at most")
        is_truncated = len(rows) == task["first"] or size > MOST_BYTES
        if is_truncated:
            break
        rows.append(orjson.Fragment(row))
    return {"columns": list(result.keys()), "rows": rows, "is_truncated": is_truncated}


def plain(value: object, shown: Mapping[str, list[str]], depth: int = 0) -> object:
    """A value as JSON has it; of nodes and relationships only what is `shown`. Raises `Refused`
    for one nested deeper than `DEEPEST`."""
    if depth > DEEPEST:
        raise Refused(f"a value is nested deeper than {DEEPEST} levels; return it flatter")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | set):
        return [plain(each, shown, depth + 1) for each in value]
    if isinstance(value, dict):
        return {str(name): plain(each, shown, depth + 1) for name, each in value.items()}
    if isinstance(value, Node):
        names = {name for label in value.labels for name in shown.get(label, ())}
        about: dict[str, object] = {"labels": sorted(value.labels), "id": value.element_id}
        return about | {"properties": _properties(value, names, shown, depth)}
    if isinstance(value, Relationship):
        ends = [node.element_id if node else None for node in value.nodes]
        about = {"type": value.type, "id": value.element_id, "start": ends[0], "end": ends[1]}
        return about | {
            "properties": _properties(value, {*shown.get(value.type, ())}, shown, depth)
        }
    if isinstance(value, Path):
        parts = {"nodes": value.nodes, "relationships": value.relationships}
        return {name: [plain(each, shown, depth + 1) for each in parts[name]] for name in parts}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def _properties(
    entity: Node | Relationship, names: set[str], shown: Mapping[str, list[str]], depth: int
) -> dict[str, object]:
    return {n: plain(v, shown, depth + 1) for n, v in sorted(entity.items()) if n in names}


def _operators(plan: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each operator of a plan with its details."""
    plans, operators = [plan], []
    while plans:
        here = plans.pop()
        details = str((here.get("args") or {}).get("Details", ""))
        operators.append((str(here.get("operatorType", "")), details))
        plans += here.get("children") or []
    return operators


def _told(error: ClientError) -> str:
    """What is wrong with the statement, without the text around it that EXPLAIN moved."""
    if "TimedOut" in (error.code or ""):
        return f"the statement took longer than {SECONDS:.0f} s; ask for less"
    message = (error.message or "").partition(" (line")[0].partition("\n")[0]
    return f"the database refuses the statement: {message[:500]}"


def main() -> None:
    """Answer the task on the input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    task = orjson.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(orjson.dumps(answered(task)))


if __name__ == "__main__":
    main()
