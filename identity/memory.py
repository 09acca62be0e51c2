"""What did the run before read and find, so that the next one looks only at what changed?

Kept beside the lake, in `identity/` of the home: the columns of all mentions, what pairs were found
to be, the links of names, and the statistics they were weighed by. It can be thrown away: the next
run then reads everything. Code, model or engine of another version make it void, since what they
would find may differ; so do a tenth more records, or fewer, for which the statistics are learnt
anew.
"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, fields, replace
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from identity.bags import Bag, joined, of_owners
from identity.clustering import Clusters, Kept
from identity.corpus import Corpus
from identity.mentions import Mentions, learn, read, weigh
from identity.names import Forms
from lake.current import Lake

Flags = npt.NDArray[np.bool_]
# Sources whose records are read one by one; what others say of registries is read as a whole.
RECORDS = ("pubmed", "clinical-trials")
_GROWTH = 1.1

# What each record says, as one number.
STAMPS = """
WITH said AS (
  SELECT pmid AS record, mention, load, entry FROM facts."Byline"
  UNION ALL SELECT pmid, mention, load, entry FROM facts."Collaborator"
  UNION ALL SELECT nct_id, mention, load, entry FROM facts."Official"
  UNION ALL SELECT nct_id, 'site:' || ordinal, load, entry FROM facts."Site"
  UNION ALL SELECT nct_id, 'sponsor:' || name, load, entry FROM facts."Sponsor"
  UNION ALL SELECT pmid, j.title, '', 0
  FROM facts."Paper" p JOIN facts."Journal" j USING (journal_id)
)
SELECT record, bit_xor(hash(mention, load, entry)) AS stamp FROM said GROUP BY record
"""
CHANGED = "SELECT record FROM stamps ANTI JOIN stamps_before USING (record, stamp)"
LEFT = "SELECT record FROM stamps_before ANTI JOIN stamps USING (record, stamp)"


@dataclass(frozen=True)
class Memory:
    """What a run leaves. `learnt_from` is how many records were stamped when the statistics were
    learnt, `records` are the records' ids in the order of the mentions' columns,
    `stamps` what each record said, `alike` the links of names, `learnt` and `registry` tables of
    `identity.registry`, `others` the loads of other sources, `judgements` those that stood,
    `claims` the mark of the claims that the run wrote."""

    version: str
    corpus: Corpus
    learnt_from: int
    mentions: Mentions
    records: pa.Array
    stamps: pa.Table
    kept: Kept
    alike: pa.Table
    registry: dict[str, pa.Table]
    others: frozenset[str]
    judgements: pa.Table
    claims: str


def version() -> str:
    """A digest of identity's code and models and of the engine, whose hashes are kept."""
    folder = Path(__file__).parent
    files = sorted([*folder.glob("*.py"), *folder.glob("*.json")])
    text = b"".join(file.read_bytes() for file in files) + duckdb.__version__.encode()
    return hashlib.sha256(text).hexdigest()


def recall(lake: Lake) -> Memory | None:
    """What the run before left, where it still holds."""
    folder = _folder(lake)
    mark = folder / "version"
    if not mark.exists() or mark.read_text() != version():
        return None
    with (folder / "memory").open("rb") as file:
        found: Memory = pickle.load(file)
    return found


def mark(lake: Lake) -> str:
    """The claims that stand, as a mark."""
    place = lake.folder.parent / "claims" / "Claim.parquet"
    return f"{place.stat().st_size} {place.stat().st_mtime_ns}" if place.exists() else ""


def remember(lake: Lake, memory: Memory) -> None:
    """Keep it for the next run, with the mark of the claims just written. A run that is killed here
    leaves nothing to the next."""
    folder = _folder(lake)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "version").unlink(missing_ok=True)
    with (folder / "memory").open("wb") as file:
        pickle.dump(replace(memory, claims=mark(lake)), file, protocol=5)
    (folder / "version").write_text(memory.version)


def _folder(lake: Lake) -> Path:
    return lake.folder.parent / "identity"


def others(lake: Lake) -> frozenset[str]:
    """The loads of sources that are read as a whole."""
    return frozenset(
        f"{load.source}/{load.load}" for load in lake.loads if load.source not in RECORDS
    )


@dataclass(frozen=True)
class Known:
    """All mentions now, those that are new or changed, the statistics they are weighed by and how
    many records those were learnt from, the records in the order of the columns; `before` where
    only new records were read: tables `changed` and `gone` then name records new or changed, and
    those changed or withdrawn."""

    mentions: Mentions
    fresh: Flags
    corpus: Corpus
    learnt_from: int
    records: pa.Array
    before: Memory | None


def known(lake: Lake, before: Memory | None, afresh: bool = False) -> Known:
    """Read what changed since, or everything (`afresh`: although something is remembered). Leaves
    the table `stamps`."""
    lake.keep("stamps", STAMPS)
    stamped = int(lake.one("SELECT count(*) FROM stamps")[0])
    if before is not None and not _holds(stamped, before.learnt_from):
        before = None
    if before is None or afresh:
        found = read(lake)
        corpus = before.corpus if before else learn(found)
        every = weigh(found, corpus)
        records = lake.sql("SELECT record FROM records ORDER BY place")["record"].combine_chunks()
        learnt_from = before.learnt_from if before else stamped
        return Known(every, np.ones(len(every), bool), corpus, learnt_from, records, None)
    lake.keep("stamps_before", before.stamps)
    lake.keep("changed", CHANGED)
    lake.keep("gone", LEFT)
    found = read(lake, "WHERE record IN (FROM changed)")
    new = weigh(found, before.corpus)
    gone = lake.sql("FROM gone")["record"].combine_chunks()
    stays = ~np.asarray(pc.is_in(before.records, gone).to_numpy(zero_copy_only=False))
    every = merged(before.mentions, stays, new)
    records = lake.sql("SELECT record FROM records ORDER BY place")["record"].combine_chunks()
    records = pa.concat_arrays([before.records.filter(pa.array(stays)), records])
    fresh = np.arange(len(every)) >= len(every) - len(new)
    return Known(every, fresh, before.corpus, before.learnt_from, records, before)


def _holds(stamped: int, learnt_from: int) -> bool:
    """Whether about as many records are there as the statistics were learnt from."""
    return learnt_from / _GROWTH <= stamped <= learnt_from * _GROWTH


def merged(old: Mentions, stays: Flags, new: Mentions) -> Mentions:
    """The mentions of old records that stay, a mark a record, and the new ones after them."""
    kept = stays[old.record]
    place = np.cumsum(stays) - 1
    columns: dict[str, object] = {
        "ids": pa.concat_arrays([old.ids.filter(pa.array(kept)), new.ids]),
        "record": np.concatenate([place[old.record[kept]], new.record + int(stays.sum())]),
        "form": np.concatenate([old.form[kept], new.form + len(old.forms.first)]),
        "forms": Forms(
            *(
                np.concatenate([getattr(old.forms, part), getattr(new.forms, part)])
                for part in Forms.__dataclass_fields__
            )
        ),
    }
    for column in fields(Mentions):
        if column.name in columns:
            continue
        one, two = getattr(old, column.name), getattr(new, column.name)
        if isinstance(one, Bag):
            owners = kept if column.name == "affiliation" else stays
            columns[column.name] = joined(one if owners.all() else of_owners(one, owners), two)
        else:
            rows = kept if len(one) == len(kept) and column.name in _OF_MENTIONS else stays
            columns[column.name] = np.concatenate([one[rows], two])
    return Mentions(**columns)  # type: ignore[arg-type]


_OF_MENTIONS = (
    *("key", "apart", "orcid", "suffix", "author"),
    *("rarity", "namesakes", "letters", "block"),
)


def moved(m: Mentions, found: Clusters, kept: Kept | None) -> Flags:
    """Marks the mentions of which something else was found than the time before."""
    if kept is None:
        return np.ones(len(m), bool)
    if not len(kept.members):
        return found.partner >= 0
    begin = np.repeat(kept.start[:-1], np.diff(kept.start))
    order = np.argsort(kept.members)
    at = order[np.minimum(np.searchsorted(kept.members, m.key, sorter=order), len(order) - 1)]
    was = kept.members[at] == m.key
    label, partner = (
        kept.members[(begin + kept.label)[at]],
        kept.members[(begin + kept.partner)[at]],
    )
    alone = found.partner < 0
    same = was & (kept.best[at] == found.best) & (kept.whole[at] == found.whole)
    same &= (label == m.key[found.label]) & ((kept.partner[at] < 0) == alone)
    same &= alone | (partner == m.key[found.partner])
    moved: Flags = ~(same | (~was & alone))
    return moved
