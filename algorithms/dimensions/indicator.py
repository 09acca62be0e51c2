"""How does one declaration of an indicator become its rows in SQL and its records in Cypher?

    (q:Person)-[e]->(n)            the record is the node n, or the relationship e itself
    (q:Person)-[e]->(n)<-[]-(r)    the record is the node r, which cites n

An indicator is declared once; its rows in the drawn tables, which are scored, and its records in
the graph, which are shown, follow from that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.classes import named
from schema.vocabulary import Relationship, camel

UNTIL, TOPIC = "getvariable('until')", "getvariable('topic')"


@dataclass(frozen=True)
class Indicator:
    """A sum over the records to which `edge` leads from a person, each with its `day`, `title` and
    `value`. `day`, `value` and `holds`, what must hold besides, are written so that SQL and Cypher
    both read them, `title` and `amount` for Cypher alone. `needs` is a relationship that the node
    must have; `topics` is that to the topics of its own, if it has any; where it is `cited_by`
    others, these are the records, the person's own left out; `is_of_edge` says that the
    relationship is the record. Where several are told apart by a `group`, an expression that gives
    the name, their records in the graph are one statement, which is planned once."""

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
    group: str = ""

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
        if self.group:
            where.append(f"{self.group} = '{self.name}'")
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
        return in_cypher(f"""MATCH (q)-[e:{edge}]->(n:{end}){citing}
WHERE {" AND ".join(where)}{chr(10) + "WITH DISTINCT n" if self._is_repeated else ""}
RETURN {self.group or f"'{self.name}'"} AS indicator, {self._record(" + ")} AS record,
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


def in_cypher(text: str) -> str:
    """The fields of `e`, `n` and `r` in the graph's spelling, and days as Cypher makes them."""
    text = re.sub(
        r"make_date\(([^,]+), (\d+), (\d+)\)", r"date({year: \1, month: \2, day: \3})", text
    )
    return re.sub(r"\b([enr])\.(\w+)", lambda field: f"{field[1]}.{camel(field[2])}", text)
