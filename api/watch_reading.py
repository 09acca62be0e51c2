"""Whom does a watch take in, by the graph as it is and by the rights of its owner?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graphql import GraphQLError
from strawberry import Schema

from api.context import Context
from api.errors import bad_input
from api.evaluating import members
from api.ruling import read
from schema.settings import Settings
from workspace import saved
from workspace import segment_reviews as reviews
from workspace import segments as stored
from workspace.watches import Watch, Watched


async def taken_in(
    context: Context, settings: Settings, schema: Schema, what: Watched | Watch
) -> set[str]:
    """The ids of those whom a watch that names no persons takes in. The context's caller is its
    owner. Raises BAD_USER_INPUT, and what the workspace raises where a segment or query is gone."""
    if what.segment is not None:
        await asyncio.to_thread(stored.of_number, settings, context.asker, what.segment)
        levels = await asyncio.to_thread(reviews.members, settings, what.segment)
        return {person for person, level in levels.items() if what.level in (None, level)}
    if what.rule is not None:
        return await members(context, read(schema._schema, what.rule))
    assert what.query is not None
    query = await asyncio.to_thread(saved.of_number, settings, context.caller.subject, what.query)
    return await _answered(context, schema, query)


async def _answered(context: Context, schema: Schema, query: saved.SavedQuery) -> set[str]:
    """The ids of the persons in the answer to a saved query, wherever they stand in it."""
    asked = replace(context, is_trusted=True, balance=None)
    try:
        result = await schema.execute(
            query.document, variable_values=query.variables, context_value=asked
        )
    except GraphQLError as error:
        raise bad_input(f"the query {query.name!r} cannot be asked: {error.message}") from None
    if result.errors:
        said = result.errors[0].message
        raise bad_input(f"the query {query.name!r} cannot be asked: {said}")
    return set(_persons(result.data))


def _persons(data: Any) -> Iterator[str]:
    """Every `personId`, and every global id of a person, in an answer."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            id = value.get("id")
            if isinstance(value.get("personId"), str):
                yield value["personId"]
            elif isinstance(id, str) and id.startswith("Person:"):
                yield id.removeprefix("Person:")
            waiting += value.values()
