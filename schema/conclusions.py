"""What do the algorithms conclude of a person? Each class is written by one algorithm."""

from typing import Annotated

from schema.nodes import Person
from schema.vocabulary import Declared


class Conclusion(Declared):
    """Properties that one algorithm adds to persons."""

    of = Person


class Influence(Conclusion):
    """Standing in the network of ties."""

    influence: Annotated[float | None, "PageRank on ties, as a share of the highest; 0 to 1."]
    page_rank: Annotated[float | None, "PageRank on ties weighted by strength, damping 0.85."]
    tie_count: Annotated[int | None, "Number of ties."]
    influence_reasons: Annotated[list[str] | None, "What the number rests on, in words."]


class Community(Conclusion):
    """Membership in a circle of people who work together."""

    community: Annotated[
        int | None, "The circle, by Leiden on ties; numbered by size, 0 the largest."
    ]


class Connector(Conclusion):
    """Standing between circles."""

    betweenness: Annotated[float | None, "Shortest paths through the person, on ties."]
    connector: Annotated[float | None, "Betweenness times the share of ties that leave the circle."]
    circles_joined: Annotated[
        int | None, "Number of circles among the person's ties, the own included."
    ]
    connector_reasons: Annotated[list[str] | None, "Which circles are joined, in words."]
