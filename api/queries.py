"""Which questions can be asked?"""

from __future__ import annotations

from typing import Annotated

import strawberry

from api import roots
from api.answering import Answering
from api.edges import Entitled, Found, Named
from api.evidence import evidence
from api.influence import influence as influence_of
from api.influence_types import IndicatorWeightInput, InfluenceScores
from api.introduction_types import EvidencePage, Introduction, IntroductionFilterInput, TieKind
from api.introductions import introductions
from api.pages import Page
from api.planning import NextIntroduction, Reach, next_introductions, reach
from api.points import RateLimit
from api.roots import Info, PersonFilter, asks
from api.types import (
    After,
    Community,
    Company,
    First,
    Institution,
    Liaison,
    Node,
    Paper,
    Person,
    Source,
    Team,
    Topic,
    Trial,
)
from schema import nodes

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
Typed = Annotated[
    str,
    strawberry.argument(
        description="A name or its beginning, with or without accents, hyphens and apostrophes."
    ),
]
Filter = Annotated[PersonFilter | None, strawberry.argument(description="Which persons.")]


@strawberry.type(description="The questions.")
class Query:
    @asks("One person by id, NPI or ORCID iD: give exactly one.", roots.one_person)
    def person(
        self,
        id: Annotated[str | None, strawberry.argument(description="`personId`.")] = None,
        npi: Annotated[str | None, strawberry.argument(description="NPI.")] = None,
        orcid: Annotated[
            str | None, strawberry.argument(description="ORCID iD, in any notation.")
        ] = None,
    ) -> Person | None: ...

    @strawberry.field(description="What this operation costs, and what is left of the hour.")
    def rate_limit(self, info: Info) -> RateLimit:
        balance = info.context.balance
        assert balance
        return balance

    @asks("Anything by its global id.", roots.by_global_id)
    def node(
        self, id: Annotated[strawberry.ID, strawberry.argument(description="Global id.")]
    ) -> Node | None: ...

    @asks("A paper by PMID.", roots.by_key(nodes.Paper))
    def paper(
        self, pmid: Annotated[str, strawberry.argument(description="PMID.")]
    ) -> Paper | None: ...

    @asks("A trial by registry number.", roots.by_key(nodes.Trial))
    def trial(
        self, nct_id: Annotated[str, strawberry.argument(description="NCT number.")]
    ) -> Trial | None: ...

    @asks("A topic by its heading, of this year or a former one.", roots.one_topic)
    def topic(
        self, name: Annotated[str, strawberry.argument(description="MeSH heading.")]
    ) -> Topic | None: ...

    @asks(
        "Persons by name and filters; the best match first, then the most influential.",
        roots.people,
    )
    def people(
        self, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Named[Person], Person]: ...

    @asks("Persons of the highest influence on the network of ties.", roots.ranked("influence"))
    def influencers(
        self, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]: ...

    @asks("Persons who join circles that few others join.", roots.ranked("connector"))
    def connectors(
        self, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]: ...

    @asks(
        "Persons early in their career who are not yet in the top decile, those first who most "
        "probably will be among the first 5 % of the next three years.",
        roots.ranked("emerging", "{node}.isVisible = false"),
    )
    def emerging(
        self, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]: ...

    @asks(
        "Persons who gained ties into other circles in the last four quarters and join circles "
        "that few others join.",
        roots.ranked("connector", roots.GAINING),
    )
    def emerging_connectors(
        self, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]: ...

    @asks("Circles of people who work together, the largest first.", lambda: (roots.CIRCLES, {}))
    def communities(
        self, first: First = 20, after: After = None
    ) -> Page[Found[Community], Community]: ...

    @asks("What is loaded of each source and how fresh it is.", lambda: (roots.SOURCES, {}))
    def sources(self) -> list[Source]: ...

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
    ) -> InfluenceScores | None:
        return await influence_of(Answering(info), person, topic, weights)

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
    ) -> EvidencePage:
        asked = (from_, to, kinds, first, after, filter)
        return await evidence(Answering(info), *asked)

    @asks("The user's own liaisons.", roots.all_of(nodes.Liaison))
    def liaisons(self, first: First = 20, after: After = None) -> Page[Found[Liaison], Liaison]: ...

    @asks("The user's own teams.", roots.all_of(nodes.Team))
    def teams(self, first: First = 20, after: After = None) -> Page[Found[Team], Team]: ...

    @asks("Institutions by name, the best match first.", roots.by_name("Institution"))
    def institutions(
        self,
        text: Typed,
        first: First = 20,
        after: After = None,
    ) -> Page[Entitled[Institution], Institution]: ...

    @asks("Companies by name, the best match first.", roots.by_name("Company"))
    def companies(
        self,
        text: Typed,
        first: First = 20,
        after: After = None,
    ) -> Page[Entitled[Company], Company]: ...
