"""Case 20: keys that fail their check digit, sentinels, absurd amounts and days are no values."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.reading import checks

ENGINE = ibis.duckdb.connect()


def _seen(expression: Any) -> Any:
    found = ENGINE.to_pyarrow(expression).as_py()
    return found


def _all_seen(check: Callable[[ibis.Value], ibis.Value], texts: list[str]) -> list[str | None]:
    """What a check makes of each text of a column."""
    column = ibis.memtable({"text": texts})
    seen: list[str | None] = ENGINE.to_pyarrow(check(column.text)).to_pylist()
    return seen


def _is_npi(text: str) -> bool:
    """Luhn's sum from the right over 80840 and the number (45 CFR 162.406), digit by digit."""
    total = 0
    for place, sign in enumerate(reversed("80840" + text)):
        digit = int(sign) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def _is_orcid(digits: str) -> bool:
    """ISO 7064 11,2: the weighted sum is 1 modulo 11."""
    total = 0
    for sign in digits:
        total = total * 2 + (10 if sign == "X" else int(sign))
    return total % 11 == 1


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"\A[12][0-9]{8}\Z"))
def test_one_npi_in_ten_stands_and_the_other_nine_do_not(first: str) -> None:
    stands = _all_seen(checks.npi, [f"{first}{last}" for last in range(10)])
    expected = [f"{first}{last}" for last in range(10) if _is_npi(f"{first}{last}")]
    assert len(expected) == 1
    assert [npi for npi in stands if npi] == expected


@pytest.mark.parametrize(
    "text",
    ["123456789", "0000000000", "12345678901", "1234567890 ", "\uff11" * 10, "", "N/A"],
)
def test_what_is_no_ten_digits_is_no_npi(text: str) -> None:
    assert _seen(checks.npi(ibis.literal(text))) is None


@settings(max_examples=40, deadline=None)
@given(st.from_regex(r"\A0000[0-9]{11}\Z"))
def test_an_orcid_has_one_check_character_of_eleven(first: str) -> None:
    stands = _all_seen(checks.orcid, [first + last for last in "0123456789X"])
    right = [first + last for last in "0123456789X" if _is_orcid(first + last)]
    assert len(right) == 1
    assert [found for found in stands if found] == [
        "-".join(right[0][at : at + 4] for at in (0, 4, 8, 12))
    ]


@pytest.mark.parametrize("text", ["NaN", "inf", "1e9", "-0.01", "100000000.01", "12.3.4", "--5"])
def test_an_absurd_amount_is_none(text: str) -> None:
    assert _seen(checks.money(ibis.literal(text), checks.MOST_PAID_USD)) is None


def test_sums_of_amounts_are_exact() -> None:
    """A tenth ten times is one: 10 x 0.10 = 1.00, which binary fractions miss."""
    cents = ibis.memtable({"text": ["0.10"] * 10})
    total = checks.money(cents.text, checks.MOST_PAID_USD).sum()
    assert _seen(total) == Decimal("1.00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/31/2025", date(2025, 12, 31)),
        ("01/01/2099", None),
        ("00000000", None),
        ("20240230", None),
        ("01/01/1899", None),
    ],
)
def test_a_day_that_cannot_be_is_none(text: str, expected: date | None) -> None:
    latest = checks.latest_day(date(2026, 3, 1))
    assert _seen(checks.day(ibis.literal(text), latest)) == expected
