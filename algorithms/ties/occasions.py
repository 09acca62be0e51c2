"""Who sat on a committee, took part in a session or held a grant together?

- Committees: both sat on one committee, panel or board of a society in the same calendar year, as
  its roll says.
- Sessions: both took part in one session of a congress, in whatever role, as its programme says.
- Grants: NIH RePORTER names both as investigators of one grant in the same fiscal year, which ends
  on 30 September, those who lead a subproject among them.

Strength: the probability of another such year or session within two years, as for papers. What more
than 50 persons shared makes nobody acquainted.
"""

from __future__ import annotations

from algorithms.algorithm import Algorithm
from algorithms.ties.acquaintances import sharing
from algorithms.ties.saying import Kind
from algorithms.ties.tables import AS_OF, ENTRY, TIME, known
from lake.relations import Relation
from schema.congresses import TOOK_PART_IN, Session
from schema.funding import LEADS_GRANT
from schema.profession import BELONGS_TO_SOCIETY
from schema.sharing import SHARES_COMMITTEES, SHARES_GRANTS, SHARES_SESSIONS
from schema.ties import MOST_PERSONS
from schema.vocabulary import Relationship

ALGORITHM = Algorithm(
    name="Committees, sessions and grants",
    about=__doc__,
    reads=(BELONGS_TO_SOCIETY, TOOK_PART_IN, Session, LEADS_GRANT),
    writes=(SHARES_COMMITTEES, SHARES_SESSIONS, SHARES_GRANTS),
    distrust="A roll, a programme and a list of grants name who was to be there, not who was; and "
    "where few of them are loaded, few are tied.",
)


# A role that leads is one of the board; a role without days is of the year that the roll is of.
COMMITTEE_YEARS = Relation(
    "ties.committee_years",
    f"{ENTRY}, proof VARCHAR",
    f"""
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position FROM (
  SELECT person_id, number, id, make_date(year, 12, 31) AS dated_on, 1.0 AS score, id AS proof,
    known_from, count(*) OVER (PARTITION BY id) AS persons
  FROM (
    SELECT DISTINCT ON (person_id, id) b.start AS person_id, n.number, b.known_from,
      unnest(range(year(coalesce(from_on, stated_on)),
        1 + year(least(stated_on, coalesce(to_on, stated_on))))) AS year,
      concat_ws('|', b."end", year, coalesce(committee, 'board')) AS id
    FROM drawn."BELONGS_TO_SOCIETY" b JOIN ties.person_numbers n ON n.person_id = b.start
    WHERE (committee IS NOT NULL OR role IN ('board member', 'officer', 'president'))
      AND {known("b")}
    ORDER BY person_id, id, b.known_from
  ) WHERE year < year({AS_OF} + 1)
) WHERE persons BETWEEN 2 AND {MOST_PERSONS}""",
)
SESSION_PARTS = Relation(
    "ties.session_parts",
    f"{ENTRY}, proof VARCHAR",
    f"""
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position FROM (
  SELECT t.start AS person_id, n.number, s.session_id AS id, s.held_on AS dated_on, 1.0 AS score,
    s.session_id AS proof, min(t.known_from) AS known_from, s.participants AS persons
  FROM drawn."TOOK_PART_IN" t JOIN drawn."Session" s ON s.session_id = t."end"
  JOIN ties.person_numbers n ON n.person_id = t.start
  WHERE s.held_on <= {AS_OF} AND {known("t")}
  GROUP BY ALL
) WHERE persons BETWEEN 2 AND {MOST_PERSONS}""",
)
GRANT_YEARS = Relation(
    "ties.grant_years",
    f"{ENTRY}, proof VARCHAR",
    f"""
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position FROM (
  SELECT *, count(*) OVER (PARTITION BY id) AS persons FROM (
    SELECT person_id, number, grant_id || '|' || year AS id, make_date(year, 9, 30) AS dated_on,
      max(score) AS score, grant_id || '|' || year AS proof, min(known_from) AS known_from
    FROM (
      SELECT l.start AS person_id, n.number, l."end" AS grant_id, unnest(l.fiscal_years) AS year,
        l.identity_score AS score, l.known_from
      FROM drawn."LEADS_GRANT" l JOIN ties.person_numbers n ON n.person_id = l.start
      WHERE {known("l")}
    ) GROUP BY ALL
  ) WHERE dated_on <= {AS_OF}
) WHERE persons BETWEEN 2 AND {MOST_PERSONS}""",
)

COMMITTEE = Kind("committee", COMMITTEE_YEARS.name)
SESSION = Kind("session", SESSION_PARTS.name)
GRANT = Kind("grant", GRANT_YEARS.name)
CHANCES = {kind.name: kind.chances for kind in (COMMITTEE, SESSION, GRANT)}

TIES: dict[type[Relationship], Relation] = {
    SHARES_COMMITTEES: sharing(
        SHARES_COMMITTEES,
        COMMITTEE,
        ("committee_years", "committees"),
        ("year on one committee", "years on one committee"),
    ),
    SHARES_SESSIONS: sharing(
        SHARES_SESSIONS,
        SESSION,
        ("joint_sessions", "sessions"),
        ("joint session of a congress", "joint sessions of congresses"),
    ),
    SHARES_GRANTS: sharing(
        SHARES_GRANTS,
        GRANT,
        ("grant_years", "grants"),
        ("year on one grant", "years on one grant"),
    ),
}
