"""Is a pair of bylines judged the same, whatever else is loaded beside it?

The pairs of a gold file are judged in four *companies*: `alone`, with the articles that the gold
names and no others; `beside` everything that is loaded; `cut` to the articles of the forty family
names that the gold has most of; `doubled` by a made-up country. Told are how far a pair's natural
log odds move from those alone, on the mean, and F1 of the pairs that both judge.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from identity import gold
from identity.comparing import columns, compare
from identity.extent import CHANGED, CHANGED_RECORDS, EVERYONE, look_at
from identity.measures import Measures, rounded, shares
from identity.mentions import Mentions
from identity.model import Model, read
from identity.names import register
from identity.orcids import ORCIDS
from identity.reading import read as read_records
from identity.weighing import learn, weigh
from lake.current import Lake
from lake.relations import make, put
from schema.spellings import surname

COMMONEST = 40
LogOdds = npt.NDArray[np.float64]


def compare_companies(lake: Lake, path: Path, made_up: frozenset[str]) -> Measures:
    """The measures of each company; `made_up` are the PMIDs of the country. Raises
    what `gold.table` does, and `gold.NothingToJudge`."""
    pairs = gold.pairs(gold.table(path), path)
    register(lake.tables)
    make(lake.tables, *ORCIDS)
    bylines = gold.located(lake, [author for pair in pairs for author in (pair.one, pair.two)])
    ends = list(zip(bylines[::2], bylines[1::2], strict=True))
    judged = [at for at, pair in enumerate(pairs) if pair.same is not None and all(ends[at])]
    if not judged:
        raise gold.NothingToJudge(
            f"{path}: none of its pairs is loaded; run `peerline load pubmed` first"
        )
    same = np.array([pairs[at].same for at in judged], bool)
    model, everything = read(), set(lake.sql('SELECT pmid FROM facts."Paper"')["pmid"].to_pylist())
    odds = {
        company: _log_odds(_mentions(lake, records), model, [ends[at] for at in judged])
        for company, records in _companies([pairs[at] for at in judged], everything, made_up)
    }
    return {company: _measures(of_pairs, odds["alone"], same) for company, of_pairs in odds.items()}


def _companies(
    pairs: list[gold.Pair], everything: set[str], made_up: frozenset[str]
) -> list[tuple[str, set[str]]]:
    """The PMIDs of each company."""
    named = {author.pmid for pair in pairs for author in (pair.one, pair.two)} & everything
    families = Counter(surname(pair.one.last) for pair in pairs)
    common = {family for family, _ in families.most_common(COMMONEST)}
    cut = {a.pmid for p in pairs if surname(p.one.last) in common for a in (p.one, p.two)}
    return [
        ("alone", named),
        ("beside", everything - made_up),
        ("cut", cut & everything),
        ("doubled", named | (made_up & everything)),
    ]


def _mentions(lake: Lake, records: set[str]) -> Mentions:
    """The mentions of some records, weighed by these alone."""
    look_at(lake, EVERYONE)
    put(lake.tables, CHANGED_RECORDS, pa.table({"record": pa.array(sorted(records))}))
    look_at(lake, CHANGED)
    everyone = read_records(lake)
    return weigh(everyone, learn(lake, everyone))


def _log_odds(
    everyone: Mentions, model: Model, ends: list[tuple[str | None, str | None]]
) -> LogOdds:
    """The log odds of each pair; not a number where one of the two is not there."""
    place = {mention: at for at, mention in enumerate(everyone.ids.to_pylist())}
    places = np.array([[place.get(end or "", -1) for end in pair] for pair in ends])
    left, right = places[:, 0], places[:, 1]
    both = (left >= 0) & (right >= 0)
    odds = np.full(len(ends), np.nan)
    odds[both] = model.log_odds(compare(columns(everyone), left[both], right[both]))
    return odds


def _measures(odds: LogOdds, alone: LogOdds, same: npt.NDArray[np.bool_]) -> Measures:
    both = ~np.isnan(odds) & ~np.isnan(alone)
    return {
        "pairs": int(both.sum()),
        "moved": rounded(float(np.abs(odds - alone)[both].mean())) if both.any() else None,
        "f1": shares(same[both], odds[both] >= 0)["f1"],
        "f1_alone": shares(same[both], alone[both] >= 0)["f1"],
    }
