"""Which practitioner of the registry is this person, if any?

Every person of a full name is weighed against each practitioner of that name, and against *none of
them*: a scientist, or a physician abroad, who happens to bear it. Each piece of evidence multiplies
by how much more often it is seen on one and the same person than on two who share a name (Bayes'
rule, with shares counted in the registry itself). Namesakes in the registry divide what speaks for
any of them; a name whose parts are so common that a stranger may well bear it speaks for none.

In a second pass the topics of papers speak, too: what practitioners of each specialty publish on,
and from which departments, is learnt from the ties of the first pass that are beyond doubt. No
label enters.

How to read it: from 0.98 on the tie is made; below, the person stays untied, and the two best
candidates are kept for whoever wants to judge. When not to trust it: a physician who is not in the
registry, but has a namesake of the same city and specialty who is.
"""

from __future__ import annotations

from identity.practitioner_evidence import (
    BEST_CANDIDATES,
    DEPARTMENTS_OF_SURE_TIES,
    SPECIALTY_DEPARTMENTS,
    SPECIALTY_TOPICS,
    TIED,
    TOPICS_OF_SURE_TIES,
    WEIGHED,
    weigh,
)
from identity.practitioners import PRACTICES, PRINTED, REGISTERED_NAMES
from lake.current import Lake
from lake.relations import Relation, clear, make, put

_REASON = """
'NPI ' || npi || ' with probability ' || round(probability, 2) || ': ' || concat_ws(', ',
  if(bearers = 1, 'the only practitioner of this full name',
    bearers || ' practitioners bear this full name'),
  if(s.middle > 1, 'same middle initial', NULL),
  if(s.generation > 1, 'same generation', NULL),
  if(in_city, 'same city', if(in_state, 'same state', NULL)),
  if(department > 1, 'department fits the specialty', NULL),
  if(topics > 1.5, 'topics fit the specialty', NULL),
  if(has_paid_trial, 'a company reports this NPI with a trial that names the person', NULL))
"""

# One registry record is one person: where several clusters fit it, the best known keeps it, and
# those of the same name join it only if they fit as well.
REGISTRY_LINKS = Relation(
    "identity.registry_links",
    "mention VARCHAR, key VARCHAR, layer VARCHAR, score DOUBLE, reason VARCHAR",
    f"""
WITH best AS (
  SELECT * FROM identity.best_candidates WHERE probability >= {TIED}
  QUALIFY row_number() OVER (PARTITION BY component ORDER BY probability DESC, npi) = 1
)
SELECT c.node AS mention, 'npi:' || npi AS key, 'registry' AS layer,
  round(probability, 4) AS score, {_REASON} AS reason
FROM best s JOIN identity.components c USING (component)
JOIN identity.mentions m ON m.mention = c.node
""",
)

# The `Candidacy` claims of whom is settled: the two best candidates of each person who has any.
CANDIDACIES = Relation(
    "identity.candidacies",
    "mention VARCHAR, mentions VARCHAR[], npi VARCHAR, score DOUBLE, namesakes BIGINT, "
    "is_tied BOOLEAN, reasons VARCHAR[]",
    f"""
WITH members AS (
  SELECT component, list_sort(list(m.mention)) AS mentions
  FROM identity.mentions m JOIN identity.components c ON c.node = m.mention GROUP BY component
)
SELECT h.mentions[1] AS mention, h.mentions, npi, round(probability, 6) AS score,
  bearers AS namesakes, probability >= {TIED} AS is_tied, [{_REASON}] AS reasons
FROM identity.best_candidates s JOIN members h USING (component)
ORDER BY mention, score DESC, npi
""",
)

# What only ties are read from, theirs and those of other registers.
READ_FOR_TIES = (*PRINTED, *WEIGHED, BEST_CANDIDATES)

# What is learnt of the registry as a whole, and kept from one run to the next.
LEARNT = (REGISTERED_NAMES, PRACTICES, SPECIALTY_TOPICS, SPECIALTY_DEPARTMENTS)


def tie(lake: Lake, is_learnt: bool) -> None:
    """Leave the `registry_links` of those who are tied, and the candidacies of everyone. The tables
    LEARNT are taken as they are where they are learnt already."""
    tables = lake.tables
    if not is_learnt:
        make(tables, REGISTERED_NAMES, PRACTICES)
        clear(tables, SPECIALTY_TOPICS, SPECIALTY_DEPARTMENTS)
    make(tables, *PRINTED)
    weigh(tables)
    if not is_learnt:
        put(tables, SPECIALTY_TOPICS, TOPICS_OF_SURE_TIES)
        put(tables, SPECIALTY_DEPARTMENTS, DEPARTMENTS_OF_SURE_TIES)
        weigh(tables)
    make(tables, REGISTRY_LINKS, CANDIDACIES)
