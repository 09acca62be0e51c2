"""How are the words of the reference counted? `python -m identity.reference.counting --home HOME`.

Words of fewer than three records are left out: they say little, and some are names.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import TruncatedSVD

from identity.bags import Floats, Hashes, Ints, Shares, counted, weighed
from identity.corpus import COMMONPLACE, table
from identity.names import register
from identity.reading import AFFILIATION_WORDS, BAG_WORDS, read_everyone
from identity.reference.known import BAGS, WORDS, hashes
from lake.current import Lake
from lake.relations import make, rows_of

LEAST, DIMENSIONS, LETTERS = 3, 50, 128


def count(lake: Lake, out: Path = WORDS) -> int:
    """Count what is loaded and write the table; how many words it holds."""
    register(lake.tables)
    everyone = read_everyone(lake)
    make(lake.tables, AFFILIATION_WORDS)
    texts = np.array(sorted({*rows_of(lake.tables, BAG_WORDS)["word"].to_pylist()}), np.str_)
    hashed, shares = hashes(texts), np.zeros((len(texts), len(BAGS)))
    for at, bag in enumerate(BAGS):
        start, words = everyone.bags[bag]
        times = counted(words).of(hashed)
        shares[:, at] = np.where(times >= LEAST, times / (len(start) - 1), 0)
    basis = np.zeros((len(texts), DIMENSIONS))
    has = (shares[:, BAGS.index("subject")] > 0) & (shares[:, BAGS.index("subject")] < COMMONPLACE)
    basis[has] = _basis(everyone.bags["subject"], hashed[has], shares[has, BAGS.index("subject")])
    kept = shares.any(axis=1)
    np.savez_compressed(
        out,
        words=texts[kept],
        shares=shares[kept].astype(np.float16),
        basis=basis[kept].astype(np.float16),
        initials=_initials(everyone.mentions["initial"].to_numpy().astype(np.int64)),
    )
    return int(kept.sum())


def _basis(bag: tuple[Ints, Hashes], words: Hashes, share: Floats) -> npt.NDArray[np.float32]:
    """A row a word: its place in the latent semantic analysis of what records are about."""
    start, held = bag
    order = np.argsort(words)
    shares = Shares(words[order], share[order].astype(np.float32))
    subject = weighed(start, held, shares.of(held, 1.0))
    analysis = TruncatedSVD(DIMENSIONS, n_iter=7, random_state=0).fit(table(subject, shares.words))
    basis = np.empty((len(words), DIMENSIONS), np.float32)
    basis[order] = analysis.components_.T
    return basis


def _initials(initial: Ints) -> npt.NDArray[np.float64]:
    """The share of people with each first initial; of letters that nobody has, as of one."""
    times = np.bincount(initial, minlength=LETTERS)[:LETTERS]
    return np.asarray(np.maximum(times, 1) / max(times[1:].sum(), 1))


def main(arguments: list[str]) -> int:
    """Count a home's records; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m identity.reference.counting")
    parser.add_argument("--home", type=Path, required=True, help="where the records are loaded")
    parser.add_argument("--out", type=Path, default=WORDS)
    options = parser.parse_args(arguments)
    print(f"wrote {options.out}: {count(Lake(options.home), options.out)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
