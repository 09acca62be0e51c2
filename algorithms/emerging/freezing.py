"""Who is not yet visible at the end of a year, in which order, so that later years can judge it?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from algorithms.emerging import learning
from algorithms.emerging.emerging import chances
from algorithms.emerging.frozen import FOLDER, KIND, digest, write
from algorithms.emerging.outcomes import HORIZON


class NothingToFreeze(ValueError):
    """The year is not over, or the graph holds too little of the years before to learn from."""


def freeze(home: Path, drawn: Path, year: int, at: datetime) -> str:
    """Write the list of those not yet visible at the end of `year`, the likeliest first, into the
    home's `frozen` folder; the name of the file. Records of later years are not looked at; identity
    is that of the time `at`. Raises `NothingToFreeze`."""
    if not 1000 <= year < at.year:
        raise NothingToFreeze(
            f"no list is frozen at the end of {year}: give a year that is over, to {at.year - 1}"
        )
    as_of, frozen_at = date(year, 12, 31), at.astimezone(UTC).replace(microsecond=0)
    found = chances(drawn, as_of)
    hidden = found.of_each[~found.of_each["is_visible"].astype(bool)]
    if len(hidden) and hidden["chance"].isna().all():
        raise NothingToFreeze(f"no list is frozen at the end of {year}: {hidden['reason'].iloc[0]}")
    if hidden.empty or found.outcome is None:
        raise NothingToFreeze(
            f"no list can be frozen at the end of {year}: the graph holds fewer than "
            f"{learning.FEWEST} persons early in their career by {year - HORIZON}"
        )
    order = hidden.sort_values(["chance", "person_id"], ascending=[False, True])
    lines = [
        f"{person} {chance:.6f}"
        for person, chance in zip(order["person_id"], order["chance"], strict=True)
    ]
    sha256 = digest(as_of, frozen_at, found.outcome, lines)
    name = f"{KIND}-{year}-{sha256[:12]}.json"
    content = {
        "list": KIND,
        "as_of": str(as_of),
        "frozen_at": frozen_at.isoformat(),
        "outcome": found.outcome,
        "sha256": sha256,
        "persons": lines,
    }
    write(home / FOLDER / name, content)
    return name
