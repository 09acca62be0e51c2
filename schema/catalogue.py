"""Which classes does the vocabulary hold?"""

from __future__ import annotations

from types import ModuleType
from typing import TypeVar

from schema import (
    citations,
    claims,
    conclusions,
    funding,
    mentions,
    nodes,
    practice,
    profession,
    registers,
    relationships,
)
from schema.vocabulary import Declared, Mention, Node, Relationship

D = TypeVar("D", bound=Declared)


def _declared_in(module: ModuleType, kind: type[D]) -> list[type[D]]:
    own = (c for c in vars(module).values() if isinstance(c, type) and issubclass(c, kind))
    return [c for c in own if c.__module__ == module.__name__]


_MODULES = (nodes, relationships, mentions, practice, profession, funding, citations, registers)
NODES = [node for module in _MODULES for node in _declared_in(module, Node)]
RELATIONSHIPS = [one for module in _MODULES for one in _declared_in(module, Relationship)]
MENTIONS = [mention for module in _MODULES for mention in _declared_in(module, Mention)]
CLAIMS = _declared_in(claims, Mention)
CONCLUSIONS = [c for c in _declared_in(conclusions, conclusions.Conclusion) if c.fields()]
