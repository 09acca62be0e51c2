"""Which mentions does a steward name by a person, a key or a record?

A steward speaks of persons and papers; judgements speak of mentions, which outlive every refresh.
"""

from __future__ import annotations

from lake.current import Lake
from schema.orcids import orcid

BY_ANY = """
WITH who AS (
  SELECT person_id FROM claims."Claim" WHERE person_id = $1 OR mention IN ($1, 'nppes:' || $1)
    OR orcid = $2
)
SELECT DISTINCT mention FROM claims."Claim" JOIN who USING (person_id) ORDER BY mention"""

IN_RECORD = """
SELECT mention FROM claims."Claim"
WHERE person_id IN (SELECT person_id FROM claims."Claim" WHERE mention = $1)
  AND (mention = $2 OR split_part(mention, ':', 2) = $2) ORDER BY mention"""


class NotNamed(LookupError):
    """Nothing that identity has decided about bears that name."""


def mentions_of(lake: Lake, name: str) -> list[str]:
    """Every mention of the person whom `name` means: an id, an NPI, an ORCID iD in any
    notation or one of the person's mentions. Raises `NotNamed`."""
    found = [row[0] for row in lake.run(BY_ANY, name, orcid(name)).fetchall()]
    if not found:
        raise NotNamed(
            f"{name!r} is no person, NPI, ORCID iD or mention that has been resolved; "
            "see `peerline query` for ids, and refresh after loading"
        )
    return found


def one_mention(lake: Lake, name: str) -> str:
    """The mention called `name`, such as `pubmed:38000001:2`. Raises `NotNamed`."""
    text = 'SELECT mention FROM claims."Claim" WHERE mention = $1'
    found = lake.run(text, name).fetchall()
    if not found:
        raise NotNamed(f"{name!r} is no mention that has been resolved, such as pubmed:38000001:2")
    return str(found[0][0])


def apart(lake: Lake, person: str, record: str) -> tuple[list[str], list[str]]:
    """The person's mentions in one record (a PMID, an NCT number or a mention), and all the others.
    Raises `NotNamed`."""
    every = mentions_of(lake, person)
    rows = lake.run(IN_RECORD, every[0], record).fetchall()
    here = [row[0] for row in rows]
    if not here:
        raise NotNamed(f"no mention of {person} is in {record!r}; give a PMID or an NCT number")
    return here, [mention for mention in every if mention not in here]
