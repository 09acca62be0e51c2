"""Who else knows whom: by a company's event, by an institution, by an engagement of a liaison?

- Events: persons of one city whom one company paid on one day for one thing that people attend
  (meals, travel, speaking, consulting, honoraria). Strength as for papers: the probability of
  another joint event within two years.
- Institution: both had records there in the same calendar year. Strength: the share of such pairs
  without a joint paper or trial that had one within the next two years, by steps of the model's
  odds where this graph's past holds enough of them, else one share for all, drawn towards one in a
  hundred. Only years that have ended count, and only pairs with one of the last five.
- Engagements: a liaison has met whom an engagement was held with. Cancelled and unanswered ones are
  no meeting. Strength: the probability that the two meet again within two years.

Events and institution-years of more than 50 persons make nobody acquainted.
"""

from __future__ import annotations

import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.features import Features
from algorithms.ties.joint import Floats, Ints, Joint, Pairs, pairs_of
from algorithms.ties.model import TieModel
from algorithms.ties.saying import said, told
from algorithms.ties.tables import Tables, joint
from schema.nodes import Engagement, Payment, Person
from schema.relationships import (
    AFFILIATED_WITH,
    ENGAGED,
    HELD,
    MET,
    RECEIVED,
    SHARES_EVENTS,
    SHARES_INSTITUTION,
)
from schema.ties import MOST_PERSONS

ALGORITHM = Algorithm(
    name="Acquaintances",
    about=__doc__,
    reads=(RECEIVED, Payment, AFFILIATED_WITH, HELD, ENGAGED, Engagement),
    writes=(SHARES_EVENTS, SHARES_INSTITUTION, MET),
    distrust="A payment's day may be that of a transfer, not of a meeting; persons whose city is "
    "unknown share no event; a large department is not a circle of friends.",
)


ATTENDED = "food|travel|lodging|entertainment|speaker|honorari|consult"
RECENT_YEARS = 5
PRIOR, PRIOR_PAIRS = 0.01, 100

# Entries of one kind: `person_id`, `number`, `id`, `persons`, `dated_on`, `score`, `proof`.
EVENTS = """
SELECT * FROM (
  SELECT r.start AS person_id, n.number,
    concat_ws('|', p.company_id, p.paid_on, lower(p.nature), lower(who.city), who.state) AS id,
    any_value(p.paid_on) AS dated_on, max(coalesce(r.identity_score, 1.0)) AS score,
    min(p.payment_id) AS proof, min(r.known_from) AS known_from,
    count(*) OVER (PARTITION BY id) AS persons
  FROM {received} r JOIN {payments} p ON p.payment_id = r."end"
  JOIN {persons} who ON who.person_id = r.start JOIN numbered n ON n.person_id = r.start
  WHERE p.kind = 'general' AND p.paid_on <= DATE '{as_of}' AND who.city IS NOT NULL
    AND p.company_id IS NOT NULL AND regexp_matches(lower(p.nature), '{attended}') AND {known}
  GROUP BY r.start, n.number, id
) WHERE persons BETWEEN 2 AND {most}"""

YEARS = """
SELECT * FROM (
  SELECT person_id, number, institution || '|' || year AS id, make_date(year, 12, 31) AS dated_on,
    1.0 AS score, id AS proof, known_from, count(*) OVER (PARTITION BY id) AS persons
  FROM (
    SELECT a.start AS person_id, n.number, a."end" AS institution, unnest(a.years) AS year,
      a.known_from
    FROM {affiliated} a JOIN numbered n ON n.person_id = a.start WHERE {known}
  ) WHERE year < year(DATE '{as_of}' + 1)
) WHERE persons BETWEEN 2 AND {most}"""

HELD_ON = """
SELECT h.start AS liaison_id, l.number AS liaison, e.engagement_id AS id, e.held_on AS dated_on,
  g."end" AS person_id, n.number AS person, coalesce(g.identity_score, 1.0) AS score, e.minutes,
  h.known_from, 1 + count(*) OVER (PARTITION BY h.start, e.engagement_id) AS persons
FROM {held} h JOIN {engagements} e ON e.engagement_id = h."end"
JOIN {engaged} g ON g.start = e.engagement_id
JOIN liaisons l ON l.liaison_id = h.start JOIN numbered n ON n.person_id = g."end"
WHERE e.held_on <= DATE '{as_of}' AND NOT e.is_cancelled AND {known}"""

ENTRIES = """
SELECT number AS person, dense_rank() OVER (ORDER BY id) - 1 AS record, persons, 0 AS lead,
  date_diff('day', DATE '1970-01-01', dated_on) / 365.25 AS time
FROM {entries} ORDER BY id, number"""
BOTH = """
SELECT number, id, persons, dated_on FROM (
  SELECT person AS number, liaison || '|' || id AS id, persons, dated_on FROM held_on
  UNION ALL SELECT DISTINCT liaison, liaison || '|' || id, persons, dated_on FROM held_on)"""

# Two entries of one record make a pair, the lower number first.
SHARED = """
WITH pairs AS (
  SELECT a.number, b.number AS other, a.person_id AS start, b.person_id AS "end",
    count(*) AS {count}, list(a.proof ORDER BY a.dated_on DESC, a.proof) AS {proofs},
    max(a.score * b.score) AS sure, min(a.dated_on) AS first_on, max(a.dated_on) AS last_on,
    min(a.persons) AS smallest, min(a.known_from) AS known_from
  FROM {entries} a JOIN {entries} b ON a.id = b.id AND a.number < b.number GROUP BY ALL
)
SELECT start, "end", round(sure * said, 6) AS strength, {count}, {proofs}, first_on, last_on,
  smallest, list_filter([{count} || ' ' || if({count} = 1, '{one}', '{many}'),
    'the latest in ' || year(last_on), 'with ' || smallest || ' persons at the least',
    if(sure < 0.995, 'identity of both ends ' || printf('%.2f', sure), NULL)
  ], lambda reason: reason IS NOT NULL) AS strength_reasons,
  'ties' AS source, start || '|' || "end" AS record, known_from
FROM pairs JOIN {said} USING (number, other) WHERE {holds}"""

MEETINGS = """
WITH pairs AS (
  SELECT person AS number, liaison AS other, liaison_id AS start, person_id AS "end",
    count(*) AS engagements, sum(minutes)::BIGINT AS minutes, max(score) AS sure,
    min(dated_on) AS first_on, max(dated_on) AS last_on, min(known_from) AS known_from
  FROM held_on GROUP BY ALL
)
SELECT start, "end", round(sure * said, 6) AS strength, engagements, minutes, first_on, last_on,
  list_filter([engagements || if(engagements = 1, ' engagement held', ' engagements held'),
    if(minutes IS NULL, NULL, minutes || ' minutes in all'), 'the latest in ' || year(last_on)
  ], lambda reason: reason IS NOT NULL) AS strength_reasons, parts AS strength_parts,
  'ties' AS source, start || '|' || "end" AS record, known_from
FROM pairs JOIN said_engagement USING (number, other)"""


def events(tables: Tables, total: int) -> str:
    """The query for `SHARES_EVENTS`; keeps what it reads. `total` persons and liaisons."""
    text = EVENTS.format(
        received=tables.of(RECEIVED),
        payments=tables.of(Payment),
        persons=tables.of(Person),
        as_of=tables.as_of.isoformat(),
        attended=ATTENDED,
        most=MOST_PERSONS,
        known=tables.known("r"),
    )
    tables.keep("event_entries", text)
    found = joint(tables.columns(ENTRIES.format(entries="event_entries")), total)
    tables.keep("said_event", said(found, tables.at, tie_model.read(tie_model.SHIPPED)))
    return SHARED.format(
        entries="event_entries",
        said="said_event",
        count="events",
        proofs="payments",
        one="joint event of a company",
        many="joint events of companies",
        holds="TRUE",
    )


def colleagues(tables: Tables, total: int) -> str:
    """The query for `SHARES_INSTITUTION`; reads `joint`, the papers and trials of persons."""
    text = YEARS.format(
        affiliated=tables.of(AFFILIATED_WITH),
        as_of=tables.as_of.isoformat(),
        most=MOST_PERSONS,
        known=tables.known("a"),
    )
    tables.keep("year_entries", text)
    found = joint(tables.columns(ENTRIES.format(entries="year_entries")), total)
    pairs = pairs_of(found)
    now = tie_features.features(found, pairs, tables.at)
    begun = _begun(tables, total, pairs.a, pairs.b)
    model = tie_model.read(tie_model.SHIPPED)
    strength = _becoming(found, pairs, begun, tables.at, model, now)
    tables.keep("said_year", told(pairs, now, strength, model))
    return SHARED.format(
        entries="year_entries",
        said="said_year",
        count="shared_years",
        proofs="places",
        one="year at the same institution",
        many="years at the same institution",
        holds=f"year(last_on) >= year(DATE '{tables.as_of.isoformat()}' + 1) - {RECENT_YEARS}",
    )


def met(tables: Tables, total: int) -> str:
    """The query for `MET`, from liaisons to persons; keeps what it reads."""
    text = HELD_ON.format(
        held=tables.of(HELD),
        engagements=tables.of(Engagement),
        engaged=tables.of(ENGAGED),
        as_of=tables.as_of.isoformat(),
        known=tables.known("h"),
    )
    tables.keep("held_on", text)
    found = joint(tables.columns(ENTRIES.format(entries=f"({BOTH})")), total)
    tables.keep("said_engagement", said(found, tables.at, tie_model.read(tie_model.SHIPPED)))
    return MEETINGS


def _begun(tables: Tables, total: int, a: Ints, b: Ints) -> Floats:
    """When each pair's first joint paper or trial was, in years; never: infinity."""
    found = tables.columns(
        "SELECT a.number, b.number AS other, min(a.time) AS begun FROM joint a "
        "JOIN joint b ON a.id = b.id AND a.number < b.number GROUP BY ALL ORDER BY ALL"
    )
    key = found["number"].astype(np.int64) * total + found["other"]
    out = np.full(len(a), np.inf)
    if len(key):
        wanted = a * total + b
        at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        out = np.where(key[at] == wanted, found["begun"][at], np.inf)
    return out


def _becoming(
    found: Joint,
    pairs: Pairs,
    begun: Floats,
    at: float,
    model: TieModel,
    now: Features,
) -> Floats:
    """The chance that two of one institution will have a joint paper or trial, from what those who
    had none two years ago have done since."""
    begin = at - model.horizon_years
    before = tie_features.features(found, pairs, begin)
    apart = begun[before.pair] > begin
    live = begun[before.pair][apart] <= at
    fitted = tie_model.recalibrated(model, before.values[apart], live)
    if fitted is not model:
        return fitted.strength(now.values)
    share = (live.sum() + PRIOR * PRIOR_PAIRS) / (len(live) + PRIOR_PAIRS)
    return np.full(len(now.pair), share)
