"""How probable is it that two mentions are one person, and what speaks for it?

The model is a sum of terms, kept as a readable file: each term looks at one kind of evidence and
adds its weight, in natural log odds, to what the others say. `is` holds where the evidence has a
value, `above` grows with what it has above a value, up to `until`; `silent` holds where a record
says nothing. A term may be `times` another kind, above its mean: the same evidence says more of a
rare name. Nothing else enters, so what a probability is made of can always be said.

How to read it: 0.95 and more is safe to merge without a look. When not to trust it: the prior is
that of published pairs, of which two in three are one person; of a common name the clustering takes
something off (`identity.joining`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import orjson
from numba import njit

from identity.comparing import KINDS, Evidence

SHIPPED = Path(__file__).parent / "model.json"
_PLACE = {kind: at for at, kind in enumerate(KINDS)}
_IS, _ABOVE, _SILENT = range(3)
_TESTS = {"is": _IS, "above": _ABOVE, "silent": _SILENT}


@dataclass(frozen=True)
class Term:
    """One term; `times` names a second kind of evidence, of which `mean` is subtracted."""

    kind: str
    test: str
    value: float = 0.0
    until: float | None = None
    times: str | None = None
    mean: float = 0.0
    weight: float = 0.0


@dataclass(frozen=True)
class Model:
    """The terms, the log odds before any of them, and which version it is."""

    version: str
    trained_on: str
    prior: float
    terms: tuple[Term, ...]

    def log_odds(self, evidence: Evidence) -> npt.NDArray[np.float64]:
        """Natural log odds that each row of evidence is on one person."""
        weights = np.array([term.weight for term in self.terms])
        return np.asarray(self.prior + activations(self.terms, evidence) @ weights, np.float64)

    def probability(self, evidence: Evidence) -> npt.NDArray[np.float64]:
        """The same as probabilities."""
        return np.asarray(1 / (1 + np.exp(-self.log_odds(evidence))), np.float64)

    def parts(self, evidence: Evidence) -> dict[str, npt.NDArray[np.float64]]:
        """What each kind of evidence adds to the log odds, a value a row."""
        active = activations(self.terms, evidence)
        added = {kind: np.zeros(len(evidence)) for kind in KINDS}
        for at, term in enumerate(self.terms):
            added[term.kind] += active[:, at] * term.weight
        return added

    def write(self, path: Path) -> None:
        """Keep it as JSON, weights rounded to what matters."""
        kept = asdict(self)
        kept["prior"] = round(self.prior, 4)
        kept["terms"] = [_brief(term) for term in self.terms]
        path.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n")


def read(path: Path = SHIPPED) -> Model:
    """The model in a file, by default the one shipped."""
    kept = orjson.loads(path.read_bytes())
    terms = tuple(Term(**term) for term in kept["terms"])
    return Model(kept["version"], kept["trained_on"], kept["prior"], terms)


def _brief(term: Term) -> dict[str, object]:
    row = asdict(term) | {"weight": round(term.weight, 4), "mean": round(term.mean, 4)}
    if term.times is None:
        row.pop("times")
        row.pop("mean")
    if term.until is None:
        row.pop("until")
    return row


def activations(terms: tuple[Term, ...], evidence: Evidence) -> npt.NDArray[np.float64]:
    """What each term sees in each row of evidence."""
    seen = np.empty((len(evidence), len(terms)))
    for at, term in enumerate(terms):
        value = evidence[:, _PLACE[term.kind]].astype(np.float64)
        seen[:, at] = _seen(term, value)
        if term.times:
            other = evidence[:, _PLACE[term.times]].astype(np.float64)
            seen[:, at] *= np.nan_to_num(other - term.mean)
    return seen


def _seen(term: Term, value: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if term.test == "is":
        return np.asarray(value == term.value, np.float64)
    if term.test == "silent":
        return np.isnan(value).astype(np.float64)
    return np.clip(np.nan_to_num(value - term.value), 0, _span(term)).astype(np.float64)


def _span(term: Term) -> float:
    return 1e9 if term.until is None else term.until - term.value


class Compiled(NamedTuple):
    """The model as the kernels read it."""

    prior: float
    kind: npt.NDArray[np.int64]
    test: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    span: npt.NDArray[np.float64]
    times: npt.NDArray[np.int64]
    mean: npt.NDArray[np.float64]
    weight: npt.NDArray[np.float64]


def compiled(model: Model) -> Compiled:
    """The model in columns, terms without weight left out."""
    terms = [term for term in model.terms if term.weight]
    return Compiled(
        model.prior,
        np.array([_PLACE[term.kind] for term in terms], np.int64),
        np.array([_TESTS[term.test] for term in terms], np.int64),
        np.array([term.value for term in terms], np.float64),
        np.array([_span(term) for term in terms], np.float64),
        np.array([_PLACE[term.times] if term.times else -1 for term in terms], np.int64),
        np.array([term.mean for term in terms], np.float64),
        np.array([term.weight for term in terms], np.float64),
    )


@njit(cache=True)
def log_odds(model: Compiled, row: npt.NDArray[np.float32]) -> float:
    """The log odds of one row of evidence."""
    total = model.prior
    for at in range(len(model.kind)):
        value, seen = row[model.kind[at]], 0.0
        if model.test[at] == _IS:
            seen = 1.0 if value == model.value[at] else 0.0
        elif model.test[at] == _SILENT:
            seen = 1.0 if np.isnan(value) else 0.0
        elif value > model.value[at]:
            seen = min(value - model.value[at], model.span[at])
        if seen != 0.0 and model.times[at] >= 0:
            other = row[model.times[at]] - model.mean[at]
            seen *= 0.0 if np.isnan(other) else other
        total += model.weight[at] * seen
    return total
