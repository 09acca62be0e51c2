"""How probable is it that a tie is live: that the two have a joint record again before long?

A logistic regression on the logarithms of the features of `tie_features`, followed by an isotonic
calibration, so that of the ties of strength 0.3 three in ten are active again within the horizon.
It learns from windows of the past alone: the features as they stood at a cut, and what happened in
the years after it. A model is one JSON file: coefficients, means and spreads per feature, steps of
the calibration, horizon, version, and what it was learnt from. The coefficients travel from field
to field, the calibration does not: it is taken anew from a field's own closed windows as soon as
they hold enough ties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.ties.features import COLUMNS, Features
from algorithms.ties.joint import Floats
from schema.relationships import AUTHORED, CONNECTED_TO, INVESTIGATES

ALGORITHM = Algorithm(
    name="Strength of a tie",
    about=__doc__,
    reads=(AUTHORED, INVESTIGATES),
    writes=(CONNECTED_TO,),
    distrust="A probability is as good as the windows it was learnt from; where records of the "
    "last years are still missing, recent ties look weaker than they are.",
)


# Small sums are multiplied before the logarithm, that it tells 0.01 from 0.1.
_FINE = frozenset(
    {"weight_1", "weight_2", "weight_5", "weight_all", "fresh", "lead", "common", "common_fresh"}
    | {"led", "ended", "near", "team_again", "team_known"}
)
_SCALE = np.array(
    [10.0 if name in _FINE or name.startswith(("output", "total")) else 1.0 for name in COLUMNS]
)
_PENALTY = 5e-3
_LEAST = 1e-4
ENOUGH_TIES, ENOUGH_LIVE = 2000, 100
SOME_TIES, SOME_LIVE = 100, 20
DRAWN_BY = 2
VERSION = "3"
SHIPPED = Path(__file__).with_name("model.json")
# What the features are about, in the words of the reasons.
THEMES = {
    "how recent the joint records are": ("since_last", "recent", "weight_1", "fresh"),
    "how much they did together": ("weight_2", "weight_5", "weight_all", "records"),
    "how steadily, over how long": ("years", "pace", "since_first"),
    "how few were on a record, and in which places": (
        *("smallest", "persons", "lead", "led", "ended", "near", "before", "between", "after"),
        *("first_share", "last_share"),
    ),
    "whether the others on their latest record stay together": ("team_again", "team_known"),
    "how active both are": ("output", "lately", "now", "silent", "career"),
    "how many others both work with": (
        *("volume", "total", "partners", "loyal", "share", "joint_share"),
    ),
    "how many partners they share, and since when": (
        *("common", "common_fresh", "mutual", "mutual_since", "mutual_of_one"),
    ),
}
MOST_ROWS = 400_000


@dataclass(frozen=True)
class TieModel:
    """A readable model: `coefficients` are per standard deviation of the log feature; `steps` are
    the calibration, (probability before, probability after) pairs between which it is linear."""

    version: str
    horizon_years: float
    intercept: float
    coefficients: dict[str, float]
    means: dict[str, float]
    spreads: dict[str, float]
    steps: list[tuple[float, float]] = field(default_factory=list)
    learnt_from: str = ""

    def strength(self, values: Floats) -> Floats:
        """The calibrated probability of each row of `Features.values`."""
        before = self.before_calibration(values)
        if not self.steps:
            return before
        given, calibrated = np.array(self.steps).T
        after = np.interp(before, given, calibrated)
        return np.asarray(np.clip(after, _LEAST, 1 - _LEAST))

    def before_calibration(self, values: Floats) -> Floats:
        """The logistic regression's own probability."""
        parts = self.parts(values)
        return np.asarray(1 / (1 + np.exp(-np.clip(parts.sum(axis=1) + self.intercept, -30, 30))))

    def parts(self, values: Floats) -> Floats:
        """What each feature adds to the log odds, a column each of `COLUMNS`."""
        mean = np.array([self.means[name] for name in COLUMNS])
        spread = np.array([self.spreads[name] for name in COLUMNS])
        weight = np.array([self.coefficients[name] for name in COLUMNS])
        return np.asarray((logs(values) - mean) * (weight / spread))


def themes(parts: Floats) -> Floats:
    """What each theme adds to the log odds, a column each of `THEMES`, of `TieModel.parts`."""
    about = [name.removesuffix("_less").removesuffix("_more") for name in COLUMNS]
    chosen = [[name in names for name in about] for names in THEMES.values()]
    return np.asarray(parts @ np.array(chosen, float).T)


def logs(values: Floats) -> Floats:
    """The features as the model sees them."""
    return np.asarray(np.log1p(values * _SCALE))


def learn(
    windows: Sequence[tuple[Features, NDArray[np.bool_]]], horizon: float, learnt_from: str = ""
) -> TieModel:
    """A model of the ties of closed windows and of whether each was active again.

    With more than 400,000 ties an even sample of them is used. Raises ValueError where the ties
    were all active again, or none was.
    """
    values = np.concatenate([found.values for found, _ in windows])
    live = np.concatenate([active for _, active in windows])
    step = len(live) // MOST_ROWS + 1
    values, live = values[::step], live[::step]
    if live.all() or not live.any():
        raise ValueError("all ties of the closed windows came to the same end; nothing to learn")
    x = logs(values)
    mean, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    weights = _logistic((x - mean) / spread, live.astype(float))
    coefficients, means, spreads = (
        dict(zip(COLUMNS, map(float, v), strict=True)) for v in (weights[1:], mean, spread)
    )
    model = TieModel(
        VERSION, horizon, float(weights[0]), coefficients, means, spreads, [], learnt_from
    )
    return calibrated(model, values, live)


def calibrated(model: TieModel, values: Floats, live: NDArray[np.bool_]) -> TieModel:
    """The model with its calibration taken from these ties, each step drawn towards the share of
    all by as much as two ties weigh: a few that came to one end make nothing certain."""
    from sklearn.isotonic import IsotonicRegression

    before = model.before_calibration(values)
    steps = IsotonicRegression(out_of_bounds="clip").fit(before, live.astype(float))
    given, after = steps.X_thresholds_, steps.y_thresholds_
    levels, level = np.unique(after, return_inverse=True)
    place = np.searchsorted(levels, steps.predict(before) - 1e-12).clip(max=len(levels) - 1)
    ties = np.bincount(place, minlength=len(levels))
    drawn = (levels * ties + live.mean() * DRAWN_BY) / (ties + DRAWN_BY)
    # Drawn by different parts, they may no longer rise.
    rising = IsotonicRegression().fit_transform(levels, drawn, sample_weight=ties + DRAWN_BY)
    return replace(model, steps=list(zip(given.tolist(), rising[level].tolist(), strict=True)))


def recalibrated(model: TieModel, values: Floats, live: NDArray[np.bool_]) -> TieModel:
    """The model calibrated on a field's own closed window: by steps where it has enough ties, by
    two numbers where it has some of either end, by one where nearly all came to one end, else as it
    is."""
    rarer = min(int(live.sum()), int((~live).sum()))
    if len(live) >= ENOUGH_TIES and rarer >= ENOUGH_LIVE:
        return calibrated(model, values, live)
    if len(live) >= SOME_TIES and rarer >= SOME_LIVE:
        return _stretched(model, values, live)
    return _shifted(model, values, live) if len(live) >= SOME_TIES else model


def _stretched(model: TieModel, values: Floats, live: NDArray[np.bool_]) -> TieModel:
    """Calibrated by two numbers, the log odds shifted and stretched."""
    odds = _odds(model.before_calibration(values))
    centre, spread = odds.mean(), max(float(odds.std()), 1e-6)
    base, slope = _logistic(((odds - centre) / spread)[:, None], live.astype(float))
    return _through(model, lambda given: base + max(slope, 0.0) * (given - centre) / spread)


def _shifted(model: TieModel, values: Floats, live: NDArray[np.bool_]) -> TieModel:
    """Calibrated by one number: the log odds are shifted until the mean chance is the share of
    live ties, of one live and one ended tie more than there were."""
    from scipy.optimize import brentq

    odds, share = _odds(model.before_calibration(values)), (live.sum() + 1) / (len(live) + 2)
    shift = brentq(lambda by: float(_chance(odds + by).mean() - share), -40.0, 40.0)
    return _through(model, lambda given: given + shift)


def _through(model: TieModel, calibrated_odds: Callable[[Floats], Floats]) -> TieModel:
    """The model with its log odds taken through a function."""
    given = np.linspace(0.001, 0.999, 200)
    after = _chance(calibrated_odds(_odds(given)))
    return replace(model, steps=list(zip(given.tolist(), after.tolist(), strict=True)))


def _chance(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))


def _odds(said: Floats) -> Floats:
    inside = np.clip(said, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside / (1 - inside)))


def write(model: TieModel, place: Path) -> None:
    """Keep a model as JSON that a person can read."""
    place.write_bytes(orjson.dumps(_rounded(asdict(model)), option=orjson.OPT_INDENT_2))


def read(place: Path) -> TieModel:
    """A model from its JSON; raises FileNotFoundError, or ValueError naming what is missing."""
    given = orjson.loads(place.read_bytes())
    if set(given["coefficients"]) != set(COLUMNS):
        raise ValueError(f"{place} was made for other features; make it anew: `peerline learn`")
    return TieModel(**{**given, "steps": [(a, b) for a, b in given["steps"]]})


def _logistic(x: Floats, y: Floats) -> Floats:
    """Intercept and weights by Newton's method with a small ridge penalty; a step that makes it
    worse is halved."""
    x = np.column_stack([np.ones(len(x)), x])
    ridge = np.full(x.shape[1], _PENALTY * len(x))
    ridge[0] = 1e-9
    weights = np.zeros(x.shape[1])
    weights[0] = np.log(y.mean() / (1 - y.mean()))

    def loss(tried: Floats) -> float:
        odds = x @ tried
        return float(np.sum(np.logaddexp(0, odds) - y * odds) + (ridge * tried**2).sum() / 2)

    reached = loss(weights)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -500, 500)))
        gradient = x.T @ (y - p) - ridge * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, gradient)
        tried = loss(weights + step)
        while tried > reached and np.abs(step).max() > 1e-9:
            step /= 2
            tried = loss(weights + step)
        weights, gained, reached = weights + step, reached - tried, tried
        if gained < 1e-9 * reached:
            break
    return weights


def _rounded(given: object) -> object:
    if isinstance(given, float):
        return float(f"{given:.9g}")
    if isinstance(given, dict):
        return {key: _rounded(value) for key, value in given.items()}
    return [_rounded(value) for value in given] if isinstance(given, list | tuple) else given
