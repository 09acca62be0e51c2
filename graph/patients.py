"""Whose patients came to whom as well?

Only pairs of two persons of the graph: most pairs of Medicare's files name an organisation.
"""

SENT_PATIENTS = """
SELECT a.person_id AS start, b.person_id AS "end",
  concat_ws(', ', s.source, s.from_on || ' to ' || s.to_on, 'within ' || s.days || ' days') AS span,
  s.from_on, s.to_on, s.days, max(patients) AS patients, sum(times)::BIGINT AS times,
  sum(same_day)::BIGINT AS same_day, s.source, min(s.record) AS record,
  min(s.known_from) AS known_from
FROM facts."SharedPatients" s JOIN graph.npi_holders a USING (npi)
JOIN graph.npi_holders b ON b.npi = s.other_npi
WHERE a.person_id <> b.person_id GROUP BY ALL"""
