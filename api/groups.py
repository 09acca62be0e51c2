"""Which groups can a list be asked for?"""

from __future__ import annotations

from datetime import date
from typing import Any

from api.declaring import argument, made_enum, made_type
from api.fields import reading, taken
from api.grouped import MOST, MOST_KEYS, MOST_NODES, NUMBERS, OF_DAYS, OF_NUMBERS, Grouped


def groups_on(grouped: Grouped) -> dict[str, tuple[Any, Any]]:
    """The fields of a connection that group its rows."""
    base, keys = grouped.base, grouped.keys()
    by = made_enum(
        f"{base}GroupKey", "What groups are formed by.", _described(keys), grouped.follows
    )
    arguments: dict[str, tuple[str, Any]] = {
        "by": (argument(f"list[{by}]", f"What they have in common, 1 to {MOST_KEYS} keys."), ...)
    }
    numbers = grouped.measures(*NUMBERS)
    about = "How many groups there are."
    count = reading(about, arguments, "int", grouped)
    arguments |= {"first": (argument("int", f"How many groups, 0 to {MOST}."), 50)}
    if numbers:
        name = made_enum(
            f"{base}Number", "A number of the rows.", _described(numbers), grouped.follows
        )
        about = "The largest by the sum of this; else by count."
        arguments |= {"order_by_sum": (argument(f"{name} | None", about), None)}
    about = "The rows by group, the largest first: by count, or by a sum."
    groups = reading(about, arguments, f"list[{_group_of(grouped)}]", grouped)
    return {"groups": (None, groups), "group_count": (None, count)}


def _group_of(grouped: Grouped) -> str:
    fields: dict[str, tuple[Any, Any]] = {
        "keys": ("list[GroupKey]", taken("What its rows have in common, in the order asked.")),
        "count": (int, taken("Rows in it.")),
    }
    kinds = (("Number", NUMBERS, OF_NUMBERS, "Decimal"), ("Day", (date,), OF_DAYS, "date"))
    for kind, types, aggregates, type_ in kinds:
        measures = grouped.measures(*types)
        if not measures:
            continue
        named = made_enum(
            f"{grouped.base}{kind}",
            f"A {kind.lower()} of the rows.",
            _described(measures),
            grouped.follows,
        )
        for name in aggregates:
            about = f"The {name} over the group; none where no row has it."
            fields[name] = (
                None,
                reading(about, {"of": (argument(named, "Of what."), ...)}, f"{type_} | None"),
            )
    about = f"Its first rows, as the list is ordered; {MOST_NODES} at most."
    fields["nodes"] = (
        None,
        reading(
            about, {"first": (argument("int", "How many."), 3)}, f"list[{grouped.node.__name__}]"
        ),
    )
    about = "Rows that have something in common."
    return made_type(f"{grouped.base}Group", about, fields, grouped.follows)


def _described(some: dict[str, Any]) -> dict[str, tuple[object, str]]:
    abouts = ((name, getattr(each, "about", "") or each.field.about) for name, each in some.items())
    return {name: (name, about) for name, about in abouts}
