"""Which classes does the vocabulary hold?"""

from __future__ import annotations

from types import ModuleType
from typing import TypeVar

from schema import (
    citations,
    claims,
    conclusions,
    congresses,
    digital,
    fieldwork,
    funding,
    industry,
    mentions,
    nodes,
    patients,
    places,
    practice,
    profession,
    registers,
    relationships,
    sharing,
)
from schema.vocabulary import Declared, Mention, Node, Relationship

D = TypeVar("D", bound=Declared)


def _declared_in(modules: tuple[ModuleType, ...], kind: type[D]) -> list[type[D]]:
    return [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, kind) and each.__module__ == module.__name__
    ]


_MODULES = (
    *(nodes, relationships, mentions, practice, profession, patients, congresses, digital),
    *(funding, citations, registers, sharing, industry, fieldwork, places),
)
NODES = _declared_in(_MODULES, Node)
RELATIONSHIPS = _declared_in(_MODULES, Relationship)
MENTIONS = _declared_in(_MODULES, Mention)
CLAIMS = _declared_in((claims,), Mention)
CONCLUSIONS = [c for c in _declared_in((conclusions,), conclusions.Conclusion) if c.fields()]
