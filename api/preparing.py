"""May it be asked, and what is searched: from whom, to whom, along which ties?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from algorithms.introductions import introductions as search
from algorithms.introductions import tie_index
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Filter
from algorithms.paths.searcher import Searcher
from api.answering import Answering
from api.behind import Question
from api.errors import bad_input
from api.introduction_types import IntroductionFilterInput
from api.scopes import fulfilling, refuse_days
from api.searching import alone
from api.tie_kinds import TieKind
from schema.tie_kinds import KINDS
from schema.ties import OF_COMPANIES

MOST_STARTS, MOST_GOALS = 100, 50


@dataclass
class Asked:
    """A question that may be asked: its starts and goals by place, and what to search in."""

    index: TieIndex
    searcher: Searcher
    starts: list[int]
    goals: list[int]
    allowed: Filter
    question: Question


async def prepared(
    answering: Answering,
    starts: Sequence[str],
    goals: Sequence[str],
    kinds: list[TieKind] | None,
    max_hops: int,
    given: IntroductionFilterInput,
) -> Asked:
    """The question with its persons found and its filter made; raises BAD_USER_INPUT."""
    _refuse(starts, goals, max_hops, given)
    chosen = set(kinds or TieKind) | {TieKind.ENGAGEMENT}
    persons, liaisons, wanted = await _named(answering, starts, goals)
    families, told = await _families(answering, given)
    left_out = await _left_out(answering, given, families, {*persons, *wanted})
    index, searcher = await _index(answering, persons, liaisons, wanted, max_hops, given)
    allowed = _allowed(index, chosen, given, left_out)
    introducers = (answering.arguments().get("filter") or {}).get("introducers")
    if introducers is not None:
        fulfil = await fulfilling(answering, introducers)
        allowed = replace(allowed, outside=~fulfil.mask(index))
    begin = [index.place(person) for person in persons] + [index.liaison(one) for one in liaisons]
    ends = (index.place(goal) for goal in wanted)
    known_by = given.known_by and given.known_by.astimezone(UTC)
    question = Question(chosen, max_hops, allowed, given.industry_ties, given.as_of, known_by, told)
    placed = ([place for place in some if place is not None] for some in (begin, ends))
    return Asked(index, searcher, next(placed), next(placed), allowed, question)


def _refuse(
    starts: Sequence[str], goals: Sequence[str], max_hops: int, given: IntroductionFilterInput
) -> None:
    for name, some, most in (("from", starts, MOST_STARTS), ("to", goals, MOST_GOALS)):
        if len(some) > most or (name == "from" and not some):
            raise bad_input(f"`{name}` names {len(some)}; give {most} at most")
    if not 1 <= max_hops <= search.MOST_HOPS:
        raise bad_input(f"`maxHops` is {max_hops}; give 1 to {search.MOST_HOPS}")
    if given.min_strength is not None and not 0 <= given.min_strength <= 1:
        raise bad_input(f"`minStrength` is {given.min_strength}; give 0 to 1")
    if given.max_age_years is not None and not 0 < given.max_age_years <= 100:
        raise bad_input(f"`maxAgeYears` is {given.max_age_years}; give more than 0, 100 at most")
    refuse_days(asOf=given.as_of, knownBy=given.known_by)
    if given.known_by and not given.as_of:
        raise bad_input("`knownBy` goes with `asOf`: give the day as well")


async def _named(
    answering: Answering, starts: Sequence[str], goals: Sequence[str]
) -> tuple[list[str], list[str], list[str]]:
    """The persons and the liaisons to start from, and the persons to be met, by id."""
    names = {name: name.partition(":") for name in (*starts, *goals)}
    ids = {
        name: rest if label in ("Person", "Liaison", "Team") and rest else name
        for name, (label, _, rest) in names.items()
    }
    hidden = answering.info.context.hidden()
    rows = await answering.rows(search.NAMED, {"ids": sorted({*ids.values()} - hidden)})
    persons: dict[str, None] = {}
    liaisons: dict[str, None] = {}
    for name in starts:
        label = names[name][0] if ids[name] != name else None
        found = [row for row in rows if row["id"] == ids[name] and label in (None, row["label"])]
        labels = sorted({row["label"] for row in found})
        if not found:
            raise bad_input(
                f"no person, liaison or team has the id {name!r}; look one up with `people`, "
                "`liaisons` or `teams`"
            )
        if len(labels) > 1:
            either = " or ".join(f"`{label}:{ids[name]}`" for label in labels)
            raise bad_input(f"{name!r} names {' and '.join(labels)}; give {either}")
        into = persons if labels == ["Person"] else liaisons
        into.update({row["start"]: None for row in found if row["start"] is not None})
    known = {row["id"] for row in rows if row["label"] == "Person"}
    for name in goals:
        if ids[name] not in known or names[name][0] in ("Liaison", "Team"):
            raise bad_input(f"no person has the id {name!r}; look one up with `people`")
    return list(persons), list(liaisons), list(dict.fromkeys(ids[name] for name in goals))


async def _families(
    answering: Answering, given: IntroductionFilterInput
) -> tuple[list[str], list[str]]:
    """The companies whose payees the question leaves out, whole families, by id; and who that is in
    words. Raises BAD_USER_INPUT."""
    asked, competitors = given.without_companies or [], given.without_competitors
    if not asked and not competitors:
        return [], []
    values = {"companies": asked, "competitors": competitors}
    rows = await answering.rows(search.FAMILIES, values)
    if competitors and not await answering.rows(search.OWN, {}):
        raise bad_input(
            "`withoutCompetitors` needs to know which company is your own: load a list of "
            "companies (`peerline template companies`)"
        )
    ids = [one for row in rows for one in row["ids"]]
    told = [f"people paid by {row['told']}: left out by your question" for row in rows]
    unknown = sorted(set(asked) - set(ids))
    told += [f"no company has the id {one!r}: nobody is left out for it" for one in unknown]
    return ids, told


async def _left_out(
    answering: Answering, given: IntroductionFilterInput, companies: list[str], ends: set[str]
) -> list[str]:
    """Whom the question leaves out; its own ends stay."""
    wanted = {
        "persons": given.without_persons or [],
        "companies": companies,
        "institutions": given.without_institutions or [],
        "states": given.without_states or [],
    }
    hidden = sorted(answering.info.context.hidden())
    if not any(wanted.values()):
        return hidden
    rows = await answering.rows(search.LEFT_OUT, wanted)
    return [row["id"] for row in rows if row["id"] not in ends] + hidden


@lru_cache(maxsize=1 + tie_index.DATED_KEPT)
def opened(folder: Path) -> tuple[TieIndex, Searcher]:
    """The tie index in a folder and its searcher, compiled and ready."""
    index = tie_index.opened(folder)
    searcher = Searcher(index.arcs)
    tie_index.warm(searcher)
    return index, searcher


async def index_on(
    answering: Answering, as_of: date, known_by: datetime | None
) -> tuple[TieIndex, Searcher]:
    """The tie index of a past day; raises BAD_USER_INPUT where there are no tables to make it."""
    folder = await asyncio.to_thread(answering.info.context.ties_on, as_of, known_by)
    if folder is None:
        raise bad_input(
            "`asOf` needs the tables of an ended refresh in this server's home; there are none"
        )
    return await alone(lambda: opened(folder))


async def _index(
    answering: Answering,
    persons: list[str],
    liaisons: list[str],
    goals: list[str],
    max_hops: int,
    given: IntroductionFilterInput,
) -> tuple[TieIndex, Searcher]:
    """The tie index, that of the day asked, or the ties around both ends where none belongs to the
    graph as it is."""
    context = answering.info.context
    if given.as_of:
        return await index_on(answering, given.as_of, given.known_by)
    folder = tie_index.current(context.home) if context.home else None
    if folder:
        return await alone(lambda: opened(folder))
    rows = await answering.rows(search.AROUND_LIAISONS, {"liaisons": liaisons}) if liaisons else []
    ends = [*persons, *(row["b"] for row in rows)]
    for some, depth in zip((ends, goals), search.depths(max_hops), strict=True):
        layer, seen = list(some), set(some)
        for _ in range(depth):
            found = await answering.rows(search.AROUND, {"layer": layer})
            rows += found
            layer = sorted({row["b"] for row in found} - seen)
            seen.update(layer)
    ids = sorted({row[end] for row in rows for end in "ab"})
    index = tie_index.of_rows(rows, await answering.rows(search.PAID, {"ids": ids}))
    return index, Searcher(index.arcs)


def _allowed(
    index: TieIndex, kinds: set[TieKind], given: IntroductionFilterInput, left_out: list[str]
) -> Filter:
    bits = sum(KINDS[kind.name].bits for kind in kinds)
    if not given.industry_ties:
        bits &= ~OF_COMPANIES
    since = 0
    if given.max_age_years:
        since = tie_index.years_before(given.as_of or date.today(), given.max_age_years)
    banned = index.without(left_out) if left_out else None
    return Filter(bits, given.min_strength or 0.0, since, banned)
