"""Which questions can be asked?"""

from __future__ import annotations

import re
from typing import Annotated, Any

import strawberry

from api.answering import Answering, Context
from api.edges import Found
from api.errors import bad_input
from api.evidence import evidence
from api.influence import IndicatorWeightInput, InfluenceScores
from api.influence import influence as influence_of
from api.introduction_types import EvidencePage, Introduction, IntroductionFilterInput, TieKind
from api.introductions import introductions
from api.pages import Page
from api.planning import NextIntroduction, Reach, next_introductions, reach
from api.reads import Read
from api.types import (
    BY_NAME,
    MOST_INFLUENTIAL,
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
from schema.catalogue import NODES
from schema.vocabulary import camel

Info = strawberry.Info[Context, None]
# What has a global id: everything but the ledger's own sources.
LABELS = {node.__name__: node for node in NODES if node.__name__ != "Source"}

# A filter that is not given holds for everyone.
HOLDS = " AND ".join(
    (
        "($state IS NULL OR {node}.state = $state)",
        "($specialty IS NULL OR {node}.specialty = $specialty)",
        "($community IS NULL OR {node}.community = $community)",
        "($physicians IS NULL OR {node}:Physician = $physicians)",
        "($topic IS NULL OR EXISTS {{ ({node})-[:AUTHORED]->(:Paper)-[:ABOUT]->"
        "(:Topic)-[:BROADER*0..12]->(:Topic {{name: $topic}}) }})",
        "($institution IS NULL OR EXISTS {{ ({node})-[:AFFILIATED_WITH]->"
        "(:Institution {{institutionId: $institution}}) }})",
    )
)


@strawberry.input(description="Which persons; what is not given does not restrict.")
class PersonFilter:
    text: str | None = strawberry.field(default=None, description="Words of a name.")
    state: str | None = strawberry.field(default=None, description="State of practice.")
    specialty: str | None = strawberry.field(default=None, description="Primary specialty.")
    topic: str | None = strawberry.field(
        default=None, description="MeSH heading of a paper, or one above it in the tree."
    )
    institution: str | None = strawberry.field(default=None, description="An `institutionId`.")
    community: int | None = strawberry.field(default=None, description="Number of a circle.")
    physicians: bool | None = strawberry.field(
        default=None, description="Only persons tied to a registry record, or only others."
    )

    def values(self) -> dict[str, Any]:
        """The values of every filter but `text`."""
        return {n: v for n, v in vars(self).items() if n != "text"}


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
Filter = Annotated[PersonFilter | None, strawberry.argument(description="Which persons.")]


@strawberry.type(description="The questions.")
class Query:
    @strawberry.field(description="One person by id, NPI or ORCID iD: give exactly one.")
    async def person(
        self,
        info: Info,
        id: Annotated[str | None, strawberry.argument(description="`personId`.")] = None,
        npi: Annotated[str | None, strawberry.argument(description="NPI.")] = None,
        orcid: Annotated[str | None, strawberry.argument(description="ORCID iD.")] = None,
    ) -> Person | None:
        given = {"personId": id, "npi": npi, "orcid": orcid}
        chosen = [name for name, value in given.items() if value is not None]
        if len(chosen) != 1:
            raise bad_input("give exactly one of `id`, `npi` and `orcid`")
        match = f"MATCH ({{node}}:Person {{{{{chosen[0]}: $value}}}})"
        order = (("{node}.personId", "ASC"),)
        read = Read(match=match, order=order)
        return await Answering(info).root(read, value=given[chosen[0]])  # type: ignore[no-any-return]

    @strawberry.field(description="Anything by its global id.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Global id.")],
    ) -> Node | None:
        label, _, key = id.partition(":")
        if label not in LABELS or not key:
            raise bad_input(f"{id[:80]!r} is no global id; one looks like `Paper:31452104`")
        match = f"MATCH ({{node}}:{label} {{{{{camel(LABELS[label].key)}: $key}}}})"
        return await Answering(info).root(Read(match=match), key=key)  # type: ignore[no-any-return]

    @strawberry.field(description="A paper by PMID.")
    async def paper(
        self, info: Info, pmid: Annotated[str, strawberry.argument(description="PMID.")]
    ) -> Paper | None:
        return await _one(info, "Paper", pmid=pmid)  # type: ignore[no-any-return]

    @strawberry.field(description="A trial by registry number.")
    async def trial(
        self, info: Info, nct_id: Annotated[str, strawberry.argument(description="NCT number.")]
    ) -> Trial | None:
        return await _one(info, "Trial", nctId=nct_id)  # type: ignore[no-any-return]

    @strawberry.field(description="A topic by its heading.")
    async def topic(
        self, info: Info, name: Annotated[str, strawberry.argument(description="MeSH heading.")]
    ) -> Topic | None:
        return await _one(info, "Topic", name=name)  # type: ignore[no-any-return]

    @strawberry.field(description="Persons by name and filters; the most influential first.")
    async def people(
        self, info: Info, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]:
        filter = filter or PersonFilter()
        if not filter.text:
            read = Read(
                match="MATCH ({node}:Person)", where=HOLDS, order=MOST_INFLUENTIAL, connection=True
            )
            return await Answering(info).root(read, **filter.values())  # type: ignore[no-any-return]
        read = Read(
            match="CALL db.index.fulltext.queryNodes('Person_search', $text) "
            "YIELD node AS {node}, score AS {edge} WITH *",
            where=HOLDS,
            order=(("{edge}", "DESC"), ("{node}.personId", "ASC")),
            connection=True,
        )
        text = full_text(filter.text)
        return await Answering(info).root(read, **filter.values(), text=text)  # type: ignore[no-any-return]

    @strawberry.field(description="Persons of the highest influence on the network of ties.")
    async def influencers(
        self, info: Info, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]:
        return await _ranked(info, "influence", filter)  # type: ignore[no-any-return]

    @strawberry.field(description="Persons who join circles that few others join.")
    async def connectors(
        self, info: Info, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]:
        return await _ranked(info, "connector", filter)  # type: ignore[no-any-return]

    @strawberry.field(
        description="Persons early in their career who are not yet in the top decile, those first "
        "who most probably will be among the first 5 % of the next three years."
    )
    async def emerging(
        self, info: Info, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]:
        return await _ranked(info, "emerging", filter, "{node}.isVisible = false")  # type: ignore[no-any-return]

    @strawberry.field(
        description="Persons who gained ties into other circles in the last four quarters and join "
        "circles that few others join."
    )
    async def emerging_connectors(
        self, info: Info, filter: Filter = None, first: First = 20, after: After = None
    ) -> Page[Found[Person], Person]:
        gained = "any(n IN {node}.newCircleTiesByQuarter[8..] WHERE n > 0)"
        gaining = "({node}.isLifting OR {node}.isVisible = false)"
        return await _ranked(info, "connector", filter, f"{gained} AND {gaining}")  # type: ignore[no-any-return]

    @strawberry.field(description="Circles of people who work together, the largest first.")
    async def communities(
        self, info: Info, first: First = 20, after: After = None
    ) -> Page[Found[Community], Community]:
        read = Read(
            match="MATCH (m:Person) WHERE m.community IS NOT NULL "
            "WITH m.community AS number, count(*) AS size, min(m.communityName) AS name, "
            "min(m.communityStability) AS stability "
            "WITH {{number: number, size: size, name: name, stability: stability}} AS {node}, "
            "size AS {edge}",
            order=(("{node}.size", "DESC"), ("{node}.number", "ASC")),
            connection=True,
        )
        return await Answering(info).root(read)  # type: ignore[no-any-return]

    @strawberry.field(description="What is loaded of each source and how fresh it is.")
    async def sources(self, info: Info) -> list[Source]:
        read = Read(match="MATCH ({node}:Source)", order=(("{node}.name", "ASC"),))
        return await Answering(info).root(read)  # type: ignore[no-any-return]

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
        return await introductions(Answering(info), *asked)  # type: ignore[return-value]

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
        return await influence_of(Answering(info), person, topic, weights)  # type: ignore[return-value]

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
        return await next_introductions(Answering(info), *asked)  # type: ignore[return-value]

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
        return await reach(Answering(info), *asked)  # type: ignore[return-value]

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
        return await evidence(Answering(info), *asked)  # type: ignore[return-value]

    @strawberry.field(description="The user's own liaisons.")
    async def liaisons(
        self, info: Info, first: First = 20, after: After = None
    ) -> Page[Found[Liaison], Liaison]:
        return await _own(info, "Liaison")  # type: ignore[no-any-return]

    @strawberry.field(description="The user's own teams.")
    async def teams(
        self, info: Info, first: First = 20, after: After = None
    ) -> Page[Found[Team], Team]:
        return await _own(info, "Team")  # type: ignore[no-any-return]

    @strawberry.field(description="Institutions by name.")
    async def institutions(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="Words of the name.")],
        first: First = 20,
        after: After = None,
    ) -> Page[Found[Institution], Institution]:
        return await _by_name(info, "Institution", text)  # type: ignore[no-any-return]

    @strawberry.field(description="Companies by name.")
    async def companies(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="Words of the name.")],
        first: First = 20,
        after: After = None,
    ) -> Page[Found[Company], Company]:
        return await _by_name(info, "Company", text)  # type: ignore[no-any-return]


def full_text(words: str) -> str:
    """Words as a full-text query: each must occur, at least as a beginning; nothing in them is an
    operator.

    Raises BAD_USER_INPUT for more than 200 characters or no word at all.
    """
    if len(words) > 200:
        raise bad_input(f"`text` has {len(words)} characters; give 200 at most")
    found = re.findall(r"\w+", words)
    if not found:
        raise bad_input("`text` holds no word")
    return " AND ".join(f"{word}*" for word in (w.lower() for w in found))


async def _one(info: Info, label: str, **key: str) -> Any:
    name, value = next(iter(key.items()))
    match = f"MATCH ({{node}}:{label} {{{{{name}: $value}}}})"
    return await Answering(info).root(Read(match=match), value=value)


async def _ranked(info: Info, score: str, filter: PersonFilter | None, holds: str = "true") -> Any:
    """Persons with a score, highest first, within the filter."""
    filter = filter or PersonFilter()
    if filter.text:
        raise bad_input("`text` finds persons in `people`; ranks take the other filters")
    read = Read(
        match="MATCH ({node}:Person)",
        where=f"{{node}}.{score} IS NOT NULL AND {holds} AND {HOLDS}",
        order=((f"{{node}}.{score}", "DESC"), ("{node}.personId", "ASC")),
        connection=True,
    )
    return await Answering(info).root(read, **filter.values())


async def _own(info: Info, label: str) -> Any:
    key = camel(LABELS[label].key)
    order = ((f"{{node}}.{key}", "ASC"),)
    read = Read(match=f"MATCH ({{node}}:{label})", order=order, connection=True)
    return await Answering(info).root(read)


async def _by_name(info: Info, label: str, text: str) -> Any:
    read = Read(
        match=f"CALL db.index.fulltext.queryNodes('{label}_search', $words) "
        "YIELD node AS {node}, score AS {edge} WITH *",
        order=(("{edge}", "DESC"), *BY_NAME),
        connection=True,
    )
    return await Answering(info).root(read, words=full_text(text))
