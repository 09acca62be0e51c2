"""What can be told of a person on a past day, and who was tied to whom?

Two days count: when something happened (`asOf`), and when it was loaded (`knownBy`). Counts are of
the records up to both. What is not kept of a past day (specialty, place, circle, chance to emerge)
is no field here: today's value would be a wrong answer.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from algorithms.histories.drawn import QUARTER
from api.declaring import argument, made_type
from api.fields import leaf, reading
from api.reads import Read

_AS_OF = "Only what had happened by this day."
_KNOWN_BY = "Only what had been loaded by then."
_LOADED = "({this}.known IS NULL OR (a.knownFrom <= {this}.known AND w.knownFrom <= {this}.known))"
_PAPERS = (
    "MATCH ({owner})-[a:AUTHORED]->(w:Paper) WHERE a.countedWith IS NULL "
    f"AND w.publishedOn <= {{this}}.day AND {_LOADED}"
)
_TRIALS = (
    f"MATCH ({{owner}})-[a:INVESTIGATES]->(w:Trial) WHERE w.startedOn <= {{this}}.day AND {_LOADED}"
)
_PAYMENTS = (
    "MATCH ({owner})-[a:RECEIVED]->(w:Payment) WHERE w.paidOn <= {this}.day "
    f"AND w.amountUsd IS NOT NULL AND {_LOADED}"
)
# The last quarter that had ended by the day, as a place in the lists; a gap is NaN.
_QUARTER = (
    "CASE WHEN {this}.known IS NULL AND {owner}.trendUntil IS NOT NULL THEN "
    "size({owner}.centralityByQuarter) - 1 - CASE WHEN {this}.day >= {owner}.trendUntil THEN 0 "
    "ELSE 1 + toInteger(floor((duration.inDays({this}.day, {owner}.trendUntil).days - 1) / "
    f"{QUARTER})) END END"
)


def _in(template: str) -> str:
    """A pattern inside braces of Cypher."""
    return f"{{{{ {template} }}}}"


made_type(
    "PersonOnDay",
    "What is known of a person up to a past day. What is not kept of one is not here: specialty, "
    "place, circle, PageRank and the chance to emerge are told of today alone.",
    {
        "as_of": (date, leaf("The day asked about.", "{this}.day")),
        "known_by": (datetime | None, leaf("Only what was loaded by then counts.", "{this}.known")),
        "paper_count": (int, leaf("Papers up to the day.", f"COUNT {_in(_PAPERS)}")),
        "trial_count": (
            int,
            leaf(
                "Trials begun by the day. A trial without a day of its beginning never counts.",
                f"COUNT {_in(_TRIALS + ' RETURN DISTINCT w')}",
            ),
        ),
        "first_paper_on": (
            date | None,
            leaf(
                "Day of the first paper.",
                f"COLLECT {_in(_PAPERS + ' RETURN min(w.publishedOn)')}[0]",
            ),
        ),
        "last_paper_on": (
            date | None,
            leaf(
                "Day of the latest paper by then.",
                f"COLLECT {_in(_PAPERS + ' RETURN max(w.publishedOn)')}[0]",
            ),
        ),
        "received_usd": (
            Decimal | None,
            leaf(
                "Sum of the payments dated up to the day; none where none is reported.",
                "COLLECT "
                + _in(
                    _PAYMENTS + " WITH DISTINCT w WITH sum(toInteger(round(w.amountUsd * 100))) AS "
                    "cents, count(*) AS n WHERE n > 0 RETURN cents / 100.0"
                )
                + "[0]",
            ),
        ),
        "colleagues": (
            int,
            leaf(
                "Persons with a joint paper or trial by the day, of the ties that the graph holds "
                "today; their strengths on the day are read by `tiesOn`.",
                "COUNT "
                + _in(
                    "MATCH ({owner})-[t:CONNECTED_TO]-(q:Person) WHERE t.firstOn <= {this}.day "
                    "AND ({this}.known IS NULL OR t.knownFrom <= {this}.known) RETURN DISTINCT q"
                ),
            ),
        ),
        "centrality": (
            float | None,
            leaf(
                "PageRank on joint papers at the end of the last quarter that had ended by then, "
                "1 on average. None outside the twelve quarters that are kept, in a quarter that "
                "no source covers, and with `knownBy`: what was known then is not kept by quarter.",
                "CASE WHEN {owner}.centralityByQuarter IS NOT NULL THEN "
                f"[at IN [{_QUARTER}] WHERE at >= 0 "
                "AND NOT isNaN({owner}.centralityByQuarter[at]) | "
                "{owner}.centralityByQuarter[at]][0] END",
            ),
        ),
    },
)
ON_DAY = reading(
    "What is known of the person up to a past day; none of persons beyond the caller's territory.",
    {
        "as_of": (argument("date", _AS_OF), ...),
        "known_by": (argument("datetime | None", _KNOWN_BY), None),
    },
    "PersonOnDay | None",
    Read(match="UNWIND [{{day: $asOf, known: $knownBy}}] AS {node} WITH *"),
)
