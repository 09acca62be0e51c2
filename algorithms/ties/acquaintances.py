"""Who else knows whom: by a company's event, by an institution, by an engagement of a liaison?

- Events: persons of one city whom one company paid on one day for one thing that people attend
  (meals, travel, lodging, entertainment). Strength as for papers: the probability of another joint
  event within two years. Who speaks or consults for one company is tied by that instead.
- Institution: both had records there in the same calendar year. Strength: the share of such pairs
  without a joint paper or trial that had one within the next two years, by steps of the model's
  odds where this graph's past holds enough of them, else one share for all, drawn towards one in a
  hundred. Only years that have ended count, and only pairs with one of the last five.
- Engagements: a liaison has met whom an engagement was held with. Cancelled and unanswered ones are
  no meeting. Strength: the probability that the two meet again within two years.

Events and institution-years of more than 50 persons make nobody acquainted.
"""

from __future__ import annotations

import duckdb
import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.joint import Floats, Joint, Pairs
from algorithms.ties.saying import Kind, Learnt
from algorithms.ties.tables import AS_OF, ENTRY, TIME, columns, known, total
from graph.classes import drawn
from lake.relations import Relation
from schema.nodes import Engagement, Payment
from schema.relationships import AFFILIATED_WITH, ENGAGED, HELD, MET, RECEIVED
from schema.sharing import SHARES_EVENTS, SHARES_INSTITUTION
from schema.ties import MOST_PERSONS
from schema.vocabulary import Relationship

ALGORITHM = Algorithm(
    name="Acquaintances",
    about=__doc__,
    reads=(RECEIVED, Payment, AFFILIATED_WITH, HELD, ENGAGED, Engagement),
    writes=(SHARES_EVENTS, SHARES_INSTITUTION, MET),
    distrust="A payment's day may be that of a transfer, not of a meeting; persons whose city is "
    "unknown share no event; a large department is not a circle of friends.",
)


ATTENDED = "food|travel|lodging|entertainment"
RECENT_YEARS = 5
PRIOR, PRIOR_PAIRS = 0.01, 100

# `proof` is the record that shows the person's part: a payment, or a year at an institution.
EVENT_ATTENDANCES = Relation(
    "ties.event_attendances",
    f"{ENTRY}, proof VARCHAR",
    f"""
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position FROM (
  SELECT r.start AS person_id, n.number,
    concat_ws('|', p.company_id, p.paid_on, lower(p.nature), lower(who.city), who.state) AS id,
    any_value(p.paid_on) AS dated_on, max(coalesce(r.identity_score, 1.0)) AS score,
    min(p.payment_id) AS proof, min(r.known_from) AS known_from,
    count(*) OVER (PARTITION BY id) AS persons
  FROM drawn."RECEIVED" r JOIN drawn."Payment" p ON p.payment_id = r."end"
  JOIN drawn."Person" who ON who.person_id = r.start
  JOIN ties.person_numbers n ON n.person_id = r.start
  WHERE p.kind = 'general' AND p.paid_on <= {AS_OF} AND who.city IS NOT NULL
    AND p.company_id IS NOT NULL AND regexp_matches(lower(p.nature), '{ATTENDED}') AND {known("r")}
  GROUP BY r.start, n.number, id
) WHERE persons BETWEEN 2 AND {MOST_PERSONS}""",
)
INSTITUTION_YEARS = Relation(
    "ties.institution_years",
    f"{ENTRY}, proof VARCHAR",
    f"""
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position FROM (
  SELECT person_id, number, institution || '|' || year AS id, make_date(year, 12, 31) AS dated_on,
    1.0 AS score, id AS proof, known_from, count(*) OVER (PARTITION BY id) AS persons
  FROM (
    SELECT a.start AS person_id, n.number, a."end" AS institution, unnest(a.years) AS year,
      a.known_from
    FROM drawn."AFFILIATED_WITH" a JOIN ties.person_numbers n ON n.person_id = a.start
    WHERE {known("a")}
  ) WHERE year < year({AS_OF} + 1)
) WHERE persons BETWEEN 2 AND {MOST_PERSONS}""",
)
# One row per liaison and person met.
MEETINGS = Relation(
    "ties.meetings",
    "liaison_id VARCHAR, liaison BIGINT, engagement_id VARCHAR, held_on DATE, person_id VARCHAR, "
    "person BIGINT, score DOUBLE, minutes BIGINT, known_from TIMESTAMPTZ, persons BIGINT",
    f"""
SELECT h.start AS liaison_id, l.number AS liaison, e.engagement_id, e.held_on,
  g."end" AS person_id, n.number AS person, coalesce(g.identity_score, 1.0) AS score, e.minutes,
  h.known_from, 1 + count(*) OVER (PARTITION BY h.start, e.engagement_id) AS persons
FROM drawn."HELD" h JOIN drawn."Engagement" e ON e.engagement_id = h."end"
JOIN drawn."ENGAGED" g ON g.start = e.engagement_id
JOIN ties.liaison_numbers l ON l.liaison_id = h.start
JOIN ties.person_numbers n ON n.person_id = g."end"
WHERE e.held_on <= {AS_OF} AND NOT e.is_cancelled AND {known("h")}""",
)
# The liaison and the persons of each meeting.
MEETING_PARTICIPANTS = Relation(
    "ties.meeting_participants",
    "number BIGINT, id VARCHAR, persons BIGINT, dated_on DATE, time DOUBLE, lead INTEGER, "
    "position BIGINT",
    f"""
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position FROM (
  SELECT person AS number, liaison || '|' || engagement_id AS id, persons, held_on AS dated_on
  FROM ties.meetings
  UNION ALL SELECT DISTINCT liaison, liaison || '|' || engagement_id, persons, held_on
  FROM ties.meetings
)""",
)
FIRST_JOINT_RECORDS = Relation(
    "ties.first_joint_records",
    "number BIGINT, other BIGINT, time DOUBLE",
    """
SELECT a.number, b.number AS other, min(a.time) AS time
FROM ties.joint_records a JOIN ties.joint_records b ON a.id = b.id AND a.number < b.number
GROUP BY ALL""",
)


def becoming_colleagues(
    connection: duckdb.DuckDBPyConnection, records: Joint, pairs: Pairs, at: float
) -> Learnt:
    """How probable a joint paper or trial of two of one institution is, from what those who had
    none two years ago have done since: one share for all where they are too few."""
    begun = _begun(connection, pairs)
    model = tie_model.read(tie_model.SHIPPED)
    begin = at - model.horizon_years
    before = tie_features.features(records, pairs, begin)
    apart = begun[before.pair] > begin
    live = begun[before.pair][apart] < at
    fitted = tie_model.recalibrated(model, before.values[apart], live)
    if fitted is not model:
        return {"steps": fitted.steps, "withheld": None}
    share = float(live.sum() + PRIOR * PRIOR_PAIRS) / (len(live) + PRIOR_PAIRS)
    return {"steps": [(0.0, share), (1.0, share)], "withheld": None}


EVENT = Kind("event", EVENT_ATTENDANCES.name)
YEAR = Kind(
    "institution_year", INSTITUTION_YEARS.name, becoming_colleagues, (FIRST_JOINT_RECORDS.name,)
)
MEETING = Kind("meeting", MEETING_PARTICIPANTS.name)
CHANCES = {kind.name: kind.chances for kind in (EVENT, YEAR, MEETING)}


def sharing(
    relationship: type[Relationship],
    kind: Kind,
    counted: tuple[str, str],
    words: tuple[str, str],
    holds: str = "TRUE",
    proof: str = "a.proof",
    companies: str = "",
) -> Relation:
    """The ties of two who took part in the same records of a kind: `counted` names the fields for
    how many and for the proofs, the latest first; `words` are for one record and for more; `proof`
    is made of the entries `a` and `b`, as `companies` is where the ties name them."""
    count, proofs = counted
    made, named = (f", {companies} AS companies", ", companies") if companies else ("", "")
    return drawn(
        relationship,
        f"""
WITH pairs AS (
  SELECT a.number, b.number AS other, a.person_id AS start, b.person_id AS "end",
    count(*) AS {count}, list({proof} ORDER BY a.dated_on DESC, a.proof) AS {proofs},
    max(a.score * b.score) AS sure, min(a.dated_on) AS first_on, max(a.dated_on) AS last_on,
    min(a.persons) AS smallest, min(a.known_from) AS known_from{made}
  FROM {kind.entries} a JOIN {kind.entries} b ON a.id = b.id AND a.number < b.number GROUP BY ALL
)
SELECT start, "end", round(sure * chance, 6) AS strength, {count}, {proofs}, first_on, last_on,
  smallest{named}, list_filter([{count} || ' ' || if({count} = 1, '{words[0]}', '{words[1]}'),
    'the latest in ' || year(last_on), 'with ' || smallest || ' persons at the least',
    if(sure < 0.995, 'identity of both ends ' || printf('%.2f', sure), NULL), caution
  ], lambda reason: reason IS NOT NULL) AS strength_reasons,
  'ties' AS source, start || '|' || "end" AS record, known_from
FROM pairs JOIN {kind.chances.name} USING (number, other) WHERE {holds}""",
    )


TIES: dict[type[Relationship], Relation] = {
    SHARES_EVENTS: sharing(
        SHARES_EVENTS,
        EVENT,
        ("events", "payments"),
        ("joint event of a company", "joint events of companies"),
    ),
    SHARES_INSTITUTION: sharing(
        SHARES_INSTITUTION,
        YEAR,
        ("shared_years", "places"),
        ("year at the same institution", "years at the same institution"),
        f"year(last_on) >= year({AS_OF} + 1) - {RECENT_YEARS}",
    ),
    MET: drawn(
        MET,
        f"""
WITH pairs AS (
  SELECT person AS number, liaison AS other, liaison_id AS start, person_id AS "end",
    count(*) AS engagements, sum(minutes)::BIGINT AS minutes, max(score) AS sure,
    min(held_on) AS first_on, max(held_on) AS last_on, min(known_from) AS known_from
  FROM ties.meetings GROUP BY ALL
)
SELECT start, "end", round(sure * chance, 6) AS strength, engagements, minutes, first_on, last_on,
  list_filter([engagements || if(engagements = 1, ' engagement held', ' engagements held'),
    if(minutes IS NULL, NULL, minutes || ' minutes in all'), 'the latest in ' || year(last_on),
    caution
  ], lambda reason: reason IS NOT NULL) AS strength_reasons, parts AS strength_parts,
  'ties' AS source, start || '|' || "end" AS record, known_from
FROM pairs JOIN {MEETING.chances.name} USING (number, other)""",
    ),
}


def _begun(connection: duckdb.DuckDBPyConnection, pairs: Pairs) -> Floats:
    """When each pair's first joint paper or trial was, in years; never: infinity."""
    firsts = columns(connection, f"FROM {FIRST_JOINT_RECORDS.name} ORDER BY number, other")
    persons = total(connection)
    begun = np.full(len(pairs.a), np.inf)
    key = firsts["number"].astype(np.int64) * persons + firsts["other"]
    if len(key):
        wanted = pairs.a * persons + pairs.b
        at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        begun = np.where(key[at] == wanted, firsts["time"][at], np.inf)
    return begun
