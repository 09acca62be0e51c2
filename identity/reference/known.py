"""The shipped statistics, by the hashes that records have."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from identity.bags import Floats, Hashes, Shares

FOLDER = Path(__file__).parent
SURNAMES, WORDS = FOLDER / "surnames.csv", FOLDER / "words.npz"
BAGS = ("affiliation", "places", "topics", "subject")


class Surnames(NamedTuple):
    """The share of authors who bear each family name, and of those who share few names."""

    share: Shares
    crowded: Shares


class Words(NamedTuple):
    """Of people the share of each first initial, by its ASCII code, and of records the share with
    each word, by bag; the `vocabulary` and a row of `basis` for each word of it: what records are
    about, in latent semantic analysis."""

    initials: Floats
    shares: dict[str, Shares]
    vocabulary: Hashes
    basis: Floats


@cache
def surnames() -> Surnames:
    """The table of family names."""
    with duckdb.connect() as connection:
        rows = connection.sql(
            f"SELECT hash(surname) AS name, per_million / 1e6 AS share, crowded "
            f"FROM read_csv('{SURNAMES}') ORDER BY name"
        ).to_arrow_table()
    name, share, crowded = (rows[column].to_numpy() for column in rows.column_names)
    return Surnames(Shares(name, share.astype("f4")), Shares(name, crowded.astype("f4")))


@cache
def words() -> Words:
    """The table of words."""
    with np.load(WORDS) as kept:
        hashed = hashes(kept["words"])
        order = np.argsort(hashed)
        shares = kept["shares"].astype(np.float32)[order]
        basis = kept["basis"].astype(np.float32)[order]
        initials = kept["initials"].astype(np.float32)
    by_bag = {}
    for at, bag in enumerate(BAGS):
        has = shares[:, at] > 0
        by_bag[bag] = Shares(hashed[order][has], shares[has, at])
    is_told = basis.any(axis=1)
    return Words(initials, by_bag, hashed[order][is_told], np.ascontiguousarray(basis[is_told]))


def hashes(texts: npt.NDArray[np.str_]) -> Hashes:
    """The texts as the engine hashes them."""
    with duckdb.connect() as connection:
        connection.register("texts", pa.table({"text": texts}))
        rows = connection.execute("SELECT hash(text) AS word FROM texts").fetchnumpy()
    return np.asarray(rows["word"], np.uint64)
