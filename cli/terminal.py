"""What does a person read in the terminal? Tables and sentences made of what the commands found."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.client import describe
from loaders.reading.loading import Outcome
from refresh import Refreshed
from workspace.judgements import Judgement

SHOWN_REJECTS, SHOWN_RECORDS = 5, 3
SILENT = " says nothing of "


def introduced(found: dict[str, Any]) -> RenderableType:
    """Introductions as an MSL could read them aloud, each tie with its newest records."""
    starts = "\n              ".join(describe(one) for one in found["from"])
    parts: list[RenderableType] = [Text.assemble("Who connects ", (starts, "bold"))]
    for goal in found["to"]:
        own = [one for one in found["introductions"] if one["to"]["personId"] == goal["personId"]]
        parts.append(Text.assemble("          to ", (describe(goal), "bold")))
        if not own:
            nobody = (
                "Nobody in this graph: no chain of ties that short. That is not proof that they "
            )
            parts.append(Text(nobody + "have not met; more hops or sources may show one.\n"))
        for number, one in enumerate(own, 1):
            parts += [Text(""), _sentence(number, one, goal), _hops(one)]
        if own:
            parts.append(_beside(own))
    if found["introductions"]:
        parts.append(
            Text(
                "\nA tie's strength is the probability that the two have a joint record again "
                "within two years; an introduction's is the product of its ties'.",
                style="dim",
            )
        )
    return Group(*parts)


def planned(found: dict[str, Any]) -> RenderableType:
    """The asks in their order: whom, about whom, and how many doors are open by then."""
    names = ", ".join(one["name"] for one in found["from"])
    if not found["asks"]:
        return Text(f"Nobody can introduce {names} to any of them within so many ties.")
    table = Table("", "ask", "to introduce you to", "chance", "opened so far", box=box.SIMPLE_HEAD)
    for number, ask in enumerate(found["asks"], 1):
        one = ask["introduction"]
        who = one["introducer"] or one["to"]
        mind = "".join(f"\n[yellow]{escape(flag['about'])}[/]" for flag in one["flags"])
        table.add_row(
            str(number),
            escape(who["name"]) + ("" if one["introducer"] else " (you know each other)"),
            escape(one["to"]["name"]) + mind,
            f"{one['strength']:.2g}",
            f"{ask['opened']:.2f} of {len(found['to'])}",
        )
    return Group(Text(f"What {names} might ask for next", style="bold"), table)


def in_reach(found: dict[str, Any]) -> RenderableType:
    """How many are in reach, and who would be lost."""
    names, told = ", ".join(one["name"] for one in found["from"]), found["reach"]
    said = f"{names}: {told['persons']:,} persons in reach, {told['expected']:.1f} expected"
    if not found["without"]:
        return Text(said)
    gone = ", ".join(one["name"] for one in found["without"])
    said += (
        f"\nWithout {gone}: {told['personsWithout']:,}, {told['expectedWithout']:.1f} expected; "
    )
    table = Table("who loses most", "before", "after", box=box.SIMPLE_HEAD)
    for one in told["lost"]:
        after = f"{one['after']:.2g}" if one["after"] else "cut off"
        table.add_row(escape(describe(one["person"])), f"{one['before']:.2g}", after)
    return Group(Text(f"{said}{told['cutOff']:,} cut off"), table)


def loaded(outcomes: list[Outcome]) -> RenderableType:
    """One line a file: what was read and stated; then what was refused, and why."""
    table = Table("file", "", "records", "facts", "rejects", box=box.SIMPLE_HEAD)
    for each in outcomes:
        facts = ", ".join(f"{n:,} {name}" for name, n in each.facts.items())
        style = "red" if each.state == "refused" else ""
        name = escape(each.file.rsplit("/", 1)[-1])
        table.add_row(
            name, each.state, f"{each.records:,}", facts, f"{len(each.rejects):,}", style=style
        )
    parts: list[RenderableType] = [table]
    for each in outcomes:
        for reject in each.rejects[:SHOWN_REJECTS]:
            value = f" ({reject['field']}: {reject['value']})" if reject["field"] else ""
            parts.append(Text(f"{each.file}: {reject['record']}{value}: {reject['reason']}"))
        if len(each.rejects) > SHOWN_REJECTS:
            parts.append(
                Text(f"{each.file}: {len(each.rejects) - SHOWN_REJECTS:,} more; see --json")
            )
    return Group(*parts)


def refreshed(done: Refreshed) -> RenderableType:
    """What a refresh wrote, class by class, and how long each step took."""
    if not done.changed:
        return Text("Nothing has changed since the last refresh.")
    table = Table(
        "",
        "written",
        "unchanged",
        "removed",
        "skipped",
        "missing ends, such as",
        box=box.SIMPLE_HEAD,
    )
    for name, counts in done.classes.items():
        numbers = (counts.written, counts.unchanged, counts.removed, counts.skipped)
        if any(numbers):
            missing = ", ".join(done.missing.get(name, [])[:2])
            table.add_row(name, *(f"{n:,}" for n in numbers), escape(missing))
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in done.seconds.items())
    who = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in done.identity.items())
    return Group(table, Text(f"{who}; ties as of {done.as_of}"), Text(steps, style="dim"))


def outline(found: Any) -> RenderableType:
    """Nested names and values, indented."""
    if isinstance(found, list):
        return Group(*(outline(each) for each in found))
    parts: list[RenderableType] = []
    for name, value in found.items():
        if isinstance(value, dict):
            parts += [Text(name, style="bold"), Padding(outline(value), (0, 0, 0, 2))]
        else:
            shown = (
                f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
            )
            parts.append(Text(f"{name:<18}{shown}"))
    return Group(*parts)


def _sentence(number: int, one: dict[str, Any], goal: dict[str, Any]) -> Text:
    introducer, hops = one["introducer"], one["hops"]
    who = hops[0]["liaison"]["liaisonId"] if hops[0]["liaison"] else hops[0]["from"]["name"]
    if introducer is None:
        said = f"{who} and {goal['name']} know each other"
    else:
        said = f"Ask {introducer['name']} to introduce you to {goal['name']}"
    text = Text(f"{number}. {said}  (strength {one['strength']:.2g})", style="bold")
    between = [hop["to"]["name"] for hop in hops[:-2]]
    if introducer is not None:
        through = f" through {' and then '.join(between)}" if between else ""
        text.append(f"\n   {who} reaches {introducer['name']}{through}.")
        weak = hops[one["weakest"] - 1]
        text.append(f" The weakest tie is that of {_ends(weak, ' and ')}: {weak['strength']:.2f}.")
    other = one["ifDeclined"]
    if other:
        who = other["introducer"]["name"] if other["introducer"] else "their own tie"
        text.append(f"\n   Should {introducer['name']} decline: {who} ({other['strength']:.2g}).")
    elif introducer is not None:
        text.append(f"\n   Should {introducer['name']} decline, nobody else is in reach.")
    for flag in one["flags"]:
        also = ", also without ties of companies" if flag["withoutIndustry"] else ""
        text.append(f"\n   Mind: {flag['about']}{also}.", style="yellow")
    return text


def _ends(hop: dict[str, Any], between: str) -> str:
    start = hop["liaison"]["liaisonId"] if hop["liaison"] else hop["from"]["name"]
    return f"{start}{between}{hop['to']['name']}"


def _beside(own: list[dict[str, Any]]) -> Text:
    """What holds for all introductions to one person: without companies, and what is not known."""
    free = own[0]["withoutIndustry"]
    text = Text(style="dim")
    if free is None:
        text.append("Without trials and events of companies no chain leads there.\n", "yellow")
    elif free["strength"] < own[0]["strength"]:
        who = f" through {free['introducer']['name']}" if free["introducer"] else ""
        text.append(
            f"Without trials and events of companies: {free['strength']:.2g}{who} at the best.\n"
        )
    known = dict.fromkeys(line for one in own for line in one["uncovered"])
    silent: dict[str, dict[str, None]] = {}
    for line in [line for line in known if SILENT in line]:
        source, _, names = line.partition(SILENT)
        silent.setdefault(source, {}).update(dict.fromkeys(names.split(", ")))
        del known[line]
    lines = [*known, *(f"{source}{SILENT}{', '.join(names)}" for source, names in silent.items())]
    return text.append("Not covered: " + "; ".join(lines) + ".")


def _hops(one: dict[str, Any]) -> Table:
    longest = max(len(part) for hop in one["hops"] for part in _ends(hop, "\n").split("\n"))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("tie", no_wrap=True, overflow="ellipsis", min_width=min(longest + 2, 36))
    table.add_column("records, the newest first", no_wrap=True, overflow="ellipsis")
    for hop in one["hops"]:
        names = escape(_ends(hop, "\n→ "))
        table.add_row(f"{names}\n[dim]strength {hop['strength']:.2f}[/]", _records(hop))
        table.add_row()
    return table


def _records(hop: dict[str, Any]) -> Text:
    lines = Text()
    plain = [reason for reason in hop["reasons"] if " than most by " not in reason]
    lines.append(", ".join(plain) + "\n", style="bold")
    for record in hop["evidence"][:SHOWN_RECORDS]:
        label = f"PMID {record['record']}" if record["kind"] == "PAPER" else record["record"]
        lines.append(label, style=f"link {record['url']}" if record["url"] else "")
        sure = record["identityScore"]
        doubt = f"identity {sure:.2f}  " if sure is not None and sure < 0.995 else ""
        lines.append(f"  {(record['happenedOn'] or 'undated')[:10]}  {doubt}", style="dim")
        lines.append(f"{record['title'] or 'untitled'}\n")
    more = hop["evidenceCount"] - SHOWN_RECORDS
    lines.append(f"and {more} more\n" if more > 0 else "", style="dim")
    for doubt in hop["doubts"]:
        lines.append(f"Mind: {doubt}\n", style="yellow")
    lines.rstrip()
    return lines


def judged(found: list[Judgement]) -> RenderableType:
    """Judgements as a table, those undone with who took them back."""
    if not found:
        return Text("Nobody has judged anything yet.")
    table = Table("", "judged", "about", "by", "on", "why", box=box.SIMPLE)
    for one in found:
        undone = f"undone by {one.undone_by}: {one.undone_why}" if one.undone_at else ""
        table.add_row(
            str(one.number),
            one.kind,
            escape(one.about),
            escape(one.by),
            f"{one.at:%Y-%m-%d}",
            escape(one.why) + (f"\n{escape(undone)}" if undone else ""),
            style="dim" if undone else "",
        )
    return table


def opened(found: dict[str, Any]) -> RenderableType:
    """A person's influence: a line a dimension, then its indicators and their first records."""
    table = Table("", "score", "place", "what adds up to it", box=box.SIMPLE_HEAD)
    for one in found["dimensions"]:
        name = one["name"].replace("_", "-")
        if one["score"] is None:
            why = "no record of this person" if one["isCovered"] else "uncovered"
            table.add_row(name, "", "", Text(why, style="dim"))
            continue
        place = f"{one['rank']} of {one['ranked']}"
        if one["rankLow"] is not None:
            place += f" ({one['rankLow']} to {one['rankHigh']})"
        lines = []
        for part in one["contributions"]:
            records = part["records"]
            lines.append(f"{part['contribution']:.4f}  {part['name'].replace('_', ' ')}, "
                         f"{records['totalCount']:,} records")  # fmt: skip
            lines += [
                f"   {row['contribution']:.4f}  {row['record']}  {row['day'] or ''}"
                for row in records["nodes"][:SHOWN_RECORDS]
            ]
        table.add_row(name, f"{one['score']:.4f}", place, escape("\n".join(lines)))
    head = f"{found['name']} among {found['cohort']}, {found['until']}"
    tail = f"not counted: {', '.join(found['uncovered']) or 'nothing'}\nchart: {found['chart']}"
    return Group(Text(head, style="bold"), table, Text(tail, style="dim"))


def trends(found: dict[str, Any]) -> RenderableType:
    """A person's lines, a row each with the sum of every year, and what they come to."""
    from algorithms.emerging.trend_charts import LINES, QUARTERS_A_YEAR

    table = Table(
        "", "by quarter, the oldest first", "last four", "four before", box=box.SIMPLE_HEAD
    )
    for name, words in LINES.items():
        values = found[name]
        if values is None:
            table.add_row(words, Text("no source speaks of it", style="dim"), "", "")
            continue
        years = values[-QUARTERS_A_YEAR:], values[-2 * QUARTERS_A_YEAR : -QUARTERS_A_YEAR]
        both = (f"{sum(year) if name != 'centralityByQuarter' else year[-1]:.4g}" for year in years)
        table.add_row(words, "  ".join(f"{value:.3g}" for value in values), *both)
    chance = found["emerging"]
    said = "no chance is given" if chance is None else f"chance to emerge {chance:.2f}"
    head = f"{found['name']} up to {found['trendUntil']}: {said}"
    reasons = "; ".join(found["emergingReasons"] or ["nothing rises"])
    tail = f"{reasons}\nchart: {found['chart']}"
    return Group(Text(head, style="bold"), table, Text(tail, style="dim"))


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


def evaluated_ties(found: dict[int, dict[str, Any]]) -> RenderableType:
    """Each horizon's measures, a table per horizon."""
    return Group(*(_ties_at(at, one) for at, one in found.items()))


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
    return table


def emerged(found: dict[str, Any]) -> RenderableType:
    """How lists of emerging experts of past years did, beside the baselines."""
    parts: list[RenderableType] = [
        Text(
            f"{found['papers']:,} papers by {found['persons']:,} persons, judged up to "
            f"{found['last_complete_year']}"
        )
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
