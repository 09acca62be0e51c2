"""Which number of the workspace does an id mean?"""

from __future__ import annotations

from api.errors import bad_input


def number(argument: str, id: str) -> int:
    """The number of what people keep, by the id that an argument gives. Raises BAD_USER_INPUT."""
    if not (id.isascii() and id.isdigit() and len(id) <= 9):
        raise bad_input(f"`{argument}` is {id[:20]!r}; an id is a number, as lists give it")
    return int(id)
