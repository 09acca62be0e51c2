"""What does the page of lifecycles say: which milestones are there, and whom does each need?"""

from __future__ import annotations

from algorithms.lifecycle.table import Experts, Milestone, milestones
from cli.markdown import NOTE, table

_ABOUT = """\
# The lifecycle of a product

    peerline lifecycle PRODUCT --first 5 --as-of 2026-03-01

tells, for each condition that the list of products (`peerline template products`) gives, the
milestones below: the experts with the records that make them so, what to discuss, whether a liaison
met them, and how late. `lifecycle` answers the same in GraphQL. A liaison sees the experts of the
own territory.

**Days are not guessed.** A milestone begins on the day that the list gives for it; a trial start
must say its phase in the note, such as `phase 3`. Without a day, the phase of the product says
whether it has begun. Whoever was not met by then is `missed`: by a number of days where a day is
listed, else without one.

**Scores.** Each kind of record counts by its weight, times the person's number of such records
about the condition or below it, beside the highest of anybody; 1 is who has most of every kind.
Guidelines and observational studies are known by the publication types of PubMed; trials by the
registry's phases. Records without a day do not count.

**When not to trust it.** A name on a paper or in a registry is no proof of the skill that a
milestone needs. Engagements that the log does not hold were not seen.
"""


def lifecycle_page() -> str:
    """The text of the page."""
    return NOTE.format(origin="algorithms/lifecycle/milestones.toml") + "\n".join(
        [_ABOUT, *map(_milestone, milestones())]
    )


def _milestone(one: Milestone) -> str:
    begins = ", or ".join(
        f"{each.kind} with the note `{each.note}`" if each.note else each.kind
        for each in one.begins
    )
    return (
        f"## {one.title}\n\n{one.why}\n\nPhases: {', '.join(one.phases)}. Begins with: {begins}. "
        f"To discuss: {', '.join(one.discuss)}.\n\n"
        + table(("records", "weight", "why"), [_experts(rule) for rule in one.experts])
    )


def _experts(rule: Experts) -> tuple[str, ...]:
    of = f" of {', '.join(rule.trial_phases)}" if rule.trial_phases else ""
    return f"{rule.records}{of}", f"{rule.weight:g}", rule.why
