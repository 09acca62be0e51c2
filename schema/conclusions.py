"""What do the algorithms conclude of a person? Each class is written by one algorithm."""

from datetime import date
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
    community_name: Annotated[
        str | None, "The circle's name: specialty, topic and place of most in it."
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


class Run(Conclusion):
    """By which run the numbers on ties came about."""

    score_run: Annotated[
        str | None, "Digest of the ties looked at: the same ties give the same run and numbers."
    ]


class Trend(Conclusion):
    """The last twelve quarters, the oldest first; a source that says nothing of the person has no
    line, and a quarter before its first record of anyone or after its last is a gap, not zero: NaN
    in the graph, null in the API."""

    trend_until: Annotated[date | None, "Last day of the last quarter."]
    papers_by_quarter: Annotated[list[int | None] | None, "Papers."]
    citations_by_quarter: Annotated[
        list[int | None] | None, "Citations by papers not signed by oneself."
    ]
    trials_by_quarter: Annotated[list[int | None] | None, "Trials begun that name the person."]
    services_by_quarter: Annotated[
        list[float | None] | None, "Services performed, all groups of codes."
    ]
    new_ties_by_quarter: Annotated[list[int | None] | None, "First joint papers."]
    new_circle_ties_by_quarter: Annotated[
        list[int | None] | None, "First joint papers with persons of other circles."
    ]
    centrality_by_quarter: Annotated[
        list[float | None] | None, "PageRank on joint papers so far, 1 on average."
    ]


class Emerging(Conclusion):
    """Promise of a person early in the career."""

    emerging: Annotated[
        float | None,
        "Chance of being among the first 5 % of the next three years; none where the reasons say "
        "that the forecast was withheld.",
    ]
    is_visible: Annotated[
        bool | None, "Whether the person is in the top decile by current standing already."
    ]
    is_lifting: Annotated[
        bool | None, "The rule of thumb: one line lifts sharply, or two of three rise together."
    ]
    publication_change: Annotated[float | None, "Papers of four quarters over the four before."]
    volume_change: Annotated[float | None, "Services of four quarters over the four before."]
    centrality_change: Annotated[float | None, "PageRank now over that of four quarters ago."]
    emerging_reasons: Annotated[list[str] | None, "What rises, and what it rests on, in words."]


class Dimensions(Conclusion):
    """Influence in five dimensions, each within a cohort; none where no source speaks."""

    scientific_influence: Annotated[
        float | None, "Papers, citations, congresses and grants; 0 to 1."
    ]
    clinical_influence: Annotated[float | None, "Trials and services performed; 0 to 1."]
    network_influence: Annotated[float | None, "PageRank on ties within the cohort; 0 to 1."]
    digital_influence: Annotated[
        float | None,
        "Posts, webinars, podcasts, communities and reach of accounts that are proved to be the "
        "person's; 0 to 1.",
    ]
    cross_industry_influence: Annotated[
        float | None, "Payments and trials of companies; 0 to 1. Contact, not merit."
    ]
    influence_cohort: Annotated[str | None, "Beside whom: specialty, place, career stage."]
    influence_until: Annotated[date | None, "The day that the dimensions were asked about."]
    influence_dimensions: Annotated[list[str] | None, "The dimensions that have a score."]
    influence_ranks: Annotated[
        list[int] | None, "Place within the cohort in each of these dimensions, from 1."
    ]
    influence_ranks_low: Annotated[
        list[int] | None, "Best place in nine of ten resamples of identity and ties."
    ]
    influence_ranks_high: Annotated[list[int] | None, "Worst place in nine of ten resamples."]
    influence_ranked: Annotated[
        list[int] | None, "Persons of the cohort with a score in each of these dimensions."
    ]
    influence_indicators: Annotated[list[str] | None, "Indicators with a record of the person."]
    indicator_totals: Annotated[list[float] | None, "The person's sum in each of these indicators."]
    indicator_highest: Annotated[
        list[float] | None, "The cohort's highest sum in each of these indicators."
    ]
    influence_uncovered: Annotated[
        list[str] | None, "Indicators whose source is not loaded; they are left out, not zero."
    ]
