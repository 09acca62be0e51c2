"""What is held on one person? Every mention, fact and claim, superseded ones too, with its source.

It is what the person may ask to see. Facts are found by the keys that the person's mentions bear:
the mention itself, NPI, ORCID iD, and the papers, trials and payments that they stand in.
"""

from __future__ import annotations

from typing import Any

from identity.naming import mentions_of
from lake.current import Lake
from schema.catalogue import CLAIMS, MENTIONS, NODES

# Facts of a record that is about others as well, by its own key: papers, trials, applications of
# grants, payments.
RECORDS = {
    "Paper": "pmid",
    "Trial": "nct_id",
    "Project": "application_id",
    "Payment": "payment_id",
}


def held(lake: Lake, name: str) -> dict[str, Any]:
    """The person's ids and keys; per class of facts and of claims the rows, each with `source`,
    `record` or `load`. `name` is as in `identity.naming.mentions_of`, which raises `NotNamed`."""
    mentions = mentions_of(lake, name)
    keys = keys_of(lake, mentions)
    facts = {}
    for declared in (*MENTIONS, *NODES):
        rows = _facts(lake, declared.__name__, set(declared.columns().names), keys)
        if rows:
            facts[declared.__name__] = rows
    claims = {}
    for claim in CLAIMS:
        condition = "mention IN (SELECT unnest($1))"
        if "person_id" in claim.columns().names:
            condition += " OR person_id IN (SELECT unnest($2))"
        names = set(claim.columns().names)
        if "mention" not in names:
            continue
        text = f'FROM claims."{claim.__name__}" WHERE {condition}'
        values = (keys["mention"], keys["person_id"])[: condition.count("$")]
        if rows := _rows(lake, text, *values):
            claims[claim.__name__] = rows
    return {"keys": keys, "facts": facts, "claims": claims}


def keys_of(lake: Lake, mentions: list[str]) -> dict[str, list[str]]:
    """What a person is known by: `mention`, `person_id`, `npi`, `orcid`; and the records that these
    stand in, `pmid`, `nct_id`, `application_id`, `payment_id`."""

    def values(text: str) -> list[str]:
        found = lake.run(f"SELECT DISTINCT value FROM ({text}) WHERE value IS NOT NULL ORDER BY 1",
                         mentions)  # fmt: skip
        return [row[0] for row in found.fetchall()]

    of = "WHERE mention IN (SELECT unnest($1))"
    return {
        "mention": mentions,
        "person_id": values(f'SELECT person_id AS value FROM claims."Claim" {of}'),
        "npi": values(
            "SELECT mention[7:] AS value FROM (SELECT unnest($1) AS mention) "
            "WHERE starts_with(mention, 'nppes:') "
            f'UNION ALL SELECT npi FROM history."Payee" {of}'
        ),
        "orcid": values(f'SELECT orcid AS value FROM claims."Claim" {of}'),
        "pmid": values(
            f'SELECT pmid AS value FROM history."Byline" {of} '
            f'UNION ALL SELECT pmid FROM history."Collaborator" {of}'
        ),
        "nct_id": values(f'SELECT nct_id AS value FROM history."Official" {of}'),
        "application_id": values(
            f'SELECT application_id AS value FROM history."PrincipalInvestigator" {of}'
        ),
        "payment_id": values(f'SELECT payment_id AS value FROM history."Payee" {of}'),
    }


def _facts(
    lake: Lake, name: str, columns: set[str], keys: dict[str, list[str]]
) -> list[dict[str, Any]]:
    by = {RECORDS[name]} if name in RECORDS else columns & {"mention", "npi", "orcid", "person_id"}
    if "mention" in by:
        by = {"mention"}  # a row about another person may bear the same number by error
    conditions = [f"{key} IN (SELECT unnest(${at}))" for at, key in enumerate(sorted(by), 1)]
    if not conditions:
        return []
    text = f'FROM history."{name}" WHERE {" OR ".join(conditions)}'
    return _rows(lake, text, *(keys[key] for key in sorted(by)))


def _rows(lake: Lake, text: str, *values: object) -> list[dict[str, Any]]:
    found = lake.run(text, *values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
