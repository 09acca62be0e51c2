"""Facts stated by hand, and who identity then holds to be one person."""

from changing import namesakes, office
from stating import claims, state

__all__ = ["claims", "namesakes", "office", "state"]
