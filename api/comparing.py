"""How may a value be compared in a filter?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from api.declaring import made_enum, made_input
from api.properties import scores_of
from schema import nodes as n

MOST_FIRST = 1000
_ABOUT = {
    "eq": "Equal to it.",
    "ne": "Known, and not equal to it.",
    "in": "One of these.",
    "lt": "Less than it, or before it.",
    "lte": "At most that, or on that day at the latest.",
    "gt": "More than it, or after it.",
    "gte": "At least that, or on that day at the earliest.",
    "starts_with": "Begins so; capitals count.",
    "contains": "Holds it anywhere; capitals do not count.",
    "has": "Has it among others.",
    "has_any": "Has one of these among others.",
    "is_null": "Whether the sources are silent.",
}
_LISTS = {"in", "has_any"}


def _tests(name: str, of: str, *tests: str) -> str:
    kinds = {"is_null": "bool"} | dict.fromkeys(_LISTS, f"list[{of}]")
    fields = {test: (kinds.get(test, of), _ABOUT[test]) for test in (*tests, "is_null")}
    return made_input(name, "Holds where all that is given holds.", fields)


_ORDERED = ("eq", "in", "lt", "lte", "gt", "gte")
TESTS: dict[type, str] = {
    str: _tests("StringFilter", "str", "eq", "ne", "in", "starts_with", "contains"),
    int: _tests("IntFilter", "int", *_ORDERED),
    float: _tests("FloatFilter", "float", *_ORDERED),
    Decimal: _tests("DecimalFilter", "Decimal", *_ORDERED),
    date: _tests("DateFilter", "date", *_ORDERED),
    datetime: _tests("DateTimeFilter", "datetime", *_ORDERED),
    bool: "bool",
}
LISTS: dict[type, str] = {
    str: _tests("StringsFilter", "str", "has", "has_any"),
    int: _tests("IntsFilter", "int", "has", "has_any"),
}
SCORE = made_enum(
    "PersonScore",
    "A number that the algorithms conclude of a person.",
    {p.constant: (p, p.field.about) for p in scores_of(n.Person)},
    (n.Person, None),
)
EACH = made_enum(
    "PersonPart",
    "By what persons fall into parts.",
    {
        "STATE": (None, "By state of practice."),
        "SPECIALTY": (None, "By specialty."),
        "COMMUNITY": (None, "By circle in the network of ties."),
    },
    (n.Person, None),
)
_FIRST: dict[str, tuple[str, str]] = {
    "first": ("int", f"How many, 1 to {MOST_FIRST}; needed."),
    "each": (EACH, "So many of each part; else of all together."),
    "filter": ("PersonFilter", "The first among these; else among all."),
}
IN_SEGMENT = made_input(
    "InSegmentFilter",
    "The persons in one of some segments, as they were last reviewed.",
    {
        "segments": (
            "list[strawberry.ID]",
            "By `id`, the caller's own or shared; needed.",
        ),
        "level": ("int", "Only those on this level, 1 the highest."),
    },
)
FIRST_BY = made_input(
    "FirstByFilter",
    "The first so many persons by a score, the highest first.",
    {"by": (SCORE, "The score; needed.")} | _FIRST,
)
FIRST_ON = made_input(
    "FirstOnFilter",
    "The first so many persons by papers on a topic, those with most first. A narrow topic finds "
    "whom a list of the influential does not.",
    {"topic": ("str", "A MeSH heading; papers on one below it count, too. Needed.")} | _FIRST,
)
