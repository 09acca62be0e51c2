"""Which of several files of one scope, such as a program year, stands?"""

from __future__ import annotations

from pathlib import Path

from lake.current import EDITION, Lake
from lake.delivery import Unit


def said_of_scopes(home: Path, source: str, at: str | None = None) -> dict[str, list[str]]:
    """For each load, by its name, one sentence on each scope of which another load speaks, too."""
    lake = Lake(home, at=at)
    lake.loads = [load for load in lake.loads if load.source == source]
    files = {load.load: load.file for load in lake.loads}
    units = lake.all(Unit).filter(lambda unit: unit.entry == 0)
    fallen = {tuple(row.values()) for row in lake.fallen().select(EDITION).to_pyarrow().to_pylist()}
    scopes: dict[str, list[tuple[str, str, bool]]] = {}
    for row in units.order_by("unit", "load").to_pyarrow().to_pylist():
        day = row["edition"] or "a day unknown"
        spelled = f"{files[row['load']]} (published on {day})"
        stands = tuple(row[name] for name in EDITION) not in fallen
        scopes.setdefault(row["unit"], []).append((row["load"], spelled, stands))
    lake.close()
    said: dict[str, list[str]] = {}
    for scope, editions in scopes.items():
        for load, spelled, stands in editions:
            others = [(other, up) for name, other, up in editions if name != load]
            standing = [other for other, up in others if up]
            if stands and others:
                fell = ", ".join(other for other, _ in others)
                said.setdefault(load, []).append(f"{scope}: {spelled} stands, and not {fell}")
            elif standing:
                said.setdefault(load, []).append(
                    f"{scope}: {standing[0]} stands, and not {spelled}"
                )
    return said
