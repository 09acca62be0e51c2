"""How are questions kept over the API, shared, cited, and forgotten?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, cast

import strawberry
from graphql import OperationType
from strawberry.scalars import JSON

from api.changing import Info, kept
from api.citations import Citation, citation_of
from api.errors import bad_input, refuse_beyond
from api.numbers import number
from api.reviewing import reviewed
from workspace import saved

MOST_LISTED = 100
Id = Annotated[strawberry.ID, strawberry.argument(description="The query's `id`.")]


@strawberry.type(description="A question that somebody kept, to ask it again and to cite it.")
class SavedQuery:
    id: strawberry.ID = strawberry.field(description="By which it is asked for.")
    name: str = strawberry.field(description="Its name, one of its owner's.")
    owner: str = strawberry.field(description="Who kept it, by id.")
    document: str = strawberry.field(description="The text of the query.")
    variables: JSON = strawberry.field(description="The values of its variables, by name.")
    is_shared: bool = strawberry.field(description="Whether all may read and run it.")
    saved_at: datetime = strawberry.field(description="When it was kept.")
    citation: Citation = strawberry.field(description="The graph on which it was kept.")


@strawberry.type(description="What became of a saved query.")
class SavedQueryPayload:
    saved_query: SavedQuery = strawberry.field(description="The query as it is kept, or was.")


async def saved_queries(
    info: Info,
    first: Annotated[
        int, strawberry.argument(description=f"How many, 1 to {MOST_LISTED}.")
    ] = MOST_LISTED,
    after: Annotated[
        strawberry.ID | None, strawberry.argument(description="The `id` of the last one known.")
    ] = None,
) -> list[SavedQuery]:
    """The caller's own queries and those that others share, in the order of their ids."""
    refuse_beyond("first", first, 1, MOST_LISTED)
    last, subject = number("after", after) if after else 0, info.context.caller.subject
    queries = await kept(info.context, lambda at: saved.numbered(at, subject, last, first))
    return [_shown(one) for one in queries]


async def saved_query(info: Info, id: Id) -> SavedQuery | None:
    """One query, the caller's own or shared."""
    asked, subject = number("id", id), info.context.caller.subject
    return _shown(await kept(info.context, lambda at: saved.of_number(at, subject, asked)))


async def save_query(
    info: Info,
    name: Annotated[str, strawberry.argument(description="On one line, without `/`.")],
    document: Annotated[str, strawberry.argument(description="The text of a query.")],
    variables: Annotated[
        JSON | None, strawberry.argument(description="An object with the values of its variables.")
    ] = None,
    is_shared: Annotated[bool, strawberry.argument(description="Let all read and run it.")] = False,
) -> SavedQueryPayload | None:
    """Keep a query, in place of the caller's own of that name."""
    if variables is not None and not isinstance(variables, dict):
        raise bad_input("`variables` takes an object of values by name")
    caller, values = info.context.caller, cast("dict[str, object] | None", variables)
    reviewed(info.schema._schema, document, caller.role, frozenset({OperationType.QUERY}))
    own = await kept(
        info.context,
        lambda at: saved.save(at, caller.subject, name, document, values, is_shared),
    )
    return SavedQueryPayload(saved_query=_shown(own))


async def share_query(
    info: Info,
    id: Id,
    is_shared: Annotated[
        bool, strawberry.argument(description="Or the owner's alone again.")
    ] = True,
) -> SavedQueryPayload | None:
    """Let all read and run the caller's own query, or the caller alone again."""
    asked, subject = number("id", id), info.context.caller.subject
    own = await kept(info.context, lambda at: saved.share(at, subject, asked, is_shared))
    return SavedQueryPayload(saved_query=_shown(own))


async def delete_saved_query(info: Info, id: Id) -> SavedQueryPayload | None:
    """Forget the caller's own query."""
    asked, subject = number("id", id), info.context.caller.subject
    gone = await kept(info.context, lambda at: saved.removed(at, subject, asked))
    return SavedQueryPayload(saved_query=_shown(gone))


def _shown(one: saved.SavedQuery) -> SavedQuery:
    return SavedQuery(
        id=strawberry.ID(str(one.number)),
        name=one.name,
        owner=one.owner,
        document=one.document,
        variables=cast("JSON", one.variables),
        is_shared=one.is_shared,
        saved_at=one.saved_at,
        citation=citation_of(one.citation),
    )
