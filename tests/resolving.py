"""Who is who in a home, resolved, and the claims that it then holds."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from identity.resolve import resolve
from lake.current import Lake

CLAIMS = ("Claim", "Candidacy", "Placement", "Retired")


def resolved(home: Path, **given: Any) -> tuple[dict[str, int], dict[str, pa.Table]]:
    """The counts of a run, and the claims by their names."""
    lake = Lake(home)
    counts = resolve(lake, **given)
    lake.close()
    return counts, claims_of(home)


def claims_of(home: Path) -> dict[str, pa.Table]:
    """The claims that stand in a home by their names, in one order."""
    lake = Lake(home)
    claims = {name: lake.sql(f'FROM claims."{name}" ORDER BY ALL') for name in CLAIMS}
    lake.close()
    return claims
