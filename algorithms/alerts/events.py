"""What does the drawn graph say of persons that may be news?

One row an event of a person. `subject` names it whoever it is held to be of, so that a person who
gets another id is no news; `state` is what stands of it now. `is_news`: this state may be told;
`at_once`: also where nothing was known of the subject before.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from algorithms.alerts.jumps import COUNTS, RANKS, Floats, Scale, jumps
from algorithms.alerts.kinds import KINDS
from algorithms.histories.drawn import QUARTER
from graph.drawn_tables import table_of
from lake.relations import Relation
from schema.conclusions import Trend

COLUMNS = (
    "kind VARCHAR, subject VARCHAR, state VARCHAR, is_news BOOLEAN, at_once BOOLEAN, "
    "person VARCHAR, part VARCHAR, record VARCHAR, title VARCHAR, source VARCHAR, "
    "happened_on DATE, known_from TIMESTAMPTZ"
)
_UNTIL = "getvariable('until')"


def _fresh(kind: str, day: str) -> str:
    """Whether an event of a day is no old news, as SQL."""
    return f"{day} > {_UNTIL} - INTERVAL {KINDS[kind].days} DAY"


_UPDATED = "coalesce(t.updated_on, t.started_on)"
_IS_PIVOTAL = "coalesce(list_has_any(t.phases, ['PHASE3', 'PHASE2/PHASE3']), false)"
_LICENCE_STATE = (
    f"CASE WHEN l.expires_on < {_UNTIL} AND l.status = 'active' THEN 'expired' ELSE l.status END"
)
_IS_GOOD = f"{_LICENCE_STATE} = 'active' AND coalesce(l.action, 'none') = 'none'"
_USD = "coalesce(format('{:,.2f} USD', y.amount_usd::DOUBLE), 'amount not stated')"
_NOTICES = "('retraction notice', 'expression of concern')"

OF_LINES = Relation("alerts.lines", COLUMNS, computed_from=('drawn."Person"',))
OF_RECORDS = Relation(
    "alerts.recorded",
    COLUMNS,
    f"""
SELECT 'PAPER' AS kind, 'paper:' || a.record AS subject, 'signed' AS state, true AS is_news,
  true AS at_once, a.start AS person, '' AS part, p.pmid AS record, p.title AS title,
  a.source AS source, p.published_on AS happened_on, a.known_from AS known_from
FROM drawn."AUTHORED" a JOIN drawn."Paper" p ON p.pmid = a."end"
WHERE a.counted_with IS NULL AND p.is_retracted IS NOT true
  AND {_fresh("PAPER", "p.published_on")}
UNION ALL BY NAME
SELECT 'RETRACTION' AS kind, 'doubted:' || a.record || ':' || n."start" AS subject,
  n.kind AS state, true AS is_news, true AS at_once, a.start AS person, '' AS part,
  p.pmid AS record, n.kind || ' of: ' || coalesce(p.title, p.pmid) AS title, n.source AS source,
  coalesce(notice.published_on, p.revised_on) AS happened_on, n.known_from AS known_from
FROM drawn."ACCOMPANIES" n JOIN drawn."Paper" notice ON notice.pmid = n."start"
JOIN drawn."Paper" p ON p.pmid = n."end" JOIN drawn."AUTHORED" a ON a."end" = p.pmid
WHERE n.kind IN {_NOTICES}
  AND {_fresh("RETRACTION", "coalesce(notice.published_on, p.revised_on)")}
UNION ALL BY NAME
SELECT if({_IS_PIVOTAL}, 'PIVOTAL_TRIAL', 'TRIAL') AS kind,
  'trial:' || t.nct_id || ':' || i.role || ':' || i.printed_as AS subject, 'named' AS state,
  true AS is_news, true AS at_once, i.start AS person, '' AS part, t.nct_id AS record,
  lower(replace(i.role, '_', ' ')) || ' of: ' || coalesce(t.title, t.nct_id) AS title,
  i.source AS source, {_UPDATED} AS happened_on, i.known_from AS known_from
FROM drawn."INVESTIGATES" i JOIN drawn."Trial" t ON t.nct_id = i."end"
WHERE {_fresh("TRIAL", _UPDATED)}
UNION ALL BY NAME
SELECT 'CONGRESS' AS kind, 'congress:' || s.session_id || ':' || r.record AS subject,
  r.role AS state, true AS is_news, true AS at_once, r.start AS person, '' AS part,
  s.session_id AS record,
  r.role || ' at ' || s.congress_name || coalesce(': ' || coalesce(r.title, s.title), '') AS title,
  r.source AS source, r.held_on AS happened_on, r.known_from AS known_from
FROM drawn."TOOK_PART_IN" r JOIN drawn."Session" s ON s.session_id = r."end"
WHERE {_fresh("CONGRESS", "r.held_on")}
UNION ALL BY NAME
SELECT 'COMPETITOR_PAYMENT' AS kind, 'payment:' || r.record AS subject, 'paid' AS state,
  true AS is_news, true AS at_once, r.start AS person,
  coalesce(c.family_id, c.company_id) AS part, y.payment_id AS record,
  c.name || ': ' || {_USD} || coalesce(', ' || lower(y.nature), '') AS title, r.source AS source,
  y.paid_on AS happened_on, r.known_from AS known_from
FROM drawn."Company" c JOIN drawn."PAID_BY" b ON b."end" = c.company_id
JOIN drawn."Payment" y ON y.payment_id = b."start" JOIN drawn."RECEIVED" r ON r."end" = b."start"
WHERE c.is_competitor AND {_fresh("COMPETITOR_PAYMENT", "y.paid_on")}
UNION ALL BY NAME
SELECT 'LICENCE' AS kind, 'licence:' || l.licence_id AS subject,
  {_LICENCE_STATE} || '|' || coalesce(l.action, 'none') || '|' || coalesce(l.action_on::VARCHAR, '')
    AS state, true AS is_news, NOT ({_IS_GOOD}) AS at_once,
  h.start AS person, '' AS part, l.licence_id AS record,
  'licence ' || l.licence_id || ': ' || {_LICENCE_STATE}
    || coalesce(if(l.action = 'none', NULL, ', ' || l.action), '') AS title,
  l.source AS source, coalesce(
    if({_LICENCE_STATE} = 'expired', l.expires_on, NULL), l.action_on, l.checked_on) AS happened_on,
  l.known_from AS known_from
FROM drawn."HOLDS" h JOIN drawn."Licence" l ON l.licence_id = h."end" WHERE l.status <> 'unknown'
UNION ALL BY NAME
SELECT 'LICENCE' AS kind, 'npi:' || npi AS subject,
  if(deactivated_on IS NULL, 'active', 'deactivated ' || deactivated_on) AS state,
  true AS is_news, deactivated_on IS NOT NULL AS at_once, person_id AS person, '' AS part,
  npi AS record, if(deactivated_on IS NULL, 'the NPI is active', 'the NPI was deactivated')
    AS title, source, deactivated_on AS happened_on, known_from
FROM drawn."Person" WHERE npi IS NOT NULL
UNION ALL BY NAME
SELECT 'SANCTION' AS kind, 'exclusion:' || x.exclusion_id AS subject,
  if(x.is_current, 'excluded', 'no longer excluded') AS state, true AS is_news,
  x.is_current AS at_once, e.start AS person, '' AS part, x.exclusion_id AS record,
  if(x.is_current, 'excluded', 'no longer excluded') || coalesce(', ' || x.type, '') AS title,
  x.source AS source,
  if(x.is_current, x.excluded_on, coalesce(x.reinstated_on, x.ends_on, x.unlisted_on))
    AS happened_on, e.known_from AS known_from
FROM drawn."EXCLUDED_BY" e JOIN drawn."Exclusion" x ON x.exclusion_id = e."end" """,
)
# The lines that may jump: the kind, on which scale, and what a value is called.
LINES: dict[str, tuple[str, Scale, str]] = {
    "services_by_quarter": ("VOLUME", COUNTS, "{last:,.0f} services in the quarter"),
    "centrality_by_quarter": ("CENTRALITY", RANKS, "PageRank {last:.2f} times the average"),
}
JUMPING, CALM = "jumping", "calm"


def of_lines(folder: Path, was_jumping: set[str]) -> pa.Table:
    """How each line of those concluded last stands, a row each: the columns of `COLUMNS`; nothing
    where no line was concluded. `was_jumping` holds the subjects that jumped before."""
    place = table_of(folder, Trend)
    if not place.exists():
        return _schema().empty_table()
    trend = pq.read_table(place)
    return pa.concat_tables([_of_line(trend, name, was_jumping) for name in LINES])


def _of_line(trend: pa.Table, name: str, was_jumping: set[str]) -> pa.Table:
    kind, scale, words = LINES[name]
    trend = trend.filter(trend[name].is_valid())
    persons = np.asarray(trend["person_id"].to_pylist(), object)
    subjects = np.array([f"{kind.lower()}:{person}" for person in persons], object)
    lines = _matrix(trend[name])
    was = np.array([subject in was_jumping for subject in subjects], bool)
    found = jumps(lines, was, scale)
    if found.quarter is None:
        return _schema().empty_table()
    until = trend["trend_until"][0].as_py()
    day = until - timedelta(days=int((lines.shape[1] - 1 - found.quarter) * QUARTER))
    titles = [
        f"{words.format(last=last)} up to {day}, {_times(last, before)} a year before"
        if is_jump
        else ""
        for is_jump, last, before in zip(found.is_jump, found.last, found.before, strict=True)
    ]
    columns = {
        "kind": kind,
        "subject": subjects,
        "state": np.where(found.is_jump, JUMPING, CALM),
        "is_news": found.is_jump,
        "at_once": False,
        "person": persons,
        "part": "",
        "record": subjects,
        "title": titles,
        "source": None,
        "happened_on": day,
        "known_from": None,
    }
    return pa.Table.from_pandas(pd.DataFrame(columns), _schema(), preserve_index=False)


def _times(last: float, before: float) -> str:
    return f"{last / before:.1f} times that of" if before > 0 else "none"


def _matrix(lines: pa.ChunkedArray) -> Floats:
    """Lists of one length as rows, gaps as NaN."""
    if not len(lines):
        return np.zeros((0, 0))
    flat = lines.combine_chunks().flatten().cast(pa.float64())
    values: Floats = flat.to_numpy(zero_copy_only=False).astype(float)
    return values.reshape(len(lines), -1)


def _schema() -> pa.Schema:
    with duckdb.connect() as tables:
        tables.execute("SET TimeZone = 'UTC'")
        nothing = ", ".join(f'NULL AS "{name}"' for name in OF_RECORDS.types)
        rows = OF_RECORDS.cast(f"SELECT {nothing} WHERE false")
        return tables.sql(rows).to_arrow_table().schema
