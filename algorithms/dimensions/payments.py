"""How much does a payment count, and what is it called?

A payment's value is log10(10 + US dollars): 1 for a trifle, and one more for each factor of ten.
Companies pay 5 dollars and 500,000 for the same kind of work; on a scale of dollars one royalty
would make everybody else small. Below about ten dollars nothing need be reported by itself, so that
differences there, and an amount that is missing, weigh as the record's mere existence.
"""

from __future__ import annotations

from algorithms.ties.natures import GROUP

# The value of the payment n, for SQL and for Cypher.
VALUE = "log10(10.0 + coalesce(n.amount_usd, 0.0))"
# Who holds an interest is reported once a year, for the whole of it.
DAY = "coalesce(n.paid_on, make_date(n.program_year, 12, 31))"
# The payer and the group of the payment n, in Cypher; a nature of no group as it is printed.
TITLE = (
    "coalesce(COLLECT { MATCH (n)-[:PAID_BY]->(c:Company) RETURN c.name ORDER BY c.name LIMIT 1 }"
    f"[0], 'company not named') + ', ' + CASE {GROUP} WHEN 'other' "
    f"THEN coalesce(n.nature, 'nature not printed') ELSE {GROUP} END"
)


def titled(title: str, amount: float) -> str:
    """A payment's title with its amount in US dollars: `Acme Pharma, consulting, $1,200`; cents
    only below 100 dollars."""
    cents = 0 if amount >= 100 or amount == int(amount) else 2
    return f"{title}, ${amount:,.{cents}f}"
