"""What is put down of an operation that reads persons, or changes something?

The entry is written before the answer leaves. Where it cannot be written, a change is refused, and
in production a read as well; an export always.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256

from graphql import ExecutionResult
from strawberry.extensions import SchemaExtension

from api.context import Context
from api.errors import unavailable
from api.selected import Selected, selected
from workspace.audit import Entry, NotAudited, writer

log = logging.getLogger("peerline.api")
LONGEST_NAME = 200
# An id or a key, and no name that was typed in its place.
ID = re.compile(r"(?=.*[0-9])[A-Za-z0-9:/._-]{1,100}")
WORDS = "The audit log cannot be written now, so this is not answered; try again later."


class Audited(SchemaExtension):
    """Writes the entry of an operation; stands behind what may refuse it."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Write before a change, and after a read."""
        asked = self.execution_context
        context: Context = asked.context
        if context.settings is None or asked.result or asked.graphql_document is None:
            yield
            return
        schema = asked.schema._schema
        found = selected(schema, asked.graphql_document, asked.operation_name)
        ids = set(found.asked_ids(asked.variables or {}))
        is_change = found.kind == "mutation"
        if is_change and not await self._is_written(context, found, ids, "change"):
            asked.result = ExecutionResult(data=None, errors=[unavailable(WORDS)])
            yield
            return
        yield
        result = asked.result
        if not found.reads_persons or result is None:
            return
        ids |= set(_values(getattr(result, "data", None), found.id_keys))
        kind = "export" if context.exports else "read"
        is_written = await self._is_written(context, found, ids, kind)
        if not is_written and (context.exports or context.settings.production):
            result.data, result.errors = None, [unavailable(WORDS)]

    async def _is_written(
        self, context: Context, found: Selected, ids: set[str], kind: str
    ) -> bool:
        assert context.settings is not None
        caller = context.caller
        entry = Entry(
            subject=caller.subject,
            role=caller.role.value,
            kind=kind,
            operation=found.name[:LONGEST_NAME],
            operation_digest=sha256((self.execution_context.query or "").encode()).hexdigest(),
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
