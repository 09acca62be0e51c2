"""Which company does a printed name mean, and can what a list says of parents be true?

A company is known by its name in plain letters without its legal form, as the graph knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

import ibis
from ibis.expr import types

from schema.spellings import LEGAL_FORMS

MOST_LEVELS = 10


class Link(NamedTuple):
    """A company belongs to another from one day to another."""

    company: str
    parent: str
    since: date
    until: date


class Fault(Enum):
    """Why a link cannot be."""

    SEVERAL = "gives two parents of one day"
    CIRCLE = "leads back to the company itself"
    TOO_DEEP = "has too many companies above it"


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def strip_accents(text: str) -> str:  # type: ignore[empty-body]
    """DuckDB's own."""


def bare(name: types.StringValue) -> types.StringValue:
    """A name in plain letters and digits; null where it holds none."""
    return strip_accents(name).lower().re_replace("[^a-z0-9]+", " ").strip().nullif("")


def company_key(name: types.StringValue) -> types.StringValue:
    """The key of the company that a name means; null where it holds no plain letter or digit."""
    plain = bare(name)
    short = plain.re_replace(LEGAL_FORMS, "").re_replace(" +", " ").strip()
    return ibis.coalesce(short.nullif(""), plain)


def has_key(name: types.StringValue, key: types.StringValue) -> types.StringValue:
    """Null where there is a name, and no key of it."""
    return ibis.ifelse(name.notnull() & key.isnull(), ibis.null("string"), "yes")


def impossible(links: Iterable[Link]) -> dict[Link, Fault]:
    """The links that cannot be, each kind looked for where the one before has gone: of several
    parents on one day, of companies that stand above themselves, of those with too many levels
    above them. Of no day has a company two parents then, so that the steps upward are few."""
    found = dict.fromkeys(_of_several(links), Fault.SEVERAL)
    for fault in (Fault.CIRCLE, Fault.TOO_DEEP):
        above: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            if link not in found:
                above[link.company].append(link)
        bad = {company for company in above if _leads_to(company, above) is fault}
        found |= {link: fault for company in bad for link in above[company]}
    return found


def _of_several(links: Iterable[Link]) -> Iterator[Link]:
    """Those that speak of a day of which another link of the same company speaks."""
    in_order = sorted(links, key=lambda link: (link.company, link.since, link.until, link.parent))
    latest: Link | None = None
    for link in in_order:
        if latest and latest.company == link.company and link.since <= latest.until:
            yield from (latest, link)
            latest = max(latest, link, key=lambda each: each.until)
        else:
            latest = link


def _leads_to(company: str, above: Mapping[str, list[Link]]) -> Fault | None:
    """What is wrong with the companies above one, on any day."""
    level = above[company]
    for _ in range(MOST_LEVELS):
        if any(link.parent == company for link in level):
            return Fault.CIRCLE
        level = [
            Link(company, higher.parent, since, until)
            for link in level
            for higher in above.get(link.parent, ())
            if (since := max(link.since, higher.since)) <= (until := min(link.until, higher.until))
        ]
    return Fault.TOO_DEEP if level else None
