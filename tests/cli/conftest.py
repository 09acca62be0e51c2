"""A home in which people have something to change, for commands that ask a server."""

from changing import namesakes, office

__all__ = ["namesakes", "office"]
