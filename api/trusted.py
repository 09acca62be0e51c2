"""May this caller send a text of its own, and which text does the id of a document stand for?

Keys may be limited to documents that were registered (`peerline document add`), which they ask by
`documentId`, as GraphQL over HTTP has it for persisted documents. There is no registration by
whoever asks. The documents of the network explorer are registered with it.
"""

from __future__ import annotations

import asyncio

from graphql import GraphQLError
from sqlalchemy.exc import SQLAlchemyError

from api.context import Context
from api.errors import forbidden, unavailable
from explorer import document_of
from workspace.documents import NoSuchDocument, text_of
from workspace.migrating import UnknownWorkspace


def refuse_own_text(context: Context) -> None:
    """Raise FORBIDDEN where the caller may ask registered documents alone, and this is none."""
    if context.caller.documents_only and not context.is_trusted:
        raise forbidden(
            "this key may ask registered documents alone: send `documentId` in place of `query`"
        )


async def text_for(context: Context, id: str) -> str:
    """The text of a registered document, which the context then trusts. Raises
    PERSISTED_DOCUMENT_NOT_FOUND or UNAVAILABLE."""
    asked_by_the_page = document_of(id)
    if asked_by_the_page is not None:
        context.is_trusted = True
        return asked_by_the_page
    if context.settings is None:
        raise unavailable("this server keeps no documents")
    try:
        text = await asyncio.to_thread(text_of, context.settings, id)
    except NoSuchDocument as error:
        code = {"code": "PERSISTED_DOCUMENT_NOT_FOUND"}
        raise GraphQLError(str(error), extensions=code) from None
    except (SQLAlchemyError, UnknownWorkspace):
        raise unavailable("documents cannot be looked up now; try again in a minute") from None
    context.is_trusted = True
    return text
