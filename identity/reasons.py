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
from identity.comparing import KINDS, columns, compare
from identity.comparing_names import ALIKE, INITIALS, ONE_INITIAL, SAME
from identity.mentions import Mentions

_AT_ONCE = 1_000_000
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


def links(m: Mentions, clusters: Clusters) -> pa.Table:
    """A link for each mention that has a cluster: `mention, block, key, layer, score, reason`."""
    who = np.flatnonzero(clusters.partner >= 0)
    parts = np.split(who, range(_AT_ONCE, len(who), _AT_ONCE))
    return pa.concat_tables(_links(m, clusters, part) for part in parts)


def _links(m: Mentions, clusters: Clusters, who: Ints) -> pa.Table:
    partner = clusters.partner[who]
    probability = 1 / (1 + np.exp(-clusters.whole[who].astype(np.float64)))
    best = pc.cast(pa.array(np.round(1 / (1 + np.exp(-clusters.best[who])), 2)), pa.string())
    words = phrases(m, who, partner)
    reason = pc.binary_join_element_wise(
        "with ", m.ids.take(pa.array(partner)), ", probability ", best, ": ", words, ""
    )
    key = pc.binary_join_element_wise("name:", m.ids.take(pa.array(clusters.label[who])), "")
    return pa.table(
        {
            "mention": m.ids.take(pa.array(who)),
            "block": m.block[who],
            "key": key,
            "layer": pa.repeat("name", len(who)),
            "score": np.clip(probability, 0.01, 0.99),
            "reason": reason,
        }
    )


def phrases(m: Mentions, left: Ints, right: Ints) -> pa.Array:
    """The evidence on pairs of mentions in words, one text a pair."""
    evidence = compare(columns(m), left, right)
    same = (m.orcid[left] != 0) & (m.orcid[left] == m.orcid[right])
    words = [_where(same, "same ORCID iD")]
    for kind, low, high, phrase in PHRASES:
        value = evidence[:, _PLACE[kind]]
        words.append(_where((value >= low) & (value <= high), phrase))
    joined = pc.binary_join_element_wise(*words, ", ", null_handling="skip")
    return pc.if_else(pc.equal(joined, ""), "nothing contradicts it", joined)


def _where(marked: npt.NDArray[np.bool_], phrase: str) -> pa.Array:
    return pc.if_else(pa.array(marked), phrase, pa.scalar(None, pa.string()))
