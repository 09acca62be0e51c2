"""Where does a derived table come from, as one digest: the same digest, the same rows?

Facts that stand come from the loads of the sources that state them, since what withdraws a fact is
a load of its source, too; claims from their own rows; a relation from its text and all that it
reads. What else decides is the `seed`: the code, who is left out, the day asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lake.current import Lake
from lake.relations import Relation


class Lineage:
    """The digests of the tables of a lake and of relations made from them."""

    def __init__(self, lake: Lake, seed: str) -> None:
        self._lake, self._seed = lake, seed
        self._relations: dict[str, tuple[Relation, str]] = {}
        self._known: dict[str, str] = {}

    def take(self, relations: Iterable[Relation], seed: str = "") -> None:
        """Take relations in, each once; `seed` decides of their rows, besides what they read."""
        self._relations |= {relation.name: (relation, seed) for relation in relations}

    def of(self, name: str) -> str:
        """The digest of `facts."Class"`, `history."Class"`, `claims."Class"`, or a relation.
        Raises `KeyError` where no relation of the name was taken."""
        if name not in self._known:
            self._known[name] = _digest(self._seed, name, *self._origins(name))
        return self._known[name]

    def _origins(self, name: str) -> list[str]:
        schema, _, table = name.partition(".")
        if schema in ("facts", "history"):
            return self._lake.loads_of(table.strip('"'), with_withdrawals=schema == "facts")
        if schema == "claims":
            rows = f"SELECT count(*), bit_xor(hash(claim)) FROM {name} claim"
            return [str(self._lake.one(rows))]
        relation, seed = self._relations[name]
        read = (self.of(each) for each in relation.reads)
        return [seed, relation.columns, relation.text, *read]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
