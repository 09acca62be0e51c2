"""What was found of names, and how are a few blocks of it taken out and put back?

What is found of everyone is written once and read where it lies (`identity.mapped`). A block in
which something changes stands beside it as a whole; from a quarter on the two are put together. A
*block* here is one that is not divided yet: one family name, one first initial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identity import mentions
from identity.bags import Hashes, are_in
from identity.blocks import Flags, Kept
from identity.links import NAME_LINKS
from identity.mentions import Mentions
from lake.relations import Relation, show, view

_MOST_BESIDE = 0.25

BLOCKS_BESIDE = Relation("identity.blocks_beside", "block UBIGINT")
_KEYS = (
    "mention VARCHAR, block UBIGINT, record UBIGINT, orcid UBIGINT, author UBIGINT, cluster UBIGINT"
)
EVERYONE_BEFORE = Relation("identity.everyone_before", _KEYS)
EVERYONE_BESIDE = Relation("identity.everyone_beside", _KEYS)
NAME_LINKS_BEFORE = Relation("identity.name_links_before", f"{NAME_LINKS.columns}, block UBIGINT")
NAME_LINKS_BESIDE = Relation("identity.name_links_beside", NAME_LINKS_BEFORE.columns)

# All mentions that have a name, with the keys that they could join by: of the record, the ORCID
# iD, the name with its initial, and the cluster of names.
EVERYONE = Relation(
    "identity.everyone",
    _KEYS,
    """
FROM identity.everyone_before ANTI JOIN identity.blocks_beside USING (block)
UNION ALL BY NAME FROM identity.everyone_beside
""",
)


@dataclass(frozen=True)
class Found:
    """Of whole blocks: their mentions, the ids of the records that these are of in the order of
    the columns, what was kept of pairs, the cluster of each mention (by the key of its first), and
    the links of names, with the block of each."""

    mentions: Mentions
    records: pa.Array
    kept: Kept
    cluster: Hashes
    links: pa.Table

    def of(self, blocks: Hashes) -> Found:
        """That of some blocks, which ascend."""
        return self._chosen(blocks, True)

    def without(self, blocks: Hashes) -> Found:
        """That of all blocks but some, which ascend."""
        return self._chosen(blocks, False)

    def joined(self, later: Found) -> Found:
        """That of these blocks and of others that a later run found; each record once."""
        both = mentions.joined(self.mentions, later.mentions)
        records = pa.concat_arrays([self.records, later.records])
        codes = pc.dictionary_encode(records).indices.to_numpy()
        _, first = np.unique(codes, return_index=True)
        both = replace(both, record=first[codes[both.record]])
        once, which = mentions.chosen(both, np.arange(len(both)))
        return Found(
            once,
            records.take(pa.array(which)),
            self.kept.joined(later.kept),
            np.concatenate([self.cluster, later.cluster]),
            pa.concat_tables([self.links, later.links]),
        )

    def keys(self) -> pa.Table:
        """What the mentions could join by: rows of EVERYONE_BEFORE."""
        m = self.mentions
        keys = {"record": m.pmid[m.record], "orcid": m.orcid, "author": m.author}
        return pa.table({"mention": m.ids, "block": m.block, **keys, "cluster": self.cluster})

    def _chosen(self, blocks: Hashes, are_those: bool) -> Found:
        def marked(column: Hashes) -> Flags:
            return np.asarray(are_in(column, blocks) == are_those)

        own = np.flatnonzero(marked(self.mentions.block))
        some, records = mentions.chosen(self.mentions, own)
        return Found(
            some,
            self.records.take(pa.array(records)),
            self.kept.chosen(np.flatnonzero(marked(self.kept.whole_block))),
            self.cluster[own],
            self.links.filter(pa.array(marked(self.links["block"].to_numpy()))),
        )


@dataclass(frozen=True)
class Remembered:
    """What was found of everyone, and what stands beside it of some `blocks`, which ascend."""

    everyone: Found
    blocks: Hashes = field(default_factory=lambda: np.zeros(0, np.uint64))
    beside: Found | None = None

    def of(self, blocks: Hashes) -> Found:
        """What stands of some blocks, which ascend."""
        found = self.everyone.of(np.setdiff1d(blocks, self.blocks))
        return found.joined(self.beside.of(blocks)) if self.beside else found

    def named(self, ids: Sequence[str]) -> Mentions:
        """Of the mentions with these ids those that are known."""
        own = ~are_in(self.everyone.mentions.block, self.blocks)
        found = _named(self.everyone.mentions, ids, own)
        return mentions.joined(found, _named(self.beside.mentions, ids)) if self.beside else found

    def amended(self, blocks: Hashes, found: Found) -> Remembered:
        """The same with what a later run found of some blocks."""
        beside = self.beside.without(blocks).joined(found) if self.beside else found
        blocks = np.union1d(self.blocks, blocks)
        if len(beside.mentions) > _MOST_BESIDE * len(self.everyone.mentions):
            return Remembered(self.everyone.without(blocks).joined(beside))
        return Remembered(self.everyone, blocks, beside)

    def show(self, tables: duckdb.DuckDBPyConnection) -> None:
        """Let texts read `identity.everyone` and `identity.name_links`."""
        beside = self.beside or self.everyone.of(self.blocks)
        show(tables, BLOCKS_BESIDE, pa.table({"block": self.blocks}))
        for relation, it in ((EVERYONE_BEFORE, self.everyone), (EVERYONE_BESIDE, beside)):
            show(tables, relation, it.keys())
        for relation, it in ((NAME_LINKS_BEFORE, self.everyone), (NAME_LINKS_BESIDE, beside)):
            show(tables, relation, it.links)
        view(tables, EVERYONE, NAME_LINKS)


def _named(m: Mentions, ids: Sequence[str], own: Flags | bool = True) -> Mentions:
    """Of the mentions marked as its `own` those with these ids."""
    named = np.asarray(pc.is_in(m.ids, pa.array(ids, pa.string())))
    return mentions.chosen(m, np.flatnonzero(named & own))[0]
