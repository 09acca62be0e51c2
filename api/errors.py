"""What does a caller read when a question cannot be answered?

Every error carries `extensions.code`: BAD_USER_INPUT for what the caller can mend, COST_EXCEEDED
for what asks for too much at once, FORBIDDEN for what the role may not ask, RATE_LIMITED once the
points of the hour are spent, UNAVAILABLE while the database cannot be reached or needs too long,
INTERNAL for a fault of ours, which is told by its request id alone.
"""

from __future__ import annotations

from graphql import GraphQLError

MOST_ERRORS = 5  # of one document that is not run


def bad_input(message: str) -> GraphQLError:
    """An error that the caller can mend; the message says how."""
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})
