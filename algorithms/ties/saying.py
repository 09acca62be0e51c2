"""What does the model say of every pair that has a dated record in common?

The coefficients are the shipped ones; the calibration is taken from what has happened since two
years ago among the same records: by steps where there are many pairs, by two numbers (Platt 1999,
"Probabilistic outputs for support vector machines") where there are some, by one where nearly all
came to the same end, else as shipped.

Of a kind whose sources hold few years, each window looks back equally far (`Kind.past`): what is
known of pairs whose records begin with the first file would else be unlike what is known later.

The same is done as of two years ago and held against what has come since; records too young for
that are not checked. Where the check fails, the strengths still order ties, for paths need an
order, but they are no probabilities, and every tie's reasons say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import duckdb
import numpy as np
import pyarrow as pa

from algorithms.histories.check import Check, check, undecided
from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.features import Features, Live, is_active
from algorithms.ties.joint import Floats, Joint, Pairs, active_between, pairs_of, since
from algorithms.ties.model import THEMES, TieModel
from algorithms.ties.tables import records_of, time
from lake.relations import Relation

AN_ORDER = "strength orders, it is no probability"
EPOCH, SHORT = 1970, 1e-3  # times are years since 1970; a day asked ends its period

EVER = float("inf")

Judge = Callable[[duckdb.DuckDBPyConnection, Joint, float], pa.Table]


def by_model(records: Joint, at: float, past: float = EVER) -> pa.Table:
    """The rows of `Kind.chances` as the model gives them at the time `at`, from records of the
    `past` years before it."""
    every = pairs_of(records)
    shipped = tie_model.read(tie_model.SHIPPED)
    model = own_calibration(records, every, at, shipped, past)
    withheld = own_check(records, every, at, shipped, past).withheld
    looked, pairs = _looked_at(records, every, at - past)
    now = tie_features.features(looked, pairs, at)
    return told(pairs, now, model.strength(now.values), model, withheld)


def told(
    pairs: Pairs, now: Features, chance: Floats, model: TieModel, withheld: str | None = None
) -> pa.Table:
    """Pairs with a chance as rows of `Kind.chances`; `withheld` says why it is no probability."""
    caution = None if withheld is None else f"{withheld}; {AN_ORDER}"
    themes = tie_model.themes(model.parts(now.values)).round(2)
    offsets = np.arange(len(now.pair) + 1, dtype=np.int32) * len(THEMES)
    return pa.table(
        {
            "number": pairs.a[now.pair],
            "other": pairs.b[now.pair],
            "chance": chance,
            "parts": pa.ListArray.from_arrays(offsets, themes.ravel()),
            "caution": pa.array([caution] * len(now.pair), pa.string()),
        }
    )


@dataclass(frozen=True)
class Kind:
    """A kind of record that makes acquainted who took part in it: `entries` are a table of entries
    or a part of one, `judge` gives the chance of each pair, from the tables named too; without one
    the model does, from records of the last `past` years."""

    name: str
    entries: str
    judge: Judge | None = None
    computed_from: tuple[str, ...] = ()
    past: float = EVER

    @cached_property
    def chances(self) -> Relation:
        """The chance of each pair, two of `number`, that it has such a record again, and the
        `parts` that each theme adds to the log odds; `caution` says where the chance is no
        probability."""
        return Relation(
            f"ties.{self.name}_chances",
            "number BIGINT, other BIGINT, chance DOUBLE, parts DOUBLE[], caution VARCHAR",
            computed_from=(self.entries.split()[0], *self.computed_from),
        )

    def judged(self, connection: duckdb.DuckDBPyConnection) -> pa.Table:
        """The rows of `chances`."""
        records, at = records_of(connection, self.entries), time(connection)
        if self.judge is None:
            return by_model(records, at, self.past)
        return self.judge(connection, records, at)

    def checked(self, connection: duckdb.DuckDBPyConnection) -> Check | None:
        """How right what the model said two years ago was; none where another judge says it."""
        if self.judge is not None:
            return None
        records, at = records_of(connection, self.entries), time(connection)
        shipped = tie_model.read(tie_model.SHIPPED)
        return own_check(records, pairs_of(records), at, shipped, self.past)


def own_calibration(
    joint: Joint, pairs: Pairs, at: float, model: TieModel, past: float
) -> TieModel:
    """The model calibrated on these records' own last closed window, where that holds enough."""
    known, live = _window(joint, pairs, at, model.horizon_years, past)
    return tie_model.recalibrated(model, known.values, live)


def own_check(joint: Joint, pairs: Pairs, at: float, model: TieModel, past: float) -> Check:
    """How right the strengths of the last closed window would have been, calibrated on the window
    before it; nothing is decided where that held too few ties to calibrate by."""
    begin = at - model.horizon_years
    known, live = _window(joint, pairs, at, model.horizon_years, past)
    then = own_calibration(joint, pairs, begin, model, past)
    first, last = (int(EPOCH + time) for time in (begin, at - SHORT))
    if then is model:
        return undecided(len(live), first, last)
    return check(then.strength(known.values), live, first, last)


def _window(
    joint: Joint, pairs: Pairs, at: float, horizon: float, past: float
) -> tuple[Features, Live]:
    """The active ties of a horizon before `at`, and which had a record since."""
    begin = at - horizon
    joint, pairs = _looked_at(joint, pairs, begin - past)
    known = tie_features.features(joint, pairs, begin)
    recent = is_active(known)
    kept = Features(known.pair[recent], known.values[recent])
    return kept, active_between(pairs, begin, at)[kept.pair]


def _looked_at(joint: Joint, pairs: Pairs, begin: float) -> tuple[Joint, Pairs]:
    """The records after `begin`, and their pairs."""
    if begin == -EVER:
        return joint, pairs
    recent = since(joint, begin)
    return recent, pairs_of(recent)
