"""Whom does a step of a run look at: everyone, those of records that changed, or those in scope?

A run from the start looks at everyone. One after it reads the records that changed, and then
settles who is in scope (`identity.scope`). The same texts serve all three: they choose by the
variable `extent`.
"""

from __future__ import annotations

from lake.current import Lake
from lake.relations import Relation, clear, let

EVERYONE, CHANGED, IN_SCOPE = "everyone", "changed", "in scope"

# Records that are new or say something else than the run before read.
CHANGED_RECORDS = Relation(
    "identity.changed_records",
    "record VARCHAR",
    "SELECT record FROM identity.stamps ANTI JOIN identity.stamps_before USING (record, stamp)",
)

# Records that the run before read, and that changed or were withdrawn.
SUPERSEDED_RECORDS = Relation(
    "identity.superseded_records",
    "record VARCHAR",
    "SELECT record FROM identity.stamps_before ANTI JOIN identity.stamps USING (record, stamp)",
)

# Mentions that may be someone else now.
SCOPE = Relation(
    "identity.scope",
    "mention VARCHAR",
    computed_from=(
        "identity.starting_scope",
        "identity.wider_scope",
        "identity.scope_with_practitioners",
    ),
)


def look_at(lake: Lake, extent: str) -> None:
    """Let the texts look at EVERYONE, CHANGED or IN_SCOPE. A wider extent forgets what a narrower
    one was about."""
    let(lake.tables, {"extent": extent})
    clear(lake.tables, *_FORGOTTEN[extent])


_FORGOTTEN: dict[str, tuple[Relation, ...]] = {
    EVERYONE: (CHANGED_RECORDS, SUPERSEDED_RECORDS, SCOPE),
    CHANGED: (SCOPE,),
    IN_SCOPE: (),
}


# Written out as a union, so that each extent is planned as if it were the only one.
def settled(rows: str) -> str:
    """Of a SELECT with the column `mention`, the rows of those whose person is settled: everyone,
    or those in scope."""
    return f"""
FROM ({rows}) WHERE getvariable('extent') = '{EVERYONE}'
UNION ALL
FROM ({rows}) SEMI JOIN identity.scope USING (mention)
WHERE getvariable('extent') = '{IN_SCOPE}'
"""


def looked_at(rows: str) -> str:
    """Of a SELECT with the columns `mention` and `record`, the rows that are looked at: those of
    everyone, of changed records, or in scope."""
    return f"""{settled(rows)}UNION ALL
FROM ({rows}) SEMI JOIN identity.changed_records USING (record)
WHERE getvariable('extent') = '{CHANGED}'
"""
