"""Which classes does the vocabulary hold?"""

from __future__ import annotations

from types import ModuleType
from typing import TypeVar

from schema import (
    claims,
    conclusions,
    congresses,
    digital,
    mentions,
    nodes,
    patients,
    practice,
    profession,
    relationships,
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


_OF_PERSONS = (practice, profession, patients, congresses, digital)
NODES = _declared_in((nodes, *_OF_PERSONS), Node)
RELATIONSHIPS = _declared_in((relationships, *_OF_PERSONS), Relationship)
MENTIONS = _declared_in((mentions, patients, congresses, digital), Mention)
CLAIMS = _declared_in((claims,), Mention)
CONCLUSIONS = [c for c in _declared_in((conclusions,), conclusions.Conclusion) if c.fields()]
