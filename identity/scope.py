"""Who may be someone else now, since some records or judgements changed?

The scope is closed: it holds, with each mention in it, everything that a link could join to it, so
that persons are settled within it as they would be among all, and everyone else stays as they are.
"""

from __future__ import annotations

import pyarrow as pa

from identity.mentions import Mentions
from lake.current import Lake

# Everyone in scope, and what could be joined to them: by the person they were, by name, by ORCID
# iD, by one trial, by payments, by judgements.
WIDER = """
SELECT mention FROM scope
UNION
SELECT b.mention FROM claims."Claim" b WHERE b.person_id IN (
  SELECT person_id FROM claims."Claim" JOIN scope USING (mention))
UNION
SELECT mention FROM everyone WHERE label IN (SELECT label FROM everyone JOIN scope USING (mention))
UNION
SELECT mention FROM everyone WHERE orcid <> 0 AND orcid IN (
  SELECT orcid FROM everyone JOIN scope USING (mention))
UNION
SELECT mention FROM everyone WHERE NOT apart AND record IN (
  SELECT record FROM everyone JOIN scope USING (mention) WHERE NOT apart)
UNION
SELECT mention FROM facts."Payee" WHERE profile_id IN (
  SELECT profile_id FROM facts."Payee" JOIN scope USING (mention))
UNION
SELECT unnest(list_concat(one, other)) FROM judgements WHERE judgement IN (
  SELECT judgement FROM (
    SELECT judgement, unnest(list_concat(one, other)) AS mention FROM judgements)
  JOIN scope USING (mention))
"""

# Practitioners whom someone in scope is tied to, and who are outside.
OUTSIDE = """
SELECT DISTINCT 'nppes:' || substr(key, 5) AS mention FROM ties WHERE key LIKE 'npi:%'
EXCEPT FROM scope
"""
PAID = """
SELECT y.mention FROM facts."Payee" y JOIN outside o ON o.mention = 'nppes:' || y.npi
"""


def everyone(lake: Lake, m: Mentions, label: pa.Array) -> None:
    """Leave the table `everyone`: each mention with its cluster and the keys it could join by."""
    columns = {"mention": m.ids, "label": label, "orcid": m.orcid, "record": m.record}
    lake.keep("everyone", pa.table({**columns, "apart": m.apart}))


def open_scope(lake: Lake, starting: str) -> None:
    """Leave the table `scope`, grown from the mentions that the query `starting` gives."""
    lake.keep("scope", f"SELECT DISTINCT mention FROM ({starting})")
    _grow(lake)


def widened(lake: Lake) -> bool | None:
    """Take in the practitioners outside whom the table `ties` joins to someone in scope, with all
    they are tied to: none where there were none, else whether bylines came with them."""
    lake.keep("outside", OUTSIDE)
    if not lake.one("SELECT count(*) FROM outside")[0]:
        return None
    before = int(lake.one(_NAMED)[0])
    lake.keep("scope", f"FROM scope UNION FROM outside UNION {PAID}")
    _grow(lake)
    return int(lake.one(_NAMED)[0]) > before


_NAMED = "SELECT count(*) FROM scope SEMI JOIN everyone USING (mention)"


def _grow(lake: Lake) -> None:
    before = -1
    while (now := int(lake.one("SELECT count(*) FROM scope")[0])) > before:
        before = now
        lake.keep("wider", WIDER)
        lake.keep("scope", "FROM wider")
