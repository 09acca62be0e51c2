"""How is a screening written down, so that it can be filed and compared letter for letter?

As one JSON object with its keys in order and its days as text. The same facts give the same text,
so the SHA-256 of the text says whether a copy is what was filed.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from algorithms.screening.facts import Dossier, Paid
from algorithms.screening.outcomes import Check, Record
from algorithms.screening.payments import sums
from algorithms.screening.screening import overall

FORMAT = "Peerline screening 1"
MOST_RECORDS = 100


def stated(given: Dossier, checks: list[Check]) -> dict[str, Any]:
    """What was asked, every check with the newest of its records, payments by company, nature and
    year, and the sources as they stood."""
    asked = given.asked
    has_fee = asked.hours is not None and asked.rate_usd is not None
    return {
        "format": FORMAT,
        "name": given.name,
        "npi": given.npi,
        "specialty": given.specialty,
        "role": asked.role.name,
        "roleTitle": asked.role.title,
        "company": asked.company,
        "states": list(asked.states),
        "topic": asked.topic,
        "hours": asked.hours,
        "rateUsd": asked.rate_usd,
        "feeUsd": round((asked.hours or 0) * (asked.rate_usd or 0), 2) if has_fee else None,
        "screenedOn": str(asked.on),
        "outcome": overall(checks).value,
        "checks": [_check(one) for one in checks],
        "payments": _payments(given.paid),
        "competitors": None if given.competitors is None else list(given.competitors),
        "sources": [
            {
                "name": one.name,
                "title": one.title,
                "loadedOn": _day(one.loaded_on),
                "toldUntil": _day(one.told_until),
                "listedOn": _day(one.listed_on),
            }
            for _, one in sorted(given.listings.items())
        ],
    }


def canonical(content: dict[str, Any]) -> str:
    """The one text of a content."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS).decode()


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _check(one: Check) -> dict[str, Any]:
    newest = sorted(one.records, key=_age, reverse=True)[:MOST_RECORDS]
    return {
        "name": one.name,
        "title": one.title,
        "outcome": one.outcome.value,
        "why": one.why,
        "recordCount": len(one.records),
        "records": [_record(each) for each in newest],
    }


def _age(one: Record) -> tuple[date, str]:
    return one.happened_on or one.checked_on or date.min, one.node


def _record(one: Record) -> dict[str, Any]:
    return {
        "source": one.source,
        "record": one.record,
        "node": one.node,
        "said": one.said,
        "happenedOn": _day(one.happened_on),
        "checkedOn": _day(one.checked_on),
        "amountUsd": one.amount_usd,
    }


def _payments(paid: tuple[Paid, ...]) -> list[dict[str, Any]]:
    return [asdict(one) for one in sums(paid)]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
