"""How is the model of pairs fitted? `python -m identity.training --home HOME --gold FILE`,
the gold's articles loaded there.

A logistic regression on the terms below, beside copies in which names are cut to initials and in
which what records often lack is struck out, so that old records and sparse ones are judged as
fairly. The slope is then set on folds left out, since shrunken weights are too modest. Only
weights are written, no row of the gold. Year of publication, number of authors and place in the
byline are left out: in published pairs they tell how the pairs were drawn.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from identity.comparing import KINDS, Evidence
from identity.comparing_names import (
    ALIKE,
    DIFFERENT,
    INITIALS,
    ONE_INITIAL,
    ONE_MIDDLE,
    OTHER_MIDDLE,
    SAME,
    SAME_MIDDLE,
    SAME_MIDDLE_INITIAL,
)
from identity.judged import Truth, judged_pairs
from identity.model import SHIPPED, Model, Term, activations
from identity.names import register
from lake.current import Lake

Floats = npt.NDArray[np.float64]
Folds = npt.NDArray[np.int64]
# By family name, within which the slope is set.
FOLDS = 20
_PLACE = {kind: at for at, kind in enumerate(KINDS)}
# Inverse strength of the ridge penalty; weight of an augmented copy beside an original.
_LOOSENESS, _COPY = 0.15, 0.1
_SLOPE_FOLDS = 4
# Published labels that are wrong. Of the most confident errors about a quarter look so.
_WRONG = 0.02


def _above(kind: str, *values: float, silent: bool = True) -> list[Term]:
    """Pieces of a line that bends at the values."""
    ends = zip((0.0, *values), (*values, None), strict=True)
    pieces = [Term(kind, "above", start, until) for start, until in ends]
    return [*pieces, Term(kind, "silent")] if silent else pieces


def _is(kind: str, *values: float) -> list[Term]:
    return [Term(kind, "is", value) for value in values]


TERMS = (
    *_is("given", DIFFERENT, ONE_INITIAL, ALIKE, SAME),
    *_is("middle", OTHER_MIDDLE, ONE_MIDDLE, SAME_MIDDLE_INITIAL, SAME_MIDDLE),
    *_is("coauthors", 0.0),
    *_above("coauthors", 0.9),
    *_above("affiliation", 0.1, 0.25),
    *_above("places", 0.1, 0.3, 0.5),
    *_above("around", 0.1, 0.3),
    *_above("department", 0.1, 0.25),
    *_above("subject", 0.15, 0.3),
    *_above("field", 0.1, 0.2, 0.4, 0.6),
    *_above("topics", 0.15, 0.3),
    *_is("journal", 1.0),
    *_above("gap", 1.5, 2.7, silent=False),
    *_above("rarity", silent=False),
    *_above("crowded", silent=False),
    *_above("letters", 5, 8, silent=False),
    *_is("cited", 1.0),
    *_above("grants", silent=False),
    *(Term("given", "is", value, times="rarity") for value in (SAME, INITIALS, ONE_INITIAL)),
    *(Term("given", "is", value, times="crowded") for value in (SAME, INITIALS)),
    Term("middle", "is", SAME_MIDDLE_INITIAL, times="rarity"),
    Term("crowded", "above", times="field"),
)


def fit(evidence: Evidence, same: Truth, folds: Folds, version: str, trained_on: str) -> Model:
    """The model for rows of evidence of which it is known whether they are on one person; rows of
    one fold are never apart when the slope is set."""
    means = np.nan_to_num(np.ma.masked_invalid(evidence).mean(axis=0).filled(0.0))
    terms = tuple(replace(t, mean=float(means[_PLACE[t.times]])) if t.times else t for t in TERMS)
    model = _fitted(terms, evidence, same, version, trained_on)
    slope, shift = _slope(terms, evidence, same, folds)
    scaled = tuple(replace(term, weight=term.weight * slope) for term in model.terms)
    return replace(model, prior=model.prior * slope + shift, terms=scaled)


def _fitted(
    terms: tuple[Term, ...], evidence: Evidence, same: Truth, version: str, trained_on: str
) -> Model:
    copies = [evidence, *augmented(evidence)]
    seen = activations(terms, np.vstack(copies))
    spread = seen.std(axis=0) + 1e-9
    weights = np.repeat([1.0, *[_COPY] * (len(copies) - 1)], len(evidence))
    prior, learnt = _ridge(seen / spread, np.tile(same, len(copies)), weights, _bounds(terms))
    fitted = tuple(replace(t, weight=float(w)) for t, w in zip(terms, learnt / spread, strict=True))
    return Model(version, trained_on, prior, fitted)


def _bounds(terms: tuple[Term, ...]) -> list[tuple[float | None, float | None]]:
    """More likeness never speaks against one person."""
    likeness = [t.test == "above" and t.kind in _LIKENESS and not t.times for t in terms]
    return [(0.0, None) if grows else (None, None) for grows in likeness]


_LIKENESS = (
    *("coauthors", "affiliation", "places", "around", "department"),
    *("subject", "field", "topics", "rarity", "grants"),
)


def _ridge(
    seen: Floats, same: Truth, weights: Floats, bounds: list[tuple[float | None, float | None]]
) -> tuple[float, Floats]:
    """Intercept and weights of a ridge logistic regression whose weights keep to bounds, of labels
    that may be wrong: of a pair that is surely one person, `1 - _WRONG` are labelled so."""
    sign = np.where(same, 1.0, -1.0)
    design = np.column_stack([np.ones(len(seen)), seen])
    penalty = np.r_[0.0, np.ones(seen.shape[1])] / _LOOSENESS

    def loss(point: Floats) -> tuple[float, Floats]:
        right = 1 / (1 + np.exp(-np.clip(sign * (design @ point), -500, 500)))
        told = _WRONG + (1 - 2 * _WRONG) * right
        pull = -sign * weights * (1 - 2 * _WRONG) * right * (1 - right) / told
        value = -(weights * np.log(told)).sum() + 0.5 * (penalty * point**2).sum()
        return float(value), design.T @ pull + penalty * point

    start = np.zeros(design.shape[1])
    minimum = minimize(
        loss,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None), *bounds],
        options={"maxiter": 3_000, "maxfun": 6_000},
    )
    return float(minimum.x[0]), minimum.x[1:]


def _slope(
    terms: tuple[Term, ...], evidence: Evidence, same: Truth, folds: Folds
) -> tuple[float, float]:
    """Slope and shift of the log odds that fit rows the weights were not learnt from (Platt)."""
    groups = np.unique(folds)
    part = np.searchsorted(groups, folds) % min(_SLOPE_FOLDS, len(groups))
    if len(groups) < 2 or len(np.unique(same)) < 2:
        return 1.0, 0.0
    odds = np.zeros(len(same))
    for one in np.unique(part):
        rest = part != one
        odds[~rest] = _fitted(terms, evidence[rest], same[rest], "", "").log_odds(evidence[~rest])
    shift, slope = _ridge(odds[:, None], same, np.ones(len(same)), [(0.0, None)])
    return float(slope[0]), shift


def augmented(evidence: Evidence) -> list[Evidence]:
    """Copies as other records would print them: initials only; no word on places; no topics."""
    initials = evidence.copy()
    given, middle = initials[:, _PLACE["given"]], initials[:, _PLACE["middle"]]
    given[:] = INITIALS
    middle[middle == SAME_MIDDLE] = SAME_MIDDLE_INITIAL
    placeless, topicless, both = initials.copy(), evidence.copy(), initials.copy()
    for copy, kinds in (
        (placeless, ("affiliation", "places", "around", "department")),
        (topicless, ("topics", "cited", "grants")),
        (both, ("affiliation", "places", "around", "department", "topics", "field")),
    ):
        copy[:, [_PLACE[kind] for kind in kinds]] = np.nan
    return [initials, placeless, topicless, both]


def main(arguments: list[str]) -> int:
    """Fit on a file of pairs whose articles are loaded, and write the model; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m identity.training", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="a file of pairs")
    parser.add_argument("--home", type=Path, required=True, help="where the articles are loaded")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--version", default="1")
    options = parser.parse_args(arguments)
    lake = Lake(options.home)
    register(lake.tables)
    judged = judged_pairs(lake, options.gold)
    trained_on = f"{len(judged.same)} published pairs"
    model = fit(judged.evidence, judged.same, judged.folds(FOLDS), options.version, trained_on)
    model.write(options.out)
    print(f"wrote {options.out}: {len(model.terms)} terms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
