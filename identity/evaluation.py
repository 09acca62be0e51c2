"""How right is identity, on gold that says who is whom?

On *pairs* those of probability 0.5 or more are held to be one person; the same is told for 0.95,
from which on a merge needs no look. On *clusters* the product clusters all that is loaded, and the
labelled bylines are judged: by their pairs, and by B-cubed (`identity.measures`). Both are split by
how frequent the names are, rarest tenth first.

Gold of pairs says nothing of how a name's bylines fall together, and gold drawn by name says
nothing of names left out: read both.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from identity import gold
from identity.clustering import clusters
from identity.judged import JudgedPairs, judged_pairs
from identity.measures import Measures, Shares, by_tenths, calibration, overlap, rounded, shares
from identity.model import read
from identity.names import register
from identity.practitioner_evidence import TIED
from identity.training import FOLDS, fit
from identity.weighing import mentions
from lake.current import Lake
from lake.relations import Relation, put, rows_of

AUTOMATIC = 0.95
MOST_INFLUENTIAL = 100

# Bylines of which the gold says whose they are.
LABELLED_BYLINES = Relation(
    "identity.labelled_bylines", "pmid VARCHAR, position VARCHAR, person VARCHAR"
)

# Who they are among all mentions, and as it was decided.
LABELLED_MENTIONS = Relation(
    "identity.labelled_mentions",
    "place BIGINT, person VARCHAR",
    """
SELECT m.place, person FROM identity.labelled_bylines l JOIN identity.mentions m
ON m.mention = concat('pubmed:', l.pmid, ':', l.position) ORDER BY m.place
""",
)
LABELLED_CLAIMS = Relation(
    "identity.labelled_claims",
    "person_id VARCHAR, person VARCHAR",
    """
SELECT c.person_id, l.person FROM identity.labelled_bylines l JOIN claims."Claim" c
ON c.mention = concat('pubmed:', l.pmid, ':', l.position)
""",
)

# The persons of the demo country, of whom some are practitioners.
TRUE_PERSONS = Relation("identity.true_persons", "person VARCHAR, npi VARCHAR, influence DOUBLE")

# Each resolved group of bylines, the person most of it really is, and its best candidate.
JUDGED_CANDIDACIES = Relation(
    "identity.judged_candidacies",
    "person VARCHAR, npi VARCHAR, score DOUBLE, is_right BOOLEAN, has_none BOOLEAN, "
    "namesakes BIGINT",
    """
WITH best AS (
  SELECT * FROM claims."Candidacy"
  QUALIFY row_number() OVER (PARTITION BY mention ORDER BY score DESC, npi) = 1
),
of_group AS (
  SELECT b.mention, t.person, count(*) AS bylines
  FROM (SELECT mention, unnest(mentions) AS member FROM best) b
  JOIN identity.labelled_bylines t ON b.member = concat('pubmed:', t.pmid, ':', t.position)
  GROUP BY ALL
)
SELECT g.person, b.npi, b.score, coalesce(b.npi = p.npi, false) AS is_right,
  p.npi IS NULL AS has_none, b.namesakes
FROM best b JOIN (
  FROM of_group
  QUALIFY row_number() OVER (PARTITION BY mention ORDER BY bylines DESC, person::BIGINT) = 1
) g USING (mention) JOIN identity.true_persons p USING (person)
""",
)


def evaluate(lake: Lake, path: Path, folds: int = 0) -> Measures:
    """The measures of a file of pairs or clusters, as plain values. With `folds`, pairs are judged
    by models that were trained without their family names. Raises what
    `gold.table` does, and `gold.NothingToJudge`."""
    table = gold.table(path)
    register(lake.tables)
    if gold.is_pairs(table):
        return _of_pairs(lake, path, folds)
    return _of_clusters(lake, gold.clusters(table, path))


def _of_pairs(lake: Lake, path: Path, folds: int) -> Measures:
    judged = judged_pairs(lake, path)
    if not len(judged.same):
        reasons = ", ".join(f"{n} {reason}" for reason, n in judged.left_out.items() if n)
        raise gold.NothingToJudge(
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
        "share_true": rounded(judged.same.mean()),
        **shares(judged.same, probability >= 0.5),
        "automatic": {"probability": AUTOMATIC, **shares(judged.same, probability >= AUTOMATIC)},
        "calibration": calibration(judged.same, probability),
        "by_name_frequency": by_tenths(
            judged.rarity, lambda part: shares(judged.same[part], probability[part] >= 0.5)
        ),
    }


def probabilities(judged: JudgedPairs, folds: int) -> tuple[Shares, str]:
    """The probability of each pair, and the version of the model that gave it."""
    if not folds:
        model = read()
        return model.probability(judged.evidence), model.version
    fold, groups = judged.folds(folds), judged.folds(FOLDS)
    probability = np.zeros(len(judged.same))
    for left_out in np.unique(fold):
        rest = fold != left_out
        if len(np.unique(judged.same[rest])) < 2:
            raise gold.NothingToJudge(
                f"{folds} folds by family name leave one kind of pair; give fewer"
            )
        model = fit(judged.evidence[rest], judged.same[rest], groups[rest], "", "")
        probability[~rest] = model.probability(judged.evidence[~rest])
    return probability, f"retrained in {folds} folds by family name"


def _of_clusters(lake: Lake, labelled: pa.Table) -> Measures:
    """Cluster everything loaded, and judge it by `labelled`: columns `pmid, position, person`."""
    everyone, model = mentions(lake), read()
    held, _ = clusters(everyone, model)
    put(lake.tables, LABELLED_BYLINES, labelled)
    truth = rows_of(lake.tables, LABELLED_MENTIONS)
    places = truth["place"].to_numpy()
    if not len(places):
        raise gold.NothingToJudge(
            f"none of the {labelled.num_rows} labelled bylines is loaded; load their articles with "
            "`peerline load pubmed` first"
        )
    really = truth["person"].to_numpy()
    return {
        "gold": "clusters",
        "model": model.version,
        "labelled": labelled.num_rows,
        "judged": len(places),
        "left_out": {"byline not loaded": labelled.num_rows - len(places)},
        **overlap(held.label[places], really, everyone.rarity[places]),
    }


def evaluate_truth(lake: Lake, home: Path) -> Measures:
    """The claims that stand, on the truth of the demo country loaded into the home. Raises
    `gold.NothingToJudge` where there is none."""
    truths = sorted(home.glob("demo-*/truth/bylines.parquet"))
    if not truths:
        raise gold.NothingToJudge(
            f"there is no demo country in {home}; run `peerline demo`, or give gold of your own "
            "with --gold"
        )
    return {**measure(lake, truths[-1]), **_of_registry(lake, truths[-1].parent)}


def measure(lake: Lake, truth: Path) -> Measures:
    """Judge the claims that stand, registry and keys included, by a file of clusters."""
    labelled = gold.clusters(gold.table(truth), truth)
    put(lake.tables, LABELLED_BYLINES, labelled)
    claims = rows_of(lake.tables, LABELLED_CLAIMS)
    if not claims.num_rows:
        raise gold.NothingToJudge(
            f"no claim stands on what {truth} labels; run `peerline refresh` first"
        )
    return {
        "gold": "claims",
        "labelled": labelled.num_rows,
        "judged": claims.num_rows,
        **overlap(claims["person_id"].to_numpy(), claims["person"].to_numpy()),
    }


def _of_registry(lake: Lake, truth: Path) -> Measures:
    """Ties to the registry on the demo country's truth: of groups of bylines tied, the share that
    is tied to the right practitioner; of practitioners who publish, the share that is. Needs the
    bylines that are labelled."""
    put(lake.tables, TRUE_PERSONS, lake.sql(f"FROM '{truth / 'persons.parquet'}'"))
    groups = rows_of(lake.tables, JUDGED_CANDIDACIES).to_pandas()
    possible = int(lake.one(_PUBLISHING)[0])
    frequent = groups[groups["namesakes"] >= 5]
    frequent_persons = int(frequent[~frequent["has_none"]]["person"].nunique())
    return {
        "registry": {"practitioners_who_publish": possible, **_tied(groups, TIED, possible)},
        "registry_five_or_more_namesakes": _tied(frequent, TIED, frequent_persons),
        "registry_most_influential": _most_influential(lake, groups),
        "abstention": [_tied(groups, least, possible) for least in _LEAST],
    }


_LEAST = (0.5, 0.8, 0.9, 0.95, 0.97, 0.99)
_PUBLISHING = """
SELECT count(DISTINCT person) FROM identity.labelled_bylines JOIN identity.true_persons
USING (person) WHERE npi IS NOT NULL
"""


def _most_influential(lake: Lake, groups: pd.DataFrame) -> Measures:
    """Of the practitioners of most influence: how many are tied; how many ties are wrong, theirs
    or another's to one of them."""
    most = lake.sql(_MOST_INFLUENTIAL).to_pandas()
    tied = groups[groups["score"] >= TIED]
    theirs = tied["person"].isin(most["person"])
    touched = tied[theirs | tied["npi"].isin(most["npi"])]
    return {
        "practitioners": len(most),
        "tied": int(tied[theirs & tied["is_right"]]["person"].nunique()),
        "tied_wrongly": int((~touched["is_right"]).sum()),
    }


_MOST_INFLUENTIAL = f"""
SELECT person, npi FROM identity.true_persons WHERE npi IS NOT NULL
ORDER BY influence DESC, person::BIGINT LIMIT {MOST_INFLUENTIAL}
"""


def _tied(groups: pd.DataFrame, least: float, possible: int) -> Measures:
    """What is right of the ties that would be made from a probability on."""
    tied = groups[groups["score"] >= least]
    right = tied[tied["is_right"]]
    return {
        "probability": least,
        "tied": len(tied),
        "precision": rounded(len(right) / len(tied) if len(tied) else None),
        "recall": rounded(right["person"].nunique() / possible) if possible else None,
        "tied_without_npi": int(tied["has_none"].sum()),
    }
