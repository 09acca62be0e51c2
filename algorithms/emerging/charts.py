"""What do an evaluation's measures of emerging experts look like?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator


def draw(found: dict[str, Any], folder: Path) -> list[Path]:
    """Draw the precision by length of list and the calibration of every outcome, and the wins by
    year; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for outcome, measures in found["outcomes"].items():
        figure = Figure(figsize=(13, 8.5), layout="constrained")
        axes = figure.subplots(2, 2)
        figure.suptitle(f"Emerging experts, judged by {outcome}")
        _lengths(axes[0, 0], measures["not_yet_visible"], "Not yet visible")
        _lengths(axes[0, 1], measures["all"], "All candidates")
        _years(axes[1, 0], measures["not_yet_visible"])
        _calibration(axes[1, 1], measures)
        path = folder / f"emerging-{outcome.replace(' ', '-')}.png"
        figure.savefig(path, dpi=110)
        written.append(path)
    return written


def _lengths(axes: Axes, measures: dict[str, Any], title: str) -> None:
    for name, curve in measures["precision_curves"].items():
        style: dict[str, Any] = {"linewidth": 1.2, "alpha": 0.8}
        if name == "model":
            style = {"linewidth": 3, "color": "black"}
        axes.plot([p["k"] for p in curve], [p["precision"] for p in curve], label=name, **style)
    axes.axhline(measures["base"], linestyle=":", color="grey", label="base")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(title=title, xlabel="Length of the list", ylabel="Precision", ylim=(0, 1))
    axes.legend(fontsize=8)


def _years(axes: Axes, measures: dict[str, Any]) -> None:
    rows = measures["by_year"]
    names = ["model", *measures["baselines"]]
    for at, name in enumerate(names):
        own = [row if name == "model" else row["baselines"][name] for row in rows]
        places = [n + (at - len(names) / 2) * 0.12 for n in range(len(rows))]
        height = [row["precision_at_100"] for row in own]
        axes.bar(places, height, 0.11, label=name, color="black" if name == "model" else None)
    for n, row in enumerate(rows):
        low, high = row["precision_at_100_interval"]
        axes.plot([n - len(names) * 0.06] * 2, [low, high], color="grey", linewidth=1.5)
    axes.set_xticks(range(len(rows)), [str(row["year"]) for row in rows])
    axes.set(title="Not yet visible: precision at 100 by frozen year", ylabel="Precision")
    axes.set_ylim(0, 1)
    axes.legend(fontsize=8, ncols=2)


def _calibration(axes: Axes, measures: dict[str, Any]) -> None:
    for part in ("not_yet_visible", "all"):
        bins = measures[part]["calibration"]["bins"]
        error = measures[part]["calibration"]["error"]
        axes.plot(
            [b["said"] for b in bins],
            [b["seen"] for b in bins],
            marker="o",
            label=f"{part.replace('_', ' ')}, error {error:.3f}",
        )
    most = axes.get_xlim()[1]
    axes.plot([0, most], [0, most], linestyle=":", color="grey")
    axes.set(title="Calibration", xlabel="Chance said", ylabel="Share that rose")
    axes.legend(fontsize=8)
