"""What does the page of relationships say: by which indicators, states and thresholds?"""

from __future__ import annotations

from algorithms.rapport import halves, silence, states
from algorithms.rapport.indicators import GROWTH, INDICATORS, SILENCE
from algorithms.rapport.rules import FILE
from cli.markdown import NOTE, table

_ABOUT = """\
# Relationships

Does a relationship with a person grow, hold or fade? It is told of one liaison, of a team, or of
all of us, over the twelve months up to a day, from the engagements of your own log.

    peerline rapport "Ada Example"                            # all of us with her
    peerline rapport "Ada Example" --liaison MSL-03 --as-of 2024-06-30
    peerline rapport --liaison MSL-03 --state drifting        # whom this liaison is losing
    peerline rapport --team "Team East" --tiers 1 --tier 1    # of the first level of segment 1

In GraphQL these are `rapport` and `rapports`. A day after the log's last one is taken as that: what
the log does not reach is no silence. A month before the log's first day is unknown, not zero.
States, signs, replies and notes are read by the liaisons of the territory and by admins; analysts
read touches, minutes, what was called off, silence and growth ([rights](rights.md)).

## Indicators

Each has a value over the twelve months, one for each month, one for each half, and the engagements
that it is made of. What no record tells is unknown.

"""
_TRUTH = """
## How right is it?

    python -m benchmarks.rapport --clinicians 600 --seeds 6

makes six countries, each with 36 relationships that are planted: a dozen that grow, a dozen that
hold, a dozen that fade, with as many missing answers and calls-off as the others. Of these 216,
98.6 % are told as planted; one steady one of 72 is called drifting. Real relationships change less
sharply than planted ones, and most have too few touches in a year to say anything.
"""


def rapport_page() -> str:
    """The text of the page."""
    rows = [(f"`{one.name}`", one.formula, one.unit, _way(one.better)) for one in INDICATORS]
    rows += [(f"`{SILENCE[0]}`", SILENCE[3], SILENCE[2], _way(-1))]
    rows += [(f"`{GROWTH[0]}`", GROWTH[3], GROWTH[2], _way(1))]
    parts = [
        NOTE.format(origin="algorithms/rapport/") + _ABOUT,
        table(("indicator", "what it is", "unit", "better"), rows),
        "\n`growth` is of the person, not of the relationship, and makes no state.\n",
        *(f"\n## {title}\n\n{_body(of.__doc__)}\n" for title, of in (
            ("States", states), ("Beyond chance", halves), ("Silence", silence))),
        f"\n## Thresholds\n\n```toml\n{FILE.read_text(encoding='utf-8').strip()}\n```\n",
        _TRUTH,
    ]  # fmt: skip
    return "".join(parts)


def _body(text: str | None) -> str:
    """A module's docstring without its question."""
    return (text or "").partition("\n\n")[2].strip()


def _way(better: int) -> str:
    return {1: "more", -1: "less", 0: ""}[better]
