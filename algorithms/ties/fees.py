"""Who speaks for the same company, and who consults for it?

- Speaking: one company, with its family, paid both for speaking or as faculty in the same quarter,
  and both are of one specialty and practise in one state: programmes are held near their speakers.
- Consulting: one company, with its family, paid both for consulting in the same quarter, and both
  are of one specialty: boards of advisers are drawn from all states.

Strength: the probability of another such quarter within two years, as for papers, from those of the
last three; who has none among these is not tied. A company's speakers or consultants of one quarter
who are more than 50 make nobody acquainted.

Such a record shows that a company pays two of one field for the same kind of work at the same time.
It does not show that they met: no nature of Open Payments says "advisory board", speaking outside
continuing education is printed with all other services than consulting, and a payment's day may be
that of a transfer. Meals and travel are events, and no such tie: nothing counts twice.
"""

from __future__ import annotations

from algorithms.algorithm import Algorithm
from algorithms.ties.acquaintances import sharing
from algorithms.ties.natures import GROUP
from algorithms.ties.saying import Kind
from algorithms.ties.tables import AS_OF, ENTRY, TIME, known
from lake.relations import Relation
from schema.nodes import Company, Payment
from schema.relationships import RECEIVED
from schema.sharing import SHARES_CONSULTING, SHARES_SPEAKING
from schema.ties import MOST_PERSONS
from schema.vocabulary import Relationship

ALGORITHM = Algorithm(
    name="Speaking and consulting",
    about=__doc__,
    reads=(RECEIVED, Payment, Company),
    writes=(SHARES_SPEAKING, SHARES_CONSULTING),
    distrust="Two of one quarter may never have met; state and specialty are those of today; who "
    "has none of either is tied to nobody; and a company whose family is not loaded stands alone.",
)


# Seven program years are published at a time: three to look back on, and two closed windows.
PAST_YEARS = 3.0


def _quarters(name: str, group: str, *among: str) -> Relation:
    """Whom a company paid for a group of natures in a quarter that has ended, by what they have in
    common besides: fields of `Person`, none of which may be unknown."""
    of_person = ", ".join(f"who.{field}" for field in among)
    return Relation(
        name,
        f"{ENTRY}, proof VARCHAR, company VARCHAR",
        f"""
WITH paid AS (
  SELECT r.start AS person_id, num.number, coalesce(c.family_id, n.company_id) AS company,
    last_day(date_trunc('quarter', n.paid_on) + INTERVAL 2 MONTH) AS dated_on, {of_person},
    coalesce(r.identity_score, 1.0) AS score, n.payment_id, r.known_from
  FROM drawn."RECEIVED" r JOIN drawn."Payment" n ON n.payment_id = r."end"
  JOIN drawn."Person" who ON who.person_id = r.start
  JOIN ties.person_numbers num ON num.person_id = r.start
  LEFT JOIN drawn."Company" c ON c.company_id = n.company_id
  WHERE n.kind = 'general' AND {GROUP} = '{group}' AND {known("r")}
)
SELECT *, {TIME} AS time, 0 AS lead, 0 AS position, count(*) OVER (PARTITION BY id) AS persons
FROM (
  SELECT person_id, number, company, dated_on,
    concat_ws('|', dated_on, {", ".join(among)}, company) AS id,
    max(score) AS score, min(payment_id) AS proof, min(known_from) AS known_from
  FROM paid WHERE dated_on <= {AS_OF} AND company IS NOT NULL
    AND {" AND ".join(f"{field} IS NOT NULL" for field in among)}
  GROUP BY ALL
) QUALIFY persons BETWEEN 2 AND {MOST_PERSONS}""",
    )


SPEAKING_QUARTERS = _quarters("ties.speaking_quarters", "speaking", "specialty_code", "state")
CONSULTING_QUARTERS = _quarters("ties.consulting_quarters", "consulting", "specialty_code")

SPEAKING = Kind("speaking", SPEAKING_QUARTERS.name, past=PAST_YEARS)
CONSULTING = Kind("consulting", CONSULTING_QUARTERS.name, past=PAST_YEARS)
CHANCES = {kind.name: kind.chances for kind in (SPEAKING, CONSULTING)}
# A record is proved by the payments to both.
_OF_BOTH = {
    "proof": "a.proof || '|' || b.proof",
    "companies": "list_sort(list(DISTINCT a.company))",
}

TIES: dict[type[Relationship], Relation] = {
    SHARES_SPEAKING: sharing(
        SHARES_SPEAKING,
        SPEAKING,
        ("speaking_quarters", "payments"),
        ("quarter as speakers for the same company", "quarters as speakers for the same company"),
        **_OF_BOTH,
    ),
    SHARES_CONSULTING: sharing(
        SHARES_CONSULTING,
        CONSULTING,
        ("consulting_quarters", "payments"),
        (
            "quarter as consultants of the same company",
            "quarters as consultants of the same company",
        ),
        **_OF_BOTH,
    ),
}
