"""May this person be invited, and why should one believe it?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

from algorithms.screening.facts import Asked
from algorithms.screening.roles import roles
from algorithms.screening.screening import screened
from algorithms.screening.statement import stated
from api.answering import Answering
from api.errors import bad_input
from api.reads import Row
from api.scopes import below, refuse_person
from api.screening_reading import COMPANY, PERSON, dossier_of
from api.screening_reasons import reasons_of
from api.screening_types import ScreeningInput
from api.vocabularies import look_up
from schema import nodes as n

MOST_STATES, LONGEST = 20, 200
MOST_HOURS, MOST_USD = 2_000.0, 100_000.0
STATE = re.compile(r"[A-Z]{2}")


def today() -> date:
    """The day of a screening that is asked for now."""
    return datetime.now(UTC).date()


async def screening(answering: Answering, given: ScreeningInput) -> dict[str, Any]:
    """The content of a screening, as it may be filed. Raises BAD_USER_INPUT and FORBIDDEN."""
    states = _states(given.states)
    _refuse_texts(given)
    _refuse_figures(given)
    rows = await answering.rows(PERSON, {"person": given.person})
    await refuse_person(answering, "screening", given.person, bool(rows))
    company, held = await _company(answering, given.company), rows[0]
    asked = Asked(
        role=roles()[given.role.value],
        company=company["top"],
        states=states or tuple(filter(None, [held["state"]])),
        on=today(),
        hours=given.hours,
        rate_usd=given.rate_usd,
        topic=given.topic,
    )
    reasons = await reasons_of(answering.rows, given.person, await _topics(answering, given.topic))
    dossier = await dossier_of(answering.rows, given.person, asked, company, held)
    dossier = replace(dossier, reasons=reasons)
    content = stated(dossier, screened(dossier))
    return content | {"personId": given.person, "companyId": company["id"]}


async def _company(answering: Answering, company: str) -> Row:
    """The company of an id or a name, with its family. Raises BAD_USER_INPUT with the nearest."""
    rows = await answering.rows(COMPANY, {"company": company.strip()})
    if not rows:
        await look_up(answering.info.context, [(n.Company, "name", company)], {})
    return rows[0]


async def _topics(answering: Answering, topic: str | None) -> list[str] | None:
    """The topic and all below it. Raises BAD_USER_INPUT with the nearest."""
    if topic is None:
        return None
    await look_up(answering.info.context, [(n.Topic, "name", topic)], {})
    return await below(answering, topic)


def _states(given: list[str] | None) -> tuple[str, ...]:
    """The states in capitals, each once."""
    if given is not None and not 1 <= len(given) <= MOST_STATES:
        raise bad_input(f"`states` has {len(given)} values; give 1 to {MOST_STATES}, or leave out")
    states = [one.strip().upper() for one in given or ()]
    for one in states:
        if not STATE.fullmatch(one):
            raise bad_input(f"`states` holds {one[:20]!r}; give two letters, such as IL")
    return tuple(dict.fromkeys(states))


def _refuse_texts(given: ScreeningInput) -> None:
    for name, text in (
        ("person", given.person),
        ("company", given.company),
        ("topic", given.topic),
    ):
        if text is not None and not (0 < len(text.strip()) <= LONGEST and text.isprintable()):
            raise bad_input(f"`{name}` takes 1 to {LONGEST} characters, on one line")


def _refuse_figures(given: ScreeningInput) -> None:
    for name, value, most in (
        ("hours", given.hours, MOST_HOURS),
        ("rateUsd", given.rate_usd, MOST_USD),
    ):
        if value is not None and not (isfinite(value) and 0 < value <= most):
            raise bad_input(f"`{name}` is {value}; give more than 0 and up to {most:g}")
