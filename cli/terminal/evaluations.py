"""How right the conclusions were, as tables."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text


def evaluated_ties(found: dict[int, dict[str, Any]], kinds: list[dict[str, Any]]) -> RenderableType:
    """Each horizon's measures, a table per horizon, and how right each kind of tie was."""
    tables = [_ties_at(at, one) for at, one in found.items()]
    if kinds:
        tables.append(_by_kind(kinds))
    return Group(*tables, *passed_over(next(iter(found.values()))))


def _by_kind(kinds: list[dict[str, Any]]) -> RenderableType:
    title = "Strengths said two years ago, as they are said today, held against what came"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("kind", "years", "ties", "ECE"):
        table.add_column(name, justify="left" if name in ("kind", "years") else "right")
    for one in kinds:
        error = "too few ties" if one["error"] is None else f"{one['error']:.4f}"
        years = f"{one['first_year']} to {one['last_year']}"
        table.add_row(one["kind"].replace("_", " "), years, f"{one['cases']:,}", error)
    return table


def passed_over(found: dict[str, Any]) -> list[Text]:
    """The years that an evaluation left out, and why, a line each."""
    return [Text(f"passed over {years}", style="dim") for years in found["passed_over"]]


def _ties_at(horizon: int, found: dict[str, Any]) -> RenderableType:
    cuts = ", ".join(map(str, found["cuts"]))
    title = f"Active again within {horizon} years, as seen at the end of {cuts}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("ties", "method", "AUROC", "Brier", "skill", "ECE"):
        table.add_column(name, justify="left" if name in ("ties", "method") else "right")
    for group in ("active", "active_new", "active_continued", "all"):
        if not found[group]:
            continue
        rows = {k: v for k, v in found[group].items() if isinstance(v, dict)}
        words = f"{group.replace('_', ', ')}: {found[group]['ties']:,}, "
        for at, (method, row) in enumerate(rows.items()):
            share = f"{words}{found[group]['base_rate']:.1%} live" if at == 0 else ""
            figures = (f"{row['auroc']:.3f}", f"{row['brier']:.4f}", f"{row['brier_skill']:.1%}")
            table.add_row(share, method.replace("_", " "), *figures, f"{row['ece']:.4f}")
    return table


def evaluated_introductions(found: dict[str, Any]) -> RenderableType:
    """Hit rates per task and method."""
    cuts = ", ".join(map(str, found["cuts"]))
    title = f"Was one ranked first on the first joint paper? As seen at the end of {cuts}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("task", "method", "hit@1", "hit@10"):
        table.add_column(name, justify="left" if name in ("task", "method") else "right")
    for task, rows in found.items():
        if not isinstance(rows, dict):
            continue
        words = f"{task.replace('_', ' ')}: {rows['cases']:,} cases, "
        words += f"{rows['candidates']:.1f} candidates"
        for method, row in ((k, v) for k, v in rows.items() if isinstance(v, dict)):
            table.add_row(words, method, f"{row['hit@1']:.3f}", f"{row['hit@10']:.3f}")
            words = ""
    return Group(table, *passed_over(found))


def evaluated_institutions(measures: dict[str, Any]) -> RenderableType:
    """Precision and recall by rule, and what the rule of likeness left alone."""
    title = f"{measures['texts']} affiliations, {measures['institutions']} registered institutions"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("rule", "placed", "precision", "recall"):
        table.add_column(name, justify="left" if name == "rule" else "right")
    for rule in ("identifier", "exact name", "like name", "all"):
        row = measures[rule]
        figures = (
            "-" if row[key] is None else f"{row[key]:.3f}" for key in ("precision", "recall")
        )
        table.add_row(rule, str(row["placed"]), *figures)
    doubt = measures["abstained"]
    text = (
        f"abstained on {doubt['texts']} texts: of {doubt['institutions']} institutions that came "
        f"near {doubt['right']} are named"
    )
    return Group(table, Text(text))


def emerged(found: dict[str, Any]) -> RenderableType:
    """How lists of emerging experts of past years did, beside the baselines."""
    parts: list[RenderableType] = [
        Text(
            f"{found['papers']:,} papers by {found['persons']:,} persons, judged up to "
            f"{found['last_complete_year']}"
        ),
        *passed_over(found),
    ]
    for outcome, measures in found["outcomes"].items():
        for part in ("not_yet_visible", "all"):
            parts += _precision_table(outcome, part.replace("_", " "), measures[part])
    planted = found.get("planted")
    if planted:
        parts.append(
            Text(
                f"\nplanted emerging experts in the first 5 % of {len(planted['lists'])} lists: "
                f"{planted['recall']:.0%} (by chance {planted['by_chance']:.0%})",
                style="bold",
            )
        )
    parts.append(Text("charts: " + ", ".join(found["charts"]), style="dim"))
    return Group(*parts)


def _precision_table(outcome: str, part: str, measures: dict[str, Any]) -> list[RenderableType]:
    years = measures["years"]
    heads = ("", "precision at 50", "at 100", "lift", "average", "model has more", "years won")
    table = Table(*heads, box=box.SIMPLE_HEAD)
    for name, own in {"model": measures, **measures["baselines"]}.items():
        more, won = "", ""
        if name != "model":
            low, high = own["difference_at_100_interval"]
            more = f"{own['difference_at_100']:+.2f} ({low:+.2f} to {high:+.2f})"
            won = f"{own['years_won']} of {years}"
        table.add_row(
            name,
            f"{own['precision_at_50']:.2f}",
            f"{own['precision_at_100']:.2f}",
            f"{own['lift_at_100']:.1f}",
            f"{own['average_precision']:.2f}",
            more,
            won,
        )
    title = f"\n{outcome}, {part}: base {measures['base']:.3f}, {years} lists"
    return [Text(title, style="bold"), table]
