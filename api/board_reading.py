"""Who are the candidates for a board, and what does the graph say of them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.answering import Answering
from api.board_types import Field
from api.conditions import Conditions
from api.reads import Row, Statement
from api.rights import Guard
from api.vocabularies import look_up
from schema import nodes as n

ROOT = "advisoryBoard"
MOST_CANDIDATES, MOST_TOPICS = 300, 40
LEAST_TIE, MOST_TIES = 0.1, 4000

# (n:Person)-[AUTHORED]->(Paper)-[ABOUT]->(b:Topic)-[BROADER*]->(the topic)
#          -[INVESTIGATES]->(Trial)-[STUDIES]->(b)
ABOUT = (
    "CALL () {{ MATCH (b:Topic)-[:BROADER*0..12]->(:Topic {{name: {topic}}}) "
    "WITH DISTINCT b CALL (b) {{ "
    "MATCH (b)<-[:ABOUT]-(:Paper)<-[:AUTHORED]-(q:Person) RETURN q UNION "
    "MATCH (b)<-[:STUDIES]-(:Trial)<-[:INVESTIGATES]-(q:Person) RETURN q }} "
    "RETURN DISTINCT q AS {person} }} WITH *"
)
NARROWER = """
MATCH (t:Topic)-[:BROADER]->(:Topic {name: $topic}) RETURN DISTINCT t.name AS name ORDER BY name"""
PERSONS = """
MATCH (p:Person) WHERE p.personId IN $persons
CALL (p) {
  OPTIONAL MATCH (p)-[a:AFFILIATED_WITH]->(i:Institution)
  RETURN i ORDER BY a.lastOn IS NULL, a.lastOn DESC, a.records DESC, i.institutionId LIMIT 1 }
RETURN p.personId AS person, p.name AS name, p[$standing] AS standing, p.state AS state,
  toString(p.community) AS community, p.communityName AS communityName,
  i.institutionId AS institution, i.name AS institutionName
ORDER BY person"""
# Each row of $wanted has a topic and the names of it and of all below it.
_WORKS = """
  MATCH (p)-[:AUTHORED]->(w:Paper)-[:ABOUT]->(t:Topic)
  WHERE t.name IN $names AND NOT coalesce(w.isRetracted, false)
  RETURN w, t, 'Paper' AS kind, w.pmid AS record, w.publishedOn AS day
  UNION ALL
  MATCH (p)-[:INVESTIGATES]->(w:Trial)-[:STUDIES]->(t:Topic) WHERE t.name IN $names
  RETURN w, t, 'Trial' AS kind, w.nctId AS record, w.startedOn AS day"""
COVERAGE = f"""
MATCH (p:Person) WHERE p.personId IN $persons
CALL (p) {{{_WORKS}
}}
UNWIND [each IN $wanted WHERE t.name IN each.below | each.topic] AS topic
WITH DISTINCT p.personId AS person, topic, kind, record, day, w
ORDER BY day IS NULL, day DESC, record
WITH person, topic, count(CASE kind WHEN 'Paper' THEN 1 END) AS papers,
  count(CASE kind WHEN 'Trial' THEN 1 END) AS trials,
  collect({{kind: kind, record: record, title: w.title, day: day, source: w.source}})[..3] AS latest
RETURN person, topic, papers, trials, latest ORDER BY person, topic"""
SPONSORS = """
MATCH (p:Person) WHERE p.personId IN $persons
CALL (p) {
  MATCH (p)-[:RECEIVED]->(w:Payment)-[:PAID_BY]->(c:Company)
  RETURN DISTINCT w, coalesce(c.familyId, c.companyId) AS family, 'Payment' AS kind,
    w.paymentId AS record, w.paidOn AS day, w.amountUsd AS amount, w.nature AS title
  UNION ALL
  MATCH (p)-[:INVESTIGATES]->(w:Trial)-[:SPONSORED_BY]->(c:Company)
  RETURN DISTINCT w, coalesce(c.familyId, c.companyId) AS family, 'Trial' AS kind,
    w.nctId AS record, w.startedOn AS day, null AS amount, w.title AS title
}
WITH p.personId AS person, family, kind, record, day, amount, title, w
ORDER BY day IS NULL, day DESC, record
WITH person, family, sum(amount) AS amount,
  count(CASE kind WHEN 'Payment' THEN 1 END) AS payments,
  count(CASE kind WHEN 'Trial' THEN 1 END) AS trials,
  count(CASE WHEN kind = 'Payment' AND amount IS NULL THEN 1 END) AS unstated,
  collect({kind: kind, record: record, title: title, day: day, source: w.source,
    amount_usd: amount})[..3] AS latest
WHERE trials > 0 OR unstated > 0 OR amount >= $least
OPTIONAL MATCH (f:Company {companyId: family})
RETURN person, family, coalesce(f.name, family) AS name, amount, payments, trials, latest
ORDER BY person, amount DESC, family"""
TIES = """
MATCH (a:Person)-[t:CONNECTED_TO]-(b:Person)
WHERE a.personId IN $persons AND b.personId IN $persons AND a.personId < b.personId
  AND t.strength >= $least
RETURN a.personId AS one, b.personId AS other, t.strength AS strength
ORDER BY strength DESC, one, other LIMIT $most"""


async def members(
    answering: Answering,
    rule: Mapping[str, Any],
    topic: str | None,
    states: Sequence[str],
    standing: str,
) -> tuple[int, list[str]]:
    """How many persons a `PersonFilter` takes in, of those with a paper or trial about the topic
    and of the states where such are given, and the ids of the first by standing; raises
    BAD_USER_INPUT."""
    context = answering.info.context
    statement = Statement(bool(context.hidden()))
    guard, name = Guard(context.caller, statement), statement.name("n")
    conditions = Conditions(statement, guard)
    if topic is None:
        match, asked = conditions.start(n.Person, name, rule)
    else:
        about = statement.known(n.Topic, "name", topic)
        match = ABOUT.format(topic=about, person=name)
        asked = conditions.condition(n.Person, name, rule)
    there = f"{name}.state IN {statement.parameter(list(states))}" if states else ""
    all_ = (asked, there, guard.of_root(ROOT, name), statement.shown(name))
    where = " AND ".join(f"({one})" for one in all_ if one)
    await look_up(context, statement.asked, {})
    by, most = statement.parameter(standing), statement.parameter(MOST_CANDIDATES)
    text = (
        f"{' '.join(statement.before)} {match} {f'WHERE {where} ' if where else ''}"
        f"WITH DISTINCT {name} ORDER BY coalesce({name}[{by}], -1.0) DESC, {name}.personId "
        f"WITH collect({name}.personId) AS ids RETURN size(ids), ids[..{most}]"
    )
    ((size, ids),) = await context.records(text, statement.bound(answering.hidden()))
    return int(size), list(ids)


async def narrower(answering: Answering, topic: str) -> list[str]:
    """The headings directly below a topic, or the topic where there are none."""
    rows = await answering.rows(NARROWER, {"topic": topic})
    return [row["name"] for row in rows][:MOST_TOPICS] or [topic]


async def field_of(
    answering: Answering,
    ids: Sequence[str],
    wanted: Mapping[str, list[str]],
    standing: str,
    least_usd: float,
) -> Field:
    """What the graph says of persons; `wanted` holds, by topic, its name and all below it."""
    who = {"persons": list(ids)}
    persons = await answering.rows(PERSONS, who | {"standing": standing})
    names = sorted({name for below in wanted.values() for name in below})
    given = [{"topic": topic, "below": below} for topic, below in wanted.items()]
    topics = await answering.rows(COVERAGE, who | {"names": names, "wanted": given})
    sponsors = await answering.rows(SPONSORS, who | {"least": least_usd})
    ties = await answering.rows(TIES, who | {"least": LEAST_TIE, "most": MOST_TIES})
    return Field(
        persons={row["person"]: row for row in persons},
        topics=_by_person(topics),
        sponsors=_by_person(sponsors),
        ties={(row["one"], row["other"]): row["strength"] for row in ties},
    )


def _by_person(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["person"], []).append(row)
    return found
