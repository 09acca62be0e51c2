"""Which questions can be asked?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from api import names, roots, titles
from api.answering import Answering
from api.connections import PAGES, asked_of, connection_of, plain_connection
from api.cypher import cypher
from api.declaring import argument
from api.evidence import evidence
from api.fields import leaf
from api.influence import influence as influence_of
from api.influence_types import IndicatorWeightInput, InfluenceScores
from api.introduction_types import Introduction, IntroductionFilterInput, TieKind
from api.introductions import introductions
from api.pages import After, Before, Last, Part, Rows
from api.past_ties import PastTieConnection, ties_on
from api.planning import NextIntroduction, Reach, next_introductions, reach
from api.points import RateLimit
from api.ranking import rank
from api.ranking_types import DimensionWeightInput, RankBy, RankConnection
from api.roots import Info, entitled, listed, one_of, ranked, root
from api.scopes import ScopeInput
from api.trends import Trend, trend
from schema import nodes as n
from schema.vocabulary import Node

First = Annotated[int, strawberry.argument(description="Rows on the page, 1 to 100.")]
Starts = Annotated[
    list[str],
    strawberry.argument(
        name="from",
        description="A `personId`, `liaisonId` or `teamId`, or several; `Liaison:id` and the like "
        "where one id could mean two.",
    ),
]
Goals = Annotated[list[str], strawberry.argument(description="A `personId`, or several.")]
Kinds = Annotated[
    list[TieKind] | None, strawberry.argument(description="Records that may make ties; else all.")
]
Hops = Annotated[int, strawberry.argument(description="Most ties in a chain, 1 to 6.")]
Without = Annotated[
    IntroductionFilterInput | None, strawberry.argument(description="What to do without.")
]


def _named(node: type[Node], reason: Any, about: str) -> str:
    """The connection of what is found by a name typed."""
    more = {
        "reason": (
            str | None,
            leaf(
                "In plain words why the name typed means it; none where none was.", "{this}", reason
            ),
        ),
        "grade": (int | None, leaf(f"How well the name typed agrees: {about}", "{this}.grade")),
    }
    return connection_of(node, None, more, "Match")


_TYPED = argument(
    "str | None",
    "A name or its beginning, in any order and spelling: with or without accents, hyphens, "
    "apostrophes and particles, initials for given names.",
)
_NAME = {"text": (_TYPED, None)}
_PEOPLE = asked_of(n.Person)
_PERSONS = connection_of(n.Person)


@strawberry.type(description="The questions.")
class Query:
    node = root(
        "Anything by its global id.",
        {"id": (argument("strawberry.ID", "Global id."), ...)},
        "Node | None",
        roots.by_global_id,
    )
    nodes = root(
        f"Things by their global ids, {roots.MOST_IDS} at most, in this order; none where nothing "
        "has the id.",
        {"ids": (argument("list[strawberry.ID]", "Global ids."), ...)},
        "list[Node | None]",
        roots.by_global_ids,
    )
    person = root(
        "One person by id, NPI or ORCID iD: give exactly one.",
        {
            "id": (argument("str | None", "`personId`."), None),
            "npi": (argument("str | None", "NPI."), None),
            "orcid": (argument("str | None", "ORCID iD, in any notation."), None),
        },
        "Person | None",
        roots.one_person,
    )
    paper = one_of(n.Paper, "A paper by PMID.", "pmid")
    trial = one_of(n.Trial, "A trial by registry number.", "nct_id")
    institution = one_of(n.Institution, "An institution by id.")
    company = one_of(n.Company, "A company by id.")
    topic = root(
        "A topic by its heading, of this year or a former one.",
        {"name": (argument("str", "MeSH heading."), ...)},
        "Topic | None",
        roots.one_topic,
    )
    people = root(
        "Persons by name and filter; the best match first, then the most influential.",
        {**_NAME, **_PEOPLE},
        _named(n.Person, names.reason, names.GRADES_ABOUT),
        roots.people,
    )
    influencers = root(
        "Persons of the highest influence on the network of ties.",
        _PEOPLE,
        _PERSONS,
        ranked("influence"),
    )
    connectors = root(
        "Persons who join circles that few others join.", _PEOPLE, _PERSONS, ranked("connector")
    )
    emerging = root(
        "Persons early in their career who are not yet in the top decile, those first who most "
        "probably will be among the first 5 % of the next three years.",
        _PEOPLE,
        _PERSONS,
        ranked("emerging", "{node}.isVisible = false"),
    )
    emerging_connectors = root(
        "Persons who gained ties into other circles in the last four quarters and join circles "
        "that few others join.",
        _PEOPLE,
        _PERSONS,
        ranked("connector", roots.GAINING),
    )
    institutions = root(
        "Institutions by name and filter, the best match first.",
        {**_NAME, **asked_of(n.Institution)},
        _named(n.Institution, titles.reason, titles.GRADES_ABOUT),
        entitled(n.Institution),
    )
    companies = root(
        "Companies by name and filter, the best match first.",
        {**_NAME, **asked_of(n.Company)},
        _named(n.Company, titles.reason, titles.GRADES_ABOUT),
        entitled(n.Company),
    )
    papers = listed(n.Paper, "Papers by words and filter.")
    trials = listed(n.Trial, "Trials by words and filter.")
    payments = listed(n.Payment, "Payments by filter.")
    topics = listed(n.Topic, "Topics by words and filter.")
    products = listed(n.Product, "Products by words and filter.")
    grants = listed(n.Grant, "Grants by filter.")
    journals = listed(n.Journal, "Journals by filter.")
    specialties = listed(n.Specialty, "Specialties by words and filter.")
    code_groups = listed(n.CodeGroup, "Groups of codes by words and filter.")
    licences = listed(n.Licence, "Licences by filter.")
    exclusions = listed(n.Exclusion, "Exclusions by filter, past ones too.")
    liaisons = listed(n.Liaison, "The user's own liaisons.")
    teams = listed(n.Team, "The user's own teams.")
    engagements = listed(n.Engagement, "Engagements of the user's liaisons.")
    communities = root(
        "Circles of people who work together, the largest first.",
        PAGES,
        plain_connection("Community"),
        lambda _: (roots.CIRCLES, {}),
    )
    sources = root(
        "What is loaded of each source and how fresh it is.",
        {},
        "list[Source]",
        lambda _: (roots.SOURCES, {}),
    )

    @strawberry.field(description="What this operation costs, and what is left of the hour.")
    def rate_limit(self, info: Info) -> RateLimit:
        balance = info.context.balance
        assert balance
        return balance

    @strawberry.field(
        description="The strongest chains of ties from a liaison, a team or persons to persons, "
        "for each of these in turn."
    )
    async def introductions(
        self,
        info: Info,
        from_: Starts,
        to: Goals,
        first: Annotated[int, strawberry.argument(description="How many to each, 1 to 20.")] = 3,
        kinds: Kinds = None,
        max_hops: Hops = 4,
        filter: Without = None,
    ) -> list[Introduction]:
        asked = (from_, to, first, kinds, max_hops, filter)
        return await introductions(Answering(info), *asked)

    @strawberry.field(
        description="A person's influence in five dimensions within the cohort, opened down to the "
        "records that add up to it; none where nothing was concluded yet."
    )
    async def influence(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        topic: Annotated[
            str | None,
            strawberry.argument(description="MeSH heading: only records about it or below it."),
        ] = None,
        weights: Annotated[
            list[IndicatorWeightInput] | None,
            strawberry.argument(description="In place of those of algorithms/weights.toml."),
        ] = None,
        as_of: Annotated[
            date | None,
            strawberry.argument(
                description="Only records up to this day count, of the person and of the cohort of "
                "today; the network dimension has no score then, for PageRank of a past day is not "
                "kept."
            ),
        ] = None,
    ) -> InfluenceScores | None:
        return await influence_of(Answering(info), person, topic, weights, as_of)

    @strawberry.field(
        description="Persons within a scope, the first by a dimension of influence or by a number "
        "on ties leading, each with what adds up to the score."
    )
    async def rank(
        self,
        info: Info,
        by: Annotated[RankBy, strawberry.argument(description="By what.")],
        scope: Annotated[
            ScopeInput | None, strawberry.argument(description="Which persons and records.")
        ] = None,
        weights: Annotated[
            list[IndicatorWeightInput] | None,
            strawberry.argument(description="In place of those of algorithms/weights.toml."),
        ] = None,
        dimensions: Annotated[
            list[DimensionWeightInput] | None,
            strawberry.argument(description="How much each counts in ALL_DIMENSIONS."),
        ] = None,
        first: Rows = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> RankConnection:
        part = Part(first, after, last, before)
        return await rank(Answering(info), by, weights, dimensions, part)

    @strawberry.field(
        description="How the papers, volumes and centrality of a cohort run over twelve quarters, "
        "and a person's beside them; none where nothing was concluded yet."
    )
    async def trend(
        self,
        info: Info,
        scope: Annotated[
            ScopeInput | None,
            strawberry.argument(description="Which persons; else the cohort of `person`, or all."),
        ] = None,
        person: Annotated[
            str | None, strawberry.argument(description="A `personId`: whose line stands beside.")
        ] = None,
    ) -> Trend | None:
        return await trend(Answering(info), person)

    @strawberry.field(
        description="Which introductions to ask for, in the order that opens most persons with the "
        "fewest asks."
    )
    async def next_introductions(
        self,
        info: Info,
        from_: Starts,
        to: Goals,
        asks: Annotated[int, strawberry.argument(description="How many at most, 1 to 50.")] = 10,
        per_introducer: Annotated[
            int, strawberry.argument(description="How often one introducer may be asked.")
        ] = 2,
        kinds: Kinds = None,
        max_hops: Hops = 4,
        filter: Without = None,
    ) -> list[NextIntroduction]:
        asked = (from_, to, asks, per_introducer, kinds, max_hops, filter)
        return await next_introductions(Answering(info), *asked)

    @strawberry.field(
        description="How many persons are in reach, and whom the loss of some would cut off."
    )
    async def reach(
        self,
        info: Info,
        from_: Starts,
        without: Annotated[
            list[str] | None, strawberry.argument(description="Persons to do without, by id.")
        ] = None,
        least: Annotated[
            float, strawberry.argument(description="Least strength of a chain that reaches.")
        ] = 0.01,
        first: Annotated[
            int, strawberry.argument(description="How many of those who lose most, 0 to 100.")
        ] = 20,
        kinds: Kinds = None,
        max_hops: Hops = 4,
        filter: Without = None,
    ) -> Reach:
        asked = (from_, without or [], least, first, kinds, max_hops, filter)
        return await reach(Answering(info), *asked)

    @strawberry.field(
        description="To whom a person was tied on a past day, the strongest tie first, liaisons "
        "left out."
    )
    async def ties_on(
        self,
        info: Info,
        person: Annotated[str, strawberry.argument(description="A `personId`.")],
        as_of: Annotated[date, strawberry.argument(description="Only what had happened by then.")],
        known_by: Annotated[
            datetime | None, strawberry.argument(description="Only what had been loaded by then.")
        ] = None,
        filter: Annotated[
            Annotated["PersonFilter", strawberry.lazy("api.made")] | None,  # type: ignore[name-defined]  # noqa: F821, UP037
            strawberry.argument(description="To whom, by what is known today."),
        ] = None,
        first: Rows = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> PastTieConnection:
        part = Part(first, after, last, before)
        return await ties_on(Answering(info), person, as_of, known_by, part)

    @strawberry.field(description="The records behind one tie, the newest first, by pages.")
    async def evidence(
        self,
        info: Info,
        from_: Annotated[
            str, strawberry.argument(name="from", description="A `personId` or `liaisonId`.")
        ],
        to: Annotated[str, strawberry.argument(description="A `personId`.")],
        first: First = 20,
        after: Annotated[
            str | None, strawberry.argument(description="`endCursor` or a hop's `evidenceCursor`.")
        ] = None,
        kinds: Kinds = None,
        filter: Without = None,
    ) -> Annotated["EvidenceConnection", strawberry.lazy("api.made")]:  # type: ignore[name-defined]  # noqa: F821, UP037
        asked = (from_, to, kinds, first, after, filter)
        return await evidence(Answering(info), *asked)

    cypher = strawberry.field(
        resolver=cypher,
        description="What a Cypher statement answers that only reads; for analysts, stewards and "
        "administrators.",
    )
