"""How is something changed that people made, and what does a caller read where it cannot be?

The rights were looked at and the audit log was written before. The work itself is done in a thread;
it is kept whole or not at all.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from enum import Enum
from typing import Annotated, TypeVar

import strawberry
from sqlalchemy.exc import SQLAlchemyError

from api.context import Context
from api.errors import bad_input, forbidden, not_found, unavailable
from api.tally import now
from schema.settings import Settings
from workspace.alerts import NoSuchAlert, NotAVerdict
from workspace.channels import NoSuchChannel, NotAChannel
from workspace.engagements import NotAnEngagement, NotYours
from workspace.judgements import NoSuchJudgement, NotAJudgement
from workspace.migrating import UnknownWorkspace
from workspace.naming import NotNamed
from workspace.notes import NoSuchNote, NotANote
from workspace.saved import NoSuchQuery, NotSaved
from workspace.screenings import NoSuchScreening, NotFiled
from workspace.segments import NoSuchSegment, NotASegment
from workspace.suppression import NoSuchSuppression, NotASuppression, SecretLost
from workspace.watches import NoSuchWatch, NotAWatch

log = logging.getLogger("peerline.api")
LONGEST_REASON, LONGEST_NAME = 500, 100
NOBODY = "nobody and nothing that is resolved has that name; look ids up with `people`"
# What nobody has, and what cannot be kept as it was given.
UNKNOWN = (
    NoSuchAlert,
    NoSuchChannel,
    NoSuchJudgement,
    NoSuchNote,
    NoSuchQuery,
    NoSuchScreening,
    NoSuchSegment,
    NoSuchSuppression,
    NoSuchWatch,
)
UNFIT = (
    NotAChannel,
    NotAJudgement,
    NotANote,
    NotAnEngagement,
    NotASegment,
    NotASuppression,
    NotAVerdict,
    NotAWatch,
    NotFiled,
    NotSaved,
)
T = TypeVar("T")
Info = strawberry.Info[Context, None]
Why = Annotated[
    str, strawberry.argument(description="The reason, on one line, for whoever reads it later.")
]
DryRun = Annotated[
    bool, strawberry.argument(description="Say what would change, and change nothing.")
]
Who = Annotated[
    str, strawberry.argument(description="A `personId`, NPI, ORCID iD or one of the mentions.")
]


@strawberry.enum(description="From when on a change is seen.")
class Effect(Enum):
    AT_ONCE = strawberry.enum_value("AT_ONCE", description="In every answer from now on.")
    AT_NEXT_REFRESH = strawberry.enum_value(
        "AT_NEXT_REFRESH", description="Once `peerline refresh` has run the next time."
    )


async def kept(context: Context, work: Callable[[Settings], T]) -> T:
    """What the work on the workspace gives. Raises BAD_USER_INPUT, FORBIDDEN, NOT_FOUND or
    UNAVAILABLE."""
    settings = context.settings
    if settings is None:
        raise unavailable("this server keeps no workspace")
    try:
        return await asyncio.to_thread(work, settings)
    except NotNamed:
        raise not_found(NOBODY) from None
    except UNKNOWN as error:
        raise not_found(str(error)) from None
    except NotYours as error:
        raise forbidden(str(error)) from None
    except UNFIT as error:
        raise bad_input(str(error)) from None
    except (SQLAlchemyError, UnknownWorkspace, SecretLost, OSError):
        log.exception("request %s: the workspace does not answer", now().request)
        raise unavailable(
            f"The workspace cannot be used now; try again later (request {now().request})."
        ) from None


def reason(why: str) -> str:
    """The reason as it is kept. Raises BAD_USER_INPUT."""
    plain = why.strip()
    if not 0 < len(plain) <= LONGEST_REASON or not plain.isprintable():
        raise bad_input(f"`why` takes 1 to {LONGEST_REASON} characters, on one line")
    return plain


def name_of(argument: str, name: str) -> str:
    """A name that may be looked up. Raises BAD_USER_INPUT."""
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise bad_input(f"`{argument}` takes 1 to {LONGEST_NAME} characters, on one line")
    return name
