"""The measures of identity as pictures: calibration, and F1 by how frequent names are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

TITLES = {
    "calibration": "Probability said and share that is true",
    "by-name-frequency": "Names from rare to frequent",
    "abstention": "Ties to the registry, from bold to careful",
}


def draw(measures: dict[str, Any], folder: Path) -> list[str]:
    """Write the charts that the measures allow; their files."""
    drawn = []
    if "calibration" in measures:
        rows = [(row["predicted"], row["true"]) for row in measures["calibration"]]
        drawn.append(_line(rows, ("probability", "share that is true"), folder, "calibration"))
    if "by_name_frequency" in measures:
        rows = [
            (row["tenth"], row.get("f1", row.get("b3", {}).get("f1")) or 0.0)
            for row in measures["by_name_frequency"]
        ]
        labels = ("tenth of names, rarest first", "F1" if "f1" in measures else "B-cubed F1")
        drawn.append(_line(rows, labels, folder, "by-name-frequency"))
    if "abstention" in measures:
        rows = [(row["recall"] or 0.0, row["precision"] or 0.0) for row in measures["abstention"]]
        labels = ("recall of registry ties", "precision of registry ties")
        drawn.append(_line(rows, labels, folder, "abstention"))
    return drawn


def _line(rows: list[tuple[float, float]], labels: tuple[str, str], folder: Path, name: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    if name == "calibration":
        axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    axes.plot(*zip(*rows, strict=True), marker="o")
    axes.set(title=TITLES[name], xlabel=labels[0], ylabel=labels[1], ylim=(0, 1.02))
    if all(float(across).is_integer() for across, _ in rows):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3)
    path = folder / f"identity-{name}.png"
    figure.savefig(path, dpi=120)
    return str(path)
