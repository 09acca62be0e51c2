"""What is a filter, written out: the words that stand for edges in full, and all that must hold as
one list?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schema import nodes as n
from schema.vocabulary import Node

Filter = Mapping[str, Any]
# What is written often of persons in one word, and the way of edges that it stands for.
_SHORT = {
    "topic": ("papers", "topics"),
    "institution": ("institutions",),
    "paidBy": ("payments", "company"),
}


def written_out(node: type[Node], filter: Filter) -> Filter:
    """The filter on persons with what is written in one word in full; any other as it is."""
    if node is not n.Person:
        return filter
    longer = dict(filter)
    for word, (key, *onward) in _SHORT.items():
        value = longer.pop(word, None)
        if value is None:
            continue
        inner: Filter = {"node": {"within": value}}
        for edge in reversed(onward):
            inner = {"node": {edge: inner}}
        if longer.get(key) is None:
            longer[key] = inner
        else:
            longer["and"] = [*(longer.get("and") or []), {key: inner}]
    return longer


def all_of(node: type[Node], filter: Filter) -> Iterator[Filter]:
    """The filters, written out, that must all hold for the filter to hold."""
    own = dict(written_out(node, filter))
    others = own.pop("and", None) or []
    yield own
    for each in others:
        yield from all_of(node, each or {})
