"""In which order are mentions resolved, and what comes of it?

A first run reads everything. One after it reads the records that changed, compares their mentions
with the others of their names, and settles who may be someone else now (`identity.scope`); the
claims are those that a run from the start would write, with the statistics both were weighed by.
"""

from __future__ import annotations

import pyarrow as pa

from identity import memory, reasons, registry, stability
from identity.clustering import Kept, clusters
from identity.memory import Known, Memory
from identity.mentions import name
from identity.model import Model, read
from identity.names import register
from identity.persons import judged, persons, told
from identity.placements import place, placements
from identity.scope import everyone, open_scope
from lake.current import Lake
from schema.claims import Candidacy, Claim, Placement, Retired

# Mentions of which something else was found, withdrawn ones, and those of other judgements.
STARTING = """
SELECT mention FROM moved
UNION ALL SELECT mention FROM claims."Claim" WHERE split_part(mention, ':', 2) IN (FROM gone)
UNION ALL SELECT unnest(list_concat(one, other)) FROM (
  (FROM judgements EXCEPT FROM judgements_before)
  UNION ALL (FROM judgements_before EXCEPT FROM judgements))
"""


def resolve(lake: Lake, judgements: pa.Table | None = None, afresh: bool = False) -> dict[str, int]:
    """Decide who is who and what is where, with what stewards judged, write the claims into the
    lake, and say how many there are and how many were looked at. `afresh` looks at everything,
    although the run before is remembered; the claims are the same."""
    register(lake)
    before, model = memory.recall(lake), read()
    judged(lake, judgements)
    now = memory.known(lake, before, afresh)
    if before and before.learnt_from == now.learnt_from and before.others == memory.others(lake):
        for table, rows in before.registry.items():
            lake.keep(table, rows)
    is_part = now.before is not None and _stands(lake, now.before)
    placed = placements(lake, is_part)
    lake.keep("placements", placed)
    kept, counts = _named(lake, now, model)
    if is_part and now.before:
        lake.keep("judgements_before", now.before.judgements)
        claimed, candidates = _settled(lake, model)
    else:
        if now.before:
            name(lake)
        claimed = persons(lake, model.version)
        candidates = lake.sql("FROM candidacies")
    assert claimed is not None
    found = {
        "mentions": claimed.num_rows,
        "persons": len(claimed["person_id"].unique()),
        "placements": placed.num_rows,
        **_changed(lake, claimed),
        **counts,
        "settled": int(lake.one("SELECT count(*) FROM components")[0]),
    }
    left = Memory(
        version=memory.version(),
        corpus=now.corpus,
        learnt_from=now.learnt_from,
        mentions=now.mentions,
        records=now.records,
        stamps=lake.sql("FROM stamps"),
        kept=kept,
        alike=lake.sql("FROM alike"),
        registry={table: lake.sql(f"FROM {table}") for table in registry.KEPT},
        others=memory.others(lake),
        judgements=lake.sql("FROM judgements"),
        claims="",
    )
    ids = stability.retired(lake)
    lake.claim({Placement: placed, Claim: claimed, Retired: ids, Candidacy: candidates})
    memory.remember(lake, left)
    return found


def _stands(lake: Lake, before: Memory) -> bool:
    """Whether the claims of the run before may stand: its own, of the same registries."""
    return before.others == memory.others(lake) and before.claims == memory.mark(lake)


def _named(lake: Lake, now: Known, model: Model) -> tuple[Kept, dict[str, int]]:
    """Leave the tables `alike`, links of names, and `moved`, mentions with other ones than before;
    what is kept of the clusters, and counts."""
    m, before = now.mentions, now.before
    kept = before.kept if before else None
    found, keep = clusters(m, model, told=told(lake, m), kept=kept, fresh=now.fresh)
    moved = memory.moved(m, found, kept) | now.fresh
    lake.keep("moved", pa.table({"mention": m.ids.filter(pa.array(moved))}))
    lake.keep("alike", reasons.links(m, found, moved))
    if before:
        lake.keep("alike_before", before.alike)
        stays = "FROM alike_before ANTI JOIN moved USING (mention) SEMI JOIN placed USING (mention)"
        lake.keep("alike", f"FROM alike UNION ALL {stays}")
    everyone(lake, m, pa.array(found.label))
    counts = {
        "blocks": found.blocks,
        "blocks_touched": found.touched,
        "pairs": found.pairs,
        "pairs_compared": found.compared,
    }
    return keep, counts


def _settled(lake: Lake, model: Model) -> tuple[pa.Table, pa.Table]:
    """All claims and candidacies, of which those in scope were settled anew."""
    open_scope(lake, STARTING)
    while True:
        name(lake, "WHERE mention IN (FROM scope)")
        place(lake, "WHERE mention IN (FROM scope)")
        settled = persons(lake, model.version, is_part=True)
        if settled is not None:
            break
    lake.keep("settled", settled)
    claims, candidates = (
        lake.sql(f"FROM {new} UNION ALL BY NAME ({_STANDS.format(kind=kind)}) ORDER BY {order}")
        for new, kind, order in (
            ("settled", "Claim", "mention"),
            ("candidacies", "Candidacy", "mention, score DESC, npi"),
        )
    )
    return claims, candidates


_STANDS = 'SELECT * FROM claims."{kind}" ANTI JOIN scope USING (mention)'


def _changed(lake: Lake, claimed: pa.Table) -> dict[str, int]:
    """How many mentions have another person than before, or are new; how many persons are new, or
    have other mentions than before."""
    lake.keep("claimed", claimed.select(["mention", "person_id"]))
    text = 'SELECT count(*) FROM claimed LEFT JOIN claims."Claim" b USING (mention, person_id)'
    other = """
    SELECT count(DISTINCT person_id) FROM (
      (SELECT mention, person_id FROM claimed EXCEPT SELECT mention, person_id FROM claims."Claim")
      UNION ALL
      (SELECT mention, person_id FROM claims."Claim" EXCEPT SELECT mention, person_id FROM claimed))
    """
    return {
        "changed": int(lake.one(f"{text} WHERE b.score IS NULL")[0]),
        "persons_changed": int(lake.one(other)[0]),
    }
