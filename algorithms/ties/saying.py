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
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypedDict

import duckdb
import numpy as np
import pyarrow as pa

from algorithms.histories.check import Check, check, undecided
from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.features import Features, Live, is_active
from algorithms.ties.joint import Joint, Pairs, active_between, pairs_of, since
from algorithms.ties.model import THEMES, TieModel
from algorithms.ties.tables import records_of, time
from lake.lessons import Lessons
from lake.relations import Relation

AN_ORDER = "strength orders, it is no probability"
EPOCH, SHORT = 1970, 1e-3  # times are years since 1970; a day asked ends its period

EVER = float("inf")


class Learnt(TypedDict):
    """The steps of a model's calibration, and why what they give is no probability, where it is
    none."""

    steps: list[tuple[float, float]]
    withheld: str | None


Learn = Callable[[duckdb.DuckDBPyConnection, Joint, Pairs, float], Learnt]


def by_model(
    _: duckdb.DuckDBPyConnection, records: Joint, pairs: Pairs, at: float, past: float = EVER
) -> Learnt:
    """The calibration that records give at the time `at` (years), with its check, where each window
    looks back `past` years."""
    shipped = tie_model.read(tie_model.SHIPPED)
    model = own_calibration(records, pairs, at, shipped, past)
    withheld = own_check(records, pairs, at, shipped, past).withheld
    return {"steps": model.steps, "withheld": withheld}


def told(pairs: Pairs, now: Features, learnt: Learnt) -> pa.Table:
    """What is said of pairs, as rows of `Kind.chances`."""
    model = replace(tie_model.read(tie_model.SHIPPED), steps=learnt["steps"])
    withheld = learnt["withheld"]
    caution = None if withheld is None else f"{withheld}; {AN_ORDER}"
    themes = tie_model.themes(model.parts(now.values)).round(1)
    offsets = np.arange(len(now.pair) + 1, dtype=np.int32) * len(THEMES)
    return pa.table(
        {
            "number": pairs.a[now.pair],
            "other": pairs.b[now.pair],
            "chance": model.strength(now.values),
            "parts": pa.ListArray.from_arrays(offsets, themes.ravel()),
            "caution": pa.array([caution] * len(now.pair), pa.string()),
        }
    )


@dataclass(frozen=True)
class Kind:
    """A kind of record that makes acquainted who took part in it: `entries` are a table of entries
    or a part of one, `learn` calibrates the model for it, from the tables named too. Pairs with a
    record of the last `past` years are judged, by these."""

    name: str
    entries: str
    learn: Learn = by_model
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

    def judged(self, connection: duckdb.DuckDBPyConnection, lessons: Lessons) -> pa.Table:
        """The rows of `chances`, by the calibration that stands."""
        records, at = records_of(connection, self.entries), time(connection)
        pairs = pairs_of(records)
        learn = partial(by_model, past=self.past) if self.learn is by_model else self.learn
        learnt = lessons.of(
            f"ties of kind {self.name}",
            len(records.person),
            lambda: learn(connection, records, pairs, at),
        )
        recent, known = _looked_at(records, pairs, at - self.past)
        return told(known, tie_features.features(recent, known, at), learnt)

    def checked(self, connection: duckdb.DuckDBPyConnection) -> Check | None:
        """How right what the model said two years ago was; none where it is learnt otherwise."""
        if self.learn is not by_model:
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
    return kept, active_between(pairs, begin, at - SHORT)[kept.pair]


def _looked_at(joint: Joint, pairs: Pairs, begin: float) -> tuple[Joint, Pairs]:
    """The records after `begin`, and their pairs."""
    if begin == -EVER:
        return joint, pairs
    recent = since(joint, begin)
    return recent, pairs_of(recent)
