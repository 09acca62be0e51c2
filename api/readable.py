"""Of which of some persons may the caller read?"""

from __future__ import annotations

from collections.abc import Sequence

from api.context import Context
from api.later import HIDDEN
from api.reads import Statement
from api.rights import Guard


async def readable(context: Context, root: str, ids: Sequence[str]) -> list[str]:
    """Those of some persons whom the caller may read of by a root field, the most influential
    first."""
    statement = Statement(bool(context.hidden()))
    guard = Guard(context.caller, statement)
    bounds = (guard.of_root(root, "p"), statement.shown("p"))
    where = " AND ".join([f"p.personId IN {statement.parameter([*ids])}", *filter(None, bounds)])
    text = (
        f"MATCH (p:Person) WHERE {where} "
        "RETURN p.personId ORDER BY coalesce(p.influence, 0.0) DESC, p.personId"
    )
    rows = await context.records(text, statement.bound({HIDDEN: sorted(context.hidden())}))
    return [id for (id,) in rows]
