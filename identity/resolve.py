"""In which order are mentions resolved, and what comes of it?

A first run reads everything. One after it reads the records that changed, compares their mentions
with the others of their names, and settles who may be someone else now (`identity.scope`); the
claims are those that a run from the start would write, with the statistics both were weighed by.
"""

from __future__ import annotations

import pyarrow as pa

from engine.engine import Engine
from identity import memory, placements, reasons, registry, scope, stability
from identity.clustering import clusters
from identity.extent import CHANGED, EVERYONE, look_at, settled
from identity.judgements import judged, take_judgements
from identity.memory import Known, Learnt, Memory
from identity.model import Model, read
from identity.names import register
from identity.persons import settle
from identity.reading import name
from identity.remembered import Found, Remembered
from lake.current import Lake
from lake.relations import put, rows_of
from schema.claims import Candidacy, Claim, Placement, Retired
from schema.vocabulary import Declared

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
    is_part = now.recalled is not None and _stands(lake, now.recalled.memory)
    names, counts = _group(lake, now, model, engine)
    look_at(lake, CHANGED if is_part else EVERYONE)
    placements.place(lake, is_part)
    if is_part:
        _settle_scope(lake, model)
    else:
        if now.recalled:
            name(lake)
        settle(lake, model.version, is_learnt, is_part=False)
    counts |= _counted(lake, before if is_part else None)
    _claim(lake, is_part)
    for count, claim in (("mentions", Claim), ("placements", Placement)):
        counts[count] = lake.one(f'SELECT count(*) FROM claims."{claim.__name__}"')[0]
    memory.remember(lake, _memory(lake, now, names, before if is_learnt else None, counts), before)
    return counts


def _learn(lake: Lake, before: Memory | None, now: Known) -> bool:
    """Take over what was learnt of the registry, where the same would be learnt again; whether it
    was."""
    if not before or before.learnt.records != now.learnt_from:
        return False
    if before.others != memory.others(lake):
        return False
    for relation in registry.LEARNT:
        put(lake.tables, relation, before.learnt.registry[relation.name])
    return True


def _stands(lake: Lake, before: Memory) -> bool:
    """Whether the claims of the run before may stand: its own, of the same registries."""
    return before.others == memory.others(lake) and before.claims == memory.mark(lake)


def _group(
    lake: Lake, now: Known, model: Model, engine: Engine | None
) -> tuple[Remembered, dict[str, int]]:
    """Leave the links of names, and which mentions have other ones than before; what is found of
    names, and counts."""
    m, recalled = now.mentions, now.recalled
    kept_before = recalled.kept if recalled else None
    grouped, kept = clusters(m, model, judged(lake, m.ids), kept_before, now.fresh, engine)
    regrouped = memory.regrouped(m, grouped, kept_before) | now.fresh
    put(lake.tables, scope.REGROUPED, pa.table({"mention": m.ids.filter(pa.array(regrouped))}))
    found = Found(m, now.records, kept, m.key[grouped.label], reasons.links(m, grouped))
    names, counts = Remembered(found), {"blocks": grouped.blocks, "pairs": grouped.pairs}
    if recalled:
        names = recalled.memory.names.amended(recalled.blocks, found)
        counts["blocks"] += recalled.memory.counts["blocks"] - len(recalled.kept.ids)
        counts["pairs"] += recalled.memory.counts["pairs"] - len(recalled.kept.codes)
    names.show(lake.tables)
    return names, counts | {"blocks_touched": grouped.touched, "pairs_compared": grouped.compared}


def _settle_scope(lake: Lake, model: Model) -> None:
    """Settle those in scope anew; the others stay who they are."""
    scope.open_scope(lake)
    is_settled = False
    while not is_settled:
        name(lake)
        placements.take_over(lake)
        is_settled = settle(lake, model.version, is_learnt=True, is_part=True)


def _claim(lake: Lake, is_part: bool) -> None:
    """Write the claims: all of them, or those of whom was settled and of what changed."""
    persons: dict[type[Declared], pa.Table] = {
        Claim: lake.sql("FROM identity.decisions"),
        Candidacy: lake.sql("FROM identity.candidacies"),
    }
    retired: dict[type[Declared], pa.Table] = {Retired: rows_of(lake.tables, stability.RETIRED_IDS)}
    if is_part:
        of = lake.sql("FROM identity.scope")
        lake.amend({declared: (claims, of) for declared, claims in persons.items()})
        lake.claim(retired)
    else:
        lake.claim(persons | retired | {Placement: lake.sql("FROM identity.placements")})


def _memory(
    lake: Lake, now: Known, names: Remembered, before: Memory | None, counts: dict[str, int]
) -> Memory:
    """What this run leaves to the next; what the run before learnt, where it still holds."""
    if before:
        learnt = before.learnt
    else:
        registered = {it.name: lake.sql(f"FROM {it.name}") for it in registry.LEARNT}
        learnt = Learnt(now.corpus, now.learnt_from, registered)
    return Memory(
        version=memory.version(),
        learnt=learnt,
        names=names,
        stamps=lake.sql("FROM identity.stamps"),
        others=memory.others(lake),
        judgements=lake.sql("FROM identity.judgements"),
        counts=counts,
    )


def _counted(lake: Lake, before: Memory | None) -> dict[str, int]:
    """How many nodes were settled; how many mentions have another person than before, or are new;
    how many persons are new, or have other mentions than before; and how many there are, whoever
    was not settled being as `before`."""
    found = {count: int(lake.one(text)[0]) for count, text in _COUNTED.items()}
    persons = before.counts["persons"] - int(lake.one(_PERSONS_BEFORE)[0]) if before else 0
    return found | {"persons": persons + found["persons"]}


# Of those who were settled: whoever was not stays who they were.
_NOW = "SELECT mention, person_id FROM identity.decisions"
_BEFORE = settled('SELECT mention, person_id FROM claims."Claim"')
_PERSONS_BEFORE = f"SELECT count(DISTINCT person_id) FROM ({_BEFORE})"
_COUNTED = {
    "persons": f"SELECT count(DISTINCT person_id) FROM ({_NOW})",
    "changed": f"SELECT count(*) FROM (({_NOW}) EXCEPT ({_BEFORE}))",
    "persons_changed": f"""
SELECT count(DISTINCT person_id) FROM (
  (({_NOW}) EXCEPT ({_BEFORE})) UNION ALL (({_BEFORE}) EXCEPT ({_NOW})))
""",
    "settled": "SELECT count(*) FROM identity.components",
}
