"""What do a person's last twelve quarters look like, line by line?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# The lines of `schema.conclusions.Trend` as GraphQL names them, in words.
LINES = {
    "papersByQuarter": "papers",
    "citationsByQuarter": "citations",
    "trialsByQuarter": "trials begun",
    "servicesByQuarter": "services performed",
    "newTiesByQuarter": "new ties",
    "newCircleTiesByQuarter": "new ties into other circles",
    "centralityByQuarter": "PageRank, 1 on average",
}
QUARTERS_A_YEAR = 4
ACROSS = 4


def draw(found: dict[str, Any], place: Path) -> Path:
    """Draw each line by itself, the last four quarters marked, of a `person` as GraphQL gives it; a
    line of which no source speaks is named as such. The file written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(13, 5.5), layout="constrained")
    parts = figure.subplots(2, ACROSS, sharex=True).ravel()
    figure.suptitle(f"{found['name']}: twelve quarters up to {found['trendUntil']}")
    for axes, (name, words) in zip(parts, LINES.items(), strict=False):
        _line(axes, found[name], words)
    names = quarters(date.fromisoformat(found["trendUntil"]))
    for axes in parts[:-1]:
        axes.set_xticks(range(0, len(names), QUARTERS_A_YEAR), names[::QUARTERS_A_YEAR])
        axes.tick_params(labelbottom=True)
    parts[-1].axis("off")
    figure.savefig(place, dpi=110)
    return place


def quarters(until: date) -> list[str]:
    """The names of the twelve quarters up to the day, the oldest first: the month each ends in."""
    months = [12 * until.year + until.month - 1 - 3 * back for back in range(11, -1, -1)]
    return [f"{month // 12}-{month % 12 + 1:02}" for month in months]


def _line(axes: Axes, values: list[float] | None, words: str) -> None:
    axes.set_title(words, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    if values is None:
        axes.set_yticks([])
        axes.text(0.5, 0.5, "no source speaks of it", ha="center", transform=axes.transAxes)
        return
    recent = len(values) - QUARTERS_A_YEAR
    axes.axvspan(recent - 0.5, len(values) - 0.5, color="#e6b13c", alpha=0.2)
    axes.plot(range(len(values)), values, marker="o", markersize=4, color="#2f6f9f")
    axes.set_ylim(0, max(*values, 1) * 1.1)
