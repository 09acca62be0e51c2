"""For which part of the house is something kept or told?"""

from __future__ import annotations

import strawberry

from api.callers import Function

FUNCTION = strawberry.enum(
    Function, description="A part of the house; a purpose is of one, by the settings."
)
