"""Which registers of other countries are there, and whom do they list?"""

REGISTER = """
SELECT country || ' ' || register AS register_id, any_value(register) AS name,
  any_value(country) AS country, string_agg(DISTINCT source, ', ' ORDER BY source) AS source,
  country || ' ' || register AS record, min(known_from) AS known_from
FROM facts."Registrant" GROUP BY country, register"""

REGISTERED_IN = """
SELECT DISTINCT ON (start, "end", number) c.person_id AS start,
  r.country || ' ' || r.register AS "end", r.number, coalesce(r.status, 'unknown') AS status,
  r.specialty, r.checked_on, concat_ws(' ', r.fore_name, r.last_name) AS printed_as,
  c.score AS identity_score, c.reasons AS identity_reasons, r.source, r.record, r.known_from
FROM facts."Registrant" r JOIN claims."Claim" c USING (mention)
ORDER BY start, "end", number, r.checked_on DESC, r.record"""
