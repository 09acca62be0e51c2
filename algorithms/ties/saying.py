"""What does the model say of every pair that has a dated record in common?

The coefficients are the shipped ones; the calibration is taken from what has happened since two
years ago among the same records: by steps where there are many pairs, by two numbers (Platt 1999,
"Probabilistic outputs for support vector machines") where there are some, else as shipped.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.features import Features, is_active
from algorithms.ties.joint import Floats, Joint, Pairs, active_between, pairs_of
from algorithms.ties.model import THEMES, TieModel


def said(joint: Joint, at: float, model: TieModel) -> pa.Table:
    """What the model says of every pair at the time `at` (years): `number`, `other`, `said`, and
    `parts`, what each of `THEMES` adds to the log odds."""
    pairs = pairs_of(joint)
    model = own_calibration(joint, pairs, at, model)
    found = tie_features.features(joint, pairs, at)
    return told(pairs, found, model.strength(found.values), model)


def told(pairs: Pairs, found: Features, strength: Floats, model: TieModel) -> pa.Table:
    """Pairs with what is said of them, as `said` gives them."""
    themes = tie_model.themes(model.parts(found.values)).round(2)
    offsets = np.arange(len(found.pair) + 1, dtype=np.int32) * len(THEMES)
    return pa.table(
        {
            "number": pairs.a[found.pair],
            "other": pairs.b[found.pair],
            "said": strength,
            "parts": pa.ListArray.from_arrays(offsets, themes.ravel()),
        }
    )


def own_calibration(joint: Joint, pairs: Pairs, at: float, model: TieModel) -> TieModel:
    """The model calibrated on these records' own last closed window, where that holds enough."""
    begin = at - model.horizon_years
    known = tie_features.features(joint, pairs, begin)
    recent = is_active(known)
    kept = Features(known.pair[recent], known.values[recent])
    live = active_between(pairs, begin, at)[kept.pair]
    return tie_model.recalibrated(model, kept.values, live)
