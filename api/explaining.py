"""Why does the graph say so? A score, a tie and an identification, explained in words.

Each explanation is made of what the refresh left beside the number: its reasons, its run, its day.
Nothing is worked out anew, so that the words belong to the number that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from algorithms.network.seeds import BETWEENNESS_SEED, COMMUNITIES_SEED, CONNECTORS_SEED
from algorithms.ties.model import THEMES
from api.declaring import made_type
from api.fields import leaf, reading
from api.reads import Read

Facts = Sequence[Any]
_NAMESAKES = re.compile(r"\d+ practitioners bear this full name")
LITTLE = 0.05


def _influence(facts: Facts) -> list[str]:
    score, reasons = facts
    return [
        "Influence is PageRank on ties weighted by strength, damping 0.85, as a share of the "
        "highest in the network.",
        f"It is {score:.3f}: the first person has 1. Compared are all persons with a tie.",
        *(reasons or []),
        "PageRank is solved, not sampled: no seed is needed.",
    ]


def _connector(facts: Facts) -> list[str]:
    score, reasons = facts
    return [
        "Connector is betweenness as a share of the highest, times the share of ties that leave "
        "the person's circle.",
        f"It is {score:.3f}. Compared are all persons with a tie.",
        *(reasons or []),
        f"Seeds: circles {COMMUNITIES_SEED}, sampled paths {BETWEENNESS_SEED}, ties left out "
        f"{CONNECTORS_SEED}.",
    ]


def _emerging(facts: Facts) -> list[str]:
    score, reasons = facts
    told = "No chance is given." if score is None else f"The chance is {score:.2f}."
    return [
        "Emerging is the chance of being among the first 5 % of the next three years among those "
        "early in their career, by a logistic regression learned from years that are over.",
        told,
        *(reasons or ["no sign raises it"]),
    ]


def _tie(facts: Facts) -> list[str]:
    strength, papers, trials, industry, parts, reasons = facts
    kinds = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((papers, "joint paper"), (trials, "joint trial"))
        if count
    ]
    if industry:
        kinds.append(f"{industry} of the trials led by a company")
    found = [
        "Strength is the probability that the two have a joint record again within two years, by a "
        "logistic model of pairs, where the reasons do not say that the forecast was withheld.",
        f"It is {strength:.2f}, of {', '.join(kinds) or 'no joint record that counts'}.",
        *(reasons or []),
    ]
    if parts:
        named = zip(THEMES, parts, strict=False)
        told = ", ".join(f"{name} {part:+.2f}" for name, part in named if abs(part) >= LITTLE)
        found.append(f"Each theme adds to the log odds: {told or 'none of them much'}.")
    return found


def _identity(facts: Facts) -> list[str]:
    score, printed, reasons = facts
    sure = 1.0 if score is None else float(score)
    found = [
        f"The record is held to be this person's with probability {sure:.3f}"
        + (f"; it prints the name as {printed}." if printed else "."),
        *(reasons or ["no reason is kept"]),
    ]
    against = [match[0] for reason in reasons or [] for match in _NAMESAKES.finditer(reason)]
    if 1 - sure >= 0.005:
        against.append(f"with probability {1 - sure:.3f} it is someone else's")
    words = ", ".join(dict.fromkeys(against)) or "nothing that the rules look at"
    return [*found, f"Against it speaks: {words}."]


_WORDED: dict[str, Callable[[Facts], list[str]]] = {
    "influence": _influence,
    "connector": _connector,
    "emerging": _emerging,
    "tie": _tie,
    "identity": _identity,
}


def _sentences(cell: list[Any]) -> list[str]:
    kind, facts = cell
    return _WORDED[kind](facts)


made_type(
    "Explanation",
    "Why something is so, in words.",
    {
        "sentences": (
            list[str],
            leaf(
                "What it means, the number, what it rests on, and what speaks against it.",
                "[{this}.kind, {this}.facts]",
                _sentences,
            ),
        ),
        "method": (str, leaf("Where the documentation says how it is made.", "{this}.method")),
        "version": (
            str | None,
            leaf(
                "The run that made it: a digest of the ties looked at, so that the same ties give "
                "the same. None where it rests on single records.",
                "{this}.version",
            ),
        ),
        "as_of": (
            date | None,
            leaf(
                "The day up to which records count; of a record, when it was loaded.", "{this}.on"
            ),
        ),
    },
)


def _explained(
    about: str,
    kind: str,
    method: str,
    facts: str,
    when: str,
    version: str = "null",
    on: str = "null",
) -> Any:
    row = (
        f"{{{{kind: '{kind}', facts: {facts}, method: '{method}', version: {version}, on: {on}}}}}"
    )
    match = f"UNWIND CASE WHEN {when} THEN [{row}] ELSE [] END AS {{node}} WITH *"
    return reading(about, {}, "Explanation | None", Read(match=match))


def _of_score(name: str, method: str, when: str, version: str, on: str) -> Any:
    facts = f"[{{this}}.{name}, {{this}}.{name}Reasons]"
    about = f"Why `{name}` is what it is; none where nothing is said of the person."
    return _explained(about, name, method, facts, when, version, on)


INFLUENCE = _of_score(
    "influence",
    "docs/algorithms.md#influence",
    "{this}.influence IS NOT NULL",
    "{this}.scoreRun",
    "{this}.influenceUntil",
)
CONNECTOR = _of_score(
    "connector",
    "docs/algorithms.md#connectors",
    "{this}.connector IS NOT NULL",
    "{this}.scoreRun",
    "{this}.influenceUntil",
)
EMERGING = _of_score(
    "emerging",
    "docs/algorithms.md#chance-to-emerge",
    "{this}.emerging IS NOT NULL OR {this}.emergingReasons IS NOT NULL",
    "null",
    "{this}.trendUntil",
)
TIE = _explained(
    "Why the tie is as strong as it is.",
    "tie",
    "docs/algorithms.md#strength-of-a-tie",
    "[{this}.strength, {this}.papers, {this}.trials, {this}.industryTrials, "
    "{this}.strengthParts, {this}.strengthReasons]",
    "true",
    on="{this}.lastOn",
)
IDENTITY = _explained(
    "Why the record is held to be this person's, and what speaks against it.",
    "identity",
    "docs/identity.md#how-mentions-become-persons",
    "[{this}.identityScore, {this}.printedAs, {this}.identityReasons]",
    "true",
    on="date({this}.knownFrom)",
)
