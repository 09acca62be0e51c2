"""What speaks for a mention being its person's, in words?

Every mention is shown beside the one of its cluster that it is most alike to; what is said are the
kinds of evidence that speak for the two, the strongest first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from identity.bags import Ints
from identity.clustering import Clusters
from identity.comparing import ALIKE, INITIALS, KINDS, ONE_INITIAL, SAME, columns, compare
from identity.mentions import Mentions

_PLACE = {kind: at for at, kind in enumerate(KINDS)}
# What is said where the evidence has a value from the first up to the second.
PHRASES = (
    ("given", SAME, SAME, "same first name"),
    ("given", ALIKE, ALIKE, "first names that are spellings of each other"),
    ("given", ONE_INITIAL, INITIALS, "same first initial"),
    ("middle", 3.0, 4.0, "same middle name or initial"),
    ("coauthors", 0.01, np.inf, "shared co-authors"),
    ("affiliation", 0.25, np.inf, "own affiliations alike"),
    ("places", 0.3, np.inf, "affiliations of the papers alike"),
    ("subject", 0.3, np.inf, "titles and topics alike"),
    ("field", 0.4, np.inf, "same field of work"),
    ("journal", 1.0, 1.0, "same journal"),
    ("cited", 1.0, 1.0, "one paper cites the other"),
    ("grants", 0.01, np.inf, "same grant"),
    ("rarity", 3.8, np.inf, "rare family name"),
)


def links(m: Mentions, held: Clusters, only: npt.NDArray[np.bool_] | None = None) -> pa.Table:
    """A link for each mention (or each of those marked) that has a cluster: `mention, key, layer,
    score, reason`."""
    who = np.flatnonzero((held.partner >= 0) & (True if only is None else only))
    partner = held.partner[who]
    said = phrases(m, who, partner)
    probability = 1 / (1 + np.exp(-held.whole[who].astype(np.float64)))
    best = pc.cast(pa.array(np.round(1 / (1 + np.exp(-held.best[who])), 2)), pa.string())
    reason = pc.binary_join_element_wise(
        "with ", m.ids.take(pa.array(partner)), ", probability ", best, ": ", said, ""
    )
    key = pc.binary_join_element_wise("name:", m.ids.take(pa.array(held.label[who])), "")
    count = len(who)
    return pa.table(
        {
            "mention": m.ids.take(pa.array(who)),
            "key": key,
            "layer": pa.repeat("name", count),
            "score": np.clip(probability, 0.01, 0.99),
            "reason": reason,
        }
    )


def phrases(m: Mentions, left: Ints, right: Ints) -> pa.Array:
    """The evidence on pairs of mentions in words, one text a pair."""
    found = compare(columns(m), left, right)
    said = []
    same = (m.orcid[left] != 0) & (m.orcid[left] == m.orcid[right])
    said.append(_where(same, "same ORCID iD"))
    for kind, low, high, words in PHRASES:
        value = found[:, _PLACE[kind]]
        held = (value >= low) & (value <= high)
        said.append(_where(held, words))
    joined = pc.binary_join_element_wise(*said, ", ", null_handling="skip")
    return pc.if_else(pc.equal(joined, ""), "nothing contradicts it", joined)


def _where(held: npt.NDArray[np.bool_], words: str) -> pa.Array:
    return pc.if_else(pa.array(held), words, pa.scalar(None, pa.string()))
