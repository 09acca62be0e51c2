"""What can be asked of each thing of the graph?

Scalar fields come from the schema; edges are written here, because which way one may walk is a
decision of the product. `api.pages.Page` gives each list its pages.
"""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from api.edges import (
    About,
    Affiliation,
    Authorship,
    Conduct,
    Encounter,
    Found,
    Investigation,
    Joined,
    Practice,
    Receipt,
    Sponsorship,
    Study,
    Tie,
    Volume,
)
from api.fields import leaf, of, reads
from api.pages import Page
from schema import conclusions, nodes
from schema.vocabulary import Node as Declared
from schema.vocabulary import camel

After = Annotated[str | None, strawberry.argument(description="`endCursor` of the page before.")]
First = Annotated[int, strawberry.argument(description="Rows on the page, 0 to 100.")]


@strawberry.interface(description="Anything that has a global id.")
class Node:
    id: strawberry.ID = strawberry.field(description="Global id, `Label:key`.")

    @classmethod
    def is_type_of(cls, row: Any, _: Any) -> bool:
        """Rows say what they are."""
        return isinstance(row, dict) and row["__typename"] == cls.__name__


def _id(declared: type[Declared]) -> Any:
    value = f"'{declared.__name__}:' + {{this}}.{camel(declared.key)}"
    return leaf("Global id, `Label:key`.", value)


def _list(match: str, *order: tuple[str, str], where: str = "") -> dict[str, Any]:
    return {"match": match, "where": where, "order": order, "connection": True}


def _most_frequent(name: str) -> str:
    return (
        "COLLECT {{ MATCH (m:Person {{community: {this}.number}}) "
        f"WHERE m.{name} IS NOT NULL WITH m.{name} AS value, count(*) AS n "
        "ORDER BY n DESC, value LIMIT 3 RETURN value }}"
    )


NEWEST_PAPER = (("coalesce(toString({node}.publishedOn), '')", "DESC"), ("{node}.pmid", "ASC"))
NEWEST_TRIAL = (("coalesce(toString({node}.startedOn), '')", "DESC"), ("{node}.nctId", "ASC"))
NEWEST_PAYMENT = (("coalesce(toString({node}.paidOn), '')", "DESC"), ("{node}.paymentId", "ASC"))
NEWEST_ENGAGEMENT = (
    ("coalesce(toString({node}.heldOn), toString({node}.plannedOn), '')", "DESC"),
    ("{node}.engagementId", "ASC"),
)
STRONGEST = (("{edge}.strength", "DESC"), ("{node}.personId", "ASC"))
BY_NAME = (("{node}.name", "ASC"), ("elementId({node})", "ASC"))
MOST_INFLUENTIAL = (("coalesce({node}.influence, -1.0)", "DESC"), ("{node}.personId", "ASC"))


@of(nodes.Topic)
class Topic(Node):
    id: strawberry.ID = _id(nodes.Topic)

    @reads(
        "Topics directly above this one.",
        **_list("MATCH ({this})-[{edge}:BROADER]->({node}:Topic)", *BY_NAME),
    )
    def broader(self, first: First = 20, after: After = None) -> Page[Joined[Topic], Topic]: ...

    @reads(
        "Papers indexed with it, newest first.",
        **_list("MATCH ({this})<-[{edge}:ABOUT]-({node}:Paper)", *NEWEST_PAPER),
    )
    def papers(self, first: First = 20, after: After = None) -> Page[About[Paper], Paper]: ...


@of(nodes.Journal)
class Journal(Node):
    id: strawberry.ID = _id(nodes.Journal)


@of(nodes.Grant)
class Grant(Node):
    id: strawberry.ID = _id(nodes.Grant)


@of(nodes.Specialty)
class Specialty(Node):
    id: strawberry.ID = _id(nodes.Specialty)


@of(nodes.Licence)
class Licence(Node):
    id: strawberry.ID = _id(nodes.Licence)


@of(nodes.Exclusion)
class Exclusion(Node):
    id: strawberry.ID = _id(nodes.Exclusion)


@of(nodes.Product)
class Product(Node):
    id: strawberry.ID = _id(nodes.Product)


@of(nodes.Source)
class Source: ...


@of(nodes.Institution)
class Institution(Node):
    id: strawberry.ID = _id(nodes.Institution)

    @reads(
        "Institutions it belongs to.",
        **_list("MATCH ({this})-[{edge}:PART_OF]->({node}:Institution)", *BY_NAME),
    )
    def part_of(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Institution], Institution]: ...

    @reads(
        "Institutions that took its place, by the register.",
        **_list("MATCH ({this})-[{edge}:SUCCEEDED_BY]->({node}:Institution)", *BY_NAME),
    )
    def succeeded_by(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Institution], Institution]: ...

    @reads(
        "Persons whose records name it, the most influential first.",
        **_list("MATCH ({this})<-[{edge}:AFFILIATED_WITH]-({node}:Person)", *MOST_INFLUENTIAL),
    )
    def people(
        self, first: First = 20, after: After = None
    ) -> Page[Affiliation[Person], Person]: ...


@of(nodes.Company)
class Company(Node):
    id: strawberry.ID = _id(nodes.Company)

    @reads(
        "Trials it leads or supports, newest first.",
        **_list("MATCH ({this})<-[{edge}:SPONSORED_BY]-({node}:Trial)", *NEWEST_TRIAL),
    )
    def trials(self, first: First = 20, after: After = None) -> Page[Sponsorship[Trial], Trial]: ...

    @reads(
        "Payments it reported, newest first.",
        **_list("MATCH ({this})<-[{edge}:PAID_BY]-({node}:Payment)", *NEWEST_PAYMENT),
    )
    def payments(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Payment], Payment]: ...


@of(nodes.Payment)
class Payment(Node):
    id: strawberry.ID = _id(nodes.Payment)

    @reads("The paying company.", match="MATCH ({this})-[{edge}:PAID_BY]->({node}:Company)")
    def company(self) -> Company | None: ...

    @reads(
        "Products it was reported for.",
        **_list("MATCH ({this})-[{edge}:CONCERNS]->({node}:Product)", *BY_NAME),
    )
    def products(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Product], Product]: ...

    @reads(
        "Persons it was made to or under.",
        **_list("MATCH ({this})<-[{edge}:RECEIVED]-({node}:Person)", *BY_NAME),
    )
    def recipients(
        self, first: First = 20, after: After = None
    ) -> Page[Receipt[Person], Person]: ...


@of(nodes.Trial)
class Trial(Node):
    id: strawberry.ID = _id(nodes.Trial)
    url: str = leaf("The public record.", "'https://clinicaltrials.gov/study/' + {this}.nctId")

    @reads(
        "Persons the registry names.",
        **_list("MATCH ({this})<-[{edge}:INVESTIGATES]-({node}:Person)", *BY_NAME),
    )
    def investigators(
        self, first: First = 20, after: After = None
    ) -> Page[Investigation[Person], Person]: ...

    @reads(
        "Companies that lead or support it.",
        **_list("MATCH ({this})-[{edge}:SPONSORED_BY]->({node}:Company)", *BY_NAME),
    )
    def companies(
        self, first: First = 20, after: After = None
    ) -> Page[Sponsorship[Company], Company]: ...

    @reads(
        "Institutions that lead or support it.",
        **_list("MATCH ({this})-[{edge}:SPONSORED_BY]->({node}:Institution)", *BY_NAME),
    )
    def institutions(
        self, first: First = 20, after: After = None
    ) -> Page[Sponsorship[Institution], Institution]: ...

    @reads(
        "Sites that resolve to an institution.",
        **_list("MATCH ({this})-[{edge}:CONDUCTED_AT]->({node}:Institution)", *BY_NAME),
    )
    def sites(
        self, first: First = 20, after: After = None
    ) -> Page[Conduct[Institution], Institution]: ...

    @reads(
        "Conditions and interventions as topics.",
        **_list("MATCH ({this})-[{edge}:STUDIES]->({node}:Topic)", *BY_NAME),
    )
    def topics(self, first: First = 20, after: After = None) -> Page[Study[Topic], Topic]: ...


@of(nodes.Paper)
class Paper(Node):
    id: strawberry.ID = _id(nodes.Paper)
    url: str = leaf("The public record.", "'https://pubmed.ncbi.nlm.nih.gov/' + {this}.pmid + '/'")

    @reads("The journal.", match="MATCH ({this})-[{edge}:PUBLISHED_IN]->({node}:Journal)")
    def journal(self) -> Journal | None: ...

    @reads(
        "Its authors in printed order, each with the reasons for the identification.",
        **_list(
            "MATCH ({this})<-[{edge}:AUTHORED]-({node}:Person)",
            ("{edge}.position", "ASC"),
            ("{node}.personId", "ASC"),
        ),
    )
    def bylines(
        self, first: First = 20, after: After = None
    ) -> Page[Authorship[Person], Person]: ...

    @reads(
        "Topics it is indexed with.",
        **_list("MATCH ({this})-[{edge}:ABOUT]->({node}:Topic)", *BY_NAME),
    )
    def topics(self, first: First = 20, after: After = None) -> Page[About[Topic], Topic]: ...

    @reads(
        "Papers it cites.", **_list("MATCH ({this})-[{edge}:CITES]->({node}:Paper)", *NEWEST_PAPER)
    )
    def cites(self, first: First = 20, after: After = None) -> Page[Joined[Paper], Paper]: ...

    @reads(
        "Papers that cite it.",
        **_list("MATCH ({this})<-[{edge}:CITES]-({node}:Paper)", *NEWEST_PAPER),
    )
    def cited_by(self, first: First = 20, after: After = None) -> Page[Joined[Paper], Paper]: ...

    @reads(
        "Grants it acknowledges.",
        **_list(
            "MATCH ({this})-[{edge}:FUNDED_BY]->({node}:Grant)",
            ("{node}.grantId", "ASC"),
        ),
    )
    def grants(self, first: First = 20, after: After = None) -> Page[Joined[Grant], Grant]: ...


@of(
    nodes.Person,
    conclusions.Influence,
    conclusions.Centrality,
    conclusions.Community,
    conclusions.Connector,
    conclusions.Run,
    conclusions.Trend,
    conclusions.Emerging,
    conclusions.Dimensions,
)
class Person(Node):
    id: strawberry.ID = _id(nodes.Person)
    is_physician: bool = leaf("Tied to a licence registry record.", "{this}:Physician")
    sources: list[str] = leaf(
        "The sources that speak of this person; others are silent, which is not zero.",
        "split({this}.source, ', ')",
    )
    received_usd: float | None = leaf(
        "Sum of the reported payments in US dollars; none where no payment is reported.",
        "COLLECT {{ MATCH ({this})-[:RECEIVED]->(p:Payment) WHERE p.amountUsd IS NOT NULL "
        "WITH DISTINCT p WITH sum(toInteger(round(p.amountUsd * 100))) AS cents, count(*) AS n "
        "WHERE n > 0 RETURN cents / 100.0 }}[0]",
    )

    @reads(
        "Papers with this person's byline, newest first.",
        **_list("MATCH ({this})-[{edge}:AUTHORED]->({node}:Paper)", *NEWEST_PAPER),
    )
    def papers(self, first: First = 20, after: After = None) -> Page[Authorship[Paper], Paper]: ...

    @reads(
        "Trials that name this person, newest first.",
        **_list("MATCH ({this})-[{edge}:INVESTIGATES]->({node}:Trial)", *NEWEST_TRIAL),
    )
    def trials(
        self, first: First = 20, after: After = None
    ) -> Page[Investigation[Trial], Trial]: ...

    @reads(
        "Payments reported to or under this person, newest first.",
        **_list("MATCH ({this})-[{edge}:RECEIVED]->({node}:Payment)", *NEWEST_PAYMENT),
    )
    def payments(
        self, first: First = 20, after: After = None
    ) -> Page[Receipt[Payment], Payment]: ...

    @reads(
        "Engagements of the user's liaisons with this person, the latest first.",
        **_list("MATCH ({this})<-[{edge}:ENGAGED]-({node}:Engagement)", *NEWEST_ENGAGEMENT),
    )
    def engagements(
        self, first: First = 20, after: After = None
    ) -> Page[Encounter[Engagement], Engagement]: ...

    @reads(
        "Clinical volumes by group of codes, the latest period first.",
        **_list(
            "MATCH ({this})-[{edge}:PERFORMED]->({node}:CodeGroup)",
            ("toString({edge}.toOn)", "DESC"),
            ("{node}.name", "ASC"),
            ("toString({edge}.fromOn)", "ASC"),
            ("{edge}.setting", "ASC"),
        ),
    )
    def volumes(
        self, first: First = 20, after: After = None
    ) -> Page[Volume[CodeGroup], CodeGroup]: ...

    @reads(
        "Persons this one has worked with, the strongest tie first.",
        **_list("MATCH ({this})-[{edge}:CONNECTED_TO]-({node}:Person)", *STRONGEST),
    )
    def ties(self, first: First = 20, after: After = None) -> Page[Tie[Person], Person]: ...

    @reads(
        "Institutions that this person's records name, the latest first.",
        **_list(
            "MATCH ({this})-[{edge}:AFFILIATED_WITH]->({node}:Institution)",
            ("coalesce(toString({edge}.lastOn), '')", "DESC"),
            ("{node}.institutionId", "ASC"),
        ),
    )
    def institutions(
        self, first: First = 20, after: After = None
    ) -> Page[Affiliation[Institution], Institution]: ...

    @reads(
        "Specialties in the registry.",
        **_list("MATCH ({this})-[{edge}:PRACTISES]->({node}:Specialty)", ("{node}.code", "ASC")),
    )
    def specialties(
        self, first: First = 20, after: After = None
    ) -> Page[Practice[Specialty], Specialty]: ...

    @reads(
        "Licences in the registry.",
        **_list("MATCH ({this})-[{edge}:HOLDS]->({node}:Licence)", ("{node}.licenceId", "ASC")),
    )
    def licences(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Licence], Licence]: ...

    @reads(
        "Exclusions that name this person's NPI, past ones too: see `isCurrent`.",
        **_list(
            "MATCH ({this})-[{edge}:EXCLUDED_BY]->({node}:Exclusion)", ("{node}.exclusionId", "ASC")
        ),
    )
    def exclusions(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Exclusion], Exclusion]: ...


@of(nodes.CodeGroup)
class CodeGroup(Node):
    id: strawberry.ID = _id(nodes.CodeGroup)


@of(nodes.Team)
class Team(Node):
    id: strawberry.ID = _id(nodes.Team)

    @reads(
        "Its liaisons.",
        **_list("MATCH ({this})<-[{edge}:MEMBER_OF]-({node}:Liaison)", ("{node}.liaisonId", "ASC")),
    )
    def liaisons(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Liaison], Liaison]: ...


@of(nodes.Engagement)
class Engagement(Node):
    id: strawberry.ID = _id(nodes.Engagement)

    @reads(
        "Whom it was with.",
        **_list("MATCH ({this})-[{edge}:ENGAGED]->({node}:Person)", ("{node}.personId", "ASC")),
    )
    def persons(
        self, first: First = 20, after: After = None
    ) -> Page[Encounter[Person], Person]: ...

    @reads(
        "Whose it was.",
        **_list("MATCH ({this})<-[{edge}:HELD]-({node}:Liaison)", ("{node}.liaisonId", "ASC")),
    )
    def liaisons(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Liaison], Liaison]: ...


@of(nodes.Liaison)
class Liaison(Node):
    id: strawberry.ID = _id(nodes.Liaison)

    @reads(
        "Teams that the log lists the liaison under.",
        **_list("MATCH ({this})-[{edge}:MEMBER_OF]->({node}:Team)", ("{node}.teamId", "ASC")),
    )
    def teams(self, first: First = 20, after: After = None) -> Page[Joined[Team], Team]: ...

    @reads(
        "Engagements, the latest first.",
        **_list("MATCH ({this})-[{edge}:HELD]->({node}:Engagement)", *NEWEST_ENGAGEMENT),
    )
    def engagements(
        self, first: First = 20, after: After = None
    ) -> Page[Joined[Engagement], Engagement]: ...


@strawberry.type(description="A circle of people who work together, found on the network of ties.")
class Community:
    number: int = leaf("Its number, kept from refresh to refresh.", "{this}.number")
    name: str | None = leaf("Specialty, topic and place of most in it.", "{this}.name")
    stability: float | None = leaf(
        "Mean overlap (Jaccard) with its best match when a tenth of the ties is left out; 0 to 1.",
        "{this}.stability",
    )
    size: int = leaf("Persons in it.", "{this}.size")
    specialties: list[str] = leaf(
        "The three most frequent specialties of its members.", _most_frequent("specialty")
    )
    states: list[str] = leaf(
        "The three most frequent states of its members.", _most_frequent("state")
    )

    @reads(
        "Its members, the most influential first.",
        match="MATCH ({node}:Person {{community: {this}.number}})",
        order=MOST_INFLUENTIAL,
        connection=True,
    )
    def members(self, first: First = 20, after: After = None) -> Page[Found[Person], Person]: ...
