"""What does the stability of circles and connectors look like?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator, StrMethodFormatter


def circles(found: dict[str, Any], place: Path) -> Path:
    """Draw what each refresh leaves in place, and stability by size of circle; the file written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(11, 4.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    rows = found["refreshes"]
    left.plot([r["refresh"] for r in rows], [r["kept"] for r in rows], marker="o")
    left.set(title="Persons whose circle keeps its number", ylim=(0, 1.02), xlabel="Refresh")
    left.set_ylabel("Share of persons")
    left.set_xticks([r["refresh"] for r in rows])
    right.scatter(
        [one["size"] for one in found["stabilities"]],
        [one["stability"] for one in found["stabilities"]],
        s=16,
        alpha=0.6,
    )
    right.axhline(0.5, linestyle=":", color="grey")
    right.set(title="Without a tenth of the ties", ylim=(0, 1.02), xlabel="Persons in the circle")
    right.set(xscale="log", ylabel="Overlap with the best match")
    right.xaxis.set(
        major_locator=LogLocator(subs=(1, 2, 5)),
        major_formatter=StrMethodFormatter("{x:,.0f}"),
        minor_locator=NullLocator(),
    )
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(place, dpi=110)
    return place


def connectors(found: dict[str, Any], place: Path) -> Path:
    """Draw in how many runs each of the first connectors stays; the file written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    runs = len(found["spearman_by_run"])
    counts = [sum(round(s * runs) == n for s in found["stays"]) for n in range(runs + 1)]
    bars = axes.bar(range(runs + 1), counts, color="#4a9bd1")
    axes.bar_label(bars)
    axes.set(
        title=f"The first {len(found['stays'])} connectors, without a tenth of the ties\n"
        f"Spearman {found['spearman']:.3f}",
        xlabel=f"Among the first in so many of {runs} runs",
        ylabel="Persons",
    )
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(place, dpi=110)
    return place
