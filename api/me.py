"""Who am I to this server, and what may I ask?"""

from __future__ import annotations

import strawberry

from api.context import Context
from api.rights import RULES


@strawberry.type(description="Who asks, as the server knows it, and what may be asked.")
class Me:
    subject: str = strawberry.field(description="The stable id that the key or the token names.")
    role: str = strawberry.field(description="The role, such as `liaison`.")
    territory: list[str] = strawberry.field(description="A liaison's states, in order.")
    purpose: str = strawberry.field(description="Why persons are read; empty where unsaid.")
    purposes: list[str] = strawberry.field(description="What may be named; none: anything.")
    is_purpose_needed: bool = strawberry.field(
        description="Whether persons are read for a named purpose alone."
    )
    questions: list[str] = strawberry.field(
        description="The root fields that may be asked in this role, for this purpose, in order."
    )
    changes: list[str] = strawberry.field(description="The mutations that may be asked, likewise.")


def me(context: Context) -> Me:
    """Who asks, by the context of the request."""
    caller, settings = context.caller, context.settings

    def admitted(of: str) -> list[str]:
        return sorted(name for name, rule in RULES[of].items() if context.may(rule))

    return Me(
        subject=caller.subject,
        role=caller.role.value,
        territory=sorted(caller.territory),
        purpose=caller.purpose,
        purposes=list(settings.purposes) if settings else [],
        is_purpose_needed=settings is not None and settings.purpose_required,
        questions=admitted("Query"),
        changes=admitted("Mutation"),
    )
