"""What do a person's last twelve quarters look like, line by line?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import nan
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

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
STANDING = "centralityByQuarter"  # the line that is no count
QUARTERS_A_YEAR = 4
ACROSS = 4
KEY = "Shaded: the last four quarters\nthat the source covers.\n\nHatched: not covered."
Line = Sequence[float | None]


def draw(found: dict[str, Any], place: Path) -> Path:
    """Draw each line by itself, the last four quarters of its source marked, of a `person` as
    GraphQL gives it. Quarters that the source does not cover are hatched, and a line of which no
    source speaks is named as such. The file written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(13, 5.5), layout="constrained")
    parts = figure.subplots(2, ACROSS, sharex=True).ravel()
    figure.suptitle(f"{found['name']}: twelve quarters up to {found['trendUntil']}")
    for axes, (name, words) in zip(parts, LINES.items(), strict=False):
        _line(axes, found[name], words, name != STANDING)
    names = quarters(date.fromisoformat(found["trendUntil"]))
    for axes in parts[:-1]:
        axes.set_xticks(range(0, len(names), QUARTERS_A_YEAR), names[::QUARTERS_A_YEAR])
        axes.tick_params(labelbottom=True)
    parts[-1].axis("off")
    parts[-1].text(0.05, 0.5, KEY, va="center", fontsize=9, transform=parts[-1].transAxes)
    figure.savefig(place, dpi=110)
    return place


def quarters(until: date) -> list[str]:
    """The names of the twelve quarters up to the day, the oldest first: the month each ends in."""
    months = [12 * until.year + until.month - 1 - 3 * back for back in range(11, -1, -1)]
    return [f"{month // 12}-{month % 12 + 1:02}" for month in months]


def covered(values: Line) -> range:
    """The quarters of which the line's source speaks; they have no gap between them."""
    known = [at for at, value in enumerate(values) if value is not None]
    return range(known[0], known[-1] + 1) if known else range(0)


def years(values: Line) -> tuple[list[float], list[float]]:
    """The last four quarters that the source covers and the four before, each shorter where it
    covers fewer."""
    known = [value for value in values if value is not None]
    return known[-QUARTERS_A_YEAR:], known[-2 * QUARTERS_A_YEAR : -QUARTERS_A_YEAR]


def _line(axes: Axes, values: Line | None, words: str, is_count: bool) -> None:
    axes.set_title(words, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    if values is None:
        axes.set_yticks([])
        axes.text(0.5, 0.5, "no source speaks of it", ha="center", transform=axes.transAxes)
        return
    span = covered(values)
    for begin, end in ((0, span.start), (span.stop, len(values))):
        if begin < end:
            axes.axvspan(begin - 0.5, end - 0.5, facecolor="none", edgecolor="#bbbbbb", hatch="//")
    recent = max(span.start, span.stop - QUARTERS_A_YEAR)
    axes.axvspan(recent - 0.5, span.stop - 0.5, color="#e6b13c", alpha=0.2, linewidth=0)
    heights = [nan if value is None else value for value in values]
    axes.plot(range(len(values)), heights, marker="o", markersize=4, color="#2f6f9f")
    axes.set_xlim(-0.5, len(values) - 0.5)
    axes.set_ylim(0, max(1.0, *(values[at] or 0 for at in span)) * 1.1)
    if is_count:
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]))
