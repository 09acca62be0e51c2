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

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from identity.bags import Bag, joined, of_owners
from identity.blocks import Kept
from identity.clustering import Clusters
from identity.corpus import Corpus
from identity.extent import CHANGED, CHANGED_RECORDS, EVERYONE, SUPERSEDED_RECORDS, look_at
from identity.mentions import OF_MENTIONS, Mentions
from identity.names import Forms
from identity.orcids import ORCIDS
from identity.reading import read
from identity.weighing import learn, weigh
from lake.code import of_code
from lake.current import Lake
from lake.relations import Relation, make, put

Flags = npt.NDArray[np.bool_]
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

# What each record says, as one number in which every line that speaks of it has its part.
STAMPS = Relation(
    "identity.stamps",
    "record VARCHAR, stamp UBIGINT",
    """
WITH lines AS (
  SELECT pmid AS record, concat(mention, b.orcid) AS mention, load, entry
  FROM facts."Byline" LEFT JOIN identity.believed_orcids b USING (mention)
  UNION ALL SELECT pmid, concat(mention, b.orcid), load, entry
  FROM facts."Collaborator" LEFT JOIN identity.believed_orcids b USING (mention)
  UNION ALL SELECT nct_id, mention, load, entry FROM facts."Official"
  UNION ALL SELECT application_id, mention, load, entry FROM facts."PrincipalInvestigator"
  UNION ALL SELECT application_id, 'grantee', load, entry FROM facts."Project"
  UNION ALL SELECT nct_id, 'site:' || ordinal, load, entry FROM facts."Site"
  UNION ALL SELECT nct_id, 'sponsor:' || name, load, entry FROM facts."Sponsor"
  UNION ALL SELECT DISTINCT split_part(mention, ':', 2), mention, '', 0 FROM facts."LeadershipRole"
  UNION ALL SELECT pmid, j.title, '', 0
  FROM facts."Paper" p JOIN facts."Journal" j USING (journal_id)
)
SELECT record, bit_xor(hash(mention, load, entry)) AS stamp FROM lines GROUP BY record
""",
)
STAMPS_BEFORE = Relation("identity.stamps_before", STAMPS.columns)


@dataclass(frozen=True)
class Memory:
    """What a run leaves. `learnt_from` is how many records were stamped when the statistics were
    learnt, `records` are the records' ids in the order of the mentions' columns,
    `stamps` what each record said, `outcome` what came of the blocks, `name_links` the links of
    names, `registry` what was learnt of it (`identity.registry.LEARNT`), `others` the loads of
    other sources, `judgements` those that stood, `claims` the mark of the claims that the run
    wrote."""

    version: str
    corpus: Corpus
    learnt_from: int
    mentions: Mentions
    records: pa.Array
    stamps: pa.Table
    outcome: Kept
    name_links: pa.Table
    registry: dict[str, pa.Table]
    others: frozenset[str]
    judgements: pa.Table
    claims: str


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
    said = settled(lake)
    if said is None or said.version != version():
        return None
    with (_folder(lake) / "memory").open("rb") as file:
        memory: Memory = pickle.load(file)
    return memory


def mark(lake: Lake) -> str:
    """The claims that stand, as a mark."""
    place = lake.home / "claims" / "Claim.parquet"
    return f"{place.stat().st_size} {place.stat().st_mtime_ns}" if place.exists() else ""


def remember(lake: Lake, memory: Memory, counts: dict[str, int]) -> None:
    """Keep it for the next run, with the mark of the claims just written. A run that is killed here
    leaves nothing to the next."""
    folder = _folder(lake)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settled").unlink(missing_ok=True)
    with (folder / "memory").open("wb") as file:
        pickle.dump(replace(memory, claims=mark(lake)), file, protocol=5)
    said = Settled(memory.version, decided_by(lake), counts)
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


@dataclass(frozen=True)
class Known:
    """All mentions now, those that are new or changed, the statistics they are weighed by and how
    many records those were learnt from, the records in the order of the columns; `before` where
    only changed records were read, and `identity.changed_records` and `.superseded_records` name
    them."""

    mentions: Mentions
    fresh: Flags
    corpus: Corpus
    learnt_from: int
    records: pa.Array
    before: Memory | None


def known(lake: Lake, before: Memory | None, afresh: bool = False) -> Known:
    """Read what changed since, or everything (`afresh`: although something is remembered). Leaves
    the table `identity.stamps`."""
    make(lake.tables, *ORCIDS, STAMPS)
    stamped = int(lake.one("SELECT count(*) FROM identity.stamps")[0])
    if before is not None and not _holds(stamped, before.learnt_from):
        before = None
    if before is None or afresh:
        return _everything(lake, before, stamped)
    return _changed(lake, before)


def _everything(lake: Lake, before: Memory | None, stamped: int) -> Known:
    look_at(lake, EVERYONE)
    everyone = read(lake)
    corpus = before.corpus if before else learn(lake, everyone)
    mentions = weigh(everyone, corpus)
    learnt_from = before.learnt_from if before else stamped
    fresh = np.ones(len(mentions), bool)
    return Known(mentions, fresh, corpus, learnt_from, _records(lake), None)


def _changed(lake: Lake, before: Memory) -> Known:
    put(lake.tables, STAMPS_BEFORE, before.stamps)
    make(lake.tables, CHANGED_RECORDS, SUPERSEDED_RECORDS)
    look_at(lake, CHANGED)
    new = weigh(read(lake), before.corpus)
    superseded = lake.sql("FROM identity.superseded_records")["record"].combine_chunks()
    stays = ~np.asarray(pc.is_in(before.records, superseded).to_numpy(zero_copy_only=False))
    mentions = merged(before.mentions, stays, new)
    records = pa.concat_arrays([before.records.filter(pa.array(stays)), _records(lake)])
    fresh = np.arange(len(mentions)) >= len(mentions) - len(new)
    return Known(mentions, fresh, before.corpus, before.learnt_from, records, before)


def _records(lake: Lake) -> pa.Array:
    """The records that were read, in the order of the columns."""
    return lake.sql("SELECT record FROM identity.records ORDER BY place")["record"].combine_chunks()


def _holds(stamped: int, learnt_from: int) -> bool:
    """Whether about as many records are there as the statistics were learnt from."""
    return learnt_from / _GROWTH <= stamped <= learnt_from * _GROWTH


def merged(old: Mentions, stays: Flags, new: Mentions) -> Mentions:
    """The mentions of old records that stay, a mark a record, and the new ones after them."""
    staying = stays[old.record]
    place = np.cumsum(stays) - 1
    columns: dict[str, object] = {
        "ids": pa.concat_arrays([old.ids.filter(pa.array(staying)), new.ids]),
        "record": np.concatenate([place[old.record[staying]], new.record + int(stays.sum())]),
        "form": np.concatenate([old.form[staying], new.form + len(old.forms.first)]),
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
        before, after = getattr(old, column.name), getattr(new, column.name)
        marks = staying if column.name in OF_MENTIONS else stays
        if isinstance(before, Bag):
            before = before if marks.all() else of_owners(before, marks)
            columns[column.name] = joined(before, after)
        else:
            columns[column.name] = np.concatenate([before[marks], after])
    return Mentions(**columns)  # type: ignore[arg-type]


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
