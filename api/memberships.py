"""Who is in the segments that a filter names?

A filter with `inSegment` leaves a `Membership` among the parameters of its statement; the members
stand in its place before the statement runs. So every question that takes a filter on persons may
name segments, and each reads them as they are now.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from api import numbers
from api.errors import bad_input, refuse_beyond, unavailable
from api.later import Later, later
from api.tally import now
from schema.settings import Settings
from workspace.askers import Asker
from workspace.migrating import UnknownWorkspace
from workspace.segment_reviews import members
from workspace.segments import MOST_LEVELS, NoSuchSegment, of_number

log = logging.getLogger("peerline.api")
KEY = "inSegment"
MOST_SEGMENTS = 20


@dataclass(frozen=True)
class Membership:
    """Whoever is in one of these segments, by number; on the level alone where one is given."""

    numbers: tuple[int, ...]
    level: int | None


def number(id: str) -> int:
    """The number of a segment's id. Raises BAD_USER_INPUT."""
    return numbers.number("segment", id.removeprefix("Segment:"))


def asked(filter: Mapping[str, Any]) -> Membership | Later:
    """What the filter `inSegment` asks for. Raises BAD_USER_INPUT."""
    ids = filter.get("segments")
    if ids is None:
        raise bad_input(f"`{KEY}` needs `segments`; give their ids")
    found: Membership | Later = later(
        _asked, filter.get("level"), *(ids if isinstance(ids, list) else [ids])
    )
    return found


def _asked(level: int | None, *ids: str | list[str]) -> Membership:
    every = [id for one in ids for id in (one if isinstance(one, list) else [one])]
    if not 1 <= len(every) <= MOST_SEGMENTS:
        raise bad_input(f"`{KEY}` names {len(every)} segments; give 1 to {MOST_SEGMENTS}")
    if level is not None:
        refuse_beyond("level", level, 1, MOST_LEVELS)
    return Membership(tuple(dict.fromkeys(map(number, every))), level)


def names_segments(filter: object) -> bool:
    """Whether a filter names segments, at any depth."""
    if isinstance(filter, list):
        return any(map(names_segments, filter))
    if not isinstance(filter, Mapping):
        return False
    return any(name == KEY or names_segments(each) for name, each in filter.items())


async def filled(
    settings: Settings | None, asker: Asker, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """The parameters of a statement with the members of segments in place of what asks for them:
    of the asker's own and of shared ones. Raises BAD_USER_INPUT and UNAVAILABLE."""
    given = dict(parameters)
    for name, value in parameters.items():
        if isinstance(value, Membership):
            given[name] = await _members(settings, asker, value)
    return given


async def _members(settings: Settings | None, asker: Asker, of: Membership) -> list[str]:
    if settings is None:
        raise unavailable("this server keeps no workspace, so there are no segments")
    try:
        return await asyncio.to_thread(_read, settings, asker, of)
    except (SQLAlchemyError, UnknownWorkspace, OSError):
        log.exception("request %s: the segments cannot be read", now().request)
        raise unavailable("the segments cannot be read now; try again later") from None


def _read(settings: Settings, asker: Asker, of: Membership) -> list[str]:
    found: set[str] = set()
    for one in of.numbers:
        try:
            of_number(settings, asker, one)
        except NoSuchSegment:
            raise bad_input(
                f"`{KEY}` names {one}; no segment of that id is yours or shared; see `segments`"
            ) from None
        levels = members(settings, one).items()
        found |= {person for person, level in levels if of.level in (None, level)}
    return sorted(found)
