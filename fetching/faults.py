"""What can go wrong between a publisher and the cache?"""

from __future__ import annotations


class Unreachable(Exception):
    """The publisher does not answer, or not in time; the message says so, and when to try again."""


class NotAsPublished(Exception):
    """What came is not what was asked for: a web page, another layout, another length or digest. It
    is not kept; the message names it."""


class Absent(NotAsPublished):
    """The publisher has nothing at the address (404, 410)."""


class NoRoom(Exception):
    """The disk has too little room for what is to come; the message names both."""


class NotChosen(Exception):
    """What to fetch is not said, or said wrongly; the message says where and how."""


class Stopped(Exception):
    """The work was asked to stop; what has come so far is kept, and is gone on with next time."""

    def __init__(self) -> None:
        super().__init__("stopped; the next run goes on from here")
