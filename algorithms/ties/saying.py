"""What does the model say of every pair that has a dated record in common?

The coefficients are the shipped ones; the calibration is taken from what has happened since two
years ago among the same records: by steps where there are many pairs, by two numbers (Platt 1999,
"Probabilistic outputs for support vector machines") where there are some, else as shipped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
import pyarrow as pa

from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.features import Features, is_active
from algorithms.ties.joint import Floats, Joint, Pairs, active_between, pairs_of
from algorithms.ties.model import THEMES, TieModel
from algorithms.ties.tables import records_of, time
from lake.relations import Relation

Judge = Callable[[duckdb.DuckDBPyConnection, Joint, float], pa.Table]


def by_model(_: duckdb.DuckDBPyConnection, records: Joint, at: float) -> pa.Table:
    """The rows of `Kind.chances` as the model gives them at the time `at` (years)."""
    pairs = pairs_of(records)
    model = own_calibration(records, pairs, at, tie_model.read(tie_model.SHIPPED))
    now = tie_features.features(records, pairs, at)
    return told(pairs, now, model.strength(now.values), model)


def told(pairs: Pairs, now: Features, chance: Floats, model: TieModel) -> pa.Table:
    """Pairs with a chance as rows of `Kind.chances`."""
    themes = tie_model.themes(model.parts(now.values)).round(2)
    offsets = np.arange(len(now.pair) + 1, dtype=np.int32) * len(THEMES)
    return pa.table(
        {
            "number": pairs.a[now.pair],
            "other": pairs.b[now.pair],
            "chance": chance,
            "parts": pa.ListArray.from_arrays(offsets, themes.ravel()),
        }
    )


@dataclass(frozen=True)
class Kind:
    """A kind of record that makes acquainted who took part in it: `entries` are a table of entries
    or a part of one, `judge` gives the chance of each pair, from the tables named too."""

    name: str
    entries: str
    judge: Judge = by_model
    computed_from: tuple[str, ...] = ()

    @cached_property
    def chances(self) -> Relation:
        """The chance of each pair, two of `number`, that it has such a record again, and the
        `parts` that each theme adds to the log odds."""
        return Relation(
            f"ties.{self.name}_chances",
            "number BIGINT, other BIGINT, chance DOUBLE, parts DOUBLE[]",
            computed_from=(self.entries.split()[0], *self.computed_from),
        )

    def judged(self, connection: duckdb.DuckDBPyConnection) -> pa.Table:
        """The rows of `chances`."""
        return self.judge(connection, records_of(connection, self.entries), time(connection))


def own_calibration(joint: Joint, pairs: Pairs, at: float, model: TieModel) -> TieModel:
    """The model calibrated on these records' own last closed window, where that holds enough."""
    begin = at - model.horizon_years
    known = tie_features.features(joint, pairs, begin)
    recent = is_active(known)
    kept = Features(known.pair[recent], known.values[recent])
    live = active_between(pairs, begin, at)[kept.pair]
    return tie_model.recalibrated(model, kept.values, live)
