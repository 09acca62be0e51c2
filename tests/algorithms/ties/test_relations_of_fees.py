"""Who was paid for speaking or consulting by one company in one quarter, and the ties of it."""

from datetime import date
from typing import Any

import pytest
from relations import Rows, Unit, try_out

from algorithms.ties import fees, ties
from schema.sharing import SHARES_CONSULTING, SHARES_SPEAKING

DAY = {"as_of": date(2024, 9, 30)}
OTHER_SERVICES = (
    "Compensation for services other than consulting, including serving as faculty or as a speaker "
    "at a venue other than a continuing education program"
)
SUMMER, LAST_SUMMER = date(2024, 9, 30), date(2023, 9, 30)
#  a, b, c: one specialty; c of another state, d of another specialty, e of none
PERSONS: Rows = [
    {"person_id": name, "specialty_code": specialty, "state": state}
    for name, specialty, state in (
        ("a", "207X", "IL"),
        ("b", "207X", "IL"),
        ("c", "207X", "TX"),
        ("d", "208X", "IL"),
        ("e", None, "IL"),
    )
]
NUMBERS: Rows = [{"person_id": name, "number": number} for number, name in enumerate("abcde")]


def _paid(*payments: tuple[str, str, str, date]) -> dict[str, Rows]:
    """Payments, each a nature to the persons of some names by a company on a day."""
    made = [
        (f"{number} {name}", name, nature, company, day)
        for number, (nature, names, company, day) in enumerate(payments)
        for name in names
    ]
    return {
        "ties.person_numbers": NUMBERS,
        'drawn."Person"': PERSONS,
        'drawn."Company"': [
            {"company_id": "firm", "family_id": "group"},
            {"company_id": "daughter", "family_id": "group"},
        ],
        'drawn."Payment"': [
            {"payment_id": key, "kind": "general", "nature": nature, "company_id": company}
            | {"paid_on": day}
            for key, _, nature, company, day in made
        ],
        'drawn."RECEIVED"': [
            {"start": name, "end": key, "identity_score": 0.9} for key, name, *_ in made
        ],
    }


def _part(name: str, key: str, **more: Any) -> dict[str, Any]:
    number = "abcde".index(name)
    return {"person_id": name, "number": number, "id": key, "proof": more.pop("proof")} | more


def _pair(company: str, day: date, number: int) -> Rows:
    return [
        {"person_id": name, "number": at, "id": f"{day} {company}", "persons": 3, "score": 1.0}
        | {"company": company, "dated_on": day, "proof": f"{number} {name}"}
        for at, name in enumerate("ab")
    ]


UNITS = [
    Unit(
        fees.SPEAKING_QUARTERS,
        "one family, quarter, specialty and state; the first payment of each is the proof",
        _paid(
            (OTHER_SERVICES, "acde", "firm", date(2024, 7, 1)),
            ("Honoraria", "ab", "daughter", date(2024, 9, 30)),
            ("Consulting Fee", "abcde", "firm", date(2024, 7, 1)),
            ("Food and Beverage", "abcde", "firm", date(2024, 7, 1)),
            ("Honoraria", "ab", "other", date(2024, 10, 1)),  # a quarter that has not ended
        ),
        [
            _part(name, "2024-09-30|207X|IL|group", proof=proof, persons=2, score=0.9)
            | {"company": "group", "dated_on": SUMMER}
            for name, proof in (("a", "0 a"), ("b", "1 b"))
        ],
        DAY,
    ),
    Unit(
        fees.CONSULTING_QUARTERS,
        "one family, quarter and specialty of whatever state",
        _paid(
            ("Consulting Fee", "ac", "firm", date(2024, 8, 1)),
            ("Consulting Fee", "bd", "other", date(2024, 8, 1)),
            ("Consulting Fee", "ab", "firm", date(2024, 6, 30)),
            (OTHER_SERVICES, "abc", "firm", date(2024, 8, 1)),
        ),
        [
            _part(name, f"{day}|207X|group", proof=f"{number} {name}", persons=2)
            for names, day, number in (("ac", SUMMER, 0), ("ab", date(2024, 6, 30), 2))
            for name in names
        ],
        DAY,
    ),
    Unit(
        ties.TIES[SHARES_SPEAKING],
        "the payments to both, the latest first, and the companies",
        {
            "ties.speaking_quarters": [
                *_pair("group", LAST_SUMMER, 1),
                *_pair("group", SUMMER, 2),
                *_pair("alone", LAST_SUMMER, 3),
            ],
            "ties.speaking_chances": [{"number": 0, "other": 1, "chance": 0.6}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.6, "speaking_quarters": 3, "smallest": 3}
            | {"payments": ["2 a|2 b", "1 a|1 b", "3 a|3 b"], "companies": ["alone", "group"]}
            | {"first_on": LAST_SUMMER, "last_on": SUMMER}
            | {
                "strength_reasons": [
                    "3 quarters as speakers for the same company",
                    "the latest in 2024",
                    "with 3 persons at the least",
                ]
            }
        ],
        DAY,
    ),
    Unit(
        ties.TIES[SHARES_CONSULTING],
        "one quarter, as sure as both ends are",
        {
            "ties.consulting_quarters": [row | {"score": 0.5} for row in _pair("group", SUMMER, 1)],
            "ties.consulting_chances": [{"number": 0, "other": 1, "chance": 0.4}],
        },
        [
            {"start": "a", "end": "b", "strength": 0.1, "consulting_quarters": 1}
            | {"payments": ["1 a|1 b"], "companies": ["group"]}
            | {
                "strength_reasons": [
                    "1 quarter as consultants of the same company",
                    "the latest in 2024",
                    "with 3 persons at the least",
                    "identity of both ends 0.25",
                ]
            }
        ],
        DAY,
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_relation_gives_the_rows_expected(unit: Unit) -> None:
    try_out(unit)
