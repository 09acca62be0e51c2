"""Introductions as a liaison could read them aloud, each tie with its newest records."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.client import describe

SHOWN_RECORDS = 3
Row = dict[str, Any]
NOBODY = (
    "Nobody. No chain of ties that short leads there in this graph. They may still have met: "
    "allow more ties with --hops, or load more sources.\n"
)
CHANCE = "A tie's strength is the chance that the two have another joint record within two years."
ORDER = "Strength orders ties here and is no chance: its own check on past years failed."
PRODUCT = "An introduction's strength is the product of the strengths of its ties."


def introduced(answer: Row) -> RenderableType:
    """Introductions to each person asked for, and what holds for all of them."""
    starts = "\n             ".join(describe(start) for start in answer["from"])
    parts: list[RenderableType] = [Text.assemble("Who connects ", (starts, "bold"))]
    for goal in answer["to"]:
        chains = [
            chain
            for chain in answer["introductions"]
            if chain["to"]["personId"] == goal["personId"]
        ]
        parts.append(Text.assemble("          to ", (describe(goal), "bold")))
        if not chains:
            parts.append(Text(NOBODY))
        for number, chain in enumerate(chains, 1):
            parts += [Text(""), _advice(number, chain), *map(_tie, chain["hops"])]
        if chains:
            parts.append(_limits(chains))
    if answer["introductions"]:
        parts.append(Text(f"\n{_meaning(answer['introductions'])}", style="dim"))
    return Group(*parts)


def _meaning(chains: list[Row]) -> str:
    """What a strength is. Where the forecast was withheld, the ties' reasons say so."""
    reasons = [reason for chain in chains for hop in chain["hops"] for reason in hop["reasons"]]
    is_withheld = any("forecast was withheld" in reason for reason in reasons)
    return f"{ORDER if is_withheld else CHANCE} {PRODUCT}"


def planned(answer: Row) -> RenderableType:
    """The asks in their order: whom, about whom, and how many doors are open by then."""
    names = ", ".join(start["name"] for start in answer["from"])
    if not answer["asks"]:
        return Text(f"Nobody can introduce {names} to any of them within so many ties.")
    table = Table("", "ask", "to introduce you to", "chance", "opened so far", box=box.SIMPLE_HEAD)
    for number, ask in enumerate(answer["asks"], 1):
        chain = ask["introduction"]
        introducer = chain["introducer"]
        whom = introducer["name"] if introducer else f"{chain['to']['name']} (you know each other)"
        cautions = "".join(f"\nCaution: {flag['about']}" for flag in chain["flags"])
        table.add_row(
            str(number),
            escape(whom),
            escape(chain["to"]["name"] + cautions),
            f"{chain['strength']:.2g}",
            f"{ask['opened']:.2f} of {len(answer['to'])}",
        )
    return Group(Text(f"What {names} could ask for next", style="bold"), table)


def in_reach(answer: Row) -> RenderableType:
    """How many are in reach, and who would be lost."""
    names, reach = ", ".join(start["name"] for start in answer["from"]), answer["reach"]
    text = (
        f"{names}: {reach['persons']:,} people in reach, {reach['expected']:.1f} expected to open"
    )
    if not answer["without"]:
        return Text(text)
    gone = ", ".join(person["name"] for person in answer["without"])
    text += (
        f"\nWithout {gone}: {reach['personsWithout']:,} in reach, "
        f"{reach['expectedWithout']:.1f} expected to open; {reach['cutOff']:,} cut off"
    )
    if not reach["lost"]:
        return Text(f"{text}\nNobody would be harder to reach.")
    table = Table("who would be harder to reach", "before", "after", box=box.SIMPLE_HEAD)
    for loss in reach["lost"]:
        after = f"{loss['after']:.2g}" if loss["after"] else "cut off"
        table.add_row(escape(describe(loss["person"])), f"{loss['before']:.2g}", after)
    return Group(Text(text), table)


def _advice(number: int, chain: Row) -> Text:
    """Whom to ask, along which chain, and what to know before."""
    introducer, hops, goal = chain["introducer"], chain["hops"], chain["to"]["name"]
    start = _start(hops[0])
    if introducer is None:
        headline, lines = f"{start} and {goal} know each other", []
    else:
        headline = f"Ask {introducer['name']} to introduce you to {goal}"
        between = " and then ".join(hop["to"]["name"] for hop in hops[:-2])
        through = f" through {between}" if between else ""
        weakest = hops[chain["weakest"] - 1]
        ends = f"{_start(weakest)} and {weakest['to']['name']}"
        lines = [
            f"{start} reaches {introducer['name']}{through}.",
            f"The weakest tie is between {ends} ({weakest['strength']:.2f}).",
            _if_declined(introducer["name"], chain["ifDeclined"]),
        ]
    for flag in chain["flags"]:
        also = ", even without company ties" if flag["withoutIndustry"] else ""
        lines.append(f"Caution: {flag['about']}{also}.")
    text = Text(f"{number}. {headline} (strength {chain['strength']:.2g})", style="bold")
    for line in lines:
        text.append(f"\n   {line}", style="yellow" if line.startswith("Caution") else "not bold")
    return text


def _if_declined(introducer: str, other: Row | None) -> str:
    if other is None:
        return f"If {introducer} declines, nobody else can introduce you."
    if other["introducer"] is None:
        return f"If {introducer} declines, use your own tie ({other['strength']:.2g})."
    return f"If {introducer} declines, ask {other['introducer']['name']} ({other['strength']:.2g})."


def _start(hop: Row) -> str:
    return str(hop["liaison"]["liaisonId"] if hop["liaison"] else hop["from"]["name"])


def _tie(hop: Row) -> RenderableType:
    """One tie: its ends and strength, what it is made of, its newest records."""
    head = Text.assemble(
        ("\n" + _start(hop), "bold"), " → ", (hop["to"]["name"], "bold"),
        f"  strength {hop['strength']:.2f}",
    )  # fmt: skip
    reasons = [reason for reason in hop["reasons"] if " than most by " not in reason]
    below: list[RenderableType] = [Text(", ".join(reasons))]
    if hop["evidence"]:
        below.append(_indented(_records(hop["evidence"][:SHOWN_RECORDS]), 2))
    more = hop["evidenceCount"] - min(SHOWN_RECORDS, len(hop["evidence"]))
    if more > 0:
        below.append(Text(f"  and {more} more", style="dim"))
    below += [Text(f"Caution: {doubt}.", style="yellow") for doubt in hop["doubts"]]
    return Group(_indented(head, 3), _indented(Group(*below), 5))


def _records(evidence: list[Row]) -> Group:
    """A line a record: id, day and title, of which only the title is ever cut."""
    labels = [
        f"PMID {record['record']}" if record["kind"] == "PAPER" else str(record["record"])
        for record in evidence
    ]
    widest = max(map(len, labels))
    lines = []
    for label, record in zip(labels, evidence, strict=True):
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(label, style=f"link {record['url']}" if record["url"] else "")
        day = (record["happenedOn"] or "undated")[:10]
        line.append(f"{' ' * (widest - len(label))}  {day:<10}  ", style="dim")
        if record["remark"]:
            line.append(f"{record['remark']}: ", style="yellow")
        lines.append(line.append(record["title"] or "untitled"))
    return Group(*lines)


def _indented(what: RenderableType, by: int) -> Padding:
    return Padding(what, (0, 0, 0, by), expand=False)


def _limits(chains: list[Row]) -> RenderableType:
    """What holds for all chains to one person: without companies, and what is not known."""
    best, free = chains[0], chains[0]["withoutIndustry"]
    parts: list[RenderableType] = [Text("")]
    if free is None:
        parts.append(Text("Without company ties, no chain leads there.", "yellow"))
    elif free["strength"] < best["strength"]:
        who = f", through {free['introducer']['name']}" if free["introducer"] else ""
        parts.append(Text(f"Without company ties, the best is {free['strength']:.2g}{who}."))
    lines = Table.grid()
    for line in dict.fromkeys(line for chain in chains for line in chain["uncovered"]):
        lines.add_row("  - ", Text(line), style="dim")
    return Group(*parts, Text("Not covered:", "dim"), lines)
