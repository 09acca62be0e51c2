"""Of what are people alerted, by which rule, and in which words?

An event is told where the refresh before did not know it, or knew another state of it. An event
whose own day is longer ago than `days` is old news, whenever it is loaded. What a source tells on
the day on which it is first loaded is where it begins from, and no news; an exclusion alone is
told even then.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of alert: its rule in words, what one and several records are called in the alert's
    sentence (`{count}` stands for their number), after how many days an event is old news (none:
    never), and whether it is urgent."""

    name: str
    rule: str
    one: str
    several: str
    days: int | None = None
    is_urgent: bool = False


_KINDS = (
    Kind(
        "SANCTION",
        "A list of exclusions names the person, or no longer does.",
        "an exclusion changed",
        "{count} exclusions changed",
        is_urgent=True,
    ),
    Kind(
        "LICENCE",
        "A licence is no longer active, a board took action, it is active again, or the registry "
        "deactivated the NPI.",
        "a licence changed",
        "{count} licences changed",
        is_urgent=True,
    ),
    Kind(
        "RETRACTION",
        "A paper that the person signed was retracted, or an expression of concern published.",
        "a paper was retracted or put in doubt",
        "{count} papers were retracted or put in doubt",
        days=366,
    ),
    Kind(
        "PIVOTAL_TRIAL",
        "A trial of Phase III names the person as an official.",
        "joined a pivotal trial",
        "joined {count} pivotal trials",
        days=183,
    ),
    Kind(
        "TRIAL",
        "Another trial names the person as an official.",
        "joined a trial",
        "joined {count} trials",
        days=183,
    ),
    Kind(
        "COMPETITOR_PAYMENT",
        "A company that the user's list calls a competitor reported payments to the person.",
        "a payment by a competitor",
        "{count} payments by a competitor",
        days=731,
    ),
    Kind(
        "TIER",
        "The person moved between the levels of a segment that has several, or came in or left.",
        "the tier changed",
        "{count} tiers changed",
    ),
    Kind(
        "SEGMENT",
        "The person came into a segment of one level, or left it.",
        "a segment changed",
        "{count} segments changed",
    ),
    Kind(
        "QUERY",
        "The person came into the answer of a watched rule or saved query, or left it.",
        "came into or left what is watched",
        "came into or left what is watched, {count} times",
    ),
    Kind(
        "VOLUME",
        "Services performed jumped: see the rule of jumps.",
        "the volume of services jumped",
        "{count} jumps of volume",
    ),
    Kind(
        "CENTRALITY",
        "PageRank on joint papers jumped: see the rule of jumps.",
        "the centrality jumped",
        "{count} jumps of centrality",
    ),
    Kind(
        "CONGRESS",
        "A programme names the person in a session, past or to come.",
        "a role at a congress",
        "{count} roles at congresses",
        days=183,
    ),
    Kind(
        "PAPER",
        "A paper carries the person's byline.",
        "a new paper",
        "{count} new papers",
        days=183,
    ),
)
# The gravest first: so they are shown, and so they are kept where there are too many.
KINDS = {one.name: one for one in _KINDS}
PLACES = {name: place for place, name in enumerate(KINDS)}


def says(kind: str, count: int) -> str:
    """What an alert of so many records says, such as `2 new papers`."""
    of = KINDS[kind]
    return of.one if count == 1 else of.several.format(count=count)
