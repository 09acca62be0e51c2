"""What was a payment for: consulting, a lecture, a share in the company, or lunch?

Open Payments prints a `Nature_of_Payment_or_Transfer_of_Value` with general payments alone. Each of
its texts, those of 2013 to 2020 and those of today, stands in one group below. Research payments
are a file of their own and have no nature; with an ownership interest stand its terms, in the
company's own words, so that the file decides. A nature that is in no group counts as `other` and is
shown as it is printed.

Advisory boards have no nature of their own: companies report them as consulting fees.

A payment's value is log10(10 + US dollars): 1 for a trifle, and one more for each factor of ten.
Companies pay 5 dollars and 500,000 for the same kind of work; on a scale of dollars one royalty
would make everybody else small. Below about ten dollars nothing need be reported by itself, so that
differences there, and an amount that is missing, weigh as the record's mere existence.
"""

from __future__ import annotations

NATURES = {
    "consulting": ("Consulting Fee",),
    "speaking": (
        "Compensation for services other than consulting, including serving as faculty or as a "
        "speaker at a venue other than a continuing education program",
        "Compensation for serving as faculty or as a speaker for a medical education program",
        "Compensation for serving as faculty or as a speaker for an accredited or certified "
        "continuing education program",
        "Compensation for serving as faculty or as a speaker for a non-accredited and noncertified "
        "continuing education program",
        "Honoraria",
    ),
    "research": ("Research", "Grant"),
    "ownership": (
        "Current or prospective ownership or investment interest",
        "Royalty or License",
        "Acquisitions",
    ),
    "travel": ("Travel and Lodging",),
    "education": ("Education",),
    "meals": ("Food and Beverage",),
    "other": (
        "Charitable Contribution",
        "Debt forgiveness",
        "Entertainment",
        "Gift",
        "Long term medical supply or device loan",
        "Space rental or facility fees (teaching hospital only)",
    ),
}


def _bare(nature: str) -> str:
    """The nature as it is compared: publications differ in capitals, blanks and hyphens."""
    return nature.lower().replace(" ", "").replace("-", "")


_CASES = " ".join(
    f"WHEN replace(replace(lower(n.nature), ' ', ''), '-', '') IN {[*map(_bare, natures)]}"
    f" THEN '{group}'"
    for group, natures in NATURES.items()
)
# The group of the payment n, and its value, for SQL and for Cypher.
GROUP = f"CASE WHEN n.kind IN ['research', 'ownership'] THEN n.kind {_CASES} ELSE 'other' END"
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
