"""In which order are mentions resolved, and what comes of it?

A first run reads everything. One after it reads the records that changed, compares their mentions
with the others of their names, and settles who may be someone else now (`identity.scope`); the
claims are those that a run from the start would write, with the statistics both were weighed by.
"""

from __future__ import annotations

import pyarrow as pa

from engine.engine import Engine
from identity import memory, reasons, registry, scope, stability
from identity.blocks import Kept
from identity.clustering import clusters
from identity.extent import CHANGED, EVERYONE, look_at, settled
from identity.judgements import judged, take_judgements
from identity.links import NAME_LINKS
from identity.memory import Known, Memory
from identity.model import Model, read
from identity.names import register
from identity.persons import settle
from identity.placements import name_places, place
from identity.reading import name
from lake.current import Lake
from lake.relations import Relation, put, rows_of
from schema.claims import Candidacy, Claim, Placement, Retired

NAME_LINKS_BEFORE = Relation("identity.name_links_before", NAME_LINKS.columns)

# Links of mentions that changed, and of others that are still there.
MERGED_NAME_LINKS = Relation(
    "identity.merged_name_links",
    NAME_LINKS.columns,
    """
FROM identity.name_links
UNION ALL
FROM identity.name_links_before ANTI JOIN identity.regrouped USING (mention)
SEMI JOIN identity.everyone USING (mention)
""",
)


# What is counted of a run, not of the claims.
OF_THE_RUN = ("blocks_touched", "pairs_compared", "changed", "persons_changed", "settled")


def resolve(
    lake: Lake,
    judgements: pa.Table | None = None,
    afresh: bool = False,
    engine: Engine | None = None,
) -> dict[str, int]:
    """Decide who is who and what is where, with what stewards judged (rows of
    `identity.judgements.JUDGEMENTS`), write the claims into the lake, and say how many there are
    and how many were looked at. `afresh` looks at everything, although the run before is
    remembered; the claims are the same. Where nothing that decides has changed, they stand."""
    register(lake.tables)
    take_judgements(lake, judgements)
    said = memory.settled(lake)
    if said and not afresh and said.decided_by == memory.decided_by(lake):
        return said.counts | dict.fromkeys(OF_THE_RUN, 0)
    before, model = memory.recall(lake), read()
    now = memory.known(lake, before, afresh)
    is_learnt = _learn(lake, before, now)
    is_part = now.before is not None and _stands(lake, now.before)
    look_at(lake, CHANGED if is_part else EVERYONE)
    placements = place(lake)
    outcome, counts = _group(lake, now, model, engine)
    if is_part and now.before:
        put(lake.tables, scope.JUDGEMENTS_BEFORE, now.before.judgements)
        _settle_scope(lake, model)
    else:
        if now.before:
            name(lake)
        settle(lake, model.version, is_learnt, is_part=False)
    left, counts = _memory(lake, now, outcome), _counts(lake) | counts
    lake.claim(
        {
            Placement: placements,
            Claim: lake.sql("FROM identity.decisions"),
            Retired: rows_of(lake.tables, stability.RETIRED_IDS),
            Candidacy: lake.sql("FROM identity.candidacies"),
        }
    )
    memory.remember(lake, left, counts)
    return counts


def _learn(lake: Lake, before: Memory | None, now: Known) -> bool:
    """Take over what was learnt of the registry, where the same would be learnt again; whether it
    was."""
    if not before or before.learnt_from != now.learnt_from or before.others != memory.others(lake):
        return False
    for relation in registry.LEARNT:
        put(lake.tables, relation, before.registry[relation.name])
    return True


def _stands(lake: Lake, before: Memory) -> bool:
    """Whether the claims of the run before may stand: its own, of the same registries."""
    return before.others == memory.others(lake) and before.claims == memory.mark(lake)


def _group(
    lake: Lake, now: Known, model: Model, engine: Engine | None
) -> tuple[Kept, dict[str, int]]:
    """Leave the links of names, and which mentions have other ones than before; what is kept of the
    clusters, and counts."""
    m, before = now.mentions, now.before
    kept = before.outcome if before else None
    scope.put_everyone(lake, m)
    grouped, outcome = clusters(m, model, judged(lake), kept, now.fresh, engine)
    regrouped = memory.regrouped(m, grouped, kept) | now.fresh
    scope.put_clusters(lake, m, grouped.label, regrouped)
    put(lake.tables, NAME_LINKS, reasons.links(m, grouped, regrouped))
    if before:
        put(lake.tables, NAME_LINKS_BEFORE, before.name_links)
        put(lake.tables, NAME_LINKS, MERGED_NAME_LINKS)
    counts = {
        "blocks": grouped.blocks,
        "blocks_touched": grouped.touched,
        "pairs": grouped.pairs,
        "pairs_compared": grouped.compared,
    }
    return outcome, counts


def _settle_scope(lake: Lake, model: Model) -> None:
    """Settle those in scope anew; the others stay who they are."""
    scope.open_scope(lake)
    is_settled = False
    while not is_settled:
        name(lake)
        name_places(lake)
        is_settled = settle(lake, model.version, is_learnt=True, is_part=True)


def _memory(lake: Lake, now: Known, outcome: Kept) -> Memory:
    """What this run leaves to the next."""
    return Memory(
        version=memory.version(),
        corpus=now.corpus,
        learnt_from=now.learnt_from,
        mentions=now.mentions,
        records=now.records,
        stamps=lake.sql("FROM identity.stamps"),
        outcome=outcome,
        name_links=lake.sql("FROM identity.name_links"),
        registry={it.name: lake.sql(f"FROM {it.name}") for it in registry.LEARNT},
        others=memory.others(lake),
        judgements=lake.sql("FROM identity.judgements"),
        claims="",
    )


def _counts(lake: Lake) -> dict[str, int]:
    """How many claims there are, and how many nodes were settled. How many mentions have another
    person than before, or are new; how many persons are new, or have other mentions than before."""
    return {
        count: int(lake.one(text)[0])
        for count, text in (
            ("mentions", "SELECT count(*) FROM identity.decisions"),
            ("persons", "SELECT count(DISTINCT person_id) FROM identity.decisions"),
            ("placements", "SELECT count(*) FROM identity.placements"),
            ("changed", _CHANGED),
            ("persons_changed", _PERSONS_CHANGED),
            ("settled", "SELECT count(*) FROM identity.components"),
        )
    }


# Of those who were settled: whoever was not stays who they were.
_NOW, _BEFORE = (
    settled(f"SELECT mention, person_id FROM {table}")
    for table in ("identity.decisions", 'claims."Claim"')
)
_CHANGED = f"SELECT count(*) FROM (({_NOW}) EXCEPT ({_BEFORE}))"
_PERSONS_CHANGED = f"""
SELECT count(DISTINCT person_id) FROM (
  (({_NOW}) EXCEPT ({_BEFORE})) UNION ALL (({_BEFORE}) EXCEPT ({_NOW})))
"""
