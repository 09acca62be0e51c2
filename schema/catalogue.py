"""Which classes does the vocabulary hold?"""

from __future__ import annotations

from types import ModuleType
from typing import TypeVar

from schema import (
    claims,
    conclusions,
    fieldwork,
    industry,
    mentions,
    nodes,
    practice,
    profession,
    relationships,
)
from schema.vocabulary import Declared, Mention, Node, Relationship

D = TypeVar("D", bound=Declared)


def _declared_in(module: ModuleType, kind: type[D]) -> list[type[D]]:
    own = (c for c in vars(module).values() if isinstance(c, type) and issubclass(c, kind))
    return [c for c in own if c.__module__ == module.__name__]


def _in_all(modules: tuple[ModuleType, ...], kind: type[D]) -> list[type[D]]:
    return [declared for module in modules for declared in _declared_in(module, kind)]


NODES = _in_all((nodes, practice, profession, industry, fieldwork), Node)
RELATIONSHIPS = _in_all((relationships, practice, profession, industry, fieldwork), Relationship)
MENTIONS = _in_all((mentions, industry, fieldwork), Mention)
CLAIMS = _declared_in(claims, Mention)
CONCLUSIONS = [c for c in _declared_in(conclusions, conclusions.Conclusion) if c.fields()]
