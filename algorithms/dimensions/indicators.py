"""Which records count for a person's influence, since which day, and how much each?

Payments are one indicator for each group of natures: a meal is no honorarium. PageRank has no
records of its own and is written by hand: it is shared out to the neighbours that it comes from.

By its publication types a guideline is one of `guidelines`, a congress abstract or proceedings one
of `presentations`; neither is one of `papers` or `senior_papers` as well, and a paper of both kinds
is a guideline. Their citations count like those of any paper. A conference at the bedside
(`Clinical Conference`) is a paper like others.

Of what a congress's programme names, a session in which somebody speaks, chairs, sits on a panel,
discusses or organises is one of `congress_roles`; an abstract that somebody gives is one of
`abstracts`. What the programme says of a paper that the person signed is that paper, and neither.
"""

from __future__ import annotations

from algorithms.dimensions import payments
from algorithms.dimensions.indicator import TOPIC, Indicator
from algorithms.ties.natures import GROUP, NATURES
from schema.congresses import ADDRESSES, TOOK_PART_IN
from schema.digital import CONTRIBUTED_TO, DISCUSSES
from schema.funding import LEADS_GRANT
from schema.practice import ADOPTED, BILLED
from schema.profession import BELONGS_TO_SOCIETY, LEADS_AT
from schema.relationships import (
    ABOUT,
    AUTHORED,
    CITES,
    INVESTIGATES,
    PERFORMED,
    RECEIVED,
    SPONSORED_BY,
    STUDIES,
)

# A preprint beside its article, and a notice, are no paper of their own; a retracted one is none.
# What is presented at a congress and is a paper of the person's own is counted as that paper.
WORK, SOUND = "e.counted_with IS NULL", "coalesce(n.is_retracted, false) = false"
_GUIDELINE_TYPES = (
    *("Guideline", "Practice Guideline", "Consensus Statement"),
    *("Consensus Development Conference", "Consensus Development Conference, NIH"),
)
_CONGRESS_TYPES = ("Congress", "Congresses", "Meeting Abstract")


def _of_type(types: tuple[str, ...]) -> str:
    """Whether the paper `n` has one of the publication types; a paper without any has none."""
    tests = " OR ".join(f"('{name}' IN n.types)" for name in types)
    return f"coalesce({tests}, false)"


GUIDELINE, AT_CONGRESS = _of_type(_GUIDELINE_TYPES), _of_type(_CONGRESS_TYPES)
SHARED_OUT = "1.0 / CASE WHEN n.authors > 1 THEN n.authors ELSE 1 END"
HELD_UNTIL = "CASE WHEN e.to_on < e.stated_on THEN e.to_on ELSE e.stated_on END"
GIVES_ABSTRACT = "e.role IN ['presenter', 'poster presenter']"
SESSION = "coalesce(n.title, n.type, 'session') + ', ' + n.congress_name"
ONLINE_GROUP = """CASE n.platform WHEN 'webinar' THEN 'webinars' WHEN 'podcast' THEN 'podcasts'
  WHEN 'community' THEN 'communities' ELSE 'social_activity' END"""
ONLINE = "coalesce(n.title + ', ', '') + n.channel"
OTHER_PAPER = f"NOT {GUIDELINE} AND NOT {AT_CONGRESS}"

INDICATORS = {
    indicator.name: indicator
    for indicator in (
        Indicator(
            "papers",
            AUTHORED,
            "n.published_on",
            "n.title",
            value=SHARED_OUT,
            holds=f"{WORK} AND {SOUND} AND {OTHER_PAPER}",
            topics=ABOUT,
        ),
        Indicator(
            "senior_papers",
            AUTHORED,
            "n.published_on",
            "n.title",
            holds=f"e.is_last AND {WORK} AND {SOUND} AND {OTHER_PAPER}",
            topics=ABOUT,
        ),
        Indicator(
            "presentations",
            AUTHORED,
            "n.published_on",
            "n.title",
            value=SHARED_OUT,
            holds=f"{WORK} AND {SOUND} AND {AT_CONGRESS} AND NOT {GUIDELINE}",
            topics=ABOUT,
        ),
        Indicator(
            "congress_roles",
            TOOK_PART_IN,
            "n.held_on",
            SESSION,
            holds=f"NOT {GIVES_ABSTRACT} AND {WORK}",
            topics=ADDRESSES,
        ),
        Indicator(
            "abstracts",
            TOOK_PART_IN,
            "e.held_on",
            f"coalesce(e.title, {SESSION})",
            holds=f"{GIVES_ABSTRACT} AND {WORK}",
            topics=ADDRESSES,
            is_of_edge=True,
        ),
        Indicator(
            "guidelines",
            AUTHORED,
            "n.published_on",
            "n.title",
            holds=f"{WORK} AND {SOUND} AND {GUIDELINE}",
            topics=ABOUT,
        ),
        Indicator(
            "citations",
            AUTHORED,
            "n.published_on",
            "r.title",
            holds=SOUND,
            topics=ABOUT,
            cited_by=CITES,
        ),
        Indicator(
            "grants",
            LEADS_GRANT,
            "n.started_on",
            "coalesce(n.title, n.number)",
            holds="e.role <> 'subproject leader'",
        ),
        Indicator(
            "trials",
            INVESTIGATES,
            "n.started_on",
            "n.title",
            topics=STUDIES,
        ),
        Indicator(
            "company_trials",
            INVESTIGATES,
            "n.started_on",
            "n.title",
            topics=STUDIES,
            needs=SPONSORED_BY,
        ),
        Indicator(
            "society_roles",
            BELONGS_TO_SOCIETY,
            HELD_UNTIL,
            "n.name + ', ' + e.role + coalesce(', ' + e.committee, '')",
            holds="NOT (e.role IN ['member', 'fellow'])",
            is_of_edge=True,
        ),
        Indicator(
            "leadership_roles",
            LEADS_AT,
            HELD_UNTIL,
            "n.name + ', ' + e.role + coalesce(', ' + e.department, '')",
            is_of_edge=True,
        ),
        Indicator(
            "services",
            PERFORMED,
            "e.to_on",
            "n.name + ', ' + toInteger(e.services) + ' services'",
            value="1.0 * e.services",
            holds="e.services > 0",
            is_of_edge=True,
        ),
        Indicator(
            "medicare_services",
            BILLED,
            "make_date(n.year, 12, 31)",
            "'Medicare ' + n.year + ', ' + toInteger(n.services) + ' services'",
            value="1.0 * n.services",
            holds="n.services > 0",
        ),
        Indicator(
            "adoption",
            ADOPTED,
            "make_date(e.first_year, 12, 31)",
            "n.name + ', first in ' + e.first_year",
            value="e.ahead_of_peers",
            holds="e.ahead_of_peers > 0",
            is_of_edge=True,
        ),
        *(
            Indicator(
                group,
                CONTRIBUTED_TO,
                "n.to_on",
                ONLINE,
                value="log10(9.0 + n.activities)",
                holds="e.is_verified",
                topics=DISCUSSES,
                group=ONLINE_GROUP,
            )
            for group in ("social_activity", "webinars", "podcasts", "communities")
        ),
        Indicator(
            "digital_reach",
            CONTRIBUTED_TO,
            "n.reach_on",
            ONLINE,
            value="log10(n.reach)",
            holds="e.is_verified AND e.is_latest_reach AND n.reach > 1",
            topics=DISCUSSES,
        ),
        *(
            Indicator(
                group,
                RECEIVED,
                payments.DAY,
                payments.TITLE,
                amount="n.amount_usd",
                value=payments.VALUE,
                group=GROUP,
            )
            for group in NATURES
        ),
    )
}
TOPICAL = tuple(name for name, indicator in INDICATORS.items() if indicator.topics is not None)

PAGE_RANK = "page_rank"
PAGE_RANK_ROWS = f"""
SELECT person_id, '{PAGE_RANK}' AS indicator, other AS record, NULL AS on_day, 1.0 AS sure,
  0 AS mention, score * passed / sum(passed) OVER (PARTITION BY person_id) AS value
FROM (
  SELECT e.person_id, e.other, p.score * e.strength / s.summed AS passed
  FROM network.tie_ends e JOIN network.page_ranks p ON p.person_id = e.other
  JOIN (SELECT person_id, sum(strength) AS summed FROM network.tie_ends GROUP BY person_id) s
    ON s.person_id = e.other
) JOIN network.page_ranks USING (person_id) WHERE {TOPIC} IS NULL"""
PAGE_RANK_RECORDS = f"""MATCH (q)-[t:CONNECTED_TO]-(n:Person) WHERE n.pageRank IS NOT NULL
RETURN '{PAGE_RANK}' AS indicator, n.personId AS record, n.name AS title, NULL AS amount,
  t.source AS source, t.lastOn AS day,
  n.pageRank * t.strength / COLLECT {{ MATCH (n)-[o:CONNECTED_TO]-() RETURN sum(o.strength) }}[0]
  AS value"""

# The records in the graph behind each indicator, in Cypher.
RECORDS = {name: indicator.records for name, indicator in INDICATORS.items()} | {
    PAGE_RANK: PAGE_RANK_RECORDS
}
