"""How do dates, instants and amounts of money travel?

Dates and instants as RFC 3339 writes them, amounts as text, because the numbers of JSON are binary
fractions. A statement brings them almost as they travel, so that an answer needs little more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import strawberry
from graphql import GraphQLOutputType, get_named_type

RFC = "https://www.rfc-editor.org/rfc/rfc3339"
LARGEST, CENT = Decimal(10) ** 15, Decimal("0.01")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    rf"{_DAY.pattern}[Tt][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})"
)


class Unreadable(ValueError):
    """What was written is no value of the scalar; the text says how one looks."""


def _day(text: object) -> date:
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(f"there is no such day: {error}") from None
    raise Unreadable("a date looks like 2026-03-31")


def _instant(text: object) -> datetime:
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise Unreadable("an instant looks like 2026-03-31T12:30:00Z")
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (OverflowError, ValueError):
        raise Unreadable("the instant lies beyond the calendar") from None


def _amount(text: object) -> Decimal:
    if isinstance(text, bool) or not isinstance(text, str | int | float) or len(str(text)) > 40:
        raise Unreadable("an amount looks like 1234.50")
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        raise Unreadable("an amount looks like 1234.50") from None
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise Unreadable(f"an amount lies between -{LARGEST:.0e} and {LARGEST:.0e}")
    return amount


def _written_day(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def _written_instant(value: Any) -> str:
    if isinstance(value, str):
        return value
    moment = value if isinstance(value, datetime) else value.to_native()
    return str(moment.astimezone(UTC).isoformat().replace("+00:00", "Z"))


def written_amount(value: Any) -> str:
    """A number as a decimal, of two places at least where it is a fraction. The graph keeps amounts
    as doubles, whose shortest text is the amount as it was reported."""
    if isinstance(value, str | int):
        return str(value)
    amount = Decimal(repr(float(value)))
    return format(amount if -amount.as_tuple().exponent > 2 else amount.quantize(CENT), "f")  # type: ignore[operator]


SCALARS: dict[object, Any] = {
    date: strawberry.scalar(
        name="Date",
        description="A day as RFC 3339 writes it (`full-date`), such as 2026-03-31.",
        specified_by_url=RFC,
        serialize=_written_day,
        parse_value=_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in UTC as RFC 3339 writes it, such as 2026-03-31T12:30:00Z.",
        specified_by_url=RFC,
        serialize=_written_instant,
        parse_value=_instant,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number as text, such as "1234.50".',
        serialize=written_amount,
        parse_value=_amount,
    ),
}
_IN_CYPHER = {"Date": "toString({})"}
_IN_PYTHON: dict[str, Callable[[Any], Any]] = {
    "DateTime": _written_instant,
    "Decimal": written_amount,
}


def in_cypher(type_: GraphQLOutputType, expression: str) -> str:
    """The expression as a statement brings a leaf of the type."""
    return _IN_CYPHER.get(get_named_type(type_).name, "{}").format(expression)


def in_python(type_: GraphQLOutputType) -> Callable[[Any], Any] | None:
    """What becomes of a brought leaf of the type; none where it stays as it is."""
    write = _IN_PYTHON.get(get_named_type(type_).name)
    return write and (lambda value: None if value is None else write(value))
