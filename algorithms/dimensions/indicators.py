"""Which records count for a person's influence, since which day, and how much each?

    (q:Person)-[e]->(n)            the record is the node n, or the relationship e itself
    (q:Person)-[e]->(n)<-[]-(r)    the record is the node r, which cites n

An indicator is declared once; its rows in the drawn tables, which are scored, and its records in
the graph, which are shown, follow from that. Payments are one indicator for each group of natures:
a meal is no honorarium. PageRank has no records of its own and is written by hand: it is shared out
to the neighbours that it comes from.

By its publication types a guideline is one of `guidelines`, a congress abstract or proceedings one
of `presentations`; neither is one of `papers` or `senior_papers` as well, and a paper of both kinds
is a guideline. Their citations count like those of any paper. A conference at the bedside
(`Clinical Conference`) is a paper like others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from algorithms.dimensions import payments
from graph.classes import named
from schema.funding import LEADS_GRANT
from schema.practice import ADOPTED, BILLED
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
from schema.vocabulary import Relationship, camel

UNTIL, TOPIC = "getvariable('until')", "getvariable('topic')"


@dataclass(frozen=True)
class Indicator:
    """A sum over the records to which `edge` leads from a person, each with its `day`, `title` and
    `value`. `day`, `value` and `holds`, what must hold besides, are written so that SQL and Cypher
    both read them, `title` and `amount` for Cypher alone. `needs` is a relationship that the node
    must have; `topics` is that to the topics of its own, if it has any; where it is `cited_by`
    others, these are the records, the person's own left out; `is_of_edge` says that the
    relationship is the record."""

    name: str
    edge: type[Relationship]
    day: str
    title: str
    amount: str = "NULL"
    value: str = "1.0"
    holds: str = "TRUE"
    topics: type[Relationship] | None = None
    needs: type[Relationship] | None = None
    cited_by: type[Relationship] | None = None
    is_of_edge: bool = False

    @property
    def rows(self) -> str:
        """SQL: `person_id, indicator, record, mention, sure, on_day, value`, up to `until` and, if
        one is given, about `topic`. `sure` is how sure identity is of the `mention`."""
        key, end = f"n.{self.edge.end.key}", named(self.edge.end)
        citing, where = "", [self.holds, *(f"{day} <= {UNTIL}" for day in self._days)]
        if self.cited_by is not None:
            citing = f"""
  JOIN {named(self.cited_by)} c ON c."end" = {key}
  JOIN {end} r ON r.{self.edge.end.key} = c.start"""
            where.append(
                f"NOT EXISTS (FROM {named(self.edge)} o "
                'WHERE o.start = e.start AND o."end" = c.start)'
            )
        if self.needs is not None:
            where.append(f"{key} IN (SELECT start FROM {named(self.needs)})")
        where.append(self._about(key))
        return f"""
SELECT e.start AS person_id, '{self.name}' AS indicator, {self._record(" || ")} AS record,
  {"e.record" if self.is_of_edge else key} AS mention, {self._sure} AS sure,
  {self._days[-1]} AS on_day, {self.value} AS value
FROM {named(self.edge)} e JOIN {end} n ON {key} = e."end"{citing}
WHERE {" AND ".join(where)}{" GROUP BY ALL" if self._is_repeated else ""}"""

    @property
    def records(self) -> str:
        """Cypher: `indicator, record, title, amount, source, day, value` of the person `q`, up to
        `$until` and, if they are given, about `$below`."""
        edge, end = self.edge.type_name, self.edge.end.__name__
        citing, where = "", [self.holds, *(f"{day} <= $until" for day in self._days)]
        if self.cited_by is not None:
            citing = f"<-[:{self.cited_by.type_name}]-(r:{end})"
            where.append(f"NOT EXISTS {{ (q)-[:{edge}]->(r) }}")
        if self.needs is not None:
            need = f"(n)-[:{self.needs.type_name}]->(:{self.needs.end.__name__})"
            where.append(f"EXISTS {{ {need} }}")
        if self.topics is not None:
            topic = f"(n)-[:{self.topics.type_name}]->(t:Topic) WHERE t.name IN $below"
            where.append(f"($below IS NULL OR EXISTS {{ {topic} }})")
        teller = "e" if self.is_of_edge else "r" if self.cited_by else "n"
        return _in_cypher(f"""MATCH (q)-[e:{edge}]->(n:{end}){citing}
WHERE {" AND ".join(where)}{chr(10) + "WITH DISTINCT n" if self._is_repeated else ""}
RETURN '{self.name}' AS indicator, {self._record(" + ")} AS record,
  {self.title} AS title, {self.amount} AS amount, {teller}.source AS source,
  {self._days[-1]} AS day, {self.value} AS value""")

    @property
    def _days(self) -> tuple[str, ...]:
        """The days that must have come, the record's own last."""
        return (self.day, self.day.replace("n.", "r.")) if self.cited_by else (self.day,)

    @property
    def _is_repeated(self) -> bool:
        """Whether several relationships may lead to one record, which counts once."""
        return bool(self.edge.apart) and not self.is_of_edge

    @property
    def _sure(self) -> str:
        if "identity_score" not in {field.name for field in self.edge.fields()}:
            return "1.0"
        sure = "coalesce(e.identity_score, 1.0)"
        return f"max({sure})" if self._is_repeated else sure

    def _record(self, joined_by: str) -> str:
        key = self.edge.end.key
        if self.cited_by is not None:
            return joined_by.join((f"r.{key}", "' cites '", f"n.{key}"))
        return "e.record" if self.is_of_edge else f"n.{key}"

    def _about(self, key: str) -> str:
        if self.topics is None:
            return f"{TOPIC} IS NULL"
        among = '"end" IN (SELECT name FROM dimensions.topics_below)'
        return (
            f"({TOPIC} IS NULL OR {key} IN (SELECT start FROM {named(self.topics)} WHERE {among}))"
        )


def _in_cypher(text: str) -> str:
    """The fields of `e`, `n` and `r` in the graph's spelling, and days as Cypher makes them."""
    text = re.sub(
        r"make_date\(([^,]+), (\d+), (\d+)\)", r"date({year: \1, month: \2, day: \3})", text
    )
    return re.sub(r"\b([enr])\.(\w+)", lambda field: f"{field[1]}.{camel(field[2])}", text)


# A preprint beside its article, and a notice, are no paper of their own; a retracted one is none.
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
                RECEIVED,
                payments.DAY,
                payments.TITLE,
                amount="n.amount_usd",
                value=payments.VALUE,
                holds=f"{payments.GROUP} = '{group}'",
            )
            for group in payments.NATURES
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
