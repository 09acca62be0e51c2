"""Which person of another country's register is this person, if any?

A person without an NPI, whose records name the country, is weighed against each registrant of the
same full name there, and against *none of them*, by Bayes' rule: by how many bear the name in the
register, by how many would if first and family names were drawn apart, by the middle initial and
by the town of practice. Without the town a register says nothing unless it is large: a name is
alone in any short list. From 0.98 on the tie is made, as with the registry of the United States
(`identity.registry`).

When not to trust it: a scientist who is in no register, of a name that one practitioner of the same
town bears.
"""

from __future__ import annotations

from identity.practitioner_evidence import TIED, UNREGISTERED
from lake.current import Lake
from lake.relations import Relation, make

# How much more often the town, or the country alone, agrees on one person than on two of a name.
IN_TOWN, IN_COUNTRY = 40, 4
# So many of a country, and the register may be taken for the whole of it.
LARGE = 10_000

REGISTRANTS = Relation(
    "identity.registrants",
    "mention VARCHAR, country VARCHAR, register VARCHAR, number VARCHAR, city VARCHAR, "
    "surname VARCHAR, given VARCHAR, middle VARCHAR",
    """
SELECT DISTINCT ON (mention) mention, country, register, number, plain(city) AS city,
  surname(last_name) AS surname, given(lower(fore_name)) AS given,
  middle(lower(fore_name)) AS middle
FROM facts."Registrant" WHERE given(lower(fore_name)) <> '' ORDER BY mention, checked_on DESC
""",
)

# The countries that a person's records name, by an institution or in words.
HOME_COUNTRIES = Relation(
    "identity.home_countries",
    "component VARCHAR, country VARCHAR",
    """
SELECT DISTINCT c.component, i.country
FROM identity.placements p JOIN facts."Institution" i USING (institution_id)
JOIN identity.components c ON c.node = p.mention WHERE i.country <> 'US'
UNION
SELECT c.component, k.country
FROM identity.place_texts t JOIN identity.place_parts p USING (text)
JOIN identity.countries k ON k.name = p.part
JOIN identity.components c ON c.node = t.mention WHERE k.country <> 'US'
""",
)

FITTING_REGISTRANTS = Relation(
    "identity.fitting_registrants",
    "component VARCHAR, mention VARCHAR, country VARCHAR, register VARCHAR, number VARCHAR, "
    "bearers BIGINT, in_town BOOLEAN, middle DOUBLE, probability DOUBLE",
    f"""
WITH sizes AS (SELECT register, country, count(*) AS people FROM identity.registrants GROUP BY ALL),
families AS (
  SELECT register, country, surname, count(*) AS n FROM identity.registrants GROUP BY ALL
),
firsts AS (SELECT register, country, given, count(*) AS n FROM identity.registrants GROUP BY ALL),
namesakes AS (
  SELECT register, country, surname, given, count(*) AS bearers
  FROM identity.registrants GROUP BY ALL
),
towns AS (
  SELECT DISTINCT c.component, p.part AS town
  FROM identity.place_texts t JOIN identity.place_parts p USING (text)
  JOIN identity.components c ON c.node = t.mention
),
candidates AS (
  SELECT b.component, r.mention, r.country, r.register, r.number, any_value(bearers) AS bearers,
    sum(b.mentions) AS mentions, any_value(people) AS people,
    any_value(f.n * 1.0 * g.n / (people + 1000)) AS expected,
    bool_or(t.town IS NOT NULL) AS in_town,
    max(if(b.middle <> '' AND r.middle <> '', if(b.middle = r.middle, 9.0, 0.0), 1.0)) AS middle
  FROM identity.names_without_npi b JOIN identity.registrants r USING (surname, given)
  JOIN identity.home_countries h ON h.component = b.component AND h.country = r.country
  JOIN sizes s ON s.register = r.register AND s.country = r.country
  JOIN families f ON f.register = r.register AND f.country = r.country AND f.surname = r.surname
  JOIN firsts g ON g.register = r.register AND g.country = r.country AND g.given = r.given
  JOIN namesakes n
    ON n.register = r.register AND n.country = r.country AND n.surname = r.surname
      AND n.given = r.given
  LEFT JOIN towns t ON t.component = b.component AND t.town = r.city
  GROUP BY b.component, r.mention, r.country, r.register, r.number
),
named AS (
  SELECT component, sum(mentions) AS named FROM identity.names_without_npi GROUP BY component
),
weighed AS (
  SELECT c.*, 0.5 / bearers * (mentions / named) ** 2 * middle
      * CASE WHEN in_town THEN {IN_TOWN} WHEN people >= {LARGE} THEN {IN_COUNTRY} ELSE 0 END
      AS weight,
    0.5 * least(1.0, expected + {UNREGISTERED}) AS nobody
  FROM candidates c JOIN named USING (component)
)
SELECT *, round(weight / (sum(weight) OVER of_register + max(nobody) OVER of_register), 6)
  AS probability
FROM weighed WINDOW of_register AS (PARTITION BY component, country, register)
""",
)

# Persons and the registrants whom they are.
REGISTER_LINKS = Relation(
    "identity.register_links",
    "mention VARCHAR, key VARCHAR, layer VARCHAR, score DOUBLE, reason VARCHAR",
    f"""
SELECT m.mention, f.mention AS key, 'registry' AS layer, round(probability, 4) AS score,
  'number ' || number || ' of ' || country || ' ' || register || ' with probability '
    || round(probability, 2) || ': ' || concat_ws(', ',
    if(bearers = 1, 'the only registrant of this full name',
      bearers || ' registrants bear this full name'),
    if(f.middle > 1, 'same middle initial', NULL),
    if(in_town, 'same town', 'same country')) AS reason
FROM identity.fitting_registrants f JOIN identity.components c USING (component)
JOIN identity.mentions m ON m.mention = c.node WHERE probability >= {TIED}
""",
)


def tie(lake: Lake) -> None:
    """Leave the `register_links` of those who are tied."""
    make(lake.tables, REGISTRANTS, HOME_COUNTRIES, FITTING_REGISTRANTS, REGISTER_LINKS)
