"""For which part of the house is something kept or told?"""

from __future__ import annotations

from enum import Enum

import strawberry

from api.callers import Function


@strawberry.enum(
    name="Function", description="A part of the house; a purpose is of one, by the settings."
)
class Part(Enum):
    MEDICAL = strawberry.enum_value("MEDICAL", description="Medical affairs.")
    MARKET_ACCESS = strawberry.enum_value("MARKET_ACCESS", description="Market access.")
    COMMERCIAL = strawberry.enum_value("COMMERCIAL", description="Marketing and sales.")


def part_of(function: str) -> Part:
    """The part of the house as an answer names it."""
    return Part[Function(function).name]
