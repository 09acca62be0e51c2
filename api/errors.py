"""What does a caller read when a question cannot be answered?

Every error carries `extensions.code`: BAD_USER_INPUT for what the caller can mend, COST_EXCEEDED
for what asks for too much at once, FORBIDDEN for what the role may not ask, NOT_FOUND for what a
change names and nobody has, RATE_LIMITED once the points of the hour are spent, UNAVAILABLE while
the database or the workspace cannot be reached or needs too long, PERSISTED_DOCUMENT_NOT_FOUND for
the id of a document that nobody registered, INTERNAL for a fault of ours, which is told by its
request id alone.
"""

from __future__ import annotations

from graphql import GraphQLError

MOST_ERRORS = 5  # of one document that is not run


class NotRun(Exception):
    """An operation is not run; `errors` say why."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = [*errors]


def bad_input(message: str) -> GraphQLError:
    """An error that the caller can mend; the message says how."""
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})


def refuse_beyond(name: str, value: int, least: int, most: int) -> None:
    """Raise BAD_USER_INPUT for an argument, by its name, that lies beyond its bounds."""
    if not least <= value <= most:
        raise bad_input(f"`{name}` is {value}; give {least} to {most}")


def not_found(message: str) -> GraphQLError:
    """An error about what a change names, and what nobody has."""
    return GraphQLError(message, extensions={"code": "NOT_FOUND"})


def forbidden(message: str) -> GraphQLError:
    """An error about what the caller may not do; the message says who may."""
    return GraphQLError(message, extensions={"code": "FORBIDDEN"})


def unavailable(message: str) -> GraphQLError:
    """An error about what cannot be done for now."""
    return GraphQLError(message, extensions={"code": "UNAVAILABLE"})
