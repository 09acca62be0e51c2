"""A person's influence and lines, and who is first within a part of the network."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

SHOWN_RECORDS = 3
LONGEST_ID = 23  # a longer one, as of a payment, is in the JSON alone


def opened(answer: dict[str, Any]) -> RenderableType:
    """A person's influence: each dimension with its place, indicators and first records."""
    parts: list[RenderableType] = [
        Text(f"{answer['name']} among {answer['cohort']}, {answer['until']}", style="bold")
    ]
    for dimension in answer["dimensions"]:
        name = dimension["name"].replace("_", "-")
        if dimension["score"] is None:
            silent = "no record of this person" if dimension["isCovered"] else "not covered"
            parts.append(Text(f"\n{name}: {silent}"))
            continue
        place = f"{dimension['rank']} of {dimension['ranked']}"
        if dimension["rankLow"] is not None:
            place += f" ({dimension['rankLow']} to {dimension['rankHigh']})"
        parts.append(Text(f"\n{name}: {dimension['score']:.4f}, place {place}", style="bold"))
        for indicator in dimension["contributions"]:
            parts += _indicator(indicator)
    uncovered = ", ".join(answer["uncovered"]) or "nothing"
    parts.append(Text(f"\nNot covered: {uncovered}.\nChart: {answer['chart']}", style="dim"))
    return Group(*parts)


def _indicator(indicator: dict[str, Any]) -> list[RenderableType]:
    records, name = indicator["records"], indicator["name"].replace("_", " ")
    lines: list[RenderableType] = [
        Text(f"  {indicator['contribution']:.4f}  {name}, {records['totalCount']:,} records")
    ]
    for record in records["nodes"][:SHOWN_RECORDS]:
        line = Text(f"    {record['contribution']:.4f}  ", no_wrap=True, overflow="ellipsis")
        line.append(f"{record['day'] or 'undated':<10}  ")
        if len(record["record"]) <= LONGEST_ID:
            line.append(f"{record['record']}  ", style="dim")
        lines.append(line.append(record["title"] or "untitled"))
    return lines


def trends(found: dict[str, Any]) -> RenderableType:
    """A person's lines, a row each with the sum of every year, and what they come to."""
    from algorithms.emerging.trend_charts import LINES, STANDING, years

    table = Table(
        "", "by quarter, the oldest first", "last four", "four before", box=box.SIMPLE_HEAD
    )
    has_gaps = False
    for name, words in LINES.items():
        values = found[name]
        if values is None:
            table.add_row(words, Text("no source speaks of it", style="dim"), "", "")
            continue
        both = (
            f"{year[-1] if name == STANDING else sum(year):.4g}" if year else ""
            for year in years(values)
        )
        table.add_row(words, "  ".join(map(_figure, values)), *both)
        has_gaps = has_gaps or None in values
    chance = found["emerging"]
    said = "no chance is given" if chance is None else f"chance to emerge {chance:.2f}"
    head = f"{found['name']} up to {found['trendUntil']}: {said}"
    reasons = "; ".join(found["emergingReasons"] or ["nothing rises"])
    gaps = "·: the source does not cover the quarter\n" if has_gaps else ""
    tail = f"{gaps}{reasons}\nchart: {found['chart']}"
    return Group(Text(head, style="bold"), table, Text(tail, style="dim"))


def _figure(value: float | None) -> str:
    return "·" if value is None else f"{value:.3g}"


def ranked(found: dict[str, Any]) -> RenderableType:
    """A run's first persons, with the circles that they join."""
    by = found["by"]
    table = Table("", "person", by, "circle", "", box=box.SIMPLE_HEAD)
    for place, row in enumerate(found["rows"], 1):
        joins = (row["connectorReasons"] or [""])[0]
        name = escape(row["name"] or row["personId"])
        circle = escape(row["communityName"] or "")
        table.add_row(str(place), name, f"{row[by]:.4g}", circle, escape(joins))
    head = f"{found['persons']:,} persons, {found['ties']:,} ties; run {found['run']}"
    return Group(Text(head, style="bold"), table, Text(found["table"], style="dim"))


def ranked_by_dimension(found: dict[str, Any]) -> RenderableType:
    """The first persons of a scope by a dimension of influence."""
    table = Table("", "person", found["by"], "", box=box.SIMPLE_HEAD)
    for row in found["edges"]:
        name = escape(row["node"]["name"] or row["node"]["personId"])
        words = escape("; ".join(row["reasons"][:2]))
        table.add_row(str(row["rank"]), name, f"{row['score']:.3f}", words)
    head = f"{found['totalCount']:,} persons have a score; records up to {found['until']}"
    missing = "not covered: " + ", ".join(found["uncovered"])
    return Group(Text(head, style="bold"), table, Text(missing, style="dim"))
