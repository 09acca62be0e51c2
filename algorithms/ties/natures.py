"""What was a payment for: consulting, a lecture, a share in the company, or lunch?

Open Payments prints a `Nature_of_Payment_or_Transfer_of_Value` with general payments alone. Each of
its texts, those of 2013 to 2020 and those of today, stands in one group below. Research payments
are a file of their own and have no nature; with an ownership interest stand its terms, in the
company's own words, so that the file decides. A nature that is in no group counts as `other` and is
shown as it is printed.

Advisory boards have no nature of their own: companies report them as consulting fees. Speaking has
one only at continuing education; elsewhere it is printed with other services than consulting.
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
# The group of the payment n, for SQL and for Cypher.
GROUP = f"CASE WHEN n.kind IN ['research', 'ownership'] THEN n.kind {_CASES} ELSE 'other' END"
