"""Who asks, and in which role?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a caller may do, by the kind of work; the README's table says what each role sees."""

    VIEWER = "viewer"
    LIAISON = "liaison"
    ANALYST = "analyst"
    STEWARD = "steward"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Function(Enum):
    """For which part of the house something is asked, as the settings say of its purpose."""

    MEDICAL = "medical"
    MARKET_ACCESS = "market access"
    COMMERCIAL = "commercial"


@dataclass(frozen=True)
class Caller:
    """One who asks: a stable id (never a name), a role, for a liaison the states of the own
    territory, the purpose that was given, whether trusted documents only may be sent, and the
    request's id."""

    subject: str
    role: Role
    territory: frozenset[str] = frozenset()
    purpose: str = ""
    documents_only: bool = False
    request: str = ""


# Whoever sits at the machine itself: the command line, and `make demo` on loopback.
LOCAL = Caller("local", Role.ADMIN)
