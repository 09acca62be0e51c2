"""Who are the right experts for a milestone, and by which records?

A person's score is the weighted mean, over the kinds of record that count, of the person's number
of records beside the highest of anybody: 1 is who has most of every kind. It ranks those who know
the condition, and says nothing of how they would advise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from algorithms.lifecycle.table import Experts


class Expert(NamedTuple):
    """A person with the score, 0 to 1, and the reasons, the heaviest first."""

    person: str
    score: float
    reasons: tuple[str, ...]


def ranked(
    rules: Sequence[Experts], counts: Sequence[Mapping[str, int]], first: int
) -> list[Expert]:
    """The first experts by the rules; `counts` holds for each rule the persons with their number of
    records. Equal scores go by id."""
    whole = sum(rule.weight for rule in rules)
    scores: dict[str, float] = {}
    reasons: dict[str, list[tuple[float, str]]] = {}
    for rule, found in zip(rules, counts, strict=True):
        highest = max(found.values(), default=0)
        for person, count in found.items():
            part = rule.weight * count / highest / whole
            scores[person] = scores.get(person, 0.0) + part
            reasons.setdefault(person, []).append((-part, said(rule, count)))
    order = sorted(scores, key=lambda person: (-round(scores[person], 9), person))[:first]
    return [
        Expert(person, scores[person], tuple(text for _, text in sorted(reasons[person])))
        for person in order
    ]


def said(rule: Experts, count: int) -> str:
    """A reason in words."""
    named = {"observational study": "observational studies"}.get(rule.records, f"{rule.records}s")
    of = (
        f" of {' or '.join(_phase(each) for each in rule.trial_phases)}"
        if rule.trial_phases
        else ""
    )
    return f"{rule.why}: {count} {rule.records if count == 1 else named}{of}"


def _phase(name: str) -> str:
    """`EARLY_PHASE1` as "early phase 1"."""
    return name.lower().replace("_", " ").replace("phase", "phase ")
