"""What does the graph hold of the chains that a search found: records, persons, companies, and what
is not covered?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from algorithms.introductions import evidence
from algorithms.introductions import introductions as search
from algorithms.introductions.evidence import HopRecords, Record, records_of
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Filter, Found
from api.answering import Answering
from api.introduction_types import Evidence
from api.tie_kinds import TieKind
from api.types import Company, Liaison, Person
from schema.tie_kinds import KINDS
from schema.ties import MOST_PERSONS, PAID

EVIDENCE_PER_HOP = 10
PEOPLE_AT = (
    "to",
    "introducer",
    "hops.from",
    "hops.to",
    "ifDeclined.introducer",
    "withoutIndustry.introducer",
)
Hop = tuple[int, int]


@dataclass(frozen=True)
class Question:
    """What a question allows: kinds of tie, hops, and as seen on which day by whom; `left_out` says
    in words whom it does without; `below` is where introductions stand below the root field, such
    as `introduction.`."""

    kinds: set[TieKind]
    max_hops: int
    allowed: Filter
    industry: bool = True
    as_of: date | None = None
    known_by: datetime | None = None
    left_out: Sequence[str] = ()
    below: str = ""

    def values(self, first: int, after: Sequence[object] | None = None) -> dict[str, object]:
        """The parameters of the statements that read evidence."""
        return {
            "kinds": sorted(str(kind.value) for kind in self.kinds),
            "industry": self.industry,
            "until": self.as_of,
            "knownBy": self.known_by,
            "most": MOST_PERSONS,
            "first": first,
            "after": after,
        }


@dataclass(frozen=True)
class Known:
    """What was read of some chains: records by hop, persons and liaisons by id as the caller
    selected them, and per chain what is not covered."""

    records: dict[Hop, HopRecords]
    people: dict[str, Person]
    liaisons: dict[str, Liaison]
    uncovered: list[list[str]]

    def holds(self, index: TieIndex, chain: Found) -> bool:
        """Whether the graph has the whole chain: while a refresh is under way it may have lost what
        the index of the one before still holds."""
        persons = (index.person(node) for node in chain.nodes if not index.is_liaison(node))
        has_persons = all(person in self.people for person in persons)
        return has_persons and all(hop in self.records for hop in pairwise(chain.nodes))


async def known_of(
    answering: Answering,
    index: TieIndex,
    chains: Sequence[Found],
    others: Iterable[Found | None],
    question: Question,
) -> Known:
    """What the graph holds of the chains, and of the introducers of `others`."""
    shown = {node for chain in chains for node in chain.nodes}
    shown |= {other.nodes[-2] for other in others if other}
    records, people, liaisons, uncovered = await asyncio.gather(
        _records(answering, index, chains, question),
        _people(answering, index, shown, question.below),
        _liaisons(answering, index, shown, question.below),
        _uncovered(answering, index, chains, question),
    )
    return Known(records, people, liaisons, uncovered)


async def companies(
    answering: Answering, ids: set[str], below: str
) -> dict[str, tuple[str, Company]]:
    """Families of companies by the one above all: its name and those of the others, and that
    company as the caller selected it."""
    if not ids:
        return {}
    values = {"companies": sorted(ids), "competitors": False}
    read = await answering.below(Company, (f"{below}flags.company",), "companyId", sorted(ids))
    names = await answering.rows(search.FAMILIES, values)
    return {row["family"]: (row["told"], read[row["family"]]) for row in names}


def as_evidence(records: Iterable[Record]) -> list[Evidence]:
    """Records as the API's type."""
    return [
        Evidence(
            kind=TieKind(record.kind),
            record=record.record,
            title=record.title,
            remark=record.remark,
            happened_on=record.happened_on,
            persons=record.persons,
            source=record.source,
            known_from=record.known_from,
            url=record.url,
            identity_score=record.identity_score,
            reasons=record.reasons,
        )
        for record in records
    ]


async def _records(
    answering: Answering, index: TieIndex, chains: Sequence[Found], question: Question
) -> dict[Hop, HopRecords]:
    hops = sorted({hop for chain in chains for hop in pairwise(chain.nodes)})
    records: dict[Hop, HopRecords] = {}
    for text, chosen in (
        (evidence.OF_PERSONS, [hop for hop in hops if not index.is_liaison(hop[0])]),
        (evidence.OF_LIAISONS, [hop for hop in hops if index.is_liaison(hop[0])]),
    ):
        if not chosen:
            continue
        named = {(index.person(a), index.person(b)): (a, b) for a, b in chosen}
        values = {"hops": [list(pair) for pair in named], **question.values(EVIDENCE_PER_HOP)}
        for row in await answering.rows(text, values):
            hop = named[row["key"][0], row["key"][1]]
            records[hop] = records_of(row, question.as_of is not None)
    return records


async def _people(
    answering: Answering, index: TieIndex, places: set[int], below: str
) -> dict[str, Person]:
    ids = sorted(index.person(place) for place in places if not index.is_liaison(place))
    paths = [f"{below}{path}" for path in PEOPLE_AT]
    return await answering.below(Person, paths, "personId", ids)


async def _liaisons(
    answering: Answering, index: TieIndex, places: set[int], below: str
) -> dict[str, Liaison]:
    ids = sorted(index.person(place) for place in places if index.is_liaison(place))
    if not ids:
        return {}
    return await answering.below(Liaison, (f"{below}hops.liaison",), "liaisonId", ids)


async def _uncovered(
    answering: Answering, index: TieIndex, chains: Sequence[Found], question: Question
) -> list[list[str]]:
    """What is not known of each chain."""
    inside = [
        [index.person(node) for node in chain.nodes if not index.is_liaison(node)]
        for chain in chains
    ]
    ids = sorted({person for persons in inside for person in persons})
    (row,) = await answering.rows(search.COVERAGE, {"ids": ids})
    kinds = {str(kind.value) for kind in question.kinds}
    paid = {name for name, kind in KINDS.items() if not kind.bits & ~PAID}
    of_kinds = search.uncovered(row, kinds - (set() if question.industry else paid))
    of_kinds = [*question.left_out, *of_kinds]
    known = {person["id"]: person for person in row["persons"]}
    return [
        of_kinds + search.silent([known[one] for one in persons if one in known], row["sources"])
        for persons in inside
    ]
