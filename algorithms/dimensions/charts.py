"""What does a person's influence look like, dimension by dimension and record by record?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

COLOURS = ("#4a9bd1", "#5cc0a0", "#e6b13c", "#b7a9d9", "#d98aa8")  # one a dimension
SHADES = (1.0, 0.65, 0.4)  # one an indicator, again and again
RECORDS, LETTERS = 12, 44  # of a record's title


def draw(found: dict[str, Any], place: Path) -> Path:
    """Draw what adds up to each dimension and the records that weigh most, of `influence` as
    GraphQL gives it; the file written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(13, 5.5), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    topic = f", on {found['topic']}" if found.get("topic") else ""
    figure.suptitle(f"{found['name']}: influence among {found['cohort']}, {found['until']}{topic}")
    _dimensions(left, found["dimensions"])
    _records(right, found["dimensions"])
    figure.savefig(place, dpi=110)
    return place


def _dimensions(axes: Axes, dimensions: list[dict[str, Any]]) -> None:
    for row, one in enumerate(dimensions):
        begin = 0.0
        for at, part in enumerate(one["contributions"]):
            width = part["contribution"]
            shade = (COLOURS[row], SHADES[at % len(SHADES)])
            axes.barh(row, width, left=begin, color=shade, edgecolor="white", height=0.6)
            if width > 0.16:
                words = part["name"].replace("_", "\n")
                axes.text(begin + width / 2, row, words, ha="center", va="center", fontsize=8)
            begin += width
        clear = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        axes.text(begin + 0.02, row, _said(one), va="center", fontsize=9, bbox=clear)
    axes.set_yticks(range(len(dimensions)), [one["name"].replace("_", "-") for one in dimensions])
    axes.set(xlim=(0, 1.6), xlabel="Score within the cohort, 0 to 1")
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.axvline(1, color="grey", linewidth=0.8, linestyle=":")
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)


def _said(one: dict[str, Any]) -> str:
    if not one["isCovered"]:
        return "uncovered: no source is loaded"
    if one["score"] is None:
        return "no record of this person"
    span = ""
    if one["rankLow"] is not None:
        span = f" ({one['rankLow']} to {one['rankHigh']})"
    return f"{one['score']:.2f}, place {one['rank']}{span} of {one['ranked']}"


def _records(axes: Axes, dimensions: list[dict[str, Any]]) -> None:
    rows = [
        (row["contribution"], f"{part['name'].replace('_', ' ')}: {called(row)}", at)
        for at, one in enumerate(dimensions)
        for part in one["contributions"]
        for row in part["records"]["nodes"]
    ]
    rows.sort(key=lambda row: (-row[0], row[1]))
    shown = rows[:RECORDS]
    axes.barh(range(len(shown)), [r[0] for r in shown], color=[COLOURS[r[2]] for r in shown])
    axes.set_yticks(range(len(shown)), [r[1] for r in shown], fontsize=8)
    axes.invert_yaxis()
    axes.set(xlabel="Contribution", title="The records that weigh most")
    axes.spines[["top", "right"]].set_visible(False)


def called(row: dict[str, Any]) -> str:
    """A record's title, cut where it is long, and its year. Of a payment the company's name is cut,
    not what was paid for and how much."""
    title = row["title"] or f"untitled, {row['record']}"
    if len(title) > LETTERS:
        tail = "".join(f", {part}" for part in title.rsplit(", ", 2)[1:])
        tail = tail if ", $" in tail else ""
        title = f"{title[: max(LETTERS - len(tail) - 1, 12)].rstrip()}…{tail}"
    return f"{title}, {row['day'][:4]}" if row["day"] else title
