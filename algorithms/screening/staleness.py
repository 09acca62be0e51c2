"""Does a screening that was filed still hold?

It does not once it is older than the limit, or once a source that it rests on was loaded again: the
newer records may say otherwise, so it must be done again. What was filed stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from algorithms.screening.limits import limit


def stale_because(filed_at: datetime, now: datetime, loads: Mapping[str, datetime]) -> str | None:
    """Why it must be done again, in one sentence; none where it holds. `loads` has of each source,
    by title, when it was loaded last."""
    days = (now - filed_at).days
    reasons = []
    if days > limit("filed_days"):
        reasons.append(f"it is {days} days old, and holds for {limit('filed_days')}")
    newer = sorted(title for title, at in loads.items() if at > filed_at)
    if newer:
        reasons.append(f"loaded again since: {', '.join(newer)}")
    return f"Screen again: {'; '.join(reasons)}." if reasons else None
