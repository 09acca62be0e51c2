"""How right is identity, on gold that says who is whom?

On *pairs*: of the pairs held to be one person (probability 0.5 or more), precision is the share
that are, recall the share of the true ones that are held so, F1 their harmonic mean. The same is
told for 0.95, from which on a merge needs no look. On *clusters* the product clusters all that is
loaded, and the labelled bylines are judged: by their pairs, and by B-cubed, which averages over
bylines the share of each one's cluster that is right (Bagga and Baldwin 1998), so that one large
cluster does not decide alone. Both are split by how frequent the names are, rarest tenth first.

Gold of pairs says nothing of how a name's bylines fall together, and gold drawn by name says
nothing of names left out: read both.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from identity import gold
from identity.clustering import cluster
from identity.comparing import Evidence, columns, compare
from identity.mentions import mentions
from identity.model import read
from identity.names import register, surname
from identity.registry import TIED as TIE
from identity.training import by_surname, fit
from lake.current import Lake

AUTOMATIC = 0.95
Truth = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]
Measures = dict[str, Any]
_SLOPE_GROUPS = 20


@dataclass(frozen=True)
class Judged:
    """Rows of a file of pairs in which both bylines were found and a label stands; `left_out`
    counts the others by reason."""

    found: Evidence
    same: Truth
    surnames: list[str]
    rarity: Shares
    rows: int
    left_out: dict[str, int]


def evaluate(lake: Lake, path: Path, folds: int = 0) -> Measures:
    """The measures of a file of pairs or clusters, as plain values. With `folds`, pairs are judged
    by models that were trained without their family names. Raises `FileNotFoundError` or
    `gold.NotGold`."""
    table = gold.table(path)
    register(lake)
    if gold.is_pairs(table):
        return _pairs(lake, path, folds)
    return clusters(lake, gold.clusters(table, path))


def judged_pairs(lake: Lake, path: Path) -> Judged:
    """The evidence on a file's pairs whose articles are loaded; the names' functions registered."""
    pairs = gold.pairs(gold.table(path), path)
    every = mentions(lake)
    place = {mention: at for at, mention in enumerate(every.ids.to_pylist())}
    found = gold.located(lake, [one for pair in pairs for one in (pair.one, pair.two)])
    ends = [place.get(mention or "", -1) for mention in found]
    left, right = np.array(ends[::2], np.int64), np.array(ends[1::2], np.int64)
    labelled = np.array([pair.same is not None for pair in pairs], bool)
    both = (left >= 0) & (right >= 0)
    keep = both & labelled
    loaded = {row["pmid"] for row in lake.sql('SELECT pmid FROM facts."Paper"').to_pylist()}
    held = np.array([{p.one.pmid, p.two.pmid} <= loaded for p in pairs], bool)
    left_out = {
        "not labelled": int((~labelled).sum()),
        "article not loaded": int((labelled & ~held).sum()),
        "no byline of that name": int((labelled & held & ~both).sum()),
    }
    evidence = compare(columns(every), left[keep], right[keep])
    chosen = [pair for pair, kept in zip(pairs, keep, strict=True) if kept]
    return Judged(
        evidence,
        np.array([pair.same for pair in chosen], bool),
        [surname(pair.one.last) for pair in chosen],
        every.rarity[left[keep]].astype(np.float64),
        len(pairs),
        left_out,
    )


def _pairs(lake: Lake, path: Path, folds: int) -> Measures:
    judged = judged_pairs(lake, path)
    if not len(judged.same):
        reasons = ", ".join(f"{n} {reason}" for reason, n in judged.left_out.items() if n)
        raise gold.NotGold(
            f"{path}: none of its {judged.rows} pairs can be judged ({reasons}); load the articles"
            " it names with `peerline load pubmed` first"
        )
    probability, version = probabilities(judged, folds)
    return {
        "gold": "pairs",
        "model": version,
        "folds": folds,
        "pairs": judged.rows,
        "judged": len(judged.same),
        "left_out": judged.left_out,
        "share_true": _rounded(judged.same.mean()),
        **shares(judged.same, probability >= 0.5),
        "automatic": {"probability": AUTOMATIC, **shares(judged.same, probability >= AUTOMATIC)},
        "calibration": _calibration(judged.same, probability),
        "by_name_frequency": _by_tenths(
            judged.rarity, lambda part: shares(judged.same[part], probability[part] >= 0.5)
        ),
    }


def probabilities(judged: Judged, folds: int) -> tuple[Shares, str]:
    """The probability of each pair, and the version of the model that gave it."""
    if not folds:
        model = read()
        return model.probability(judged.found), model.version
    fold, groups = by_surname(judged.surnames, folds), by_surname(judged.surnames, _SLOPE_GROUPS)
    found = np.zeros(len(judged.same))
    for one in np.unique(fold):
        rest = fold != one
        if len(np.unique(judged.same[rest])) < 2:
            raise gold.NotGold(f"{folds} folds by family name leave one kind of pair; give fewer")
        model = fit(judged.found[rest], judged.same[rest], groups[rest], "", "")
        found[~rest] = model.probability(judged.found[~rest])
    return found, f"retrained in {folds} folds by family name"


def shares(same: Truth, held: Truth) -> Measures:
    """Precision, recall and F1 of what is held to be one person; none where nothing is."""
    right = float((same & held).sum())
    precision = right / held.sum() if held.any() else None
    recall = right / same.sum() if same.any() else None
    return {
        "precision": _rounded(precision),
        "recall": _rounded(recall),
        "f1": _rounded(_f1(precision, recall)),
    }


def clusters(lake: Lake, labelled: pa.Table) -> Measures:
    """Cluster everything loaded, and judge it by `labelled`: columns `pmid, position, person`."""
    every = mentions(lake)
    held = cluster(every, read())
    lake.keep("labelled", labelled)
    found = lake.sql(
        "SELECT m.place, person FROM labelled l JOIN mentions m "
        "ON m.mention = concat('pubmed:', l.pmid, ':', l.position) ORDER BY m.place"
    )
    places = found["place"].to_numpy()
    if not len(places):
        raise gold.NotGold(
            f"none of the {labelled.num_rows} labelled bylines is loaded; load their articles with "
            "`peerline load pubmed` first"
        )
    return {
        "gold": "clusters",
        "model": read().version,
        "labelled": labelled.num_rows,
        "judged": len(places),
        "left_out": {"byline not loaded": labelled.num_rows - len(places)},
        **overlap(
            held.label[places], found["person"].to_numpy(zero_copy_only=False), every.rarity[places]
        ),
    }


def evaluate_truth(lake: Lake, home: Path) -> Measures:
    """The claims that stand, on the truth of the demo country loaded into the home. Raises
    `gold.NotGold` where there is none."""
    truths = sorted(home.glob("demo-*/truth/bylines.parquet"))
    if not truths:
        raise gold.NotGold(
            f"there is no demo country in {home}; run `peerline demo`, or give gold of your own "
            "with --gold"
        )
    return {**measure(lake, truths[-1]), **ties(lake, truths[-1].parent)}


def measure(lake: Lake, truth: Path) -> Measures:
    """Judge the claims that stand, registry and keys included, by a file of clusters."""
    labelled = gold.clusters(gold.table(truth), truth)
    lake.keep("labelled", labelled)
    found = lake.sql(
        'SELECT c.person_id, l.person FROM labelled l JOIN claims."Claim" c '
        "ON c.mention = concat('pubmed:', l.pmid, ':', l.position)"
    )
    if not found.num_rows:
        raise gold.NotGold(f"no claim stands on what {truth} labels; run `peerline refresh` first")
    held = found["person_id"].to_numpy(zero_copy_only=False)
    really = found["person"].to_numpy(zero_copy_only=False)
    return {
        "gold": "claims",
        "labelled": labelled.num_rows,
        "judged": len(held),
        **overlap(held, really, None),
    }


# Each resolved group of bylines, the person most of it really is, and its best candidate.
TIED = """
WITH best AS (
  SELECT * FROM claims."Candidacy"
  QUALIFY row_number() OVER (PARTITION BY mention ORDER BY score DESC, npi) = 1
),
of_group AS (
  SELECT b.mention, t.person, count(*) AS bylines
  FROM (SELECT mention, unnest(mentions) AS one FROM best) b
  JOIN bylines t ON b.one = concat('pubmed:', t.pmid, ':', t.position) GROUP BY ALL
)
SELECT b.score, b.npi = p.npi AS right, p.npi IS NULL AS has_none, b.namesakes, g.person
FROM best b JOIN (
  FROM of_group QUALIFY row_number() OVER (PARTITION BY mention ORDER BY bylines DESC, person) = 1
) g USING (mention) JOIN persons p USING (person)
"""


def ties(lake: Lake, truth: Path) -> Measures:
    """Ties to the registry on the demo country's truth: of groups of bylines tied, the share that
    is tied to the right practitioner; of practitioners who publish, the share that is."""
    for name in ("bylines", "persons"):
        lake.keep(name, f"FROM '{truth / name}.parquet'")
    rows = lake.sql(TIED).to_pandas()
    rows["right"] = rows["right"].fillna(False).astype(bool)
    count = (
        "SELECT count(DISTINCT person) FROM bylines JOIN persons USING (person) "
        "WHERE npi IS NOT NULL"
    )
    possible = int(lake.one(count)[0])

    def at(part: pd.DataFrame, least: float, of: int | None) -> Measures:
        tied = part[part["score"] >= least]
        right = tied[tied["right"]]
        share = len(right) / len(tied) if len(tied) else None
        return {
            "probability": least,
            "tied": len(tied),
            "precision": _rounded(share),
            "recall": _rounded(right["person"].nunique() / of) if of else None,
            "tied_without_npi": int(tied["has_none"].sum()),
        }

    frequent = rows[rows["namesakes"] >= 5]
    return {
        "registry": {"practitioners_who_publish": possible, **at(rows, TIE, possible)},
        "registry_five_or_more_namesakes": at(
            frequent, TIE, int(frequent[~frequent["has_none"]]["person"].nunique())
        ),
        "abstention": [at(rows, least, possible) for least in (0.5, 0.8, 0.9, 0.95, 0.97, 0.99)],
    }


def overlap(held: Any, really: Any, rarity: Any) -> Measures:
    """Pairwise and B-cubed measures of labels `held` against labels that really are."""
    rows = pd.DataFrame({"held": held, "really": really})
    size = rows.groupby(["held", "really"])["held"].transform("size").to_numpy(float)
    of_held = rows.groupby("held")["held"].transform("size").to_numpy(float)
    of_real = rows.groupby("really")["really"].transform("size").to_numpy(float)

    def both(part: Any) -> Measures:
        pairs = {
            name: ((size - 1)[part].sum() / total if (total := (of - 1)[part].sum()) else None)
            for name, of in (("precision", of_held), ("recall", of_real))
        }
        b3 = {"precision": (size / of_held)[part].mean(), "recall": (size / of_real)[part].mean()}
        return {
            name: {
                **{key: _rounded(value) for key, value in found.items()},
                "f1": _rounded(_f1(found["precision"], found["recall"])),
            }
            for name, found in (("pairwise", pairs), ("b3", b3))
        }

    whole = {
        "persons_held": int(rows["held"].nunique()),
        "persons_true": int(rows["really"].nunique()),
        **both(np.ones(len(rows), bool)),
    }
    if rarity is not None:
        whole["by_name_frequency"] = _by_tenths(rarity, both)
    return whole


def _by_tenths(rarity: Any, measures: Any) -> list[Measures]:
    """The measures of each tenth, from the rarest names on."""
    order = np.argsort(-np.asarray(rarity), kind="stable")
    found = []
    for tenth, rows in enumerate(np.array_split(order, 10), 1):
        if len(rows):
            part = np.zeros(len(order), bool)
            part[rows] = True
            found.append({"tenth": tenth, "count": len(rows), **measures(part)})
    return found


def _calibration(same: Truth, probability: Shares) -> list[Measures]:
    """What share is true of the pairs of each band of probability."""
    found = []
    for low in np.arange(0, 1, 0.1):
        part = (probability >= low) & (probability < low + 0.1 + (low > 0.85))
        if part.any():
            found.append(
                {
                    "from": round(float(low), 1),
                    "pairs": int(part.sum()),
                    "predicted": _rounded(probability[part].mean()),
                    "true": _rounded(same[part].mean()),
                }
            )
    return found


def _f1(precision: float | None, recall: float | None) -> float | None:
    if not precision or not recall:
        return None
    return 2 * precision * recall / (precision + recall)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
