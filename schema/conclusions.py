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


class Centrality(Conclusion):
    """Place in the network of ties, by measures other than PageRank."""

    k_core: Annotated[int | None, "Largest k so that a group holds k ties of each within it."]
    eigenvector: Annotated[
        float | None, "Leading eigenvector of strengths, as a share of the highest; 0 to 1."
    ]
    harmonic: Annotated[float | None, "Mean of 1 / steps to all others; 0 to 1."]
    betweenness: Annotated[float | None, "Shortest paths through the person, on ties."]
    betweenness_error: Annotated[
        float | None, "Standard error of the betweenness; 0 where it is exact."
    ]
    constraint: Annotated[
        float | None, "Burt's constraint: how much the ties lead back to one another."
    ]
    effective_size: Annotated[float | None, "Ties less their redundancy (Burt)."]
    is_cut_person: Annotated[
        bool | None, "Whether the network falls apart further without the person."
    ]


class Community(Conclusion):
    """Membership in a circle of people who work together."""

    community: Annotated[
        int | None, "The circle, by Leiden on ties; it keeps its number from refresh to refresh."
    ]
    community_stability: Annotated[
        float | None,
        "Mean overlap (Jaccard) of the circle with its best match when a tenth of the ties is left "
        "out; 0 to 1.",
    ]


class Connector(Conclusion):
    """Standing between circles."""

    connector: Annotated[float | None, "Betweenness times the share of ties that leave the circle."]
    participation: Annotated[
        float | None, "How evenly the ties' strength is spread over circles; 0 to 1."
    ]
    circles_joined: Annotated[
        int | None, "Number of circles among the person's ties, the own included."
    ]
    connector_stability: Annotated[
        float | None,
        "Share of runs with a tenth of the ties left out in which the person stays among the first "
        "200 connectors.",
    ]
    connector_reasons: Annotated[list[str] | None, "Which circles are joined, in words."]
