"""What may an analyst ask the graph in Cypher, and what comes back?

A statement is planned first and refused unless all it does is read this database. It runs in a
process of its own (`api.cypher_reading`), so that an answer that is too large ends that process and
nothing else.

The database neither counts nor interrupts what happens inside one expression; functions that grow
or loop there without bound are refused by name. That stops accidents. It is no wall against malice,
and no rights of single rows hold inside free Cypher, so only roles that see the whole graph ask it.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Any

import orjson
import strawberry
from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema
from strawberry.scalars import JSON

from api.callers import Role
from api.context import Context
from api.cypher_reading import MOST_BYTES, SECONDS
from api.errors import bad_input
from schema.catalogue import NODES, RELATIONSHIPS
from schema.environment import environment_of
from schema.settings import Settings
from schema.vocabulary import camel

ROLES = frozenset({Role.ANALYST, Role.STEWARD, Role.ADMIN})
LONGEST, MOST_ROWS, MOST_AT_ONCE = 10_000, 1000, 2
MOST_SUMS, DEEPEST = 20, 50
GRACE_SECONDS = 5
_ROOT = Path(__file__).parents[1]
_QUOTED = re.compile(
    r""" '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | //[^\n]* | /\*.*?\*/ """, re.DOTALL | re.VERBOSE
)
_UNBOUNDED = re.compile(r"\b(reduce|allReduce|replace|lpad|rpad)`?\s*\(", re.IGNORECASE)
_RANGE = re.compile(r"(\bUNWIND\s+)?\brange`?\s*\(", re.IGNORECASE)
_running = asyncio.Semaphore(MOST_AT_ONCE)


@strawberry.type(description="What a Cypher statement answers.")
class CypherAnswer:
    columns: list[str] = strawberry.field(description="Names of the columns, in their order.")
    rows: JSON = strawberry.field(
        description="A list of rows, each a list with one value a column. A node is `{labels, id, "
        "properties}`, a relationship `{type, id, start, end, properties}`, a path `{nodes, "
        "relationships}`; dates and instants are text; not-a-number is null."
    )
    is_truncated: bool = strawberry.field(
        description="Whether there is more than `first` rows, or than two megabytes."
    )


Statement = Annotated[
    str, strawberry.argument(description="Cypher that reads; values as `$parameters`.")
]
Parameters = Annotated[
    JSON | None, strawberry.argument(description="An object with a value for each parameter.")
]
Rows = Annotated[int, strawberry.argument(description=f"Most rows, 1 to {MOST_ROWS}.")]


async def cypher(
    info: strawberry.Info[Context, None],
    statement: Statement,
    parameters: Parameters = None,
    first: Rows = 100,
) -> CypherAnswer:
    """The answer of a statement that only reads; raises FORBIDDEN, BAD_USER_INPUT or
    UNAVAILABLE."""
    context = info.context
    if context.caller.role not in ROLES:
        raise GraphQLError(
            f"Cypher is for analysts, stewards and administrators; you are {_a(context)}",
            extensions={"code": "FORBIDDEN"},
        )
    if context.settings is None:
        raise GraphQLError("no Cypher is answered here", extensions={"code": "UNAVAILABLE"})
    _refuse(statement, first)
    shown = shown_properties(info._raw_info.schema)
    task = {"statement": statement, "first": first, "shown": shown}
    try:
        body = orjson.dumps(task | {"parameters": _parameters(parameters)})
    except TypeError as error:
        raise bad_input(f"`parameters` cannot be sent to the database: {error}") from None
    if _running.locked():
        raise GraphQLError(
            f"{MOST_AT_ONCE} statements run already; ask again in {SECONDS:.0f} seconds",
            extensions={"code": "UNAVAILABLE"},
        )
    async with _running:
        answer = await _asked(context.settings, body)
    return CypherAnswer(**answer)


def shown_properties(schema: GraphQLSchema) -> dict[str, list[str]]:
    """By label and by relationship type: the properties that the API shows."""
    shown = {}
    for node in NODES:
        type_ = schema.type_map.get(node.__name__)
        shown[node.__name__] = sorted(type_.fields) if isinstance(type_, GraphQLObjectType) else []
    for declared in RELATIONSHIPS:
        fields = [camel(field.name) for field in declared.fields()]
        shown[declared.type_name] = [*fields, "source", "record", "knownFrom"]
    return shown


def _a(context: Context) -> str:
    return f"a{'n' if context.caller.role is Role.AUDITOR else ''} {context.caller.role.value}"


def _parameters(parameters: object) -> Mapping[str, object]:
    if parameters is None:
        return {}
    if not isinstance(parameters, dict):
        raise bad_input(
            f"`parameters` is {type(parameters).__name__}; give an object of values by name"
        )
    return parameters


def _refuse(statement: str, first: int) -> None:
    """Raise BAD_USER_INPUT for what need not be planned to be refused."""
    if not 1 <= first <= MOST_ROWS:
        raise bad_input(f"`first` is {first}; give 1 to {MOST_ROWS}")
    if len(statement) > LONGEST:
        raise bad_input(f"`statement` has {len(statement)} characters; give {LONGEST} at most")
    if "\\u" in statement.lower():
        raise bad_input("`statement` holds a \\u escape; write the letter, or give a parameter")
    bare = _QUOTED.sub(" ", statement)
    if not bare.strip():
        raise bad_input("`statement` is empty")
    grows = _UNBOUNDED.search(bare)
    if grows:
        raise bad_input(
            f"`{grows[1]}` may grow without bound within one expression; UNWIND and aggregate"
        )
    if any(match[1] is None for match in _RANGE.finditer(bare)):
        raise bad_input("`range` stands right after UNWIND only: `UNWIND range(1, 10) AS i`")
    if _depth(bare) > DEEPEST:
        raise bad_input(f"brackets are nested deeper than {DEEPEST} levels; write it flatter")
    sums = bare.count("+") + bare.count("||")
    if sums > MOST_SUMS:
        raise bad_input(f"`statement` has {sums} sums or joins; give {MOST_SUMS} at most")


def _depth(bare: str) -> int:
    """How deep brackets are nested: the database plans for minutes where there are thousands."""
    steps = (1 if letter in "([{" else -1 if letter in ")]}" else 0 for letter in bare)
    return max(accumulate(steps), default=0)


async def _asked(settings: Settings, body: bytes) -> dict[str, Any]:
    """The answer of a reading process, which ends with this call whatever becomes of it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.cypher_reading"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **environment_of(settings), "PYTHONPATH": str(_ROOT)},
    )
    try:
        assert process.stdin and process.stdout
        process.stdin.write(body)
        process.stdin.close()
        async with asyncio.timeout(SECONDS + GRACE_SECONDS):
            text = await process.stdout.read()
    except TimeoutError:
        raise bad_input(f"the statement took longer than {SECONDS:.0f} s; ask for less") from None
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    if not text:
        raise bad_input(
            f"the process that read the answer ended, so it was too large; return less, "
            f"{MOST_BYTES:,} bytes at most"
        )
    answer: dict[str, Any] = orjson.loads(text)
    if "error" in answer:
        raise GraphQLError(answer["error"], extensions={"code": answer["code"]})
    return answer
