"""How right are labels that are held, beside labels that are true?

Of *pairs* held to be one person precision is the share that are, recall the share of the true ones
that are held so, F1 their harmonic mean. *B-cubed* averages over bylines the share of each one's
cluster that is right (Bagga and Baldwin 1998), so that one large cluster does not decide alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Truth = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]
Measures = dict[str, Any]


def shares(same: Truth, held: Truth) -> Measures:
    """Precision, recall and F1 of what is held to be one person; none where nothing is."""
    right = float((same & held).sum())
    precision = right / held.sum() if held.any() else None
    recall = right / same.sum() if same.any() else None
    return {
        "precision": rounded(precision),
        "recall": rounded(recall),
        "f1": rounded(_f1(precision, recall)),
    }


def overlap(
    held: Sequence[object], really: Sequence[object], rarity: npt.NDArray[np.float32] | None = None
) -> Measures:
    """Pairwise and B-cubed measures of labels `held` against labels that really are; with `rarity`
    of the names, of each tenth of them, too."""
    labels = pd.DataFrame({"held": held, "really": really})
    size = labels.groupby(["held", "really"])["held"].transform("size").to_numpy(float)
    of_held = labels.groupby("held")["held"].transform("size").to_numpy(float)
    of_real = labels.groupby("really")["really"].transform("size").to_numpy(float)

    def both(part: Truth) -> Measures:
        pairs = {
            name: ((size - 1)[part].sum() / total if (total := (of - 1)[part].sum()) else None)
            for name, of in (("precision", of_held), ("recall", of_real))
        }
        b3 = {"precision": (size / of_held)[part].mean(), "recall": (size / of_real)[part].mean()}
        return {
            name: {
                **{key: rounded(value) for key, value in of_name.items()},
                "f1": rounded(_f1(of_name["precision"], of_name["recall"])),
            }
            for name, of_name in (("pairwise", pairs), ("b3", b3))
        }

    whole = {
        "persons_held": int(labels["held"].nunique()),
        "persons_true": int(labels["really"].nunique()),
        **both(np.ones(len(labels), bool)),
    }
    if rarity is not None:
        whole["by_name_frequency"] = by_tenths(rarity, both)
    return whole


def by_tenths(
    rarity: npt.NDArray[np.floating[Any]], measures: Callable[[Truth], Measures]
) -> list[Measures]:
    """The measures of each tenth, from the rarest names on."""
    order = np.argsort(-rarity, kind="stable")
    tenths = []
    for tenth, rows in enumerate(np.array_split(order, 10), 1):
        if len(rows):
            part = np.zeros(len(order), bool)
            part[rows] = True
            tenths.append({"tenth": tenth, "count": len(rows), **measures(part)})
    return tenths


def calibration(same: Truth, probability: Shares) -> list[Measures]:
    """What share is true of the pairs of each band of probability."""
    bands = []
    for low in np.arange(0, 1, 0.1):
        part = (probability >= low) & (probability < low + 0.1 + (low > 0.85))
        if part.any():
            bands.append(
                {
                    "from": round(float(low), 1),
                    "pairs": int(part.sum()),
                    "predicted": rounded(probability[part].mean()),
                    "true": rounded(same[part].mean()),
                }
            )
    return bands


def rounded(value: float | None) -> float | None:
    """Four decimals; none stays none."""
    return None if value is None else round(float(value), 4)


def _f1(precision: float | None, recall: float | None) -> float | None:
    if not precision or not recall:
        return None
    return 2 * precision * recall / (precision + recall)
