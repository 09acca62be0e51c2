"""Who may be someone else now, since some records or judgements changed?

The scope is closed: it holds, with each mention in it, everything that a link could join to it, so
that persons are settled within it as they would be among all, and everyone else stays as they are.
"""

from __future__ import annotations

from identity.extent import IN_SCOPE, SCOPE, look_at
from identity.judgements import JUDGEMENTS
from lake.current import Lake
from lake.relations import Relation, make, put

# Mentions of which something else was found than the time before, or that are new.
REGROUPED = Relation("identity.regrouped", "mention VARCHAR")
JUDGEMENTS_BEFORE = Relation("identity.judgements_before", JUDGEMENTS.columns)

# Mentions of records that changed or were withdrawn, as they were.
SUPERSEDED_MENTIONS = Relation(
    "identity.superseded_mentions",
    "mention VARCHAR, block UBIGINT",
    """
SELECT mention, block FROM identity.everyone
WHERE record IN (SELECT hash(record) FROM identity.superseded_records)
""",
)

# Blocks of names in which somebody was, or was judged.
BLOCKS_CONCERNED = Relation(
    "identity.blocks_concerned",
    "block UBIGINT",
    """
SELECT block FROM identity.superseded_mentions
UNION
SELECT block FROM identity.everyone WHERE mention IN (SELECT unnest(list_concat(one, other)) FROM (
  FROM identity.judgements UNION ALL FROM identity.judgements_before))
""",
)

# Mentions of which something else was found, withdrawn ones, and those of other judgements.
STARTING_SCOPE = Relation(
    "identity.starting_scope",
    "mention VARCHAR",
    """
SELECT DISTINCT mention FROM (
  SELECT mention FROM identity.regrouped
  UNION ALL
  SELECT mention FROM identity.superseded_mentions
  UNION ALL
  SELECT unnest(list_concat(one, other)) FROM (
    (FROM identity.judgements EXCEPT FROM identity.judgements_before)
    UNION ALL (FROM identity.judgements_before EXCEPT FROM identity.judgements)))
""",
)

# Everyone in scope, and what could be joined to them: by the person they were, by name, by ORCID
# iD, by one record, by payments, by NIH profile, by judgements.
WIDER_SCOPE = Relation(
    "identity.wider_scope",
    "mention VARCHAR",
    """
SELECT mention FROM identity.scope
UNION
SELECT b.mention FROM claims."Claim" b WHERE b.person_id IN (
  SELECT person_id FROM claims."Claim" JOIN identity.scope USING (mention))
UNION
SELECT mention FROM identity.everyone WHERE cluster IN (
  SELECT cluster FROM identity.everyone JOIN identity.scope USING (mention))
UNION
SELECT mention FROM identity.everyone WHERE orcid <> 0 AND orcid IN (
  SELECT orcid FROM identity.everyone JOIN identity.scope USING (mention))
UNION
SELECT mention FROM identity.everyone WHERE (record, author) IN (
  SELECT (record, author) FROM identity.everyone JOIN identity.scope USING (mention))
UNION
SELECT mention FROM facts."Payee" WHERE profile_id IN (
  SELECT profile_id FROM facts."Payee" JOIN identity.scope USING (mention))
UNION
SELECT mention FROM facts."PrincipalInvestigator" WHERE profile_id IN (
  SELECT profile_id FROM facts."PrincipalInvestigator" JOIN identity.scope USING (mention))
UNION
SELECT unnest(list_concat(one, other)) FROM identity.judgements WHERE judgement IN (
  SELECT judgement FROM (
    SELECT judgement, unnest(list_concat(one, other)) AS mention FROM identity.judgements)
  JOIN identity.scope USING (mention))
""",
)

# Practitioners and registrants whom someone in scope is tied to, and who are outside.
PRACTITIONERS_OUTSIDE = Relation(
    "identity.practitioners_outside",
    "mention VARCHAR",
    """
SELECT 'nppes:' || substr(key, 5) AS mention FROM identity.registry_links
UNION SELECT key FROM identity.register_links
EXCEPT FROM identity.scope
""",
)

# The scope with them and what they were paid.
SCOPE_WITH_PRACTITIONERS = Relation(
    "identity.scope_with_practitioners",
    "mention VARCHAR",
    """
FROM identity.scope
UNION FROM identity.practitioners_outside
UNION SELECT y.mention
FROM facts."Payee" y JOIN identity.practitioners_outside o ON o.mention = 'nppes:' || y.npi
""",
)


def open_scope(lake: Lake) -> None:
    """Let the next steps look at the scope, grown from who may be concerned at once."""
    put(lake.tables, SCOPE, STARTING_SCOPE)
    _grow(lake)
    look_at(lake, IN_SCOPE)


def widened(lake: Lake) -> bool | None:
    """Take in the practitioners outside whom the registry's links join to someone in scope, with
    all they are tied to: none where there were none, else whether bylines came with them."""
    make(lake.tables, PRACTITIONERS_OUTSIDE)
    if not lake.one("SELECT count(*) FROM identity.practitioners_outside")[0]:
        return None
    before = int(lake.one(_WITH_NAMES)[0])
    put(lake.tables, SCOPE, SCOPE_WITH_PRACTITIONERS)
    _grow(lake)
    return int(lake.one(_WITH_NAMES)[0]) > before


_SIZE = "SELECT count(*) FROM identity.scope"
_WITH_NAMES = f"{_SIZE} SEMI JOIN identity.everyone USING (mention)"


def _grow(lake: Lake) -> None:
    before = -1
    while (now := int(lake.one(_SIZE)[0])) > before:
        before = now
        put(lake.tables, SCOPE, WIDER_SCOPE)
