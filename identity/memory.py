"""What did the run before read and find, so that the next one looks only at what changed?

Kept beside the lake, in `identity/` of the home: what was found of names (`identity.remembered`),
what was learnt, and which printing of each record was read. It can be thrown away: the next run
then reads everything. Code, model or engine of another version make it void, since what they would
find may differ; so do a tenth more records, or fewer, for which the statistics are learnt anew.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from identity import mapped
from identity.bags import Hashes
from identity.blocks import Flags, Kept
from identity.clustering import Clusters
from identity.corpus import Corpus
from identity.extent import CHANGED, CHANGED_RECORDS, EVERYONE, SUPERSEDED_RECORDS, look_at
from identity.mentions import Mentions, chosen, joined
from identity.orcids import ORCIDS
from identity.reading import read
from identity.remembered import Remembered
from identity.scope import BLOCKS_CONCERNED, JUDGEMENTS_BEFORE, SUPERSEDED_MENTIONS
from identity.weighing import learn, weigh
from lake.code import of_code
from lake.current import Lake
from lake.relations import Relation, make, put, rows_of, show
from schema.claims import Claim

# Sources whose records are read one by one; what others say of registries is read as a whole.
RECORDS = ("pubmed", "clinical-trials", "reporter", "leadership")
# The facts that decide who is who.
DECIDING = (
    *("Affiliation", "Byline", "Collaborator", "Official", "Payee", "Practitioner", "Registration"),
    *("ABOUT", "CITES", "STUDIES", "Journal", "Paper", "Payment", "Site", "Sponsor", "Trial"),
    *("Deactivation", "Institution", "Specialty", "SUCCEEDED_BY", "FUNDED_BY"),
    *("PrincipalInvestigator", "Project", "Registrant", "LeadershipRole"),
)
# Of these, what PubMed's own lists say decides, and not what others gather.
_OF_PUBMED = {"CITES"}
_GROWTH = 1.1

# Which printing of each record stands, as one number; with what others say of the record.
STAMPS = Relation(
    "identity.stamps",
    "record VARCHAR, stamp UBIGINT",
    """
WITH lines AS (
  SELECT pmid AS record, 'paper' AS said, load, entry FROM facts."Paper"
  UNION ALL SELECT start, "end", load, entry FROM facts."FUNDED_BY"
  UNION ALL SELECT nct_id, mention, load, entry FROM facts."Official"
  UNION ALL SELECT application_id, mention, load, entry FROM facts."PrincipalInvestigator"
  UNION ALL SELECT application_id, 'grantee', load, entry FROM facts."Project"
  UNION ALL SELECT nct_id, 'site:' || ordinal, load, entry FROM facts."Site"
  UNION ALL SELECT nct_id, 'sponsor:' || name, load, entry FROM facts."Sponsor"
  UNION ALL SELECT DISTINCT split_part(mention, ':', 2), mention, '', 0 FROM facts."LeadershipRole"
  UNION ALL SELECT pmid, j.title, '', 0
  FROM facts."Paper" p JOIN facts."Journal" j USING (journal_id)
  UNION ALL SELECT record, concat(mention, orcid), '', 0
  FROM identity.believed_orcids JOIN identity.printed_orcids USING (mention, orcid)
)
SELECT record, bit_xor(hash(said, load, entry)) AS stamp FROM lines GROUP BY record
""",
)
STAMPS_BEFORE = Relation("identity.stamps_before", STAMPS.columns)


@dataclass(frozen=True)
class Learnt:
    """What was learnt of all records, and of how many (`records`, those stamped); what was learnt
    of the registry (`identity.registry.LEARNT`)."""

    corpus: Corpus
    records: int
    registry: dict[str, pa.Table]


@dataclass(frozen=True)
class Memory:
    """What a run leaves: what it learnt and found of `names`; the `stamps` of records; the loads of
    `others`, the sources that are read as a whole; the `judgements` that stood; `counts` of its
    claims; the mark of the `claims` that it wrote."""

    version: str
    learnt: Learnt
    names: Remembered
    stamps: pa.Table
    others: frozenset[str]
    judgements: pa.Table
    counts: dict[str, int]
    claims: str = ""


_SMALL = ("version", "stamps", "others", "judgements", "counts")


def version() -> str:
    """A digest of identity's code, models and statistics, and of the engine, whose hashes are
    kept."""
    return of_code(Path(__file__).parent)


@dataclass(frozen=True)
class Settled:
    """By what the claims of the run before were decided, and how many there were of each kind."""

    version: str
    decided_by: str
    counts: dict[str, int]


def settled(lake: Lake) -> Settled | None:
    """What the run before says of itself, where it ended."""
    place = _folder(lake) / "settled"
    return Settled(**orjson.loads(place.read_bytes())) if place.exists() else None


def decided_by(lake: Lake) -> str:
    """A digest of all that the claims that stand depend on, and of these themselves: code, loads
    and judgements."""
    judged = sorted(map(str, lake.run("FROM identity.judgements").fetchall()))
    text = "\n".join([version(), *sorted(_deciding(lake)), *judged, mark(lake)])
    return hashlib.sha256(text.encode()).hexdigest()


def recall(lake: Lake) -> Memory | None:
    """What the run before left, where it still holds."""
    said, folder = settled(lake), _folder(lake)
    if said is None or said.version != version():
        return None
    names = Remembered(mapped.kept(folder / "names"), *mapped.kept(folder / "beside"))
    small = mapped.kept(folder / "memory")
    return Memory(learnt=mapped.kept(folder / "learnt"), names=names, **small)


def mark(lake: Lake) -> str:
    """The claims that stand, as a mark."""
    return lake.claims(Claim).mark


def remember(lake: Lake, memory: Memory, before: Memory | None) -> None:
    """Keep it for the next run, with the mark of the claims just written. A run that is killed here
    leaves nothing to the next."""
    folder = _folder(lake)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settled").unlink(missing_ok=True)
    if before is None or memory.names.everyone is not before.names.everyone:
        mapped.keep(memory.names.everyone, folder / "names")
    if before is None or memory.learnt is not before.learnt:
        mapped.keep(memory.learnt, folder / "learnt")
    mapped.keep((memory.names.blocks, memory.names.beside), folder / "beside")
    small = {name: getattr(memory, name) for name in _SMALL} | {"claims": mark(lake)}
    mapped.keep(small, folder / "memory")
    said = Settled(memory.version, decided_by(lake), memory.counts)
    (folder / "settled").write_bytes(orjson.dumps(said))


def _folder(lake: Lake) -> Path:
    return lake.home / "identity"


def others(lake: Lake) -> frozenset[str]:
    """The loads that decide, of sources that are read as a whole."""
    return frozenset(load for load in _deciding(lake) if load.partition("/")[0] not in RECORDS)


def _deciding(lake: Lake) -> frozenset[str]:
    """The loads of the sources that state what decides."""
    return frozenset(
        load
        for name in DECIDING
        for load in lake.loads_of(name, with_withdrawals=True)
        if name not in _OF_PUBMED or load.startswith("pubmed/")
    )


class Recalled(NamedTuple):
    """What the run before left, the blocks of names in which something changed since, ascending,
    and what it kept of their pairs."""

    memory: Memory
    blocks: Hashes
    kept: Kept


@dataclass(frozen=True)
class Known:
    """The mentions of the blocks that are `recalled`, or of everyone, with the ids of their records
    in the order of the columns; those that are new or changed are `fresh`. Where something is
    recalled, `identity.changed_records`, `.superseded_records` and `.superseded_mentions` name what
    changed."""

    mentions: Mentions
    records: pa.Array
    fresh: Flags
    corpus: Corpus
    learnt_from: int
    recalled: Recalled | None = None


def known(lake: Lake, before: Memory | None, afresh: bool = False) -> Known:
    """Read what changed since, or everything (`afresh`: although something is remembered). Leaves
    the table `identity.stamps`."""
    make(lake.tables, *ORCIDS, STAMPS)
    stamped = int(lake.one("SELECT count(*) FROM identity.stamps")[0])
    if before is not None and not _holds(stamped, before.learnt.records):
        before = None
    if before is None or afresh:
        return _everything(lake, before, stamped)
    return _changed(lake, before)


def _everything(lake: Lake, before: Memory | None, stamped: int) -> Known:
    look_at(lake, EVERYONE)
    everyone = read(lake)
    corpus = before.learnt.corpus if before else learn(lake, everyone)
    m, learnt_from = weigh(everyone, corpus), before.learnt.records if before else stamped
    fresh = np.ones(len(m), bool)
    return Known(m, _records(lake), fresh, corpus, learnt_from)


def _changed(lake: Lake, before: Memory) -> Known:
    show(lake.tables, STAMPS_BEFORE, before.stamps)
    put(lake.tables, JUDGEMENTS_BEFORE, before.judgements)
    before.names.show(lake.tables)
    make(lake.tables, CHANGED_RECORDS, SUPERSEDED_RECORDS, SUPERSEDED_MENTIONS)
    look_at(lake, CHANGED)
    learnt, new = before.learnt, weigh(read(lake), before.learnt.corpus)
    concerned = rows_of(lake.tables, BLOCKS_CONCERNED)["block"].to_numpy()
    blocks = np.union1d(concerned, new.block)
    old = before.names.of(blocks)
    superseded = lake.sql("FROM identity.superseded_records")["record"].combine_chunks()
    is_superseded = np.asarray(pc.is_in(old.records, superseded))
    stay, records = chosen(old.mentions, np.flatnonzero(~is_superseded[old.mentions.record]))
    m = joined(stay, new)
    ids = pa.concat_arrays([old.records.take(pa.array(records)), _records(lake)])
    fresh = np.arange(len(m)) >= len(stay)
    recalled = Recalled(before, blocks, old.kept)
    return Known(m, ids, fresh, learnt.corpus, learnt.records, recalled)


def _records(lake: Lake) -> pa.Array:
    """The records that were read, in the order of the columns."""
    return lake.sql("SELECT record FROM identity.records ORDER BY place")["record"].combine_chunks()


def _holds(stamped: int, learnt_from: int) -> bool:
    """Whether about as many records are there as the statistics were learnt from."""
    return learnt_from / _GROWTH <= stamped <= learnt_from * _GROWTH


def regrouped(m: Mentions, clusters: Clusters, before: Kept | None) -> Flags:
    """Marks the mentions of which something else was found than the time before."""
    if before is None:
        return np.ones(len(m), bool)
    alone = clusters.partner < 0
    if not len(before.members):
        return ~alone
    begin = np.repeat(before.start[:-1], np.diff(before.start))
    place = before.place(m.key)
    was = before.members[place] == m.key
    label = before.members[(begin + before.label)[place]]
    partner = before.members[(begin + before.partner)[place]]
    same = was & (before.best[place] == clusters.best) & (before.whole[place] == clusters.whole)
    same &= (label == m.key[clusters.label]) & ((before.partner[place] < 0) == alone)
    same &= alone | (partner == m.key[clusters.partner])
    return np.asarray(~(same | (~was & alone)))
