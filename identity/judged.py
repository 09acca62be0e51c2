"""What is the evidence on pairs of bylines of which it is known whether they are one person?

Models are fitted to it (`identity.training`) and judged by it (`identity.evaluation`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from identity import gold
from identity.bags import Ints
from identity.comparing import Evidence, columns, compare
from identity.weighing import mentions
from lake.current import Lake
from schema.spellings import surname

Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class JudgedPairs:
    """Rows of a file of pairs in which both bylines were found and a label stands: the evidence,
    whether they are the `same` person, the first's family name and its rarity. `rows` counts all of
    the file, `left_out` the others by reason."""

    evidence: Evidence
    same: Truth
    surnames: list[str]
    rarity: npt.NDArray[np.float64]
    rows: int
    left_out: dict[str, int]

    def folds(self, count: int) -> Ints:
        """A fold for each row, the same for all rows of a family name, drawn the same way every
        time."""
        distinct = sorted(set(self.surnames))
        drawn = np.random.default_rng(0).permutation(len(distinct)) % count
        fold = dict(zip(distinct, drawn.tolist(), strict=True))
        return np.array([fold[name] for name in self.surnames])


def _not_understood(pairs: list[gold.Pair]) -> dict[str, int]:
    """How many pairs have each label that says neither yes nor no."""
    labels = Counter(pair.label for pair in pairs if pair.same is None)
    return {
        f"labelled {label}" if label else "not labelled": count
        for label, count in sorted(labels.items())
    }


def judged_pairs(lake: Lake, path: Path) -> JudgedPairs:
    """The evidence on a file's pairs whose articles are loaded; the names' functions registered.
    Raises what `gold.table` and `gold.pairs` do."""
    pairs = gold.pairs(gold.table(path), path)
    everyone = mentions(lake)
    place = {mention: at for at, mention in enumerate(everyone.ids.to_pylist())}
    bylines = gold.located(lake, [author for pair in pairs for author in (pair.one, pair.two)])
    ends = np.array([place.get(mention or "", -1) for mention in bylines], np.int64)
    left, right = ends[::2], ends[1::2]
    labelled = np.array([pair.same is not None for pair in pairs], bool)
    both = (left >= 0) & (right >= 0)
    loaded = set(lake.sql('SELECT pmid FROM facts."Paper"')["pmid"].to_pylist())
    known = np.array([{p.one.pmid, p.two.pmid} <= loaded for p in pairs], bool)
    counted = both & labelled
    chosen = [pair for pair, counts in zip(pairs, counted, strict=True) if counts]
    return JudgedPairs(
        evidence=compare(columns(everyone), left[counted], right[counted]),
        same=np.array([pair.same for pair in chosen], bool),
        surnames=[surname(pair.one.last) for pair in chosen],
        rarity=everyone.rarity[left[counted]].astype(np.float64),
        rows=len(pairs),
        left_out={
            **_not_understood(pairs),
            "article not loaded": int((labelled & ~known).sum()),
            "no byline of that name": int((labelled & known & ~both).sum()),
        },
    )
