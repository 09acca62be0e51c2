"""Which mentions mean one person?

What joins mentions comes in layers, from strong to weak, each of which can be taken back on its
own (`identity.links`):

1. *judged*: a steward said so;
2. *key*: the same NPI, or the same ORCID where the names do not contradict it;
3. *profile*: the same Open Payments profile;
4. *name*: the model holds mentions of one name to be one person (`identity.clustering`), or one
   trial names a person twice;
5. *registry*: the person fits one practitioner of the registry best (`identity.registry`), or one
   person of another country's register (`identity.registers`).

A person's confidence is that of what joined the mention to its name, times that of the tie to the
registry.
"""

from __future__ import annotations

from identity import registers, registry, scope, stability
from identity.extent import settled
from identity.links import link, link_registry
from lake.current import Lake
from lake.relations import Relation, clear, let, make

# The `Claim`s of whom is settled.
DECISIONS = Relation(
    "identity.decisions",
    "mention VARCHAR, person_id VARCHAR, score DOUBLE, reasons VARCHAR[], model VARCHAR, "
    "orcid VARCHAR",
    f"""
WITH why AS (
  SELECT mention, max(score) FILTER (layer <> 'registry') AS score,
    list_sort(list_distinct(list(reason))) AS reasons,
    substr(min(key) FILTER (key LIKE 'orcid:%'), 7) AS orcid
  FROM identity.links GROUP BY mention
),
tied AS (
  SELECT c.component, max(l.score) AS score
  FROM identity.links l JOIN identity.components c ON c.node = l.mention
  WHERE l.layer = 'registry' GROUP BY c.component
),
named AS (
  SELECT m.mention, p.person_id, coalesce(w.score, 1.0) * coalesce(t.score, 1.0) AS score,
    coalesce(w.reasons, ['no other record was joined to it']) AS reasons,
    getvariable('model') AS model, w.orcid
  FROM identity.mentions m JOIN identity.components c ON c.node = m.mention
  JOIN identity.person_ids p USING (component)
  LEFT JOIN why w ON w.mention = m.mention
  LEFT JOIN tied t ON t.component = c.component
),
payees AS (
  SELECT y.mention, p.person_id, if(y.npi IS NOT NULL, 1.0, 0.98) AS score,
    [if(y.npi IS NOT NULL, 'NPI ' || y.npi, 'Open Payments profile ' || y.profile_id)
      || ' is reported with the payment'] AS reasons, NULL AS model, NULL AS orcid
  FROM ({settled('SELECT mention, npi, profile_id FROM facts."Payee"')}) y
  JOIN identity.components c ON c.node = coalesce('npi:' || y.npi, 'profile:' || y.profile_id)
  JOIN identity.person_ids p USING (component)
),
registered AS (
  SELECT 'nppes:' || npi AS mention, person_id, 1.0 AS score,
    ['the registry''s own record'] AS reasons, NULL AS model, NULL AS orcid
  FROM facts."Practitioner" JOIN identity.components c ON c.node = 'npi:' || npi
  JOIN identity.person_ids USING (component)
)
SELECT * FROM named UNION ALL SELECT * FROM payees UNION ALL SELECT * FROM registered
UNION ALL
SELECT c.node AS mention, p.person_id, 1.0 AS score, ['the register''s own record'] AS reasons,
  NULL AS model, NULL AS orcid
FROM identity.components c JOIN identity.person_ids p USING (component)
WHERE c.node LIKE 'register:%'
ORDER BY mention
""",
)


def settle(lake: Lake, model: str, is_learnt: bool, is_part: bool) -> bool:
    """Leave the `identity.decisions`; with `is_part`, of those in scope. `model` is the version of
    the model of pairs, `is_learnt` as in `identity.registry.tie`.
    False, and no decisions, where the scope has grown by names that must be read first."""
    clear(lake.tables, registry.REGISTRY_LINKS, registers.REGISTER_LINKS)
    link(lake, is_part)
    registry.tie(lake, is_learnt)
    registers.tie(lake)
    clear(lake.tables, *registry.READ_FOR_TIES)
    grown = scope.widened(lake) if is_part else None
    if grown:
        return False
    if grown is not None:
        link(lake, is_part)
    link_registry(lake)
    let(lake.tables, {"model": model})
    make(lake.tables, *stability.IDS, DECISIONS)
    return True
