"""Every nature that Open Payments prints is in one group, and a payment is called by what it is."""

import pytest

from algorithms.dimensions import payments
from algorithms.dimensions.charts import called
from algorithms.dimensions.scores import read_weights
from algorithms.ties.natures import NATURES

# As printed in the general payments of 2013 to 2024.
PRINTED = (
    "Acquisitions",
    "Charitable Contribution",
    "Compensation for serving as faculty or as a speaker for a medical education program",
    "Compensation for serving as faculty or as a speaker for a non-accredited and noncertified "
    "continuing education program",
    "Compensation for serving as faculty or as a speaker for an accredited or certified continuing "
    "education program",
    "Compensation for services other than consulting, including serving as faculty or as a speaker "
    "at a venue other than a continuing education program",
    "Consulting Fee",
    "Current or prospective ownership or investment interest",
    "Debt forgiveness",
    "Education",
    "Entertainment",
    "Food and Beverage",
    "Gift",
    "Grant",
    "Honoraria",
    "Long term medical supply or device loan",
    "Research",
    "Royalty or License",
    "Space rental or facility fees (teaching hospital only)",
    "Travel and Lodging",
)


def test_every_nature_stands_in_one_group() -> None:
    grouped = [nature for natures in NATURES.values() for nature in natures]
    assert sorted(grouped) == sorted(PRINTED)


def test_every_group_has_a_weight_and_meals_weigh_little() -> None:
    weights = read_weights()["cross_industry"]
    assert set(weights) == {*NATURES, "company_trials"}
    assert weights["meals"] < 0.1 * weights["speaking"]


@pytest.mark.parametrize(
    ("amount", "title"),
    [
        (1_200.0, "Acme Pharma, consulting, $1,200"),
        (1_200.49, "Acme Pharma, consulting, $1,200"),
        (18.5, "Acme Pharma, consulting, $18.50"),
        (18.0, "Acme Pharma, consulting, $18"),
        (0.0, "Acme Pharma, consulting, $0"),
        (1_234_567.0, "Acme Pharma, consulting, $1,234,567"),
    ],
)
def test_a_title_ends_with_the_amount(amount: float, title: str) -> None:
    assert payments.titled("Acme Pharma, consulting", amount) == title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Acme Pharma, consulting, $1,200", "Acme Pharma, consulting, $1,200, 2024"),
        (
            "A Company of a Very Long Name Indeed Incorporated, consulting, $1,200",
            "A Company of a Very Lon…, consulting, $1,200, 2024",
        ),
        (
            "A paper, its very long title, and some more words",
            "A paper, its very long title, and some more…, 2024",
        ),
        (None, "untitled, general:2024:7, 2024"),
    ],
)
def test_what_was_paid_for_and_how_much_is_never_cut(title: str | None, name: str) -> None:
    row = {"record": "general:2024:7", "day": "2024-05-03", "title": title}
    assert called(row) == name
