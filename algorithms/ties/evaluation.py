"""Is the strength of a tie the probability that it claims to be?

A history of dated papers is cut at several years. Everything before a cut is known, everything
after it is asked for: which ties are active again within the horizon? The model of a cut learns
from windows that were closed before it. Beside it stand the number of joint papers and the first
formula (1 - exp(-s), s the summed 1/(n - 1) halved every five years), as they are and calibrated on
the same windows, so that they lose by what they know and not by their scale alone.

How to read it: AUROC is order, 0.5 is chance. The Brier skill is the share of the variance of what
happened that the strength explains; 0 is the base rate said of every tie. The calibration error
(ECE) is the mean distance between said and seen over fifteen equally large groups. Active ties, of
the last five years, are the ones to judge by: over all ties a constant near zero is calibrated too.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.histories.check import GROUPS, calibration_error, check
from algorithms.ties.features import Features, Live, is_active
from algorithms.ties.joint import Floats
from algorithms.ties.learning import Past, TooShort
from schema.nodes import Paper
from schema.relationships import AUTHORED

ALGORITHM = Algorithm(
    name="How right the strength of ties is",
    about=__doc__,
    reads=(AUTHORED, Paper),
    writes=(),
    distrust="Nothing is learnt from a file's thin beginning or asked about its unfinished end; "
    "the measures name the years passed over.",
)


NEW_YEARS = 2.0
CUTS, APART = 3, 2


def cuts(past: Past, horizon: int) -> list[int]:
    """The years to ask about: the latest closed one and two more, two years apart, as far as the
    file reaches back. Raises `TooShort`."""
    first, last = past.span.first_full_year, past.span.last_complete_year
    latest = last - horizon
    chosen = [latest - APART * k for k in range(CUTS) if latest - APART * k - horizon >= first]
    if not chosen:
        raise TooShort(
            f"the history holds {first} to {last} well; with a horizon of {horizon} years it "
            f"must hold at least {2 * horizon + 1} years: give a longer one or a smaller --years"
        )
    return chosen


def evaluate(past: Past, horizon: int) -> dict[str, Any]:
    """All measures at one horizon: per group of ties, the mean over the cuts of each method's."""
    asked: list[dict[str, Any]] = []
    curve: list[tuple[Floats, Live]] = []
    for cut in cuts(past, horizon):
        told = _cut(past, cut, horizon)
        if told is not None:
            asked.append(told[0])
            curve.append(told[1])
    if not asked:
        raise TooShort(
            "at no cut are there ties that came to different ends; give a longer history"
        )
    groups = {name: _mean([one[name] for one in asked if one[name]]) for name in GROUP_NAMES}
    said, live = (np.concatenate(parts) for parts in zip(*curve, strict=True))
    asked_cuts = [one["cut"] for one in asked]
    return {
        "horizon_years": horizon,
        "cuts": asked_cuts,
        **asdict(past.span),
        **groups,
        "by_cut": asked,
        "withheld": check(said, live, min(asked_cuts) + 1, max(asked_cuts) + horizon).withheld,
        "reliability": reliability(said, live),
    }


GROUP_NAMES = ("active", "active_new", "active_continued", "all")


def _cut(past: Past, cut: int, horizon: int) -> tuple[dict[str, Any], tuple[Floats, Live]] | None:
    """The measures of one cut, and what was said and seen of its active ties."""
    try:
        active, every = past.learn(cut, horizon), past.learn(cut, horizon, active=False)
    except (TooShort, ValueError):
        return None
    found, live = past.window(cut, horizon, active=False)
    recent = is_active(found)
    methods = {
        "model": np.where(recent, active.strength(found.values), every.strength(found.values))
    }
    methods |= _baselines(past, cut, horizon, found)
    new = found.column("since_first") <= NEW_YEARS
    groups = zip(GROUP_NAMES, (recent, recent & new, recent & ~new, recent | True), strict=True)
    told: dict[str, Any] = {"cut": cut}
    for name, chosen in groups:
        told[name] = _measures({m: said[chosen] for m, said in methods.items()}, live[chosen])
    return (told, (methods["model"][recent], live[recent])) if told["active"] else None


def _baselines(past: Past, cut: int, horizon: int, found: Features) -> dict[str, Floats]:
    """The two baselines, and both calibrated on the latest closed window."""
    from sklearn.isotonic import IsotonicRegression

    before, live = past.window(cut - horizon, horizon, active=True)
    out = {}
    for name, of in (("count", _count), ("first_formula", first_formula)):
        out[name] = of(found)
        fitted = IsotonicRegression(out_of_bounds="clip").fit(of(before), live)
        out[f"{name}_calibrated"] = fitted.predict(of(found))
    out["count"] = 1 - 1 / (1 + out["count"])
    return out


def _count(found: Features) -> Floats:
    return found.column("records")


def first_formula(found: Features) -> Floats:
    """1 - exp(-s), with s the summed 1/(n - 1) halved every five years."""
    return np.asarray(1 - np.exp(-found.column("weight_5")))


def _measures(methods: dict[str, Floats], live: Live) -> dict[str, Any] | None:
    if not live.any() or live.all():
        return None
    told: dict[str, Any] = {"ties": len(live), "base_rate": float(live.mean())}
    return told | {name: measures(said, live) for name, said in methods.items()}


def measures(said: Floats, live: Live) -> dict[str, float]:
    """AUROC, Brier score, its skill over the base rate, and the expected calibration error."""
    base = live.mean()
    brier = float(np.mean((said - live) ** 2))
    return {
        "auroc": auroc(said, live),
        "brier": brier,
        "brier_skill": float(1 - brier / (base * (1 - base))),
        "ece": calibration_error(said, live),
    }


def auroc(said: Floats, live: Live) -> float:
    """The chance that a live tie is ranked above one that is not (Mann and Whitney)."""
    from scipy.stats import rankdata

    yes = int(live.sum())
    ranks = float(rankdata(said)[live].sum())
    return (ranks - yes * (yes + 1) / 2) / (yes * (len(live) - yes))


def reliability(said: Floats, live: Live) -> list[dict[str, float]]:
    """Per group of equal size: how many ties, the mean said, the share seen."""
    parts = np.array_split(np.argsort(said, kind="stable"), GROUPS)
    return [
        {"ties": len(part), "said": float(said[part].mean()), "seen": float(live[part].mean())}
        for part in parts
        if len(part)
    ]


def _mean(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The mean over cuts of every number."""
    if not told:
        return None
    out: dict[str, Any] = {}
    for key, value in told[0].items():
        found = [one[key] for one in told]
        if isinstance(value, dict):
            out[key] = _mean(found)
        else:
            out[key] = sum(found) if key == "ties" else float(np.mean(found))
    return out
