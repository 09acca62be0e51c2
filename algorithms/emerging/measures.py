"""How good is an order of candidates, beside other orders, and how sure is that?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from algorithms.emerging.candidates import Candidates, Model
from algorithms.emerging.frozen import LENGTHS
from algorithms.histories.timeline import Flags, Floats, Ints, Timeline

RESAMPLES, DEEP = 1_000, 600  # a resample's first hundred lie among the first 600, by far
SEED = 20_260_101
AGES = ((0, 3), (4, 6), (7, 10))
MODEL = "model"


@dataclass(frozen=True)
class Frozen:
    """One list: the candidates of a year, who rose, the order of each method, and the chances."""

    given: Candidates
    rose: Flags
    rose_of_all: Flags
    chance: Floats
    scores: dict[str, Floats]
    orders: dict[str, Ints]
    model: Model


def precision(one: Frozen, name: str, rose: Flags) -> dict[str, float]:
    hit, base = rose[one.orders[name]], max(float(rose.mean()), 1e-12)
    at = {k: float(hit[:k].mean()) if len(hit) else 0.0 for k in (50, 100)}
    whole = average_precision_score(hit, np.arange(len(hit))[::-1]) if hit.any() else 0.0
    return {
        "precision_at_50": round(at[50], 4),
        "precision_at_100": round(at[100], 4),
        "lift_at_100": round(at[100] / base, 2),
        "average_precision": round(float(whole), 4),
    }


def mean(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Means over years of what is a number; nested measures likewise."""
    found: dict[str, Any] = {}
    for name, value in rows[0].items():
        if isinstance(value, float):
            found[name] = round(float(np.mean([row[name] for row in rows])), 4)
        elif name == "of_all":
            found[name] = mean([row[name] for row in rows])
    return found


def resampled(lists: list[Frozen]) -> list[dict[str, Floats]]:
    """Per list and method, the precision at 100 in every resample of persons."""
    draw = np.random.default_rng(SEED)
    tops = [one.given.person[order[:DEEP]] for one in lists for order in one.orders.values()]
    persons = np.unique(np.concatenate(tops))
    weight = draw.poisson(1.0, (RESAMPLES, len(persons))).astype(np.int16)
    found = []
    for one in lists:
        precisions = {}
        for name, order in one.orders.items():
            place = np.searchsorted(persons, one.given.person[order[:DEEP]])
            precisions[name] = _hits(weight[:, place], one.rose[order[:DEEP]])
        found.append(precisions)
    return found


def _hits(weight: NDArray[np.int16], rose: Flags, k: int = 100) -> Floats:
    """The share of hits among the first k of each resample, a person counted as often as drawn."""
    before = np.cumsum(weight, axis=1) - weight
    taken = np.clip(k - before, 0, weight)
    return np.asarray((taken * rose).sum(axis=1) / np.maximum(taken.sum(axis=1), 1))


def interval(values: Floats) -> list[float]:
    low, high = np.quantile(values, (0.025, 0.975))
    return [round(float(low), 4), round(float(high), 4)]


def flagged(lists: list[Frozen]) -> dict[str, float]:
    """The rule as a flag: two of the three growths above zero. How many it flags, and its lift."""
    share, lift = [], []
    for one in lists:
        rising_ones = np.sum([value > 0 for value in one.given.growth.values()], axis=0) >= 2
        share.append(float(rising_ones.mean()))
        hit = float(one.rose[rising_ones].mean()) if rising_ones.any() else 0.0
        lift.append(hit / max(float(one.rose.mean()), 1e-12))
    return {"flagged": round(float(np.mean(share)), 4), "lift": round(float(np.mean(lift)), 2)}


def by_age(lists: list[Frozen]) -> list[dict[str, Any]]:
    return [
        {"career_age": f"{low} to {high}"}
        | _part(lists, [(o.given.career_age >= low) & (o.given.career_age <= high) for o in lists])
        for low, high in AGES
    ]


def by_topic(of: Timeline, lists: list[Frozen], most: int = 10) -> list[dict[str, Any]]:
    """The topics with the most candidates."""
    topics = np.concatenate([one.given.topic for one in lists])
    numbers, counts = np.unique(topics[topics >= 0], return_counts=True)
    chosen = numbers[np.lexsort((numbers, -counts))][:most]
    return [
        {"topic": of.topics[number]} | _part(lists, [one.given.topic == number for one in lists])
        for number in chosen
    ]


def _part(lists: list[Frozen], parts: list[Flags]) -> dict[str, Any]:
    """Measures of a part of the candidates, in the order of the model among all; years pooled."""
    persons = sum(int(part.sum()) for part in parts)
    first, within_list, listed, rose = [], 0, 0, 0
    for one, part in zip(lists, parts, strict=True):
        order = one.orders[MODEL]
        first.append(one.rose[order[part[order]]][:50])
        top = order[:100]
        listed += int(part[top].sum())
        within_list += int((part & one.rose)[top].sum())
        rose += int(one.rose[part].sum())
    hits = np.concatenate(first)
    return {
        "candidates": persons,
        "base": round(rose / max(persons, 1), 4),
        "precision_at_50": round(float(hits.mean()), 4) if len(hits) else None,
        "of_the_first_100": round(listed / (100 * len(lists)), 4),
        "precision_of_these": round(within_list / listed, 4) if listed else None,
    }


def calibration(lists: list[Frozen], bins: int = 10) -> dict[str, Any]:
    """Expected calibration error and Brier score of the chances, and ten bins of equal size."""
    chance = np.concatenate([one.chance for one in lists])
    rose = np.concatenate([one.rose for one in lists]).astype(np.float64)
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    rows = [
        {"said": round(float(chance[p].mean()), 4), "seen": round(float(rose[p].mean()), 4)}
        for p in parts
    ]
    error = sum(
        len(p) / len(chance) * abs(float(chance[p].mean()) - float(rose[p].mean())) for p in parts
    )
    brier = float(np.mean((chance - rose) ** 2))
    constant = float(np.mean((rose.mean() - rose) ** 2))
    return {
        "error": round(error, 4),
        "brier": round(brier, 5),
        "brier_skill": round(1 - brier / constant, 4) if constant else None,
        "bins": rows,
    }


def strongest(model: Model, most: int = 10) -> list[dict[str, Any]]:
    weights = pd.Series(model.weight, index=model.signs)
    chosen = weights.reindex(weights.abs().sort_values(ascending=False, kind="stable").index)[:most]
    return [{"sign": str(name), "weight": round(float(w), 3)} for name, w in chosen.items()]


def precision_curves(lists: list[Frozen]) -> dict[str, list[dict[str, float]]]:
    """Precision of each method at several lengths of the list, the mean of all lists."""
    curves: dict[str, list[dict[str, float]]] = {}
    shortest = min(len(one.rose) for one in lists)
    for name in lists[0].scores:
        hits = [one.rose[one.orders[name]] for one in lists]
        curves[name] = [
            {"k": k, "precision": round(float(np.mean([hit[:k].mean() for hit in hits])), 4)}
            for k in LENGTHS
            if k <= shortest
        ]
    return curves
