"""Who connects one person to another, and how strong is each chain of ties?

A chain's strength is the product of its ties' strengths. The strongest chains without a repeated
person, of at most `max_hops` ties, are found exactly by `paths`: in the tie index where the last
refresh left one, else among the ties around both ends, half the hops deep, which hold every such
chain. What is left out is left out during the search. A chain may start at a liaison, by an
engagement held, or at any liaison of a team; no liaison stands inside one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from algorithms.algorithm import Algorithm
from schema.congresses import TOOK_PART_IN
from schema.patients import SENT_PATIENTS
from schema.profession import BELONGS_TO_SOCIETY
from schema.tie_kinds import BETWEEN_PERSONS, KINDS, PARTS, TIES
from schema.ties import ENGAGEMENT
from schema.vocabulary import Relationship, camel

ALGORITHM = Algorithm(
    name="Introductions",
    about=__doc__,
    reads=TIES,
    writes=(),
    distrust="A chain is no stronger than the identity of the persons in it, and people may know "
    "each other without a record that says so.",
)


MOST_HOPS = 6
# Whom an id means: a person, a liaison, or the liaisons of a team.
NAMED = """
CALL () {
  MATCH (p:Person) WHERE p.personId IN $ids
    RETURN 'Person' AS label, p.personId AS id, p.personId AS start
  UNION ALL MATCH (l:Liaison) WHERE l.liaisonId IN $ids
    RETURN 'Liaison' AS label, l.liaisonId AS id, l.liaisonId AS start
  UNION ALL MATCH (t:Team) WHERE t.teamId IN $ids
    OPTIONAL MATCH (t)<-[:MEMBER_OF]-(l:Liaison)
    RETURN 'Team' AS label, t.teamId AS id, l.liaisonId AS start
}
RETURN label, id, start ORDER BY label, id, start"""


def _parts(tie: type[Relationship]) -> str:
    return ", ".join(
        f"[{bit}, r.{camel(part.strength)}, r.{camel(part.last_on)}]"
        for bit, part in PARTS.items()
        if part.tie is tie
    )


# (p)-[r]-(q): the ties around a layer of persons, each kind (its bit) with strength and latest day.
AROUND = f"""
MATCH (p:Person) WHERE p.personId IN $layer
MATCH (p)-[r:{"|".join(tie.__name__ for tie in BETWEEN_PERSONS)}]-(q:Person)
UNWIND CASE type(r)
  {" ".join(f"WHEN '{tie.__name__}' THEN [{_parts(tie)}]" for tie in BETWEEN_PERSONS)} END AS part
WITH p, q, part WHERE part[1] > 0
RETURN p.personId AS a, q.personId AS b, false AS is_liaison, part[0] AS kind,
  part[1] AS strength, part[2] AS last_on
ORDER BY a, b, kind"""
AROUND_LIAISONS = f"""
MATCH (l:Liaison)-[r:MET]->(p:Person) WHERE l.liaisonId IN $liaisons
RETURN l.liaisonId AS a, p.personId AS b, true AS is_liaison, {ENGAGEMENT} AS kind,
  r.strength AS strength, r.lastOn AS last_on
ORDER BY a, b"""
PAID = """
MATCH (p:Person)-[:RECEIVED]->(:Payment)-[:PAID_BY]->(c:Company) WHERE p.personId IN $ids
RETURN DISTINCT p.personId AS person, coalesce(c.familyId, c.companyId) AS company
ORDER BY person, company"""

# The companies that a question leaves out, each with all of its family, and competitors.
FAMILIES = """
MATCH (c:Company) WHERE (c.companyId IN $companies OR ($competitors AND c.isCompetitor))
WITH DISTINCT coalesce(c.familyId, c.companyId) AS family
MATCH (m:Company) WHERE m.familyId = family OR m.companyId = family
WITH family, m ORDER BY family, m.companyId <> family, m.name, m.companyId
WITH family, collect(m.companyId) AS ids, collect(coalesce(m.name, m.companyId)) AS names
RETURN family, ids, names[0] + CASE size(names) WHEN 1 THEN '' ELSE
  ' or its family (' + reduce(all = names[1], one IN names[2..6] | all + ', ' + one)
  + CASE WHEN size(names) > 6 THEN ' and ' + (size(names) - 6) + ' more' ELSE '' END + ')'
  END AS told
ORDER BY family"""
OWN = "MATCH (c:Company) WHERE c.isOwn RETURN c.companyId AS id ORDER BY id LIMIT 1"

# Whom a question leaves out: persons, payees of companies, staff of institutions, of states.
LEFT_OUT = """
CALL () {
  UNWIND $persons AS id RETURN id
  UNION MATCH (c:Company)<-[:PAID_BY]-(:Payment)<-[:RECEIVED]-(p:Person)
    WHERE c.companyId IN $companies RETURN p.personId AS id
  UNION MATCH (i:Institution)<-[:AFFILIATED_WITH]-(p:Person)
    WHERE i.institutionId IN $institutions RETURN p.personId AS id
  UNION MATCH (p:Person) WHERE p.state IN $states RETURN p.personId AS id
}
RETURN DISTINCT id ORDER BY id"""

# What tells of a person whom others have identified: its source is not among the person's own.
_TELLING = "|".join(one.type_name for one in (BELONGS_TO_SOCIETY, TOOK_PART_IN, SENT_PATIENTS))
# What is known of the kinds of tie, and which sources speak of whom.
COVERAGE = f"""
RETURN COLLECT {{ MATCH (s:Source) WHERE s.files > 0 RETURN s.name }} AS sources,
  {{{", ".join(f"{tie.__name__}: EXISTS {{ ()-[:{tie.__name__}]->() }}" for tie in TIES)}}} AS ties,
  COLLECT {{ MATCH (p:Person) WHERE p.personId IN $ids
    RETURN {{id: p.personId, name: p.name, sources: split(coalesce(p.source, ''), ', ')
      + COLLECT {{ MATCH (p)-[r:{_TELLING}]-() RETURN DISTINCT r.source }}}}
  }} AS persons"""


def depths(max_hops: int) -> tuple[int, int]:
    """How many layers of ties to read around the start and around the goal."""
    return (max_hops + 1) // 2, max_hops // 2


def uncovered(row: Mapping[str, Any], kinds: set[str]) -> list[str]:
    """The kinds of tie about which nothing is known here, and the sources that would tell: `row`
    is one of `COVERAGE`, `kinds` those asked for."""
    found = []
    for name, kind in KINDS.items():
        is_there = any(row["ties"][tie.__name__] for tie in kind.ties)
        if name not in kinds:
            found.append(f"{kind.words}: left out by your question")
        elif not is_there and not set(kind.sources) & set(row["sources"]):
            found.append(f"{kind.words}: {' or '.join(kind.sources)} is not loaded")
        elif not is_there:
            found.append(f"{kind.words}: none in what is loaded")
    return found


def silent(rows: list[Mapping[str, Any]], loaded: list[str]) -> list[str]:
    """Which loaded sources say nothing of whom, in words: `rows` are its persons of `COVERAGE`."""
    asked = sorted({source for kind in KINDS.values() for source in kind.sources} & set(loaded))
    found = []
    for source in asked:
        names = [row["name"] for row in rows if source not in row["sources"]]
        if names and source != "engagements":
            found.append(f"{source} has no record of {', '.join(str(name) for name in names)}")
    return found
