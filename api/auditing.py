"""What is put down of an operation that reads persons, or changes something?

The entry is written before the answer leaves. Where it cannot be written, a change is refused, and
in production a read as well; an export always.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from hashlib import sha256

from graphql import ExecutionResult

from api.errors import unavailable
from api.operation import Operation
from workspace.audit import Entry, NotAudited, writer

log = logging.getLogger("peerline.api")
LONGEST_NAME = 200
# An id or a key, and no name that was typed in its place.
ID = re.compile(r"(?=.*[0-9])[A-Za-z0-9:/._-]{1,100}")
WORDS = "The audit log cannot be written now, so this is not answered; try again later."


async def put_down_change(operation: Operation) -> None:
    """Write the entry of a change before it is done. Raises UNAVAILABLE where it cannot be."""
    if operation.selected.kind != "mutation" or operation.context.settings is None:
        return
    if not await _is_written(operation, _asked(operation), "change"):
        raise unavailable(WORDS)


async def put_down_read(operation: Operation, result: ExecutionResult) -> ExecutionResult:
    """The result of an operation once the entry of whom it reads is written; the refusal in its
    place, where nothing may be read that is not put down."""
    context, found = operation.context, operation.selected
    if context.settings is None or not found.reads_persons:
        return result
    persons = _asked(operation).union(_values(result.data, found.id_keys))
    kind = "export" if context.exports else "read"
    if await _is_written(operation, persons, kind):
        return result
    if context.exports or context.settings.production:
        return ExecutionResult(None, [unavailable(WORDS)])
    return result


def _asked(operation: Operation) -> set[str]:
    return set(operation.selected.asked_ids(operation.values))


async def _is_written(operation: Operation, ids: set[str], kind: str) -> bool:
    context, found = operation.context, operation.selected
    caller = context.caller
    assert context.settings is not None
    entry = Entry(
        subject=caller.subject,
        role=caller.role.value,
        kind=kind,
        operation=found.name[:LONGEST_NAME],
        operation_digest=sha256(operation.text.encode()).hexdigest(),
        roots=list(dict.fromkeys(found.roots)),
        persons=sorted(each for each in ids if ID.fullmatch(each)),
        purpose=caller.purpose,
        request=caller.request,
    )
    try:
        await asyncio.to_thread(writer(context.settings).write, entry)
    except NotAudited:
        log.exception("request %s is not audited", caller.request)
        return False
    return True


def _values(data: object, keys: set[str]) -> Iterator[str]:
    """The texts that stand at any of the keys, at any depth."""
    todo = [data] if keys else []
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo += value
        elif isinstance(value, dict):
            for key, each in value.items():
                if isinstance(each, str) and key in keys:
                    yield each.removeprefix("Person:")
                elif isinstance(each, dict | list):
                    todo.append(each)
