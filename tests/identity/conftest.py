"""Facts stated by hand, and who identity then holds to be one person."""

from stating import claims, state

__all__ = ["claims", "state"]
